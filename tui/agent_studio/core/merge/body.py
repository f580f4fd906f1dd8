"""Laying out the body of a result."""

from __future__ import annotations

import re

from agent_studio.core.compare.model import Cell, Row, RowKind
from agent_studio.core.document.model import BlockKind
from agent_studio.core.merge.contents import Content, contents, stands
from agent_studio.core.merge.headings import (
    heading_pieces,
    is_heading_row,
    level_in_result,
    level_of,
)
from agent_studio.core.merge.hunks import grouped, open_chunk
from agent_studio.core.merge.items import Style, list_chunk, moved
from agent_studio.core.merge.joins import FENCE, join, kind_of
from agent_studio.core.merge.layout import Chunk, Page, text_of
from agent_studio.core.merge.mixed import mixed_pieces, whole_cell
from agent_studio.core.merge.model import Action, Merge, Piece
from agent_studio.core.merge.rows import is_question
from agent_studio.core.records import dataclass, field
from agent_studio.core.text import Span

_NARROWEST = 2
"""Columns of the shortest list marker with its blank: what is further in belongs to the item."""
_CODE_INDENT = 4
_HTML_ENDS = (
    (re.compile(r"\s*<!--"), "-->"),
    (re.compile(r"\s*<\?"), "?>"),
    (re.compile(r"\s*<!\[CDATA\["), "]]>"),
    (re.compile(r"\s*<script[\s>]", re.IGNORECASE), "</script>"),
    (re.compile(r"\s*<pre[\s>]", re.IGNORECASE), "</pre>"),
    (re.compile(r"\s*<style[\s>]", re.IGNORECASE), "</style>"),
    (re.compile(r"\s*<textarea[\s>]", re.IGNORECASE), "</textarea>"),
)


@dataclass
class _Writer:
    page: Page
    merge: Merge
    chunks: list[Chunk] = field(default_factory=list)
    list_before: Style | None = None
    """The style of the list that was written last, if nothing came behind it."""

    def rows(self, rows: tuple[Row, ...], parent: Row | None, above: int) -> None:
        """Everything of ``rows`` that the result has, in their order."""
        for row in rows:
            if row.kind is RowKind.SECTION:
                self.section(row, parent, above)
            elif row.children and not row.is_split:
                self.listed(row)
            else:
                self.block(row)

    def section(self, row: Row, parent: Row | None, above: int) -> None:
        below = stands(self.merge, row, markers=self.page.marked) if row.children else False
        level = above
        for content in self._headings(row, below):
            if content.open:
                texts = {cell.source: self.page.cell(cell, row.address) for cell in row.present}
                self._add(open_chunk(self.page, row, texts))
                level = level_in_result(self.page, row, row.present[0], parent, above)
            elif content.cell is not None:
                level = level_in_result(self.page, row, content.cell, parent, above)
                pieces = heading_pieces(self.page, row, content.cell, level)
                self._add(Chunk(row, pieces, content.cell, heading=level <= 6))
            else:
                text = content.typed.rstrip("\r\n")
                level = self._typed_level(row, text, parent, above)
                pieces = [self.page.typed(text, row.address)]
                if level <= 6 and level_of(text) > 6:
                    pieces.insert(0, self.page.layout("#" * level + " ", row.address))
                self._add(Chunk(row, pieces, heading=level <= 6))
        self.rows(row.children, row, level)

    def _headings(self, row: Row, below: bool) -> tuple[Content, ...]:
        """The heading as decided; the first source's where something below needs one."""
        decision = self.merge.decisions.get(row.address)
        taken = decision is not None and decision.choice.action is Action.TAKE
        stays = below or _is_empty_somewhere(row) or (row.has_base and taken)
        if row.children and not stays:
            return ()
        waits = is_question(row) if decision is None else decision.proposed
        if waits and self.page.marked:
            return (Content(row, open=True),)
        # Without a base nobody said that the heading should go and what is below it stay.
        dropped = decision is not None and decision.choice.action is Action.NONE
        if decision is None or (dropped and below and not row.has_base):
            return (Content(row, row.present[0]),) if below or self.page.marked else ()
        return contents(self.merge, row, markers=False)[:1]

    def _typed_level(self, row: Row, text: str, parent: Row | None, above: int) -> int:
        own = level_of(text)
        if own <= 6 or not is_heading_row(row):
            return own
        return level_in_result(self.page, row, row.present[0], parent, above)

    def listed(self, row: Row) -> None:
        before = self.list_before
        if before is not None and self._neighbours(row):
            before = None
        laid = list_chunk(self.page, self.merge, row, before)
        if laid is not None:
            self._add(laid.chunk)
            self.list_before = laid.style

    def _neighbours(self, row: Row) -> bool:
        """Whether some source has this list right behind the one before: then they differ."""
        last = self.chunks[-1].row
        return any(
            a is not None
            and b is not None
            and not self.page.text_of(a.source)[a.span.end : b.span.start].strip()
            for a, b in zip(last.cells, row.cells, strict=True)
            if a is None or b is None or a.span.end <= b.span.start
        )

    def block(self, row: Row) -> None:
        for content in contents(self.merge, row, markers=self.page.marked):
            if content.open:
                texts = {cell.source: self.page.cell(cell, row.address) for cell in row.present}
                self._add(open_chunk(self.page, row, texts))
            elif content.mixed:
                self._add(self._mixed(row))
            elif content.cell is not None:
                kind = kind_of(content.cell.text)
                pieces = self._standing_free(row, content.cell, kind)
                self._add(Chunk(row, pieces, content.cell, kind))
            else:
                text = content.typed.strip("\r\n")
                self._add(Chunk(row, [self.page.typed(text, row.address)], kind=kind_of(text)))

    def _mixed(self, row: Row) -> Chunk:
        whole = whole_cell(self.merge, row)
        if whole is not None:
            return Chunk(row, self.page.cell(whole, row.address), whole, kind_of(whole.text))
        pieces = mixed_pieces(self.page, self.merge, row)
        return Chunk(row, pieces, kind=kind_of(text_of(pieces)))

    def _standing_free(self, row: Row, cell: Cell, kind: BlockKind) -> list[Piece]:
        """A block's text, moved to the left where it would become a part of the list above.

        Code that is told by its indentation alone gets a fence instead.
        """
        indent = len(cell.text) - len(cell.text.lstrip(" "))
        above = self.list_before
        if above is None or indent < len(above.indent) + _NARROWEST:
            return self.page.cell(cell, row.address)
        if kind is BlockKind.CODE:
            return self._fenced(row, cell)
        content = Span(cell.span.start + indent, cell.span.end)
        if kind in {BlockKind.PARAGRAPH, BlockKind.HTML}:
            # Further lines run on as they stand; further left they could begin a block.
            return self.page.source(cell.source, content, row.address)
        return moved(self.page, row, cell, content, -indent)

    def _fenced(self, row: Row, cell: Cell) -> list[Piece]:
        fence = "```"
        while fence in cell.text:
            fence += "`"
        content = Span(cell.span.start + _CODE_INDENT, cell.span.end)
        inner = moved(self.page, row, cell, content, -_CODE_INDENT)
        opening = self.page.layout(f"{fence}\n", row.address)
        return [opening, *inner, self.page.layout(f"\n{fence}", row.address)]

    def _add(self, chunk: Chunk) -> None:
        self.list_before = None
        if self.chunks:
            self._close(self.chunks[-1])
        self.chunks.append(chunk)

    def _close(self, chunk: Chunk) -> None:
        """A block that runs to the end of its file is closed before something follows it."""
        end = open_end(chunk.text) if chunk.kind in {BlockKind.FENCE, BlockKind.HTML} else ""
        if end:
            chunk.pieces.append(self.page.layout(f"\n{end}", chunk.row.address))
            chunk.cell = None


def _is_empty_somewhere(row: Row) -> bool:
    """Whether a source has the heading and nothing of what others have under it."""
    below = [part for child in row.children for part in child.walk()]
    return any(all(part.cells[cell.source] is None for part in below) for cell in row.present)


def open_end(text: str) -> str:
    """What closes a fence or an HTML block that its author left open; empty if it is closed."""
    match = FENCE.match(text)
    if match:
        sign = match[2]
        close = re.compile(rf"[ ]{{0,3}}{re.escape(sign[0])}{{{len(sign)},}}[ \t]*$")
        lines = text.splitlines()[1:]
        return "" if any(close.match(line) for line in lines) else match[1] + sign
    for start, end in _HTML_ENDS:
        if start.match(text):
            return "" if end.lower() in text.lower() else end
    return ""


def body_pieces(page: Page, merge: Merge, rows: tuple[Row, ...]) -> list[Piece]:
    """The body from its first word to its last."""
    writer = _Writer(page, merge)
    writer.rows(rows, None, 0)
    pieces: list[Piece] = []
    chunks = grouped(page, writer.chunks, default="\n\n")
    for number, chunk in enumerate(chunks):
        if number:
            pieces.append(join(page, chunks[number - 1], chunk, default="\n\n"))
        pieces += chunk.pieces
    return pieces


def cells_of(rows: tuple[Row, ...], source: int) -> list[tuple[Row, Cell]]:
    """The cells of one source that carry text, in the order of its text."""
    found = []
    for top in rows:
        for row in top.walk():
            cell = row.cells[source]
            carries = not row.children or row.kind in {RowKind.SECTION, RowKind.FIELD}
            if cell is not None and carries and row.kind is not RowKind.MEMBER:
                found.append((row, cell))
    return sorted(found, key=lambda pair: pair[1].span.start)
