"""From decisions to the result, every part of it with its provenance."""

from __future__ import annotations

from agent_studio.core.compare.model import RowKind
from agent_studio.core.merge.body import body_pieces
from agent_studio.core.merge.front import front_pieces
from agent_studio.core.merge.layout import Page, text_of
from agent_studio.core.merge.linewise import as_git_lays_it_out
from agent_studio.core.merge.model import Markers, Merge, Origin, Piece, Result
from agent_studio.core.merge.properties import properties
from agent_studio.core.merge.rows import undecided
from agent_studio.core.merge.whole import whole_pieces, whole_source


def render(merge: Merge, *, markers: bool | Markers = False) -> Result:
    """The result as far as it is decided.

    What is undecided is left out, and what is proposed shown as proposed; or with ``markers``
    both are shown between conflict markers, each around the smallest part that can be decided
    and never across the fences of the front matter. Sources that were merged into themselves
    come back byte for byte.
    """
    waiting = undecided(merge)
    style = markers if isinstance(markers, Markers) else Markers() if markers else None
    source = whole_source(merge)
    if source is not None:
        pieces = whole_pieces(merge, source)
    else:
        pieces = _composed(Page(merge.comparison, properties(merge.comparison), style), merge)
        if merge.comparison.base is not None and not waiting:
            pieces = as_git_lays_it_out(merge, pieces)
    pieces = _joined(pieces)
    return Result(text_of(pieces), tuple(pieces), waiting)


def _composed(page: Page, merge: Merge) -> list[Piece]:
    rows = merge.comparison.rows
    fields = tuple(row for row in rows if row.kind is RowKind.FIELD)
    parts = tuple(row for row in rows if row.kind is not RowKind.FIELD)
    front = front_pieces(page, merge, fields)
    body = body_pieces(page, merge, parts)
    pieces = [page.layout(page.properties.bom, "")] if page.properties.bom else []
    pieces += front
    if front and body:
        pieces.append(page.layout("\n" + page.properties.between, ""))
    elif body and text_of(body).startswith("---"):
        # A rule at the very top would be read as the fence of a front matter.
        pieces.append(page.layout("\n", ""))
    pieces += body
    if page.properties.bom and len(pieces) > 1 and pieces[1].origin is Origin.MARKER:
        # A marker that does not begin a line is none.
        pieces.insert(1, page.layout("\n", ""))
    if pieces and page.properties.ending:
        pieces.append(page.layout(page.properties.ending, ""))
    return pieces


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Without empty pieces, and with neighbours of one origin and row as one."""
    found: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        last = found[-1] if found else None
        plain = piece.origin in {Origin.LAYOUT, Origin.MARKER}
        if last and plain and (last.origin, last.address) == (piece.origin, piece.address):
            found[-1] = Piece(last.text + piece.text, piece.origin, piece.address)
        else:
            found.append(piece)
    return found
