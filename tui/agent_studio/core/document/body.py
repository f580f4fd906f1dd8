"""The body as a tree of sections and blocks.

CommonMark's block rules, with tables, decide what a block is; markdown-it-py applies them.
Its tokens know lines only, so every offset here is the start of a line. Blocks, headings and
the blank lines behind them tile the body: `Section.walk` passes every character once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from agent_studio.core.document.items import read_items
from agent_studio.core.document.leadins import is_lead_in, lead_in_title
from agent_studio.core.document.lines import Lines
from agent_studio.core.document.model import Block, BlockKind, Section, SectionKind
from agent_studio.core.records import dataclass, field
from agent_studio.core.text import BOM, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LEAD_IN_LEVEL: Final = 7

_MAX_NESTING = 100
"""Quotes and lists deeper than this are not told apart; markdown-it-py recurses."""

_KINDS: Final[dict[str, BlockKind]] = {
    "paragraph_open": BlockKind.PARAGRAPH,
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "fence": BlockKind.FENCE,
    "code_block": BlockKind.CODE,
    "table_open": BlockKind.TABLE,
    "blockquote_open": BlockKind.QUOTE,
    "html_block": BlockKind.HTML,
    "hr": BlockKind.RULE,
}


def read_body(text: str, span: Span) -> Section:
    """The root section of what ``span`` covers of ``text``. Never raises.

    Headings open sections where they stand at the top level: not in fences, quotes or lists.
    In a body without any, lead-in lines do (see `Section`).
    """
    source = span.of(text)
    lines = Lines(source, span.start)
    parts = _parts(source, lines)
    start = parts[0].span.start if parts else span.end
    empty = Span(span.start, span.start)
    root = _Growing(SectionKind.ROOT, "", 0, span.start, empty, Span(span.start, start))
    if any(part.level for part in parts):
        _by_headings(root, parts)
    else:
        _by_lead_ins(root, parts)
    return root.closed(span.end)


@dataclass(slots=True)
class _Part:
    """A heading (``block`` is ``None``) or a block, with the blank lines behind it."""

    span: Span
    gap: Span
    title: str = ""
    level: int = 0
    block: Block | None = None


@dataclass(slots=True)
class _Growing:
    """A section while its content is being read."""

    kind: SectionKind
    title: str
    level: int
    start: int
    heading: Span
    heading_gap: Span
    blocks: list[Block] = field(default_factory=list)
    below: list[_Growing] = field(default_factory=list)

    def closed(self, end: int) -> Section:
        """The finished section, which ends at ``end``."""
        ends = [*(section.start for section in self.below[1:]), end]
        sections = tuple(
            section.closed(stop) for section, stop in zip(self.below, ends, strict=False)
        )
        return Section(
            self.kind,
            self.title,
            self.level,
            Span(self.start, end),
            self.heading,
            self.heading_gap,
            tuple(self.blocks),
            sections,
        )


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
    # A link definition yields no token, yet its line must belong to a block: it is a paragraph.
    return markdown.enable("table").disable(["reference", "inline"])


def _parts(source: str, lines: Lines) -> list[_Part]:
    # A byte order mark belongs to the first line but is no part of its Markdown.
    tokens = _markdown().parse(source.removeprefix(BOM))
    tops = [
        (index, token.map[0])
        for index, token in enumerate(tokens)
        if token.level == 0 and token.map is not None and token.nesting >= 0
    ]
    parts = []
    for number, (index, first) in enumerate(tops):
        next_index, stop = tops[number + 1] if number + 1 < len(tops) else (len(tokens), len(lines))
        parts.append(_part(tokens[index:next_index], first, stop, lines))
    return parts


def _part(tokens: list[Token], first: int, stop: int, lines: Lines) -> _Part:
    behind = lines.behind_text(first, stop)
    span, gap = lines.span(first, behind), lines.span(behind, stop)
    token = tokens[0]
    if token.type == "heading_open":
        title = " ".join(tokens[1].content.split())
        return _Part(span, gap, title, int(token.tag[1:]))
    kind = _KINDS[token.type]
    title = tokens[1].content if kind is BlockKind.PARAGRAPH else ""
    items = read_items(tokens, behind, lines) if kind is BlockKind.LIST else ()
    ordered = token.type == "ordered_list_open"
    return _Part(span, gap, title, block=Block(kind, span, gap, items, ordered))


def _by_headings(root: _Growing, parts: list[_Part]) -> None:
    open_sections = [root]
    for part in parts:
        if part.block is not None:
            open_sections[-1].blocks.append(part.block)
            continue
        while open_sections[-1].level >= part.level:
            open_sections.pop()
        section = _Growing(
            SectionKind.HEADING, part.title, part.level, part.span.start, part.span, part.gap
        )
        open_sections[-1].below.append(section)
        open_sections.append(section)


def _by_lead_ins(root: _Growing, parts: list[_Part]) -> None:
    announced = False
    for index, part in enumerate(parts):
        behind = [part.block for part in parts[index + 1 : index + 2]]
        if is_lead_in(part.block, part.title, behind[0] if behind else None):
            title = lead_in_title(part.title)
            root.below.append(_lead_in(SectionKind.LEAD_IN, title, part.span, part.gap))
            announced = True
        elif part.block is not None:
            if root.below and not announced and root.below[-1].kind is SectionKind.LEAD_IN:
                start = Span(part.span.start, part.span.start)
                root.below.append(_lead_in(SectionKind.TEXT, "", start, start))
            (root.below[-1] if root.below else root).blocks.append(part.block)
            announced = False


def _lead_in(kind: SectionKind, title: str, heading: Span, gap: Span) -> _Growing:
    return _Growing(kind, title, LEAD_IN_LEVEL, heading.start, heading, gap)
