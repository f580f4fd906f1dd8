"""The line that a finding is on, with carets under its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agent_studio.core.check.secrets.masking import covered
from agent_studio.core.text import Span, visible

if TYPE_CHECKING:
    from agent_studio.cli.output import Line
    from agent_studio.core.document import Document

_BEFORE = 40
"""Columns that are kept before the words where a line is too long."""
_CUT = "…"
_NAMED = 12
"""Places that are named beside the first; more are counted."""
_LONGEST = 32
"""Columns of the words of each."""
_WIDE = ("W", "F")
_OVER = ("Mn", "Me", "Cf")
"""Categories that take no column: they are drawn over the character before."""


def excerpt(document: Document, span: Span, style: str, width: int = 100) -> list[Line]:
    """Two lines: the text, and the carets. A span of several lines is shown by its first.

    Args:
        document: The definition.
        span: The words that are spoken of.
        style: How the carets are painted.
        width: Columns that may be used.
    """
    line = document.lines.position(span.start).line
    starts = document.lines.starts
    first = starts[line]
    end = starts[line + 1] if line + 1 < len(starts) else len(document.text)
    whole = document.text[first:end].rstrip("\r\n")
    at = min(span.start - first, len(whole))
    behind = min(max(span.end - first, at), len(whole))

    def drawn(start: int, stop: int) -> str:
        part = Span(first + start, first + min(stop, len(whole)))
        return _drawn(covered(document.text, part))

    # What is far away is cut before it is looked at: a line may be a whole megabyte.
    before = drawn(max(0, at - width), at)
    words = drawn(at, min(behind, at + width))
    after = drawn(behind, behind + width)
    number = str(line + 1)
    room = max(20, width - len(number) - 5)
    before, words, after = _fitted(before, words, after, room, at > width)
    gutter = " " * len(number)
    return [
        [(f"  {number} │ ", "dim"), f"{before}{words}{after}"],
        [(f"  {gutter} │ ", "dim"), " " * columns(before), ("^" * max(1, columns(words)), style)],
    ]


def words_and_lines(document: Document, spans: Sequence[Span]) -> str:
    """The words of each span with its line: ``color (4), tags (7)``; too many are counted."""
    shown = [
        f"{_cut_off(_drawn(covered(document.text, span)))}"
        f" ({document.lines.position(span.start).line + 1})"
        for span in spans[:_NAMED]
    ]
    more = [f"… {len(spans) - _NAMED} others"] if len(spans) > _NAMED else []
    return ", ".join([*shown, *more])


def _cut_off(text: str) -> str:
    return text if columns(text) <= _LONGEST else _head(text, _LONGEST - 1) + _CUT


def _drawn(text: str) -> str:
    return visible(text.replace("\t", "    ")).replace("\n", " ")


def _fitted(before: str, words: str, after: str, room: int, cut: bool) -> tuple[str, str, str]:
    """The three parts in so many columns, the words preferred to what is around them."""
    if cut or columns(before) + columns(words) > room:
        kept = max(0, min(_BEFORE, room - columns(words) - 2))
        if cut or columns(before) > kept:
            before = _CUT + _head(before[::-1], kept)[::-1]
    left = room - columns(before)
    if columns(words) > left:
        return before, _head(words, left - 1) + _CUT, ""
    left -= columns(words)
    return before, words, after if columns(after) <= left else _head(after, max(0, left - 1)) + _CUT


def _head(text: str, room: int) -> str:
    """As many characters as fit into some columns."""
    for index, character in enumerate(text):
        room -= columns(character)
        if room < 0:
            return text[:index]
    return text


def columns(text: str) -> int:
    """How many columns a terminal needs for visible text; two for what East Asia writes wide."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(each) in _OVER else 2 if east_asian_width(each) in _WIDE else 1
        for each in text
    )
