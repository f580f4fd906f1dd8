"""What the rules on quality read: the statements of a body, and whether words are English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from agent_studio.core.check.subject import Subject
from agent_studio.core.document.code import FENCE
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span

_MOST_READ: Final = 300_000
"""Characters of a body that are read; nobody reviews the style of more."""
_COMMON: Final = re.compile(
    r"\b(?:the|an?|and|or|of|to|for|with|in|on|is|are|that|this|by|from)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a body outside code fences, without its mark."""

    kind: str
    """``heading``, ``item``, ``row`` (of a table), ``quote``, ``example`` or ``text``."""
    span: Span
    """The words: without indentation, bullet, number, box and line end."""


_OPENS: Final = re.compile(
    r"<(example|good|bad|user|assistant|commentary|input|output)s?\b[^>]*>", re.I
)
_SPEAKS: Final = re.compile(r"[*_]*(?:user|human|assistant|context|commentary)[*_]*:", re.I)
_LINE: Final = re.compile(
    r"[ \t]*(?P<quote>>[ \t>]*)?"
    r"(?:(?P<heading>#{1,6}(?=[ \t]))|(?P<item>(?:[-*+•]|\d{1,4}[.)])(?=[ \t]))|(?P<row>\|))?"
    r"[ \t]*(?:\[[ xX]\][ \t]+)?"
)


def lines(subject: Subject) -> tuple[Line, ...]:
    """The lines of a body that are neither blank nor code, in the order of the text."""
    front = subject.document.front
    return _lines(subject.text, front.span.end if front else 0)


# Several rules ask for the lines of one text, one after the other.
@lru_cache(maxsize=2)
def _lines(text: str, start: int) -> tuple[Line, ...]:
    return tuple(_read(text, start))


def _read(text: str, start: int) -> Iterator[Line]:
    fence = example = ""
    limit = min(len(text), start + _MOST_READ)
    while start < limit:
        end = text.find("\n", start, limit)
        end = limit if end < 0 else end
        marker = FENCE.match(text, start, end)
        if marker and not fence:
            fence = marker[1]
        elif marker and marker[1].startswith(fence) and not marker[0].strip().strip(fence[0]):
            fence = ""
        elif not fence:
            mark = _LINE.match(text, start, end)
            words = mark.end() if mark else start
            stop = words + len(text[words:end].rstrip())
            opened = _OPENS.match(text, words, end)
            example = opened[1].lower() if opened and not example else example
            if stop > words:
                kind = (mark.lastgroup if mark else "") or "text"
                spoken = example or _SPEAKS.match(text, words, end)
                yield Line("example" if spoken else kind, Span(words, stop))
            if example and f"</{example}" in text[start:end].lower():
                example = ""
        start = end + 1


def is_chosen(subject: Subject) -> bool:
    """Whether it is an agent or a skill, which others choose; rules and prompts are not chosen."""
    return bool(subject.dialect.tools_field)


def is_english(words: str) -> bool:
    """Whether a text is probably English: its letters and some of its short words are."""
    letters = sum(each.isalpha() for each in words)
    plain = sum(each.isascii() and each.isalpha() for each in words)
    if not letters or plain / letters < 0.97:
        return False
    return len(_COMMON.findall(words)) * 12 >= len(words.split())
