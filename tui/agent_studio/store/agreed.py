"""Which settings of a team count for a file."""

from __future__ import annotations

from pathlib import Path

from agent_studio.core.check.examined import Agreed
from agent_studio.core.check.team import Team
from agent_studio.store.errors import StoreError
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


class Agreements:
    """The settings that count for many files, each read once.

    Settings that cannot be used count for nothing; what is wrong with them is kept.
    """

    def __init__(self) -> None:
        self.problems: list[str] = []
        """One sentence for each file of settings that cannot be used."""
        self._nearest: dict[str, str] = {}
        self._teams: dict[str, Team | None] = {}

    def of(self, path: Path) -> Agreed | None:
        """What counts for the file at an absolute path; ``None`` if nothing does."""
        folder = str(path.parent)
        if folder not in self._nearest:
            self._nearest[folder] = nearest(folder, NAME)
        file = self._nearest[folder]
        team = self._team(file) if file else None
        if team is None:
            return None
        return Agreed(team, path.relative_to(Path(file).parent).as_posix())

    def _team(self, file: str) -> Team | None:
        if file not in self._teams:
            self._teams[file] = None
            try:
                self._teams[file] = load_team(Path(file))
            except StoreError as refusal:
                self.problems.append(in_one_sentence(refusal))
        return self._teams[file]


def in_one_sentence(refusal: StoreError) -> str:
    """What is wrong with settings: the first thing, and how many more there are."""
    first, *more = str(refusal).split("\n")
    others = f" (and {len(more)} more)" if more else ""
    return f"The settings do not count: {first}{others}"
