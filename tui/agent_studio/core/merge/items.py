"""Laying out a list whose items come from several sources."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from agent_studio.core.compare.model import Cell, Row
from agent_studio.core.compare.splitting import MARKER
from agent_studio.core.document.model import BlockKind
from agent_studio.core.merge.contents import Content, contents
from agent_studio.core.merge.hunks import grouped, open_chunk
from agent_studio.core.merge.joins import gap_in, join, row_gaps
from agent_studio.core.merge.layout import Chunk, Page
from agent_studio.core.merge.mixed import mixed_pieces, whole_cell
from agent_studio.core.merge.model import Merge, Piece
from agent_studio.core.merge.properties import LINE_END
from agent_studio.core.records import dataclass, replace
from agent_studio.core.text import Span

_OTHER_SIGN = {"-": "*", "*": "-", "+": "-", ".": ")", ")": "."}


@dataclass(frozen=True)
class Style:
    """How the items of one list are marked."""

    indent: str
    sign: str
    """``-``, ``*``, ``+``, or for ordered lists ``.`` or ``)``."""
    ordered: bool = False
    first: int = 1
    step: int = 1
    """0 if every item has the same number."""
    regular: bool = True
    even: bool = False
    """Whether all items are indented alike, whatever they were at home: in a list of several
    sources an item further in would be read as nested in the one above it."""

    @property
    def other(self) -> Style:
        """A style that does not run together with this one."""
        return replace(self, sign=_OTHER_SIGN[self.sign])


@dataclass
class ListChunk:
    """A laid out list, and how it is marked: the next list must not run into it."""

    chunk: Chunk
    style: Style


def list_chunk(page: Page, merge: Merge, row: Row, before: Style | None) -> ListChunk | None:
    """The items that were taken, as one list; ``None`` if there are none.

    ``before`` is the style of a list that the result has right above this one.
    """
    found = [item for child in row.children for item in contents(merge, child, markers=page.marked)]
    if not found:
        return None
    style = _style(row, found)
    if before is not None and (before.ordered, before.sign) == (style.ordered, style.sign):
        style = style.other
    renumber = style.ordered and _is_composed(row, found)
    chunks: list[Chunk] = []
    for number, content in enumerate(found):
        wanted = style.first + number * style.step if renumber and style.regular else None
        chunks.append(_item(page, merge, row, content, style, wanted))
    default = _default_gap(page, row)
    chunks = grouped(page, chunks, default=default)
    if len(chunks) == 1 and chunks[0].sides is not None:
        return ListChunk(chunks[0], style)
    pieces: list[Piece] = []
    neighbours = _cells_above(page, row) if page.has_base else {}
    for number, chunk in enumerate(chunks):
        if number:
            above = _gap_at_home(page, neighbours, chunk)
            pieces.append(
                join(page, chunks[number - 1], chunk, default=above or default, items=True)
            )
        pieces += chunk.pieces
    whole = _whole(row, chunks)
    return ListChunk(Chunk(row, pieces, whole, BlockKind.LIST), style)


def _whole(row: Row, chunks: Sequence[Chunk]) -> Cell | None:
    """The list's cell if all of it was taken in its order: then its own gaps hold around it."""
    cells = [chunk.cell for chunk in chunks]
    first, last = cells[0], cells[-1]
    if first is None or last is None:
        return None
    cell = row.cells[first.source]
    if cell is None or last.source != first.source:
        return None
    return cell if (cell.span.start, cell.span.end) == (first.span.start, last.span.end) else None


def _style(row: Row, found: Sequence[Content]) -> Style:
    cells = [cell for cell in row.present if row.base is None or _sign(cell) != _sign(row.base)]
    listed = [*cells, *row.present]
    taken = {content.cell.source for content in found if content.cell is not None}
    cell = next((cell for cell in listed if cell.source in taken), listed[0] if listed else None)
    items = [child.cells[cell.source] for child in row.children] if cell else []
    inside = [item for item in items if item and cell and cell.span.covers(item.span)]
    if not inside:
        inside = [content.cell for content in found if content.cell is not None]
    inside = sorted(inside, key=lambda item: item.span.start)
    marks = [match for match in (MARKER.match(item.text) for item in inside) if match]
    if not marks:
        return Style("", "-")
    even = len(taken) > 1 and not row.has_base
    indent = min((mark["indent"] for mark in marks), key=len) if even else marks[0]["indent"]
    sign = marks[0]["sign"]
    if not sign[0].isdigit():
        return Style(indent, sign, even=even)
    numbers = [int(mark["sign"][:-1]) for mark in marks if mark["sign"][0].isdigit()]
    step = 0 if len(numbers) > 1 and len(set(numbers)) == 1 else 1
    regular = numbers == [numbers[0] + step * index for index in range(len(numbers))]
    return Style(indent, sign[-1], True, numbers[0], step, regular, even)


def _sign(cell: Cell) -> str:
    match = MARKER.match(cell.text)
    return match["sign"][-1] if match else ""


def _is_composed(row: Row, found: Sequence[Content]) -> bool:
    """Whether the numbers of the sources no longer follow one another."""
    sources = {_source(content) for content in found}
    if len(sources) > 1 or -1 in sources:
        return True
    source = sources.pop()
    return len(found) != sum(1 for child in row.children if child.cells[source] is not None)


def _source(content: Content) -> int:
    if content.mixed:
        return content.row.present[0].source
    return content.cell.source if content.cell else -1


def _cells_above(page: Page, row: Row) -> dict[tuple[int, int], Cell]:
    """For every item but the first of a source, by source and start, the one above it there."""
    found: dict[tuple[int, int], Cell] = {}
    for source in range(len(page.comparison.documents)):
        own = [cell for child in row.children if (cell := child.cells[source]) is not None]
        own.sort(key=lambda cell: cell.span)
        found |= {(source, after.span.start): before for before, after in pairwise(own)}
    return found


def _gap_at_home(page: Page, above: dict[tuple[int, int], Cell], chunk: Chunk) -> str | None:
    """What an item that one source added has above it there."""
    if chunk.cell is None or not page.has_base:
        return None
    source = chunk.cell.source
    before = above.get((source, chunk.cell.span.start))
    return gap_in(page.text_of(source), before, chunk.cell)


def _default_gap(page: Page, row: Row) -> str:
    for before, after in zip(row.children, row.children[1:], strict=False):
        for gap in row_gaps(page, before, after).values():
            return gap
    return "\n"


def _item(
    page: Page, merge: Merge, listed: Row, content: Content, style: Style, number: int | None
) -> Chunk:
    row = content.row
    if content.mixed:
        return _mixed(page, merge, listed, row, style, number)
    if content.open:
        texts = {
            cell.source: _marked(page, listed, (row, cell), style, None) for cell in row.present
        }
        return open_chunk(page, row, texts)
    if content.cell is not None:
        pieces = _marked(page, listed, (row, content.cell), style, number)
        return Chunk(row, pieces, content.cell)
    text = content.typed.rstrip("\r\n")
    marked = MARKER.match(text)
    if marked and marked["blank"]:
        return Chunk(row, [page.typed(text, row.address)])
    marker = page.layout(_marker(style, number, " "), row.address)
    return Chunk(row, [marker, page.typed(_indented(text, len(marker.text)), row.address)])


def _mixed(
    page: Page, merge: Merge, listed: Row, row: Row, style: Style, number: int | None
) -> Chunk:
    whole = whole_cell(merge, row)
    if whole is not None:
        return Chunk(row, _marked(page, listed, (row, whole), style, number), whole)
    match = MARKER.match(row.present[0].text)
    if match is not None and number is None and match["sign"][0].isdigit():
        number = int(match["sign"][:-1])
    marker = page.layout(_marker(style, number, match["blank"] if match else " "), row.address)
    return Chunk(row, mixed_pieces(page, merge, row, marker))


def _indented(text: str, by: int) -> str:
    return LINE_END.sub(lambda match: match[0] + " " * by, text)


def _marker(style: Style, number: int | None, blank: str) -> str:
    if not style.ordered:
        return f"{style.indent}{style.sign}{blank}"
    return f"{style.indent}{style.first if number is None else number}{style.sign}{blank}"


def _marked(
    page: Page, listed: Row, item: tuple[Row, Cell], style: Style, number: int | None
) -> list[Piece]:
    """One source's item under the marker of the list that it now stands in."""
    row, cell = item
    match = MARKER.match(cell.text)
    if match is None:
        return page.cell(cell, row.address)
    sign, indent = match["sign"], match["indent"]
    ordered = sign[0].isdigit()
    if not style.even and _list_indent(listed, cell) == style.indent:
        # Items of one list may be indented differently; that is their own affair.
        style = replace(style, indent=indent)
    fits = ordered == style.ordered and sign[-1] == style.sign and indent == style.indent
    if fits and (number is None or int(sign[:-1]) == number):
        return page.cell(cell, row.address)
    if number is None and ordered and style.ordered:
        number = int(sign[:-1])
    marker = _marker(style, number, match["blank"] or " ")
    content = Span(cell.span.start + match.end(), cell.span.end)
    pieces = [page.layout(marker, row.address)]
    return pieces + moved(page, row, cell, content, len(marker) - match.end())


def _list_indent(listed: Row, cell: Cell) -> str:
    """How far the list is indented that the item stands in at home."""
    own = listed.cells[cell.source]
    match = MARKER.match(own.text if own and own.span.covers(cell.span) else cell.text)
    return match["indent"] if match else ""


def moved(page: Page, row: Row, cell: Cell, content: Span, by: int) -> list[Piece]:
    """The content with its further lines ``by`` columns further right (or left)."""
    text = page.text_of(cell.source)
    offset = content.start - cell.span.start
    pieces: list[Piece] = []
    start = content.start
    for match in LINE_END.finditer(text, content.start, content.end):
        pieces += page.source(cell.source, Span(start, match.end()), row.address)
        start = match.end()
        line = text[start : content.end].splitlines()[:1]
        indent = len(line[0]) - len(line[0].lstrip(" ")) if line and line[0].strip() else 0
        if indent < offset:
            # Blank, lazily continued or indented by tabs: right as it stands.
            continue
        if by > 0:
            pieces.append(page.layout(" " * by, row.address))
        else:
            start += min(-by, indent)
    return pieces + page.source(cell.source, Span(start, content.end), row.address)
