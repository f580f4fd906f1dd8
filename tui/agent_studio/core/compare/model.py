"""Aligned definitions: rows of cells, one column a source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cached_property

from agent_studio.core.dialects.model import Dialect, MergeKind
from agent_studio.core.document import Document
from agent_studio.core.document.model import BlockKind
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span

Address = str
"""``description`` · ``tools/Bash`` · ``body/Core Expertise`` · ``body/Core Expertise/2``.

A section's address is its path of titles (a repeated title gets ``#2``), a block's or item's
address adds the number of its row within the section, a part's ``~`` and its number within
the row that it is a part of. Slashes in titles are written ``∕``.
"""


WORDS = "words"
"""The alignment of a comparison for which words alone were compared."""


class RowKind(StrEnum):
    """What a row aligns."""

    FIELD = "field"
    MEMBER = "member"
    """One member of a set-valued field; its parent is the field's row."""
    SECTION = "section"
    """A heading or lead-in; its children are the blocks and sections under it."""
    BLOCK = "block"
    ITEM = "item"
    """A list item; its parent is the row of the list, or of the section."""
    PART = "part"
    """A sentence, line, table row or nested key of the row that is split into it."""


class State(StrEnum):
    """How the cells of a row stand to one another."""

    SAME = "same"
    """Every source has it, and the same."""
    ONE = "one"
    """Exactly one source has it."""
    SOME = "some"
    """Several sources have it, all the same; the others lack it."""
    DIFFERS = "differs"
    """Several sources have it, and it is not the same."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A source's part in a row."""

    source: int
    """The column, from 0."""
    span: Span
    text: str
    """Verbatim: what ``span`` covers."""
    key: str
    """``text`` normalised for comparing: quoting, blanks, list markers and line ends aside."""


@dataclass(frozen=True)
class Row:
    """The same field, section, block or item across all sources."""

    address: Address
    kind: RowKind
    label: str
    """For a person: the key, the title, the first words."""
    cells: tuple[Cell | None, ...]
    """One for each source."""
    merge: MergeKind
    base: Cell | None = None
    has_base: bool = False
    """Whether there is a common ancestor at all (``base`` is ``None`` if it lacks the row)."""
    children: tuple[Row, ...] = ()
    depth: int = 0
    caution: str = ""
    """Why a person should look twice: "these two say the opposite"."""
    block: BlockKind | None = None
    """What a row of the body is as Markdown; ``None`` for fields, headings and items."""

    @cached_property
    def present(self) -> tuple[Cell, ...]:
        """The cells of the sources that have the row."""
        return tuple(cell for cell in self.cells if cell is not None)

    @cached_property
    def state(self) -> State:
        """How the cells stand to one another (children not considered)."""
        alike = len({cell.key for cell in self.present}) <= 1
        if len(self.present) == 1 and len(self.cells) > 1:
            return State.ONE
        if not alike:
            return State.DIFFERS
        return State.SAME if len(self.present) == len(self.cells) else State.SOME

    @property
    def is_split(self) -> bool:
        """Whether what was one text is decided part by part."""
        return bool(self.children) and self.children[0].kind is RowKind.PART

    @cached_property
    def settled(self) -> bool:
        """Whether this row and all below it are the same in every source."""
        return self.state is State.SAME and all(child.settled for child in self.children)

    def walk(self) -> Iterator[Row]:
        """This row and all below it, in the order of the result."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Comparison:
    """Two to nine definitions, aligned. One definition alone is legal and all ``same``."""

    documents: tuple[Document, ...]
    labels: tuple[str, ...]
    """A short name for each source."""
    dialect: Dialect
    rows: tuple[Row, ...]
    """Fields first, then the body; only top-level rows, the rest are their children."""
    base: Document | None = None
    alignment: str = WORDS
    """What found the rows: `WORDS`, or the name of the `Meaning` that helped."""

    def walk(self) -> Iterator[Row]:
        """Every row, in the order of the result."""
        for row in self.rows:
            yield from row.walk()

    @cached_property
    def by_address(self) -> dict[Address, Row]:
        """Every row by its address."""
        return {row.address: row for row in self.walk()}


@dataclass(frozen=True, slots=True)
class Word:
    """A run of a text that is, or is not, found in the text it was compared with."""

    text: str
    changed: bool


Words = Sequence[Word]
