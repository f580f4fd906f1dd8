"""Pieces on their way into a result."""

from __future__ import annotations

from collections.abc import Sequence

from agent_studio.core.compare.model import Address, Cell, Comparison, Row
from agent_studio.core.document.model import BlockKind
from agent_studio.core.merge.model import Markers, Origin, Piece
from agent_studio.core.merge.properties import LINE_END, Properties
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span


@dataclass
class Chunk:
    """Some lines of the result without their last line end."""

    row: Row
    pieces: list[Piece]
    cell: Cell | None = None
    """The cell it is the whole text of; ``None`` if typed, composed or open."""
    kind: BlockKind | None = None
    """What it is as Markdown; ``None`` for headings, items, fields and open questions."""
    heading: bool = False
    sides: dict[int, list[Piece]] | None = None
    """What each source would write, where nothing is decided."""
    others: tuple[Row, ...] = ()
    """Further rows that the same question is about."""

    @property
    def text(self) -> str:
        """What it will write."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Page:
    """What every part of the renderer needs to know."""

    comparison: Comparison
    properties: Properties
    markers: Markers | None = None

    @property
    def marked(self) -> bool:
        """Whether what is undecided is shown between conflict markers."""
        return self.markers is not None

    @property
    def has_base(self) -> bool:
        """Whether this is a merge on top of a common ancestor."""
        return self.comparison.base is not None

    def text_of(self, source: int) -> str:
        """The whole text of one source."""
        return self.comparison.documents[source].text

    def layout(self, text: str, address: Address) -> Piece:
        r"""Blanks, line ends and signs; ``\n`` becomes the result's line end."""
        if self.properties.line_end != "\n":
            text = LINE_END.sub(self.properties.line_end, text)
        return Piece(text, Origin.LAYOUT, address)

    def typed(self, text: str, address: Address) -> Piece:
        """What a person typed, in the result's line ends."""
        return Piece(LINE_END.sub(self.properties.line_end, text), Origin.TYPED, address)

    def source(self, source: int, span: Span, address: Address) -> list[Piece]:
        """A source's text verbatim; only its line ends become those of the result."""
        text = self.text_of(source)
        mine = self.comparison.documents[source].line_end
        if mine == self.properties.line_end or not LINE_END.search(text, span.start, span.end):
            return _verbatim(text, source, span, address)
        pieces: list[Piece] = []
        start = span.start
        for match in LINE_END.finditer(text, span.start, span.end):
            pieces += _verbatim(text, source, Span(start, match.start()), address)
            pieces.append(self.layout("\n", address))
            start = match.end()
        return pieces + _verbatim(text, source, Span(start, span.end), address)

    def cell(self, cell: Cell, address: Address) -> list[Piece]:
        """A whole cell."""
        return self.source(cell.source, cell.span, address)


def _verbatim(text: str, source: int, span: Span, address: Address) -> list[Piece]:
    if not len(span):
        return []
    return [Piece(span.of(text), Origin.SOURCE, address, source, span)]


def text_of(pieces: Sequence[Piece]) -> str:
    """The texts of ``pieces`` put together."""
    return "".join(piece.text for piece in pieces)
