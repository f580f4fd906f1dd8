"""The body as a tree of sections and blocks.

CommonMark's block rules, with tables, decide what a block is; markdown-it-py applies them where
they are not plain to see. Blocks are known by their lines, so every offset here is the start of
one. Blocks, headings and the blank lines behind them tile the body: `Section.walk` passes every
character once.
"""

from __future__ import annotations

from typing import Final

from agent_studio.core.document.items import read_items
from agent_studio.core.document.leadins import is_lead_in, lead_in_title
from agent_studio.core.document.lines import Lines
from agent_studio.core.document.model import Block, Section, SectionKind
from agent_studio.core.document.simple_body import Top, simple_tops
from agent_studio.core.records import dataclass, field
from agent_studio.core.text import Span

LEAD_IN_LEVEL: Final = 7


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


def _parts(source: str, lines: Lines) -> list[_Part]:
    tops = simple_tops(source)
    if tops is None:
        # Only these pay for importing the parser.
        from agent_studio.core.document.parsed_body import parsed_tops

        tops = parsed_tops(source)
    stops = [*(top.first for top in tops[1:]), len(lines)]
    return [_part(top, stop, lines) for top, stop in zip(tops, stops, strict=False)]


def _part(top: Top, stop: int, lines: Lines) -> _Part:
    behind = lines.behind_text(top.first, stop)
    span, gap = lines.span(top.first, behind), lines.span(behind, stop)
    if top.kind is None:
        return _Part(span, gap, top.title, top.level)
    items = read_items(top.items, behind, lines)
    return _Part(span, gap, top.title, block=Block(top.kind, span, gap, items, top.ordered))


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
