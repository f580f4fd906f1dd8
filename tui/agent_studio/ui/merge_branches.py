"""Parts that only one source has: one line each, one question each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from agent_studio.core.compare.model import Address, Comparison, Row, RowKind, State
from agent_studio.core.merge import propose, undecided
from agent_studio.core.merge.model import Merge

_KINDS = (
    (RowKind.SECTION, "section"),
    (RowKind.MEMBER, "member"),
    (RowKind.ITEM, "item"),
    (RowKind.BLOCK, "text"),
)


@dataclass(frozen=True, slots=True)
class Branch:
    """A row and all below it, which only one source has, folded into one line."""

    row: Row
    source: int

    @property
    def address(self) -> Address:
        """The address of its topmost row."""
        return self.row.address


def lone_source(row: Row) -> int | None:
    """The one source that has everything at and below a row that has something below it."""
    if not row.children or row.state is not State.ONE:
        return None
    sources = {cell.source for part in row.walk() for cell in part.present}
    return sources.pop() if len(sources) == 1 else None


def branch_words(branch: Branch) -> str:
    """``only in 4: Responsibilities · 3 sections, 17 items``."""
    label = " ".join(branch.row.label.split()) or branch.address
    return f"only in {branch.source + 1}: {label} · {below_words(branch.row)}"


def below_words(row: Row) -> str:
    """What is below a row, counted: ``3 sections, 17 items``."""
    kinds: Counter[RowKind] = Counter()
    for part in row.walk():
        # A list stands for nothing beside its items.
        if part is not row and not (part.kind is RowKind.BLOCK and part.children):
            kinds[part.kind] += 1
    counted = [(kinds[kind], noun) for kind, noun in _KINDS if kinds[kind]]
    return ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counted)


def questions(comparison: Comparison, waiting: Collection[Address]) -> tuple[Address, ...]:
    """What a person is asked where ``waiting`` rows are undecided, in the order of the result.

    A part that only one source has is one question. A heading that all word alike is none:
    what is decided below it says whether it stands.
    """
    found: list[Address] = []
    for row in comparison.rows:
        found += _asked(row, waiting)
    return tuple(found)


def _asked(row: Row, waiting: Collection[Address]) -> Iterator[Address]:
    if lone_source(row) is not None:
        if any(part.address in waiting for part in row.walk()):
            yield row.address
        return
    if row.address in waiting and (not row.children or row.state is State.DIFFERS):
        yield row.address
    for child in row.children:
        yield from _asked(child, waiting)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person has come: of ``asked`` questions ``open`` have no answer yet."""

    asked: int
    open: int
    conflicts: int
    """The open ones in which sources disagree."""

    @property
    def decided(self) -> int:
        """How many questions have their answer."""
        return self.asked - self.open


def progress(merge: Merge) -> Progress:
    """The questions of a merge: those that it began with, and those that were opened again."""
    comparison = merge.comparison
    now = frozenset(undecided(merge))
    left = questions(comparison, now)
    every = questions(comparison, now | frozenset(undecided(propose(comparison))))
    rows = [comparison.by_address[address] for address in left]
    conflicts = sum(row.has_base or row.state is State.DIFFERS for row in rows)
    return Progress(len(every), len(left), conflicts)
