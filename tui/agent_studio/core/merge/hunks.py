"""What is left to decide, between conflict markers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from agent_studio.core.compare.model import Cell, Row
from agent_studio.core.merge.joins import gap_in
from agent_studio.core.merge.layout import Chunk, Page, text_of
from agent_studio.core.merge.model import Markers, Origin, Piece
from agent_studio.core.merge.properties import LINE_END


def open_chunk(page: Page, row: Row, sides: dict[int, list[Piece]]) -> Chunk:
    """The different texts of ``row`` between markers, without the last line end.

    ``sides`` holds what each source that has the row would write. Sources that write the
    same share a side; a source that lacks the row has an empty one.
    """
    base = row.base.text if row.base is not None else ""
    return Chunk(row, _pieces(page, row, sides, base), sides=sides)


def grouped(page: Page, chunks: Sequence[Chunk], *, default: str) -> list[Chunk]:
    """The chunks with neighbouring questions of "this or nothing" as one.

    A section that one side deleted while the other edited in it, or a list that both sides
    wrote anew, is one question to a person, however many rows it has.
    """
    found: list[Chunk] = []
    for chunk in chunks:
        if found and _is_lone(page, found[-1]) and _is_lone(page, chunk):
            found[-1] = _together(page, found[-1], chunk, default)
        else:
            found.append(chunk)
    return found


def _is_lone(page: Page, chunk: Chunk) -> bool:
    if chunk.sides is None or not page.has_base:
        return False
    rows = (chunk.row, *chunk.others)
    return bool(chunk.others) or any(None in row.cells for row in rows)


def _together(page: Page, above: Chunk, below: Chunk, default: str) -> Chunk:
    rows = (above.row, *above.others, below.row, *below.others)
    upper, lower = rows[: 1 + len(above.others)], rows[1 + len(above.others) :]
    sides: dict[int, list[Piece]] = {}
    for source in range(len(page.comparison.documents)):
        one, two = (above.sides or {}).get(source, []), (below.sides or {}).get(source, [])
        if one and two:
            before, after = _last(upper, source), _first(lower, source)
            gap = gap_in(page.text_of(source), before, after)
            two = [page.layout(default if gap is None else gap, below.row.address), *two]
        if one or two:
            sides[source] = [*one, *two]
    pieces = _pieces(page, above.row, sides, _base_of(page, rows, default))
    return Chunk(above.row, pieces, sides=sides, others=rows[1:])


def _first(rows: Sequence[Row], source: int) -> Cell | None:
    return next((cell for row in rows if (cell := row.cells[source]) is not None), None)


def _last(rows: Sequence[Row], source: int) -> Cell | None:
    return _first(rows[::-1], source)


def _base_of(page: Page, rows: Sequence[Row], default: str) -> str:
    base = page.comparison.base
    cells = [row.base for row in rows if row.base is not None]
    if base is None or not cells:
        return ""
    text = cells[0].text
    for before, after in pairwise(cells):
        gap = gap_in(base.text, before, after)
        text += (default if gap is None else gap) + after.text
    return text


def _pieces(page: Page, row: Row, texts: dict[int, list[Piece]], base: str) -> list[Piece]:
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
        if base:
            found.append(_marker(LINE_END.sub(end, base) + end, row))
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
