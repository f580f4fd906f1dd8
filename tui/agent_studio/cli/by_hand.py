"""What people made of a merge: its result, row by row, beside what the merge had settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from agent_studio.core.compare import compare
from agent_studio.core.compare.model import Address, Cell, Comparison, Row, RowKind
from agent_studio.core.compare.places import field_at, inner_span
from agent_studio.core.compare.splitting import MARKER
from agent_studio.core.document import Document
from agent_studio.core.merge.contents import contents, stands
from agent_studio.core.merge.model import Merge
from agent_studio.core.merge.rows import is_decidable, undecided
from agent_studio.core.records import dataclass, replace
from agent_studio.core.text import Span


class How(StrEnum):
    """What the result has for a row."""

    TOOK = "took"
    """What some of the sources have; if that is nothing, they deleted it."""
    BASE = "kept the base's"
    NEW = "new text"
    ADDED = "added"
    """Text in a row that neither a source nor the base has."""
    DROPPED = "dropped"
    """Nothing, although every source has something."""
    OPEN = "still open"
    """It stands between conflict markers."""


@dataclass(frozen=True, slots=True)
class ByHand:
    """One row that a person decided, or decided otherwise than the merge had."""

    address: Address
    kind: RowKind
    how: How
    sources: tuple[int, ...]
    """For `How.TOOK`: whose, from 0."""
    was_open: bool
    """Whether the merge had left it to a person."""
    merged: str | None
    """What the merge had settled; ``None`` if nothing."""
    result: str | None
    rows: int = 1
    """How many decidable rows this stands for."""


@dataclass(frozen=True, slots=True)
class StillOpen:
    """What stands between conflict markers in a result."""

    spans: tuple[Span, ...] = ()
    """Where the first side of each conflict is, in a text that has only that one."""
    text: str = ""
    """All sides of all conflicts, with single blanks."""

    def has(self, cell: Cell) -> bool:
        """Whether a cell of the result lies in a conflict."""
        span = cell.span
        return any(span.start < other.end and other.start < span.end for other in self.spans)

    def holds(self, row: Row) -> bool:
        """Whether a conflict shows what a source has for the row."""
        return bool(self.text) and any(_plain(cell.text) in self.text for cell in row.present)


def by_hand(merge: Merge, result: Document, still_open: StillOpen) -> tuple[ByHand, ...]:
    """The rows in which ``result`` is not what the merge had settled, and those it had not.

    Rows are found again by their text: the result is put beside the sources as one of them.
    """
    comparison = merge.comparison
    wide = compare(
        (*comparison.documents, result),
        labels=(*comparison.labels, ""),
        dialect=comparison.dialect,
        base=comparison.base,
    )
    reader = _Reader(merge, frozenset(undecided(merge)), _Beside(wide, comparison), still_open)
    found = [each for row in comparison.rows for each in reader.read(row)]
    return (*found, *reader.added(wide))


class _Beside:
    """What the result has for each row of a merge; it is the last column of ``wide``."""

    def __init__(self, wide: Comparison, comparison: Comparison) -> None:
        self._rows: dict[tuple[RowKind, int, Span], Row] = {}
        for row in wide.walk():
            for cell in row.cells[:-1]:
                if cell is not None:
                    self._rows.setdefault((row.kind, cell.source, cell.span), row)
        self._wide = wide
        self.alone = {row.cells[-1].key for row in wide.walk() if is_alone(row) and row.cells[-1]}
        """The words of the rows that only the result has."""
        self._owned = {
            (row.kind, cell.span)
            for row in comparison.walk()
            for cell in self._near(row)
            if cell.key in _keys(row)
        }

    def cells(self, row: Row) -> list[Cell]:
        """The result's texts for a row of the merge: several, if it has those of several sides.

        A text that is like what the row has, and is the very one of another row, is that row's.
        """
        keys = _keys(row)
        return [
            cell
            for cell in self._near(row)
            if cell.key in keys or (row.kind, cell.span) not in self._owned
        ]

    def said(self, row: Row, cell: Cell) -> str:
        """What the result's text of a row says: no item's sign, no key, no quotes."""
        if row.kind is RowKind.ITEM:
            return MARKER.sub("", cell.text, count=1)
        field = field_at(self._wide, cell) if row.kind is RowKind.FIELD else None
        text = self._wide.documents[cell.source].text
        return inner_span(text, field).of(text) if field else cell.text

    def _near(self, row: Row) -> list[Cell]:
        found: dict[Span, Cell] = {}
        for own in row.present:
            there = self._rows.get((row.kind, own.source, own.span))
            cell = there.cells[-1] if there is not None else None
            if cell is not None:
                found[cell.span] = cell
        return list(found.values())


def _keys(row: Row) -> set[str]:
    """The words that the sources and the base have for a row."""
    return {cell.key for cell in (*row.present, row.base) if cell is not None}


def is_alone(row: Row) -> bool:
    """Whether only the last source has the row, and all that is below it."""
    alone = row.base is None and all(cell is None for cell in row.cells[:-1])
    return alone and all(is_alone(child) for child in row.children)


@dataclass(frozen=True)
class _Reader:
    merge: Merge
    waiting: frozenset[Address]
    beside: _Beside
    still_open: StillOpen

    def read(self, row: Row) -> Iterator[ByHand]:
        """What was done by hand in a row and all below it."""
        if row.is_split:
            yield from self._parts(row)
            return
        if row.children:
            whole = self._as_one(row)
            if whole is not None:
                yield whole
                return
        if is_decidable(row):
            yield from self._leaf(row)
        for child in row.children:
            yield from self.read(child)

    def added(self, wide: Comparison) -> Iterator[ByHand]:
        """What stands in the result and nowhere else."""
        taken = {cell.key for row in self.merge.comparison.walk() for cell in row.present}

        def look(row: Row) -> Iterator[ByHand]:
            cell = row.cells[-1]
            if is_alone(row) and cell is not None:
                if cell.key not in taken and not self.still_open.has(cell):
                    count = sum(is_decidable(part) for part in row.walk())
                    yield ByHand(
                        row.address, row.kind, How.ADDED, (), False, None, cell.text, count
                    )
                return
            for child in row.children:
                yield from look(child)

        for row in wide.rows:
            yield from look(row)

    def _leaf(self, row: Row) -> Iterator[ByHand]:
        cells = self.beside.cells(row)
        waits = row.address in self.waiting
        merged = [] if waits else self._settled(row)
        keys = {cell.key for cell in cells}
        if not waits and (keys == {cell.key for cell in merged} or self._is_bare(row, keys)):
            return
        if self._is_open(row, cells):
            yield self._made(row, How.OPEN, (), None, None)
            return
        how, sources = self._how(row, keys)
        yield self._made(row, how, sources, _joined(merged), _joined(cells))

    def _is_open(self, row: Row, cells: Sequence[Cell]) -> bool:
        return any(map(self.still_open.has, cells)) if cells else self.still_open.holds(row)

    def _settled(self, row: Row) -> list[Cell]:
        """What the merge has for a leaf or heading."""
        shown = contents(self.merge, row, markers=False)
        cells = [each.cell for each in shown if each.cell is not None]
        # A heading that nobody had to decide stands if anything below it does.
        return cells or (list(row.present[:1]) if self._has_below(row) else [])

    def _has_below(self, row: Row) -> bool:
        return bool(row.children) and stands(self.merge, row, markers=False)

    def _is_bare(self, row: Row, keys: set[str]) -> bool:
        """A heading with nothing below it: the layout decides whether it stands."""
        bare = bool(row.children) and not self._has_below(row)
        return bare and keys <= {cell.key for cell in self._settled(row)}

    def _how(self, row: Row, keys: set[str]) -> tuple[How, tuple[int, ...]]:
        if not keys:
            gone = tuple(number for number, cell in enumerate(row.cells) if cell is None)
            return (How.TOOK, gone) if gone else (How.DROPPED, ())
        sources = tuple(cell.source for cell in row.present if cell.key in keys)
        if sources:
            more = (cell.source for cell in row.present if cell.key in self.beside.alone)
            return How.TOOK, tuple(sorted({*sources, *more}))
        if row.base is not None and row.base.key in keys:
            return How.BASE, ()
        return How.NEW, ()

    def _parts(self, row: Row) -> Iterator[ByHand]:
        """Sentence by sentence, looked for in what the result has for the whole text."""
        found = self.beside.cells(row)
        if not found or self._is_open(row, found):
            how = How.OPEN if self._is_open(row, found) else How.DROPPED
            yield self._made(row, how, (), None, None)
            return
        there = _plain(" ".join(self.beside.said(row, cell) for cell in found))
        for part, text in zip(row.children, _read_in_order(row.children, there), strict=True):
            yield from self._part(part, text)

    def _part(self, part: Row, found: str) -> Iterator[ByHand]:
        """``found`` is what the result has in the part's place."""
        waits = part.address in self.waiting
        merged = "" if waits else " ".join(_plain(cell.text) for cell in self._settled(part))
        if not waits and merged == found:
            return
        sources = tuple(
            number
            for number, cell in enumerate(part.cells)
            if (_plain(cell.text) if cell else "") == found
        )
        how = How.TOOK if sources else How.NEW if found else How.DROPPED
        if not sources and part.base is not None and _plain(part.base.text) == found:
            how = How.BASE
        yield self._made(part, how, sources, merged or None, found or None)

    def _as_one(self, row: Row) -> ByHand | None:
        """The row with all below it, if the same was done to all of it."""
        found = [self._alone(part) for part in row.walk() if is_decidable(part)]
        first = found[0]
        ways = {each and (each.how, each.sources, each.was_open) for each in found}
        if len(found) < 2 or len(ways) > 1 or first is None or first.how is How.NEW:
            return None
        return replace(first, address=row.address, kind=row.kind, rows=len(found))

    def _alone(self, row: Row) -> ByHand | None:
        return None if row.kind is RowKind.PART else next(self._leaf(row), None)

    def _made(
        self, row: Row, how: How, sources: tuple[int, ...], merged: str | None, result: str | None
    ) -> ByHand:
        waits = any(part.address in self.waiting for part in row.walk())
        return ByHand(row.address, row.kind, how, sources, waits, merged, result)


def _read_in_order(parts: Sequence[Row], text: str) -> list[str]:
    """What ``text`` has in the place of each part, one behind the other; empty if nothing."""
    known = [_texts(part) for part in parts]
    found = []
    at = 0
    for number, own in enumerate(known):
        later = [each for texts in known[number + 1 :] for each in texts]
        until = min((place for each in later if (place := text.find(each, at)) >= 0), default=None)
        here = next(
            (
                Span(place, place + len(each))
                for each in own
                if (place := text.find(each, at)) >= 0 and (until is None or place <= until)
            ),
            None,
        )
        end = here.end if here else len(text) if until is None else until
        before = text[at : here.start if here else end]
        # What is no word is the writing of a field, such as a quote.
        fresh = any(sign.isalnum() for sign in before)
        found.append(text[at:end].strip() if fresh else here.of(text) if here else "")
        at = end
    return found


def _texts(part: Row) -> list[str]:
    """What sources and base have of a part, the longest first."""
    cells = [*part.present, *([part.base] if part.base else [])]
    return sorted({_plain(cell.text) for cell in cells}, key=len, reverse=True)


def _joined(cells: Sequence[Cell]) -> str | None:
    return "\n".join(cell.text for cell in cells) if cells else None


def _plain(text: str) -> str:
    return " ".join(text.split())
