"""Rows for the parts of one text: what differs inside a paragraph, an item or a field."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent_studio.core.compare.clusters import Pair, cluster
from agent_studio.core.compare.model import Cell, Comparison, Row, RowKind
from agent_studio.core.compare.order import merge_orders
from agent_studio.core.compare.parts import Cut, Part, parts_of
from agent_studio.core.compare.places import document_of, field_at, inner_span
from agent_studio.core.compare.polarity import opposite
from agent_studio.core.compare.sequences import changes
from agent_studio.core.compare.weave import EDITED, Strand, weave
from agent_studio.core.compare.words import likeness
from agent_studio.core.dialects.model import MergeKind
from agent_studio.core.document import Document
from agent_studio.core.document.model import BlockKind, Field, Style
from agent_studio.core.records import dataclass, replace
from agent_studio.core.text import Span

MARKER = re.compile(r"(?P<indent>[ \t]*)(?P<sign>[-+*]|\d{1,9}[.)])(?P<blank>[ \t]*)")
"""An item's sign with the blanks around it: a matter of the list, not of what the item says."""

PART_MARK = "/~"
"""Between the address of a row and the number of one of its parts."""

_ALIKE = 0.5
"""From here on sentences of two sources stand in one row."""
_LABEL = 60
_PROSE = (Cut.SENTENCES, Cut.PHRASES)
_CODE = {BlockKind.FENCE, BlockKind.CODE, BlockKind.HTML}


@dataclass(frozen=True)
class _Column:
    """One source's text of the row, or the base's, cut into parts."""

    source: int
    document: Document
    parts: tuple[Part, ...]

    def cell(self, first: int, last: int, cut: Cut) -> Cell | None:
        """The parts from ``first`` up to ``last`` as one cell; blank lines around are in none."""
        while first < last and self.parts[first].is_blank:
            first += 1
        while first < last and self.parts[last - 1].is_blank:
            last -= 1
        if first == last:
            return None
        span = Span(self.parts[first].span.start, self.parts[last - 1].span.end)
        joined = " " if cut in _PROSE else "\n"
        key = joined.join(part.key for part in self.parts[first:last])
        return Cell(self.source, span, span.of(self.document.text), key)


def split_row(comparison: Comparison, row: Row) -> Row | None:
    """``row`` with its parts as children; ``None`` if it cannot be cut, or cutting shows nothing.

    With a base the parts are what stayed and what each side changed; of several ways to cut,
    the one that leaves the least text to both sides' changes. Without one they are the
    sentences or lines themselves, those that are alike side by side. Values that are settings,
    headings and members of sets are never cut.
    """
    best: tuple[int, Row] | None = None
    for cut in _cuts(comparison, row):
        parts = (_woven if row.has_base else _clustered)(comparison, row, cut)
        contested = sum(map(_contested, parts)) if row.has_base else 0
        if len(parts) < 2 or (_shows_lines(comparison, row) and cut is not Cut.LINES and contested):
            continue
        if best is None or contested < best[0]:
            best = contested, replace(row, children=parts)
    return best[1] if best else None


def _cuts(comparison: Comparison, row: Row) -> tuple[Cut, ...]:
    """The ways in which the row's text may be cut, those first that are easier to read."""
    if row.children or len(row.present) < 2:
        return ()
    if row.kind is RowKind.ITEM:
        return _PROSE if _one_margin(row) else ()
    if row.kind is RowKind.BLOCK:
        if row.block is BlockKind.TABLE:
            return (Cut.ROWS,)
        return _PROSE if row.block is BlockKind.PARAGRAPH else (Cut.LINES,)
    if row.kind is not RowKind.FIELD or row.merge in {MergeKind.SCALAR, MergeKind.SET}:
        return ()
    styles = {field.style if field else None for field in _fields(comparison, row)}
    if len(styles) > 1 or None in styles:
        return ()
    if row.merge is not MergeKind.TEXT:
        return (Cut.LINES,)
    return (*_PROSE, Cut.LINES) if Style.LITERAL in styles else (Cut.SENTENCES,)


def _shows_lines(comparison: Comparison, row: Row) -> bool:
    """Whether a line end that a conflict marker brings in would change the value."""
    return row.kind is RowKind.FIELD and any(
        field is not None and field.style is Style.LITERAL for field in _fields(comparison, row)
    )


def _fields(comparison: Comparison, row: Row) -> list[Field | None]:
    cells = [*row.present, *([row.base] if row.base else [])]
    return [field_at(comparison, cell) for cell in cells]


def _one_margin(row: Row) -> bool:
    """Whether further lines of the item stand under the same column in all sources."""
    cells = [*row.present, *([row.base] if row.base else [])]
    margins = {_marker_width(cell) for cell in cells}
    return len(margins) == 1 or not any("\n" in cell.text for cell in cells)


def _marker_width(cell: Cell) -> int:
    match = MARKER.match(cell.text)
    return match.end() if match else 0


def _column(comparison: Comparison, row: Row, cell: Cell, cut: Cut) -> _Column:
    document = document_of(comparison, cell)
    lead = _marker_width(cell) if row.kind is RowKind.ITEM else 0
    span = Span(cell.span.start + lead, cell.span.end)
    if row.kind is RowKind.FIELD and (field := field_at(comparison, cell)) is not None:
        span = inner_span(document.text, field)
    return _Column(cell.source, document, parts_of(document.text, span, cut))


def _woven(comparison: Comparison, row: Row, cut: Cut) -> tuple[Row, ...]:
    columns = [_column(comparison, row, cell, cut) for cell in row.present]
    if len(columns) < len(row.cells):
        return ()
    keys = [[part.key for part in column.parts] for column in columns]
    strict = row.block in _CODE
    if row.base is not None:
        ground = _column(comparison, row, row.base, cut)
        strands = weave([part.key for part in ground.parts], keys, strict=strict)
    else:
        # Both sides added it: what they have alike is the ground.
        ground = None
        strands = weave(_common(keys), keys, strict=strict)
    if ground is not None and cut in _PROSE:
        strands = _with_what_follows(strands, columns, ground)
    parts: list[Row] = []
    for strand in strands:
        for piece in _apart(strand, columns) if row.block is BlockKind.TABLE else [strand]:
            cells = [
                column.cell(first, last, cut)
                for column, (first, last) in zip(columns, piece.sides, strict=True)
            ]
            base = ground.cell(*piece.base, cut) if ground else None
            if any(cells):
                parts.append(_part(row, len(parts) + 1, cells, base))
    return tuple(parts)


def _with_what_follows(
    strands: Sequence[Strand], columns: Sequence[_Column], ground: _Column
) -> tuple[Strand, ...]:
    """The strands with a conflict about new sentences and the changes right beside it as one.

    Sentences that a side wrote together refer to one another: with one of them taken from the
    other side, those beside it would speak of something that is not there.
    """
    found: list[Strand] = []
    for strand in strands:
        last = found[-1] if found else None
        if last and _go_together(last, strand, columns, ground):
            ranges = tuple((a, z) for (a, _), (_, z) in zip(last.sides, strand.sides, strict=True))
            changed = tuple(sorted({*last.changed, *strand.changed}))
            found[-1] = Strand((last.base[0], strand.base[1]), ranges, changed)
        else:
            found.append(strand)
    return tuple(found)


def _go_together(above: Strand, below: Strand, columns: Sequence[_Column], ground: _Column) -> bool:
    both = set(above.changed) & set(below.changed)
    starts = [(columns[side].parts, *below.sides[side]) for side in both]
    if any(first < last and not parts[first].goes_on for parts, first, last in starts):
        return False
    return any(
        _is_disputed(strand, columns)
        and any(_is_new(strand, columns[side], ground) for side in both)
        for strand in (above, below)
    )


def _is_new(strand: Strand, column: _Column, ground: _Column) -> bool:
    """Whether the side wrote something else, and did not just edit a sentence."""
    own = _keys(column, strand.sides[column.source])
    before = _keys(ground, strand.base)
    return not (len(own) == len(before) == 1 and likeness(own[0], before[0]) >= EDITED)


def _keys(column: _Column, places: tuple[int, int]) -> list[str]:
    return [part.key for part in column.parts[slice(*places)]]


def _is_disputed(strand: Strand, columns: Sequence[_Column]) -> bool:
    texts = {tuple(_keys(columns[side], strand.sides[side])) for side in strand.changed}
    return len(texts) > 1


def _apart(strand: Strand, columns: Sequence[_Column]) -> list[Strand]:
    """Rows that several sides add to a table in one place are rows of their own, all kept."""
    start, end = strand.base
    added = [
        {column.parts[index].key for index in range(first, last)}
        for column, (first, last) in zip(columns, strand.sides, strict=True)
    ]
    if start != end or len(strand.changed) < 2 or len(set.union(*added)) < sum(map(len, added)):
        return [strand]
    found = []
    for number in strand.changed:
        sides = [
            (first, last) if source == number else (last, last) if source < number else (first,) * 2
            for source, (first, last) in enumerate(strand.sides)
        ]
        found.append(Strand(strand.base, tuple(sides), (number,)))
    return found


def _common(keys: Sequence[Sequence[str]]) -> list[str]:
    """The parts that all sides have, in the order of the first one."""
    common = list(keys[0])
    for other in keys[1:]:
        gone = {
            index for change in changes(common, other) for index in range(change.start, change.end)
        }
        common = [key for index, key in enumerate(common) if index not in gone]
    return common


def _clustered(comparison: Comparison, row: Row, cut: Cut) -> tuple[Row, ...]:
    """The parts of all sources, those that say the same side by side."""
    columns = [_column(comparison, row, cell, cut) for cell in row.present]
    flat = [(column, index) for column in columns for index in range(len(column.parts))]
    keys = [column.parts[index].key for column, index in flat]
    sources = [column.source for column, _ in flat]
    pairs = []
    for a, key in enumerate(keys):
        for b in range(a + 1, len(keys)):
            if sources[a] == sources[b]:
                continue
            like = 1.0 if key == keys[b] else likeness(key, keys[b])
            if like >= _ALIKE and (key == keys[b] or not opposite(key, keys[b])):
                tie = (abs(flat[a][1] - flat[b][1]), *sorted((key, keys[b])))
                pairs.append(Pair(a, b, like, tie))
    groups = cluster(sources, pairs)
    of_part = {index: number for number, group in enumerate(groups) for index in group}
    orders: dict[int, list[int]] = {column.source: [] for column in columns}
    for index, source in enumerate(sources):
        orders[source].append(of_part[index])
    parts: list[Row] = []
    for number in merge_orders(list(orders.values())):
        cells: list[Cell | None] = [None] * len(row.cells)
        for index in groups[number]:
            column, at = flat[index]
            cells[column.source] = column.cell(at, at + 1, cut)
        if any(cells):
            parts.append(_part(row, len(parts) + 1, cells, None))
    return tuple(parts)


def _part(row: Row, number: int, cells: Sequence[Cell | None], base: Cell | None) -> Row:
    words = " ".join(next(cell for cell in cells if cell is not None).text.split())
    return Row(
        address=f"{row.address}{PART_MARK}{number}",
        kind=RowKind.PART,
        label=words if len(words) <= _LABEL else words[: _LABEL - 1].rstrip() + "…",
        cells=tuple(cells),
        merge=row.merge,
        base=base,
        has_base=row.has_base,
        depth=row.depth + 1,
        block=row.block,
    )


def _contested(part: Row) -> int:
    """How many characters of all sides a person would have to look at."""
    key = part.base.key if part.base else None
    changed = {cell.key if cell else None for cell in part.cells} - {key}
    if len(changed) < 2:
        return 0
    return sum(len(cell.text) for cell in part.present)
