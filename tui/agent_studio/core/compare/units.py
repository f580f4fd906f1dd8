"""The parts of one body that rows are made of: sections, blocks, list items."""

from __future__ import annotations

import re

from agent_studio.core.compare.model import RowKind
from agent_studio.core.compare.polarity import avoiding
from agent_studio.core.document import Document
from agent_studio.core.document.model import Block, BlockKind, Section, SectionKind
from agent_studio.core.records import dataclass, field
from agent_studio.core.text import BOM, Span

_BLANKS = re.compile(r"\s+")
_MARKER = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_HASHES = re.compile(r"^\s{0,3}#{1,6}[ \t]*|[ \t]+#+[ \t]*$")
_FENCED = re.compile(r"^\s*(?:```|~~~)", re.MULTILINE)


@dataclass
class Unit:
    """One part of one source; ``parent`` is the index of the unit it stands under, or -1."""

    source: int
    kind: RowKind
    span: Span
    text: str
    key: str
    parent: int
    block: BlockKind | None = None
    level: int = 0
    """Of a heading, 1 to 6; 7 for a lead-in; 0 for everything else."""
    title: str = ""
    title_only: bool = False
    """The one level-1 heading over everything: what follows stands beside it, not under it."""
    avoiding: bool = False
    """Whether it stands in a section that lists what is not to be done."""
    ordered: bool = False
    words: str = ""
    """What likeness is measured on: a section's whole content, else the text."""
    children: list[int] = field(default_factory=list)

    @property
    def is_list(self) -> bool:
        """Whether it is a list: a container of items, nothing that is decided itself."""
        return self.block is BlockKind.LIST

    @property
    def heads(self) -> bool:
        """Whether it is a heading that takes in what follows (a lead-in or title does not)."""
        return self.kind is RowKind.SECTION and self.level < 7 and not self.title_only


def without_line_end(text: str, span: Span) -> Span:
    """``span`` without the line end it ends with."""
    end = span.end
    if end > span.start and text[end - 1] == "\n":
        end -= 1
    if end > span.start and text[end - 1] == "\r":
        end -= 1
    return Span(span.start, end)


def plain_key(text: str) -> str:
    """``text`` with every run of blanks and line ends as one blank."""
    return _BLANKS.sub(" ", text).strip()


def _lines_key(text: str) -> str:
    """Line by line without blanks around: for code, where the inner blanks mean something."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).split("\n")
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[indent:].rstrip() for line in lines).strip("\n")


def item_key(text: str) -> str:
    """An item's content, whatever its markers and those of the items nested in it."""
    if _FENCED.search(text):
        # How far the further lines hang depends on the width of the marker.
        first, _, rest = text.partition("\n")
        return f"{_lines_key(first.strip())}\n{_lines_key(rest)}".strip("\n")
    lines = (_MARKER.sub("\u2022 ", line) for line in text.splitlines())
    return plain_key(" ".join(lines))


def block_key(kind: BlockKind | None, text: str) -> str:
    """A block's text with blanks and line ends aside, as far as its kind allows."""
    return _lines_key(text) if kind in {BlockKind.FENCE, BlockKind.CODE} else plain_key(text)


def heading_key(text: str) -> str:
    """A heading's words, whatever its level and style."""
    lines = text.splitlines() or [""]
    if len(lines) > 1 and set(lines[-1].strip()) <= {"=", "-"}:
        lines.pop()
    joined = _HASHES.sub("", " ".join(lines).strip())
    return plain_key(joined).rstrip(":").rstrip()


class _Reader:
    """Collects the units of one source, in the order of its text."""

    def __init__(self, document: Document, source: int) -> None:
        self._document = document
        self._source = source
        self.units: list[Unit] = []

    def _add(self, kind: RowKind, span: Span, parent: int, avoid: bool) -> Unit:
        text = self._document.text
        if span.start == 0 and text.startswith(BOM) and span.end > 0:
            span = Span(1, span.end)
        span = without_line_end(text, span)
        unit = Unit(self._source, kind, span, span.of(text), "", parent, avoiding=avoid)
        if parent >= 0:
            self.units[parent].children.append(len(self.units))
        self.units.append(unit)
        return unit

    def block(self, block: Block, parent: int, avoid: bool) -> None:
        unit = self._add(RowKind.BLOCK, block.span, parent, avoid)
        unit.block, unit.ordered = block.kind, block.ordered
        if block.kind is not BlockKind.LIST or not block.items:
            unit.key = block_key(block.kind, unit.text)
            unit.words = unit.text
            # A list in which no item could be told apart is decided as a whole.
            if unit.block is BlockKind.LIST:
                unit.block = BlockKind.PARAGRAPH
            return
        unit.key, unit.words = "list", unit.text
        here = len(self.units) - 1
        for part in block.items:
            item = self._add(RowKind.ITEM, part.span, here, avoid)
            content = Span(max(part.content.start, item.span.start), item.span.end)
            item.key = item_key(content.of(self._document.text))
            item.words = content.of(self._document.text)

    def section(self, section: Section, parent: int, avoid: bool, title_only: bool) -> None:
        unit = self._add(RowKind.SECTION, section.heading, parent, avoid)
        here = len(self.units) - 1
        unit.level, unit.title_only = section.level, title_only
        unit.key = heading_key(unit.text)
        unit.title = plain_key(section.title).rstrip(":").rstrip() or unit.key
        unit.words = section.span.of(self._document.text)
        inner = avoid or avoiding(unit.title)
        below = parent if title_only else here
        blocks = list(section.blocks)
        if title_only:
            inner = avoid
        self.contents(blocks, section.sections, below, inner)

    def contents(
        self, blocks: list[Block], sections: tuple[Section, ...], parent: int, avoid: bool
    ) -> None:
        for block in blocks:
            self.block(block, parent, avoid)
        tops = [part for part in sections if part.level == 1]
        for part in sections:
            if part.kind is SectionKind.TEXT:
                # What follows an announced block stands beside it: no section of its own.
                self.contents(list(part.blocks), part.sections, parent, avoid)
                continue
            lone = parent < 0 and tops == [part] and part is sections[-1]
            self.section(part, parent, avoid, title_only=lone)


def units_of(document: Document, source: int) -> list[Unit]:
    """The parts of ``document``'s body, parents before children, in the order of the text."""
    reader = _Reader(document, source)
    root = document.body
    reader.contents(list(root.blocks), root.sections, -1, avoid=False)
    return reader.units
