"""A double edit: one base, two edits, and what is right by construction."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.double_edits.anatomy import Anatomy


@dataclass(frozen=True)
class Edit:
    """What an edit of some kind made of one definition."""

    base: str
    first: str
    second: str
    answers: frozenset[str]
    """Every text that is right; empty where only a conflict is."""
    kept: str = ""
    """For an edit against a deletion: the edited line, which the conflict has to show."""
    style: str = ""


@dataclass(frozen=True)
class Case:
    """An edit with the sides dealt out."""

    kind: str
    name: str
    base: str
    ours: str
    theirs: str
    answers: frozenset[str]
    kept: str = ""
    style: str = ""

    @property
    def must_ask(self) -> bool:
        """Whether only a conflict is right."""
        return not self.answers


Editor = Callable[[Anatomy, random.Random], Edit | None]
"""Makes a double edit of a definition; ``None`` where the definition does not lend itself."""
