"""Stretches of one text, in order and apart from one another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from agent_studio.core.text import Span


def united(spans: Iterable[Span]) -> tuple[Span, ...]:
    """What ``spans`` cover, in order, with those as one that overlap."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        elif len(span):
            found.append(span)
    return tuple(found)


def shared(stretches: Sequence[Span], span: Span) -> Iterator[Span]:
    """What of ``stretches`` lies in ``span``; they must be in order and apart."""
    at = bisect_right(stretches, span.start, key=lambda stretch: stretch.end)
    while at < len(stretches) and stretches[at].start < span.end:
        yield Span(max(stretches[at].start, span.start), min(stretches[at].end, span.end))
        at += 1
