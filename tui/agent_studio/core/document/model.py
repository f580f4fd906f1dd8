"""What a definition is made of: values only, every one a span into the one text."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeAlias

from agent_studio.core.records import dataclass, field
from agent_studio.core.text import Span

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
"""A YAML value as the 1.2 core schema reads it (no dates, ``yes`` is a string)."""


class Style(StrEnum):
    """How a field's value is written."""

    EMPTY = "empty"
    PLAIN = "plain"
    SINGLE = "single-quoted"
    DOUBLE = "double-quoted"
    LITERAL = "literal"
    FOLDED = "folded"
    FLOW_LIST = "flow list"
    FLOW_MAP = "flow map"
    BLOCK_LIST = "block list"
    BLOCK_MAP = "block map"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class YamlError:
    """Why strict YAML refuses a text: the parser's words and the place they speak of."""

    message: str
    offset: int


class YamlRefused(Exception):  # noqa: N818  # the word of the house for it
    """Strict YAML does not read a text.

    Attributes:
        message: Why, in a few words for a person.
        offset: Where, in code points from the start of the text.
    """

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Field:
    """One top-level key of the front matter.

    ``span`` takes in the whole-line comments and blank lines above the key, the value and its
    line end: fields tile the front matter's content, nothing lies between them but what
    ``FrontMatter.tail`` holds. A field that strict YAML cannot read still has its key, its
    spans and its raw text; ``error`` then says why and ``value`` is ``None``.
    """

    key: str
    span: Span
    key_span: Span
    value_span: Span
    """The value without surrounding blanks, trailing comment and line end; empty if absent."""
    line_span: Span
    """``span`` without the comments and blank lines above the key."""
    style: Style
    value: Value = field(default=None, hash=False)
    error: YamlError | None = None


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The block between the opening ``---`` and the closing one.

    ``span`` is both fences with what lies between them, from the start of the text (a byte
    order mark included) to behind the closing fence's line end; ``content`` lies between the
    fences, without them. A fence is a line of three or more dashes, blanks behind it allowed.
    Where the block is one mapping in braces, there is a ``value`` but there are no fields.
    ``value`` is what strict YAML reads of the whole block, ``None`` if ``error`` says why it
    does not or if it is not a mapping. ``fields`` are found line by line and are there
    in either case, in the order of the file; a key that is written twice has two fields.
    """

    span: Span
    content: Span
    fields: tuple[Field, ...]
    tail: Span
    """Comments and blank lines behind the last field, before the closing fence."""
    value: dict[str, Value] | None = field(default=None, hash=False)
    error: YamlError | None = None


class FrontFault(StrEnum):
    """Why a text has no front matter."""

    EMPTY = "empty"
    """The text is empty or blank."""
    MISSING = "missing"
    """Nothing in the text looks like front matter."""
    UNCLOSED = "unclosed"
    """The opening fence is there, the closing one is not."""
    LATE = "late"
    """Blank lines, blanks or an HTML comment stand before the opening fence."""
    FENCED = "fenced"
    """The front matter is inside a Markdown code fence."""
    BARE = "bare"
    """``key: value`` lines stand at the start without fences."""


@dataclass(frozen=True, slots=True)
class FrontProblem:
    """Why there is no front matter, and the text to blame for it.

    ``span`` is the unclosed opening fence, what stands before a late one, the line of the
    code fence, the bare lines, or the first line.
    """

    fault: FrontFault
    message: str
    span: Span


class BlockKind(StrEnum):
    """What CommonMark (with tables) makes of a run of lines."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    FENCE = "fence"
    CODE = "code"
    TABLE = "table"
    QUOTE = "quote"
    HTML = "html"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Item:
    """One list item with everything nested in it."""

    span: Span
    """From the first character of the marker's line to the end of the item's last line."""
    marker: Span
    """Indentation, marker and the blanks behind it: ``"  12. "``."""
    content: Span
    """The item's text up to and without its last line end."""


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block of the body: ``span`` ends behind its last non-blank line.

    ``gap`` is the blank lines that follow, up to the next block or heading or the end of
    the file: blocks, headings and their gaps tile the body.
    """

    kind: BlockKind
    span: Span
    gap: Span
    items: tuple[Item, ...] = ()
    ordered: bool = False


class SectionKind(StrEnum):
    """What opens a section."""

    ROOT = "root"
    HEADING = "heading"
    LEAD_IN = "lead-in"
    TEXT = "text"
    """Nothing opens it: blocks that follow what a lead-in announced, and belong to no section."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading or lead-in line, the blocks directly under it, and the sections below it.

    The root has neither title nor heading; its blocks stand before the first heading. A
    lead-in is a paragraph of one line that ends in a colon and announces the block that
    follows ("Your core responsibilities:"); it is a section only where the body has no headings
    to go by, and holds its line and the one block that it announces. Blocks behind that one, up to
    the next lead-in, are a section of kind TEXT: like the root it has neither title nor heading.
    """

    kind: SectionKind
    title: str
    level: int
    """1 to 6 for headings, 0 for the root, 7 for a lead-in and for a text section."""
    span: Span
    """Everything: heading, blocks, gaps, nested sections."""
    heading: Span
    """The heading's or lead-in's lines with their line end; empty for the root."""
    heading_gap: Span
    """The blank lines behind the heading; in the root, those at the start of the body."""
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in the order of the file."""
        yield self
        for section in self.sections:
            yield from section.walk()
