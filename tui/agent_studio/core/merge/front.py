"""Laying out the front matter of a result."""

from __future__ import annotations

import re

from agent_studio.core.compare.model import Cell, Row
from agent_studio.core.compare.places import field_at
from agent_studio.core.document.model import Field, Style
from agent_studio.core.merge.contents import contents
from agent_studio.core.merge.hunks import open_chunk
from agent_studio.core.merge.layout import Chunk, Page
from agent_studio.core.merge.mixed import has_open_part, mixed_pieces, whole_cell
from agent_studio.core.merge.model import Action, Merge, Piece
from agent_studio.core.merge.properties import LINE_END, voted
from agent_studio.core.merge.sets import set_chunk
from agent_studio.core.text import Span

_IN_QUOTES = re.compile(r"\"[^\"]*\"|'[^']*'")
_FRAME = ""
"""The address of what belongs to no row."""


def front_pieces(page: Page, merge: Merge, rows: tuple[Row, ...]) -> list[Piece]:
    """Fences and all; empty if the result has no front matter."""
    chunks = [chunk for row in rows for chunk in _field(page, merge, row)]
    tail = _tail(page)
    fronts = [document.front for document in page.comparison.documents]
    if not chunks and not tail and (rows or not any(fronts)):
        return []
    pieces = [page.layout(page.properties.opening + "\n", _FRAME)]
    for chunk in chunks:
        pieces += [*_above(page, chunk), *chunk.pieces, page.layout("\n", chunk.row.address)]
    return [*pieces, *tail, page.layout(page.properties.closing, _FRAME)]


def _field(page: Page, merge: Merge, row: Row) -> list[Chunk]:
    decision = merge.decisions.get(row.address)
    whole = decision is not None and decision.choice.action is Action.TEXT
    if row.children and not row.is_split and not whole:
        if decision is not None and decision.choice.action is Action.NONE:
            return []
        chunk = set_chunk(page, merge, row)
        return [chunk] if chunk else []
    chunks = []
    for content in contents(merge, row, markers=page.marked):
        if content.open or (content.mixed and _must_stay_whole(page, merge, row)):
            texts = {cell.source: _taken(page, row, cell) for cell in row.present}
            chunks.append(open_chunk(page, row, texts))
        elif content.mixed:
            chunks.append(_mixed(page, merge, row))
        elif content.cell is not None:
            chunks.append(Chunk(row, _taken(page, row, content.cell), content.cell))
        else:
            chunks.append(Chunk(row, [page.typed(_typed(row, content.typed), row.address)]))
    return chunks


def _must_stay_whole(page: Page, merge: Merge, row: Row) -> bool:
    """Whether markers would have to stand inside a value that is written on one line."""
    if not has_open_part(page, merge, row):
        return False
    fields = [field_at(page.comparison, cell) for cell in row.present]
    loose = {Style.LITERAL, Style.FOLDED, Style.BLOCK_LIST, Style.BLOCK_MAP}
    return not all(field is not None and field.style in loose for field in fields)


def _mixed(page: Page, merge: Merge, row: Row) -> Chunk:
    whole = whole_cell(merge, row)
    if whole is not None:
        return Chunk(row, _taken(page, row, whole), whole)
    cell = _framing(row)
    inner = _inner(row, cell)
    before = page.source(cell.source, Span(cell.span.start, inner.start), row.address)
    after = page.source(cell.source, Span(inner.end, cell.span.end), row.address)
    return Chunk(row, [*before, *mixed_pieces(page, merge, row), *after], cell)


def _framing(row: Row) -> Cell:
    """The cell whose key, quotes and comments stand around the parts: one that changed them."""
    base = row.base
    if base is None:
        return row.present[0]
    inner = [part.base.span for part in row.children if part.base is not None]
    ground = _frame(base, Span(inner[0].start, inner[-1].end)) if inner else None
    return next(
        (cell for cell in row.present if _frame(cell, _inner(row, cell)) != ground), row.present[0]
    )


def _inner(row: Row, cell: Cell) -> Span:
    """From the first to the last of a source's parts."""
    spans = [own.span for part in row.children if (own := part.cells[cell.source]) is not None]
    if not spans:
        return Span(cell.span.end, cell.span.end)
    return Span(min(spans).start, max(spans).end)


def _frame(cell: Cell, inner: Span) -> tuple[str, str]:
    start = cell.span.start
    return cell.text[: inner.start - start], cell.text[inner.end - start :]


def _typed(row: Row, text: str) -> str:
    """A typed field: either its lines were typed, or its value alone."""
    key = re.escape(row.label)
    if re.match(rf"(?:\s*#.*\n)*[\"']?{key}[\"']?[ \t]*:(?:\s|$)", text):
        return text.rstrip("\r\n")
    from agent_studio.core.document.scalars import write_key, write_value

    value = text.strip("\r\n")
    return write_key(row.label) + ":" + write_value(row.label, value, line_end="\n")


def _taken(page: Page, row: Row, cell: Cell) -> list[Piece]:
    """A field taken whole: verbatim, with its comments.

    Unless strict YAML refuses its unquoted value: then the value is put in double quotes, so
    that every reader reads what the loader makes of it. With a base nothing is put right that
    nobody touched.
    """
    field = field_at(page.comparison, cell)
    if field is None or page.has_base or not _needs_quotes(page, field, cell.source):
        return page.cell(cell, row.address)
    from agent_studio.core.document.scalars import requote

    start, end = field.value_span.start, field.value_span.end
    pieces = page.source(cell.source, Span(cell.span.start, start), row.address)
    at = start
    for text, verbatim in requote(field.value_span.of(page.text_of(cell.source))):
        if not verbatim:
            pieces.append(page.layout(text, row.address))
            continue
        pieces += page.source(cell.source, Span(at, at + len(text)), row.address)
        at += len(text)
    return pieces + page.source(cell.source, Span(end, cell.span.end), row.address)


def _needs_quotes(page: Page, field: Field, source: int) -> bool:
    """Whether it is one line that strict YAML refuses: ``a: b``, ``**/*``, ``[a] [b]``, ``"a" b``.

    What stands in quotes from end to end is left alone, as the loader leaves it.
    """
    raw = field.value_span.of(page.text_of(source))
    if field.error is None or not raw or LINE_END.search(raw):
        return False
    return _IN_QUOTES.fullmatch(raw) is None


def _above(page: Page, chunk: Chunk) -> list[Piece]:
    """The blank lines that a taken field had above it."""
    if chunk.cell is None:
        return []
    blanks = [_blanks_above(page, cell) for cell in chunk.row.present]
    if page.has_base and chunk.row.base is not None and page.comparison.base is not None:
        field = field_at(page.comparison, chunk.row.base)
        start = field.span.start if field else chunk.row.base.span.start
        ground = page.comparison.base.text[start : chunk.row.base.span.start]
        above = voted(blanks, ground, True) if not ground.strip() else blanks[0]
    else:
        above = _blanks_above(page, chunk.cell)
    return [page.layout(above, chunk.row.address)] if above else []


def _blanks_above(page: Page, cell: Cell) -> str:
    field = field_at(page.comparison, cell)
    above = page.text_of(cell.source)[field.span.start : cell.span.start] if field else ""
    return "" if above.strip() else above


def _tail(page: Page) -> list[Piece]:
    """Comments behind the last field: they belong to no field and are all kept."""
    documents = page.comparison.documents
    tails = [document.front.tail if document.front else None for document in documents]
    texts = [
        tail.of(document.text) if tail else ""
        for tail, document in zip(tails, documents, strict=True)
    ]
    base = page.comparison.base
    if base is not None:
        ground = base.front.tail.of(base.text) if base.front else ""
        wanted = [voted(texts, ground, True)]
    else:
        wanted = list(dict.fromkeys(text for text in texts if text.strip())) or [texts[0]]
    pieces: list[Piece] = []
    for text in wanted:
        tail = tails[texts.index(text)]
        if tail is None or not text:
            continue
        pieces += page.source(texts.index(text), tail, _FRAME)
        if not text.endswith(("\n", "\r")):
            pieces.append(page.layout("\n", _FRAME))
    return pieces
