"""The settings of the repository for each definition that is checked."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from agent_studio.cli.inputs import Source
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.check.run import Asked, Heeded, nobody
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.team import Team
from agent_studio.core.dialects.model import Dialect
from agent_studio.store.team import load_team


class Teams:
    """Settings by their files, each read once."""

    def __init__(self, keeps: Callable[[str], bool], heeds_any: bool = True) -> None:
        self._keeps = keeps
        self._heeds_any = heeds_any
        self._read: dict[str, Team] = {}

    def applied(
        self, file: str, source: Source, subject: Subject, found: Sequence[Diagnostic]
    ) -> list[Diagnostic]:
        """The findings of one definition as the settings in ``file`` have them.

        Raises:
            StoreError: The settings are wrong.
        """
        return self._team(file).applied(
            subject, found, _path(file, source), self._keeps, self.heeded(file, source)
        )

    def graded(self, file: str, source: Source, found: Sequence[Diagnostic]) -> list[Diagnostic]:
        """The same for findings that several definitions give together."""
        return self._team(file).graded(found, _path(file, source), self._keeps)

    def reader(self, file: str, dialect: Dialect) -> Dialect:
        """A harness's table as of the version that the settings name."""
        return self._team(file).reader(dialect)

    def asked(self, file: str, source: Source) -> Asked:
        """Which opt-in rules the settings ask for in a definition."""
        team, path = self._team(file), _path(file, source)
        return (lambda code: team.asks(code, path)) if team.asks_some else nobody

    def heeded(self, file: str, source: Source) -> Heeded:
        """Which rules comments of a definition may silence."""
        team, path = self._team(file), _path(file, source)
        return lambda code: self._heeds_any and team.heeds(code, path)

    def _team(self, file: str) -> Team:
        if file not in self._read:
            self._read[file] = load_team(Path(file))
        return self._read[file]


def _path(file: str, source: Source) -> str:
    """The definition's path from the folder of the settings."""
    if not source.path:
        return ""
    return os.path.relpath(source.path, Path(file).parent).replace(os.sep, "/")
