"""Sentences of a definition: where a word stands, and the line around it.

Rules on what a text says look for a word first, which is quick, and apply a pattern only there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from agent_studio.core.text import Span

_MOST: Final = 400
"""So many places of one word are looked at."""
_FAR: Final = 400
"""Characters of a line on either side that are looked at."""


@lru_cache(maxsize=4)
def lowered(text: str) -> str:
    """``text`` in small letters, character for character; empty where that is not possible."""
    low = text.lower()
    return low if len(low) == len(text) else ""  # some capitals have a longer small letter


def occurrences(text: str, words: Iterable[str], span: Span) -> Iterator[int]:
    """Where each of some words stands in a part of a text, word by word."""
    for word in words:
        at = text.find(word, span.start, span.end)
        for _ in range(_MOST):
            if at < 0:
                break
            yield at
            at = text.find(word, at + len(word), span.end)


def line_around(text: str, start: int, end: int) -> Span:
    """The line that some words are on, as far as it is near them."""
    first = text.rfind("\n", max(0, start - _FAR), start) + 1
    last = text.find("\n", end, end + _FAR)
    return Span(max(first, start - _FAR), min(end + _FAR, len(text)) if last < 0 else last)
