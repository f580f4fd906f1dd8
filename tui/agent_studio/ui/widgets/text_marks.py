"""Which parts of a definition's lines are drawn in which role: pure, one line at a time.

The Markdown grammar of the text widget knows blocks only. Front matter and the marks within a
line are found here with a few patterns; they colour, they decide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

Mark = tuple[int, int, str]
"""First column, column behind the last one, role."""

_FENCE = re.compile(r"(?:\ue000)?---[ \t]*")
_CODE_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_KEY = re.compile(r"(\s*(?:- +)*)([\w.$][^:#'\"\[\]{},]*?|\"[^\"]*\"|'[^']*')\s*(:)(?=\s|$)")
_MARKER = re.compile(r"\s*(?:-(?=\s|$)\s*)*")
_COMMENT = re.compile(r"(?P<comment>(?:^|(?<=\s))#.*)")
_VALUE = re.compile(
    _COMMENT.pattern + r"|(?P<string>\"(?:[^\"\\]|\\.)*\"?|'(?:[^']|'')*'?)"
    r"|(?P<constant>(?<![^\s:\[{,])(?:true|false|null|~|-?\d+(?:\.\d+)?)(?=\s*(?:$|[,\]}#])))"
    r"|(?P<marker>[\[\]{}]|(?<=\s)[|>][+-]?\d?\s*$|(?<=\s)[&*][\w-]+)"
    r"|(?P<plain>[^\s\[\]{},\"'#][^\[\]{},#]*)"
)
"""The parts of a value that is quoted, or a list or mapping in brackets."""
_WORD = re.compile(r"(?:true|false|null|~|-?\d+(?:\.\d+)?|[|>][+-]?\d?|[&*][\w-]+)\s*(?=#|$)")
_INLINE = re.compile(
    r"(?P<code>(?<!`)(`+)(?!`)[^`]+\2(?!`))"
    r"|(?P<comment><!--.*?(?:-->|$))"
    r"|(?P<tag></?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>)"
    r"|(?P<bold>(\*\*|__)(?=\S).+?(?<=\S)\6)"
    r"|(?P<italic>(?<![\w*])\*(?=[^\s*])[^*]+?(?<=\S)\*(?![\w*])|(?<!\w)_(?=[^\s_])[^_]+?_(?!\w))"
    r"|(?P<link>!?\[[^\]]*\]\([^)\s]*\)|https?://[^\s)>\]]+)"
)
_QUOTE = re.compile(r" {0,3}(?:> ?)+")
_HEADING = re.compile(r" {0,3}#{1,6}(?=\s|$)")
_LONG = 20_000
"""A line beyond this is drawn without marks: patterns must not slow a keystroke down."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the front matter ends and which lines stand in code fences."""

    front: int
    """How many lines the front matter takes with both fences; 0 if there is none."""
    fenced: frozenset[int]


def layout(lines: Sequence[str]) -> Layout:
    """The layout of a shown text."""
    front = _front_lines(lines)
    fenced = set()
    opened = ""
    for row in range(front, len(lines)):
        line = lines[row]
        if opened:
            fenced.add(row)
        if "```" in line or "~~~" in line:
            found = _CODE_FENCE.match(line)
            if found and not opened:
                opened = found[1]
                fenced.add(row)
            elif found and found[1].startswith(opened) and not line[found.end() :].strip():
                opened = ""
    return Layout(front, frozenset(fenced))


def _front_lines(lines: Sequence[str]) -> int:
    if not lines or not _FENCE.fullmatch(lines[0]):
        return 0
    return next((row + 1 for row in range(1, len(lines)) if lines[row].rstrip() == "---"), 0)


def marks_of(line: str, row: int, layout: Layout) -> tuple[Mark, ...]:
    """The marks of one line, in the order in which they are to be laid on."""
    if len(line) > _LONG or row in layout.fenced:
        return ()
    if row < layout.front:
        return _front_marks(line)
    return _body_marks(line)


@lru_cache(maxsize=2048)
def _front_marks(line: str) -> tuple[Mark, ...]:
    if _FENCE.fullmatch(line):
        return ((0, len(line), "fence"),)
    marks: list[Mark] = []
    dashes = _MARKER.match(line)
    value = dashes.end() if dashes else 0
    if line[:value].strip():
        marks.append((0, value, "marker"))
    key = _KEY.match(line)
    if key:
        value = key.end()
        marks += [(*key.span(2), "key"), (*key.span(3), "fence")]
    return (*marks, *_value_marks(line, value))


def _value_marks(line: str, start: int) -> Iterator[Mark]:
    """The marks of a value; quotes within a plain text are no strings."""
    start += len(line[start:]) - len(line[start:].lstrip())
    if line[start : start + 1] and line[start] in "\"'[{":
        yield from (each for each in _found(_VALUE, line, start) if each[2] != "plain")
        return
    word = _WORD.match(line, start)
    if word:
        yield start, start + len(word[0].rstrip()), "constant"
    yield from _found(_COMMENT, line, start)


@lru_cache(maxsize=2048)
def _body_marks(line: str) -> tuple[Mark, ...]:
    quote = _QUOTE.match(line)
    start = quote.end() if quote else 0
    head: tuple[Mark, ...] = ((0, start, "marker"),) if quote else ()
    if _HEADING.match(line):
        head = ((0, len(line), "heading"),)
    return (*head, *_found(_INLINE, line, start))


def _found(pattern: re.Pattern[str], line: str, start: int) -> Iterator[Mark]:
    for match in pattern.finditer(line, start):
        if match.lastgroup:
            yield match.start(), match.end(), match.lastgroup
