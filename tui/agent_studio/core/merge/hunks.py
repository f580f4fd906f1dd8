"""What is left to decide, between conflict markers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from agent_studio.core.compare.model import Cell, Row
from agent_studio.core.merge.joins import gap_in
from agent_studio.core.merge.layout import Chunk, Page, text_of
from agent_studio.core.merge.model import Markers, Origin, Piece
from agent_studio.core.merge.properties import LINE_END
from agent_studio.core.records import replace
from agent_studio.core.text import Span


def open_chunk(page: Page, row: Row, sides: dict[int, list[Piece]], *, lead: str = "") -> Chunk:
    """The different texts of ``row`` between markers, without the last line end.

    ``sides`` holds what each source that has the row would write. Sources that write the
    same share a side; a source that lacks the row has an empty one. ``lead`` is what the base
    has before it on its first line.
    """
    base = lead + row.base.text if row.base is not None else ""
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
    """Markers around what differs; lines that both of two sides begin or end with stay outside.

    git's conflict style ``zdiff3`` draws the line in the same place.
    """
    count = len(page.comparison.documents)
    lines = [_lines_of(texts.get(source, [])) for source in range(count)]
    above, below = _shared_ends([[text_of(line) for line in side] for side in lines])
    ours = lines[0]
    inner = {
        source: [piece for line in side[above : len(side) - below] for piece in line]
        for source, side in enumerate(lines)
    }
    end = page.layout("\n", row.address)
    found = [piece for line in ours[:above] for piece in line]
    if found and not found[-1].text.endswith(("\n", "\r")):
        found.append(end)
    found += _between_markers(page, row, {key: _unended(side) for key, side in inner.items()}, base)
    after = [piece for line in ours[len(ours) - below :] for piece in line] if below else []
    return [*found, end, *after] if after else found


def _lines_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces line by line, each with its line end."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        at = 0
        for line in piece.text.splitlines(keepends=True):
            lines[-1].append(_cut(piece, at, at + len(line)))
            at += len(line)
            if line.endswith(("\n", "\r")):
                lines.append([])
    return [line for line in lines if line]


def _cut(piece: Piece, start: int, end: int) -> Piece:
    span = piece.source_span
    if span is not None:
        span = Span(span.start + start, span.start + end)
    return replace(piece, text=piece.text[start:end], source_span=span)


def _shared_ends(sides: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How many lines two sides have alike at their beginning and at their end."""
    if len(sides) != 2 or not all(sides) or sides[0] == sides[1]:
        return 0, 0
    one, other = ([line.rstrip("\r\n") for line in side] for side in sides)
    most = min(len(one), len(other))
    above = next((n for n in range(most) if one[n] != other[n]), most)
    most -= above
    below = next((n for n in range(most) if one[-1 - n] != other[-1 - n]), most)
    return above, below


def _unended(pieces: list[Piece]) -> list[Piece]:
    """Without the last line end."""
    if not pieces:
        return pieces
    last = pieces[-1]
    words = last.text.rstrip("\r\n")
    return [*pieces[:-1], _cut(last, 0, len(words))] if words else pieces[:-1]


def _between_markers(page: Page, row: Row, texts: dict[int, list[Piece]], base: str) -> list[Piece]:
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
