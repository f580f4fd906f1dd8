"""Two definitions side by side, for ``git difftool``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from agent_studio.ui.app import StudioApp


class SideBySideApp(StudioApp):
    """The studio, with the merge workplace on these definitions in front."""

    GREETS: ClassVar[bool] = False
    """Whoever comes from git wants to see a difference, not a welcome."""

    async def on_ready(self) -> None:
        """Go there as soon as there is something to leave."""
        await self.compare([Path(path) for path in self.paths])


def run_difftool(paths: Sequence[str]) -> int:
    """Open the definitions and return the exit status."""
    app = SideBySideApp(paths)
    return app.run() or app.return_code or 0
