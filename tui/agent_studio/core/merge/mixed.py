"""Laying out one text whose parts come from several sources."""

from __future__ import annotations

from agent_studio.core.compare.model import Cell, Row
from agent_studio.core.compare.splitting import MARKER
from agent_studio.core.merge.contents import Content, contents
from agent_studio.core.merge.hunks import open_chunk
from agent_studio.core.merge.layout import Chunk, Page
from agent_studio.core.merge.model import Action, Merge, Piece
from agent_studio.core.merge.properties import LINE_END, voted


def whole_cell(merge: Merge, row: Row) -> Cell | None:
    """The source's text that the decisions on all parts amount to, if they are of one source."""
    for cell in row.present:
        if all(_is_taken(merge, part, cell.source) for part in row.children):
            return cell
    return None


def _is_taken(merge: Merge, part: Row, source: int) -> bool:
    decision = merge.decisions.get(part.address)
    own = part.cells[source]
    if decision is None or decision.proposed:
        return False
    if decision.choice.action is Action.NONE:
        return own is None
    if decision.choice.action is not Action.TAKE:
        return False
    taken = part.cells[decision.choice.sources[0]]
    return own is not None and taken is not None and taken.text == own.text


def has_open_part(page: Page, merge: Merge, row: Row) -> bool:
    """Whether a part is to be shown between conflict markers."""
    return any(
        content.open
        for part in row.children
        for content in contents(merge, part, markers=page.marked)
    )


def mixed_pieces(page: Page, merge: Merge, row: Row, lead: Piece | None = None) -> list[Piece]:
    """The parts as decided, with the blanks and line ends that their sources have between them.

    Open parts stand between markers on lines of their own, and what follows them begins a new
    one: as far in as at home, so that an item or a folded value stays one. ``lead`` is what the
    first part follows on its line, an item's sign: a marker that does not begin a line is none.
    """
    pieces: list[Piece] = []
    before: Chunk | None = None
    before_open = False
    for part in row.children:
        for content in contents(merge, part, markers=page.marked):
            chunk = _chunk(page, content, lead)
            lead = None
            if before is not None:
                gap = _gap(page, row, before, chunk)
                if content.open or before_open:
                    gap = "\n" * max(1, gap.count("\n"))
                if before_open and not content.open:
                    gap += _indent_in_result(page, chunk)
                pieces.append(page.layout(gap, part.address))
            pieces += chunk.pieces
            before, before_open = chunk, content.open
    return pieces


def _chunk(page: Page, content: Content, lead: Piece | None) -> Chunk:
    part, cell = content.row, content.cell
    if content.open:
        texts: dict[int, list[Piece]] = {}
        for source, own in enumerate(part.cells):
            if own is not None:
                indent = page.layout(_indent(page.text_of(source), own), part.address)
                texts[source] = [lead or indent, *page.cell(own, part.address)]
            elif lead:
                texts[source] = [lead]
        return open_chunk(page, part, texts, lead=lead.text if lead else _base_indent(page, part))
    before = [lead] if lead else []
    if cell is not None:
        return Chunk(part, [*before, *page.cell(cell, part.address)], cell)
    return Chunk(part, [*before, page.typed(content.typed.strip("\r\n"), part.address)])


def _indent_in_result(page: Page, chunk: Chunk) -> str:
    cell = chunk.cell or chunk.row.present[0]
    return _indent(page.text_of(cell.source), cell)


def _base_indent(page: Page, part: Row) -> str:
    base = page.comparison.base
    return _indent(base.text, part.base) if base is not None and part.base is not None else ""


def _indent(text: str, cell: Cell) -> str:
    """The blanks that bring a part under the text of its own line: behind an item's sign."""
    start = max(text.rfind(end, 0, cell.span.start) for end in "\r\n") + 1
    above = text[start : cell.span.start]
    if not above.strip():
        return above
    match = MARKER.match(above)
    return " " * match.end() if match else above[: len(above) - len(above.lstrip())]


def _gap(page: Page, row: Row, before: Chunk, after: Chunk) -> str:
    """What the sources have between two parts; the side that changed it, else what most have."""
    gaps = [
        gap
        for source in range(len(page.comparison.documents))
        if (gap := _between(page.text_of(source), before.row, after.row, source)) is not None
    ]
    base = page.comparison.base
    ground = None
    if base is not None and before.row.base is not None and after.row.base is not None:
        ground = _blanks(base.text, before.row.base, after.row.base)
    if gaps:
        return voted(gaps, ground, ground is not None)
    return _usual_gap(page, row, after)


def _between(text: str, before: Row, after: Row, source: int) -> str | None:
    one, two = before.cells[source], after.cells[source]
    return _blanks(text, one, two) if one is not None and two is not None else None


def _blanks(text: str, one: Cell, two: Cell) -> str | None:
    if one.span.end > two.span.start:
        return None
    between = text[one.span.end : two.span.start]
    return None if between.strip() else LINE_END.sub("\n", between)


def _usual_gap(page: Page, row: Row, after: Chunk) -> str:
    """What the part has above it at home, or a line end between lines and a blank in prose."""
    cell = after.cell
    home = row.cells[cell.source] if cell is not None else None
    if cell is not None and home is not None:
        above = page.text_of(cell.source)[home.span.start : cell.span.start]
        blanks = above[len(above.rstrip()) :]
        if blanks and blanks != above:
            return LINE_END.sub("\n", blanks)
    return "\n" if "\n" in "".join(cell.text for cell in row.present) else " "
