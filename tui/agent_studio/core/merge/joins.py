"""What stands between two parts of a result: their sources' own gaps, or one blank line."""

from __future__ import annotations

import re

from agent_studio.core.compare.model import Cell, Row
from agent_studio.core.document.model import BlockKind
from agent_studio.core.merge.layout import Chunk, Page
from agent_studio.core.merge.model import Piece
from agent_studio.core.merge.properties import LINE_END, voted

_LIST = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:\s|$)")

FENCE = re.compile(r"([ ]{0,3})(~{3,}|`{3,}(?=[^`\r\n]*(?:[\r\n]|\Z)))")
"""How a fence opens: with a further backtick on its line it is inline code in a paragraph."""


def gap_in(text: str, before: Cell | None, after: Cell | None) -> str | None:
    r"""What lies between two cells of one text, as ``\n``; ``None`` if they are not neighbours."""
    if before is None or after is None or before.span.end > after.span.start:
        return None
    between = text[before.span.end : after.span.start]
    if between.strip() or not between:
        return None
    return LINE_END.sub("\n", between)


def join(page: Page, before: Chunk, after: Chunk, *, default: str, items: bool = False) -> Piece:
    r"""The line end and the blank lines between two chunks.

    Chunks that are neighbours in the source they were taken from keep its gap; others get
    what the sources have where the same rows are neighbours, else ``default``.
    """
    gap = _gap(page, before, after)
    if gap is None:
        gap = default
    elif gap.count("\n") == 1 and not (items or _may_touch(page, before, after)):
        gap = "\n\n"
    return page.layout(gap, after.row.address)


def _gap(page: Page, before: Chunk, after: Chunk) -> str | None:
    gaps = row_gaps(page, before.row, after.row)
    ground = None
    base = page.comparison.base
    if base is not None:
        ground = gap_in(base.text, before.row.base, after.row.base)
    if ground is not None and gaps:
        return voted(list(gaps.values()), ground, True)
    if before.cell is not None and after.cell is not None:
        source = before.cell.source
        if source == after.cell.source:
            gap = gap_in(page.text_of(source), before.cell, after.cell)
            if gap is not None:
                return gap
    return voted(list(gaps.values()), None, False) if gaps else None


def row_gaps(page: Page, before: Row, after: Row) -> dict[int, str]:
    """The gaps in the sources in which the two rows are neighbours."""
    found = {}
    for source in range(len(page.comparison.documents)):
        gap = gap_in(page.text_of(source), before.cells[source], after.cells[source])
        if gap is not None:
            found[source] = gap
    return found


def _may_touch(page: Page, before: Chunk, after: Chunk) -> bool:
    """Whether two blocks stay two without a blank line between them."""
    if after.heading or before.heading:
        return _begins_with_hash(after if after.heading else before)
    # What touches in a source may do so here, if it is still the same kind of thing.
    ends = _ends_of(before.text, after.text)
    for source, gap in row_gaps(page, before.row, after.row).items():
        one, two = before.row.cells[source], after.row.cells[source]
        if gap.count("\n") == 1 and one and two and _ends_of(one.text, two.text) == ends:
            return True
    return False


def _begins_with_hash(chunk: Chunk) -> bool:
    return chunk.text.lstrip().startswith("#")


def _ends_of(before: str, after: str) -> tuple[BlockKind, BlockKind, str]:
    return kind_of(before), kind_of(after), after.lstrip()[:2]


def kind_of(text: str) -> BlockKind:
    """What a taken block is, as far as its neighbours must know."""
    if FENCE.match(text):
        return BlockKind.FENCE
    first = text.lstrip(" ")[:9]
    if first.startswith("<"):
        return BlockKind.HTML
    if first.startswith(">"):
        return BlockKind.QUOTE
    if first.startswith("|"):
        return BlockKind.TABLE
    if text.startswith(("    ", "\t")):
        return BlockKind.CODE
    if _LIST.match(first):
        return BlockKind.LIST
    return BlockKind.PARAGRAPH
