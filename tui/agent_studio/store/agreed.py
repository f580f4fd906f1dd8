"""Which settings of a team count for a file."""

from __future__ import annotations

from pathlib import Path

from agent_studio.core.check.examined import Agreed
from agent_studio.store.roots import nearest
from agent_studio.store.team import NAME, load_team


def agreed_for(path: Path) -> Agreed | None:
    """The nearest settings in or above the folder of an absolute path; ``None`` without any.

    Raises:
        StoreError: They cannot be read, or something in them is wrong.
    """
    file = nearest(str(path.parent), NAME)
    if not file:
        return None
    settings = Path(file)
    return Agreed(load_team(settings), path.relative_to(settings.parent).as_posix())
