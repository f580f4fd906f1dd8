"""Parts that only one source has: one line each, one question each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from agent_studio.core.compare.model import Address, Comparison, Row, RowKind, State

_KINDS = (
    (RowKind.SECTION, "section"),
    (RowKind.MEMBER, "member"),
    (RowKind.ITEM, "item"),
    (RowKind.BLOCK, "text"),
)


@dataclass(frozen=True, slots=True)
class Branch:
    """What only one source has, folded: a row and all below it, or items in a run."""

    rows: tuple[Row, ...]
    """The topmost rows: one with something below it, or several items."""
    source: int

    @property
    def row(self) -> Row:
        """The first of its rows."""
        return self.rows[0]

    @property
    def address(self) -> Address:
        """The address of its first row."""
        return self.row.address

    def walk(self) -> Iterator[Row]:
        """Every row that it stands for."""
        for row in self.rows:
            yield from row.walk()


def parts(rows: Iterable[Row]) -> Iterator[Row | Branch]:
    """Rows of one level; those of one source with all below them, and runs of its items, as one."""
    for source, group in groupby(rows, key=_lone_item):
        together = tuple(group)
        if source is not None and len(together) > 1:
            yield Branch(together, source)
            continue
        for row in together:
            alone = lone_source(row)
            yield row if alone is None else Branch((row,), alone)


def _lone_item(row: Row) -> int | None:
    if row.kind is RowKind.ITEM and not row.children and row.state is State.ONE:
        return row.present[0].source
    return None


def lone_source(row: Row) -> int | None:
    """The one source that has everything at and below a row that has something below it."""
    if not row.children or row.state is not State.ONE:
        return None
    sources = {cell.source for part in row.walk() for cell in part.present}
    return sources.pop() if len(sources) == 1 else None


def branch_words(branch: Branch) -> str:
    """``only in 4: Responsibilities · 3 sections, 17 items``."""
    if len(branch.rows) > 1:
        labels = " · ".join(" ".join(row.label.split()) for row in branch.rows[:20])
        return f"only in {branch.source + 1}: {len(branch.rows)} items · {labels}"
    return f"only in {branch.source + 1}: {counted_label(branch.row)}"


def counted_label(row: Row) -> str:
    """What a row with something below it is about: ``Responsibilities · 3 sections, 17 items``."""
    # The label of a list says how many items it has.
    label = "a list" if row.kind is RowKind.BLOCK else " ".join(row.label.split()) or row.address
    return f"{label} · {below_words(row)}"


def below_words(row: Row) -> str:
    """What is below a row, counted: ``3 sections, 17 items``."""
    kinds: Counter[RowKind] = Counter()
    for part in row.walk():
        # A list stands for nothing beside its items.
        if part is not row and not (
            part.kind is RowKind.BLOCK and part.children and not part.is_split
        ):
            kinds[part.kind] += 1
    counted = [(kinds[kind], noun) for kind, noun in _KINDS if kinds[kind]]
    return ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counted)


def questions(comparison: Comparison, waiting: Collection[Address]) -> tuple[Address, ...]:
    """What a person is asked where ``waiting`` rows are undecided, in the order of the result.

    A part that only one source has is one question. A heading that all word alike is none:
    what is decided below it says whether it stands.
    """
    return tuple(_asked(comparison.rows, waiting))


def _asked(rows: Iterable[Row], waiting: Collection[Address]) -> Iterator[Address]:
    for part in parts(rows):
        if isinstance(part, Branch):
            if any(row.address in waiting for row in part.walk()):
                yield part.address
            continue
        if part.address in waiting and (not part.children or part.state is State.DIFFERS):
            yield part.address
        yield from _asked(part.children, waiting)
