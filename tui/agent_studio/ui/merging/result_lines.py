"""The result of a merge as signed lines: what stands where, and who it comes from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from agent_studio.core.compare.model import Address, Comparison, Row, RowKind
from agent_studio.core.document import parse
from agent_studio.core.merge.model import Origin, Piece, Result
from agent_studio.ui.merging.branches import counted_label, lone_source
from agent_studio.ui.merging.view import PROPOSED, TYPED, UNDECIDED, UNION

_BODY = "body/"


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line of the merged text, or the place of a row that is still to be decided."""

    start: int
    """The offset of its first character in the merged text."""
    text: str
    """Without line end; empty for a place that waits for a decision."""
    sign: str
    """Who it comes from: a source's number, typed, several, proposed, or a question mark."""
    address: Address
    """The row that it belongs to; empty where no row does."""
    sources: tuple[int, ...] = ()
    """All sources that words of the line come from, in the order of their first word."""
    waiting: str = ""
    """For a row that is still to be decided: what it is about."""


@dataclass(frozen=True)
class Written:
    """The merged text with its pieces findable by offset."""

    text: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, Piece]]:
        """The pieces that ``start..end`` touches, each with its part of that range."""
        index = max(bisect_right(self.starts, start) - 1, 0)
        for at in range(index, len(self.pieces)):
            piece, begin = self.pieces[at], self.starts[at]
            if begin >= end:
                return
            low, high = max(begin, start), min(begin + len(piece.text), end)
            if low < high:
                yield low, high, piece


def written(result: Result) -> Written:
    """``result`` prepared for asking what stands at an offset."""
    lengths = [len(piece.text) for piece in result.pieces]
    return Written(result.text, result.pieces, tuple(accumulate(lengths, initial=0))[:-1])


def result_lines(
    result: Result, comparison: Comparison, proposed: Collection[Address] = ()
) -> tuple[ResultLine, ...]:
    """Every line of ``result``, and a waiting line at the place of every undecided row.

    Lines of rows that are ``proposed`` have a sign of their own; they stand there already.
    """
    text = written(result)
    lines = [_line(text, start, end) for start, end in _line_spans(result.text)]
    if proposed:
        lines = [_signed(text, line, proposed) for line in lines]
    standing = {piece.address for piece in result.pieces}
    open_rows = {row for row in result.undecided if row not in proposed or row not in standing}
    waiting = _waiting(result, comparison, open_rows)
    for offset in sorted(waiting, reverse=True):
        index = bisect_right([line.start for line in lines], offset - 1) if offset else 0
        lines[index:index] = waiting[offset]
    return tuple(lines)


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for part in text.split("\n"):
        if start < len(text):
            yield start, start + len(part)
        start += len(part) + 1


def _line(text: Written, start: int, end: int) -> ResultLine:
    sources: list[int] = []
    typed = False
    address = fallback = ""
    for _, _, piece in text.between(start, max(end, start + 1)):
        fallback = fallback or piece.address
        if piece.origin is Origin.LAYOUT:
            continue
        address = address or piece.address
        if piece.origin is Origin.TYPED:
            typed = True
        elif piece.origin is Origin.SOURCE and piece.source not in sources:
            sources.append(piece.source)
    return ResultLine(
        start,
        text.text[start:end].removesuffix("\r"),
        _sign(sources, typed) if end > start else "",
        address or fallback,
        tuple(sources),
    )


def _signed(text: Written, line: ResultLine, proposed: Collection[Address]) -> ResultLine:
    end = line.start + max(len(line.text), 1)
    pieces = (piece for _, _, piece in text.between(line.start, end))
    waits = any(p.address in proposed and p.origin is not Origin.LAYOUT for p in pieces)
    return replace(line, sign=PROPOSED) if waits else line


def _sign(sources: list[int], typed: bool) -> str:
    if typed:
        return TYPED
    if len(sources) > 1:
        return UNION
    return str(sources[0] + 1) if sources else ""


def _waiting(
    result: Result, comparison: Comparison, open_rows: Collection[Address]
) -> dict[int, list[ResultLine]]:
    """For each offset the waiting lines that stand there, in the order of the rows."""
    parts = dict(_open_parts(comparison.rows, open_rows))
    inside = {below.address for part in parts.values() for below in part.walk()} - set(parts)
    open_rows = {*open_rows, *parts} - inside
    places = piece_offsets(result.pieces)
    found: dict[int, list[ResultLine]] = {}
    at = len(result.text)
    front = parse(result.text).front
    for row in reversed(list(comparison.walk())):
        if front is not None and not row.address.startswith(_BODY):
            at = min(at, front.content.end)
        at = places.get(row.address, at)
        if row.address in open_rows:
            about = counted_label(row) if row.address in parts else _about(row)
            line = ResultLine(at, "", UNDECIDED, row.address, (), about)
            found.setdefault(at, []).insert(0, line)
    return found


def _open_parts(rows: Iterable[Row], waiting: Collection[Address]) -> Iterator[tuple[Address, Row]]:
    """The parts that only one source has and in which nothing is decided: one line for each."""
    for row in rows:
        leaves = (part for part in row.walk() if not part.children)
        if lone_source(row) is not None and all(leaf.address in waiting for leaf in leaves):
            yield row.address, row
        else:
            yield from _open_parts(row.children, waiting)


def _about(row: Row) -> str:
    """What a row that waits is about: a member with its field, a text with its first words."""
    label = " ".join(row.label.split()) or row.address
    if row.kind is RowKind.MEMBER:
        return f"{row.address.partition('/')[0]}: {label}"
    return label


def piece_offsets(pieces: tuple[Piece, ...]) -> Mapping[Address, int]:
    """For each row that is in the result the offset of its first word."""
    found: dict[Address, int] = {}
    offset = 0
    for piece in pieces:
        found.setdefault(piece.address, offset)
        offset += len(piece.text)
    return found


def text_of(result: Result, address: Address, *, below: bool = True) -> str:
    """What the result has for a row, as it is written, with or without what is below it."""
    path = address + "/"
    return "".join(
        piece.text
        for piece in result.pieces
        if piece.address == address or (below and piece.address.startswith(path))
    )
