"""The definitions that a person has before them, and what every harness makes of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent_studio.core.dialects.readings import Reading


@dataclass(frozen=True, slots=True)
class OnHand:
    """A definition, wherever it is shown."""

    title: str
    """What it is called there: its path, or what it will be."""
    path: Path
    """Where it lies or will lie."""
    text: str | None = None
    """``None`` for what is on disk."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What the harnesses make of a definition."""

    there: Sequence[Reading] = ()
    """Of those that look into its place."""
    others: Sequence[Reading] = ()
    error: str = ""
    """Why it cannot be read."""

    @property
    def every(self) -> tuple[Reading, ...]:
        """All of them, in the order of the list."""
        return (*self.there, *self.others)

    @property
    def in_words(self) -> str:
        """How many load it, of those that look there first."""
        if self.error:
            return self.error
        if not self.there:
            loads = sum(each.loaded.loads for each in self.others)
            return f"No harness looks here; {loads} of {len(self.others)} would load it"
        parts = []
        for readings, where in ((self.there, "that look here"), (self.others, "others")):
            if readings:
                loads = sum(each.loaded.loads for each in readings)
                parts.append(f"{loads} of {len(readings)} {where} load it")
        return " · ".join(parts)


def readings_of(of: OnHand) -> Readings:
    """Ask every harness; reads the file if need be, so this is for a thread."""
    from agent_studio.core.dialects import DIALECTS
    from agent_studio.core.dialects.readings import by_place, reading
    from agent_studio.core.document import parse
    from agent_studio.core.stems import stem_of
    from agent_studio.store import atomic
    from agent_studio.store.agreed import Agreements
    from agent_studio.store.errors import StoreError

    try:
        document = parse(atomic.read(of.path)[0] if of.text is None else of.text)
    except StoreError as error:
        return Readings(error=f"{error}.")
    path = of.path.absolute()
    agreed, stem = Agreements().of(path), stem_of(path.as_posix())
    # Each as of the version that the team uses.
    readers = (agreed.team.reader(each) if agreed else each for each in DIALECTS.values())
    found = [reading(document, each, stem) for each in readers]
    return Readings(*by_place(found, path.as_posix()))
