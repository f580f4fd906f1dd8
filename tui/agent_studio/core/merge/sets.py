"""Laying out a set-valued field from the members that were taken."""

from __future__ import annotations

import re

from agent_studio.core.compare.members import Member, members_of
from agent_studio.core.compare.model import Cell, Row
from agent_studio.core.compare.places import field_at
from agent_studio.core.document.model import Field, Style
from agent_studio.core.merge.contents import Content, contents
from agent_studio.core.merge.hunks import open_chunk
from agent_studio.core.merge.layout import Chunk, Page
from agent_studio.core.merge.model import Merge, Piece, Reason
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span

_EVERYTHING = "*"
_BARE = re.compile(r"[A-Za-z_][\w./@-]*\*?(?:\([^:#\[\]{}\"'`]*(?::\*)?\))?\Z")
"""A member that may stand without quotes in a comma string and in a list alike."""


@dataclass(frozen=True)
class _Form:
    """The source in whose form the set is written."""

    cell: Cell
    field: Field
    members: tuple[Member, ...]


def set_chunk(page: Page, merge: Merge, row: Row) -> Chunk | None:
    """The field with the members that were taken; ``None`` if the whole field is dropped.

    If they are just what one source has, that source's field is taken verbatim, comments
    included; else they are written in the form of the first source that has the field. A
    ``*`` makes the others superfluous. A set of which every member was dropped one by one
    stays, empty: without the field the agent would have more, not less.
    """
    found = [content for child in row.children for content in contents(merge, child, markers=False)]
    waiting = [child for child in row.children if _waits(page, merge, child)]
    if waiting and page.marked:
        texts = {cell.source: page.cell(cell, row.address) for cell in row.present}
        return open_chunk(page, row, texts)
    if not found and (waiting or _absent_somewhere(merge, row)):
        return None
    star = [content for content in found if content.row.label == _EVERYTHING]
    found = star or found
    names = [content.cell.key if content.cell else content.typed.strip() for content in found]
    for cell in sorted(_favourites(row), key=lambda cell: -_wishes(merge, row, cell.source)):
        if set(cell.key.split("\n")) == set(names):
            return Chunk(row, page.cell(cell, row.address), cell)
    form = _form(page, row)
    if form is None:
        return None
    return Chunk(row, _written(page, row, form, found))


def _waits(page: Page, merge: Merge, child: Row) -> bool:
    decision = merge.decisions.get(child.address)
    return decision is None or (decision.proposed and page.marked)


def _wishes(merge: Merge, row: Row, source: int) -> int:
    """How many members a person took from ``source``."""
    made = (merge.decisions.get(child.address) for child in row.children)
    return sum(
        decision is not None
        and decision.reason in {Reason.PERSON, Reason.BULK}
        and decision.choice.sources == (source,)
        for decision in made
    )


def _absent_somewhere(merge: Merge, row: Row) -> bool:
    """Whether dropping every member is what some source's lack of the field says."""
    reasons = {merge.decisions[child.address].reason for child in row.children}
    return None in row.cells and not any(reason.value == "person" for reason in reasons)


def _favourites(row: Row) -> list[Cell]:
    """The cells, those first that changed what the base has."""
    base = row.base
    return sorted(row.present, key=lambda cell: base is not None and cell.text == base.text)


def _form(page: Page, row: Row) -> _Form | None:
    for cell in _favourites(row):
        field = field_at(page.comparison, cell)
        if field is None:
            continue
        members = members_of(page.comparison.documents[cell.source], field)
        if members:
            return _Form(cell, field, members)
    return None


def _written(page: Page, row: Row, form: _Form, found: list[Content]) -> list[Piece]:
    if form.field.style is Style.BLOCK_LIST:
        return _block(page, row, form, found)
    span, source = form.field.value_span, form.cell.source
    raw = span.of(page.text_of(source))
    plain = all(_BARE.match(_name(content)) for content in found)
    if form.field.style is Style.FLOW_LIST or not plain:
        left, right = "[", "]"
        quote = _quote(page, form) or ("" if plain else '"')
    else:
        left = right = raw[0] if form.field.style is not Style.PLAIN else ""
        quote = ""
    if not found and not left:
        left, right = "[", "]"
    pieces = page.source(source, Span(form.cell.span.start, span.start), row.address)
    pieces.append(page.layout(left, row.address))
    for number, content in enumerate(found):
        if number:
            pieces.append(page.layout(", ", row.address))
        pieces += _quoted(page, content, quote)
    pieces.append(page.layout(right, row.address))
    return pieces + page.source(source, Span(span.end, form.cell.span.end), row.address)


def _quote(page: Page, form: _Form) -> str:
    """The quote that the form's own members stand in, if any."""
    before = page.text_of(form.cell.source)[form.members[0].span.start - 1]
    return before if before in "\"'" and form.field.style is Style.FLOW_LIST else ""


def _name(content: Content) -> str:
    return content.cell.text if content.cell else content.typed.strip()


def _quoted(page: Page, content: Content, quote: str) -> list[Piece]:
    address = content.row.address
    inner = (
        page.cell(content.cell, address)
        if content.cell
        else [page.typed(content.typed.strip(), address)]
    )
    if not quote:
        return inner
    return [page.layout(quote, address), *inner, page.layout(quote, address)]


def _block(page: Page, row: Row, form: _Form, found: list[Content]) -> list[Piece]:
    """One member a line; those that stood in a block list keep their comments."""
    source = form.cell.source
    text = page.text_of(source)
    first = form.members[0]
    lines = first.lines or first.span
    last = form.members[-1].lines or form.cell.span
    start = text.rfind("\n", 0, first.span.start) + 1
    lead = text[start : first.span.start].rstrip("\"'")
    quote = text[first.span.start - 1] if text[first.span.start - 1] in "\"'" else ""
    pieces = page.source(source, Span(form.cell.span.start, lines.start), row.address)
    if not found:
        head = Span(form.cell.span.start, text.index(":", form.field.key_span.end) + 1)
        return [*page.source(source, head, row.address), page.layout(" []", row.address)]
    for number, content in enumerate(found):
        if number:
            pieces.append(page.layout("\n", content.row.address))
        pieces += _line(page, content, lead, quote)
    behind = min(last.end, form.cell.span.end)
    return pieces + page.source(source, Span(behind, form.cell.span.end), row.address)


def _line(page: Page, content: Content, lead: str, quote: str) -> list[Piece]:
    address = content.row.address
    lines = _own_lines(page, content.cell) if content.cell is not None else None
    if lines is None or content.cell is None:
        bare = _BARE.match(_name(content)) is not None
        inner = _quoted(page, content, quote or ("" if bare else '"'))
        return [page.layout(lead, address), *inner]
    source, text = content.cell.source, page.text_of(content.cell.source)
    indent = lead[: lead.index("-")]
    pieces: list[Piece] = []
    at = lines.start
    for line in lines.of(text).splitlines(keepends=True):
        blanks = len(line) - len(line.lstrip(" \t")) if line.strip() else 0
        if line.strip() and line[:blanks] != indent:
            pieces.append(page.layout(indent, address))
        else:
            blanks = 0
        pieces += page.source(source, Span(at + blanks, at + len(line)), address)
        at += len(line)
    return pieces


def _own_lines(page: Page, cell: Cell) -> Span | None:
    """The lines of a block list that a member stands in, without their last line end."""
    document = page.comparison.documents[cell.source]
    field = field_at(page.comparison, cell)
    members = members_of(document, field) if field else None
    member = next((member for member in members or () if member.span == cell.span), None)
    if member is None or member.lines is None:
        return None
    whole = member.lines.of(document.text).rstrip("\r\n")
    return Span(member.lines.start, member.lines.start + len(whole))
