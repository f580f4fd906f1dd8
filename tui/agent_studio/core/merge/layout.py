"""Pieces on their way into a result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent_studio.core.compare.model import Address, Cell, Comparison, Row
from agent_studio.core.document.model import BlockKind
from agent_studio.core.merge.model import Markers, Origin, Piece
from agent_studio.core.merge.properties import LINE_END, Properties
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


def conflict_pieces(page: Page, row: Row, texts: dict[int, list[Piece]]) -> list[Piece]:
    """Standard markers around the different texts of ``row``, without the last line end.

    ``texts`` holds what each source that has the row would write. Sources that write the
    same share a side; a source that lacks the row has an empty one.
    """
    labels, base_label = _labels(page)
    style = page.markers or Markers()
    size = style.size
    sides: dict[str, tuple[list[str], list[Piece]]] = {}
    for source, label in enumerate(labels):
        pieces = texts.get(source, [])
        sides.setdefault(text_of(pieces), ([], pieces))[0].append(label)
    shown = list(sides.values())
    if len(shown) == 1:
        # All sources agree; what they agree about is not what the base has.
        shown.append(([base_label] if page.has_base else ["nothing"], []))
    end = page.properties.line_end
    found = [_marker(f"{'<' * size} {_names(shown[0][0])}{end}", row)]
    found += _lines(page, row, shown[0][1])
    if page.has_base and style.base:
        found.append(_marker(f"{'|' * size} {base_label}{end}", row))
        if row.base is not None:
            found.append(_marker(LINE_END.sub(end, row.base.text) + end, row))
    for names, pieces in shown[1:-1]:
        found += [_marker(f"{'=' * size} {_names(names)}{end}", row), *_lines(page, row, pieces)]
    found += [_marker(f"{'=' * size}{end}", row), *_lines(page, row, shown[-1][1])]
    found.append(_marker(f"{'>' * size} {_names(shown[-1][0])}", row))
    return found


def _labels(page: Page) -> tuple[tuple[str, ...], str]:
    """The names of the sources and of the base, as the markers show them."""
    own = page.comparison.labels
    wished = page.markers.labels if page.markers else ()
    if len(wished) < len(own):
        return own, "base"
    return wished[: len(own)], (*wished, "base")[len(own)]


def _names(labels: list[str]) -> str:
    return ", ".join(" ".join(label.split()) for label in labels)


def _marker(text: str, row: Row) -> Piece:
    return Piece(text, Origin.MARKER, row.address)


def _lines(page: Page, row: Row, pieces: list[Piece]) -> list[Piece]:
    return [*pieces, page.layout("\n", row.address)] if pieces else []
