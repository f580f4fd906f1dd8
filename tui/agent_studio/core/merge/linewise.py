"""The layout that git would give a merge that needs no person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from agent_studio.core.compare.model import Comparison
from agent_studio.core.compare.weave import weave
from agent_studio.core.merge.layout import text_of
from agent_studio.core.merge.model import Merge, Piece, Reason
from agent_studio.core.merge.whole import whole_pieces
from agent_studio.core.text import Span

_NUMBER = re.compile(r"\s*\d{1,9}[.)](?=\s)")
_PERSONS = {Reason.PERSON, Reason.BULK}


def as_git_lays_it_out(merge: Merge, pieces: list[Piece]) -> list[Piece]:
    """``pieces``, or the same lines in the places where a merge line by line puts them.

    Rows say what the result holds; where a new one stands between two others they often leave
    open, and blank lines belong to none. If git would merge the very same lines without a
    question, then its order and its blank lines are those that people expect.
    """
    if any(decision.reason in _PERSONS for decision in merge.decisions.values()):
        return pieces
    comparison = merge.comparison
    if len({document.line_end for document in comparison.documents}) > 1:
        return pieces
    taken = _line_merge(comparison)
    if taken is None:
        return pieces
    texts = [document.text for document in comparison.documents]
    merged = "".join(span.of(texts[source]) for source, span in taken)
    if _lines(merged) != _lines(text_of(pieces)):
        return pieces
    return list(_pieces(merge, taken))


def _line_merge(comparison: Comparison) -> list[tuple[int, Span]] | None:
    """Which lines of which source a merge line by line takes; ``None`` where it would ask."""
    if comparison.base is None:
        return None
    cut = [document.text.splitlines(keepends=True) for document in comparison.documents]
    base = comparison.base.text.splitlines(keepends=True)
    starts = [0] * len(cut)
    found: list[tuple[int, Span]] = []
    for strand in weave(base, cut, strict=True):
        new = {tuple(cut[side][slice(*strand.sides[side])]) for side in strand.changed}
        if len(new) > 1:
            return None
        taken = strand.changed[0] if strand.changed else 0
        for source, (first, last) in enumerate(strand.sides):
            end = starts[source] + sum(map(len, cut[source][first:last]))
            if source == taken:
                found.append((source, Span(starts[source], end)))
            starts[source] = end
    return found


def _lines(text: str) -> Counter[str]:
    """How often ``text`` has each line, whatever its indentation and its number in a list."""
    lines = (_NUMBER.sub("", line) for line in text.splitlines())
    return Counter(plain for line in lines if (plain := line.strip()))


def _pieces(merge: Merge, taken: list[tuple[int, Span]]) -> Iterator[Piece]:
    """The taken lines, cut where rows begin and end."""
    cut = [whole_pieces(merge, source) for source in range(len(merge.comparison.documents))]
    at = [0] * len(cut)
    for source, span in taken:
        pieces = cut[source]
        while at[source] < len(pieces):
            piece = pieces[at[source]]
            whole = piece.source_span or span
            if whole.start >= span.end:
                break
            start, end = max(whole.start, span.start), min(whole.end, span.end)
            if start < end:
                part = Span(start, end)
                text = part.of(merge.comparison.documents[source].text)
                yield Piece(text, piece.origin, piece.address, source, part)
            if whole.end > span.end:
                break
            at[source] += 1
