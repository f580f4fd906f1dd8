"""On which terms a text is read: as whose definition, and by what a team has agreed on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from agent_studio.core.check.examined import Agreed, Around, Examined, alone, examine
from agent_studio.core.check.narrowed import narrowed
from agent_studio.core.dialects import CLAUDE_CODE
from agent_studio.core.dialects.model import Dialect
from agent_studio.store.agreed import Agreements
from agent_studio.store.examine import dialect_of
from agent_studio.store.places import spot_of


@dataclass(frozen=True)
class Terms:
    """The dialect that a text is read in, and the settings that count for it."""

    dialect: Dialect = CLAUDE_CODE
    agreed: Agreed | None = None
    complaint: str = ""
    """What is wrong with the settings, in one sentence; empty if nothing is."""

    @cached_property
    def writing(self) -> Dialect:
        """The dialect as the team uses it: what is offered while somebody writes."""
        return narrowed(self.dialect, self.agreed.team) if self.agreed else self.dialect


NOWHERE = Terms()
"""Of a text that lies nowhere yet."""


def terms_at(path: Path) -> Terms:
    """What counts for a file; looks for settings on the disk, so this is for a thread."""
    path = path.absolute()
    agreements = Agreements()
    agreed = agreements.of(path)
    dialect = reader_at(path)
    if agreed:
        dialect = agreed.team.reader(dialect)
    return Terms(dialect, agreed, " ".join(agreements.problems))


def reader_at(path: Path) -> Dialect:
    """The dialect of the place that an absolute path lies in; Claude Code's if it is in none."""
    return dialect_of(spot_of(path))


@dataclass(frozen=True)
class Whereabouts:
    """Where the text of the Editor lies, and what that means for it."""

    stem: str = ""
    """The name of its file without the ending."""
    terms: Terms = NOWHERE
    look_up: Callable[[], Terms] | None = None
    """What tells the terms anew; asked in a thread, since it may wait for a disk."""
    around: Around = alone
    """What other definitions mean for it."""

    def anew(self) -> Whereabouts:
        """The same after another look at the disk."""
        return replace(self, terms=self.look_up()) if self.look_up else self

    def examine(self, text: str, *, by_itself: bool = False) -> Examined:
        """All that is known of the text; ``by_itself`` without what others mean for it."""
        terms, around = self.terms, alone if by_itself else self.around
        return examine(text, terms.dialect, self.stem, around, terms.agreed)
