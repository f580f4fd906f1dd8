"""Cutting one text into parts: sentences of prose, lines of everything else."""

from __future__ import annotations

import re
from enum import StrEnum

from agent_studio.core.compare.units import plain_key
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span


class Cut(StrEnum):
    """Where a text is cut."""

    SENTENCES = "sentences"
    """Behind sentences, and before lines that begin something of their own."""
    PHRASES = "phrases"
    """Behind sentences and behind every line."""
    LINES = "lines"
    """Behind lines only, each with its indentation: code, quotes, nested values."""
    ROWS = "rows"
    """Behind lines only, and how wide a table's columns are drawn does not count."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: ``span`` has no blanks around it, but for the indentation of `Cut.LINES`.

    Blank lines are a part too, with an empty span: they keep apart what stands around them.
    """

    span: Span
    key: str
    """For comparing: with `Cut.LINES` the line without blanks at its end, else the words."""
    goes_on: bool = False
    """Whether it is a sentence that follows another one, of the same paragraph or item."""

    @property
    def is_blank(self) -> bool:
        """Whether it is an empty line."""
        return not len(self.span)


_LINE = re.compile(r"[^\r\n]+")
_ANY_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_RULE = re.compile(r"-+")
_ENDS = re.compile(
    r"""[.!?…]+["'”’)\]*_]*(?=\s)   # behind it a blank
      | [。！？]["”’」』）]*           # written without blanks
    """,
    re.VERBOSE,
)
_WHOLE = re.compile(
    r"""`+[^`]*`+            # code
      | https?://\S+         # URLs
      | \]\([^)\n]*\)        # targets of links
      | <[^<>\n]*>           # tags and addresses
    """,
    re.VERBOSE,
)
"""What is never cut."""
_SHORT = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|resp|incl|no|fig|dr|mr|mrs|ms|st|\w|\d+)\.$",
    re.IGNORECASE,
)
"""Words with a full stop that end no sentence; a list's number is one of them."""
_LONGEST_SHORT = 12
_BEGINS = re.compile(r"\s*(?:[-+*]\s|\d{1,9}[.)]\s|>|\||#{1,6}\s|```|~~~|<|\Z)")
"""Lines that begin something of their own instead of going on with the line above."""
_FENCE = re.compile(r"\s*(```+|~~~+)")


def parts_of(text: str, span: Span, cut: Cut) -> tuple[Part, ...]:
    """The parts of what ``span`` covers in ``text``, in order."""
    if cut is Cut.LINES:
        return tuple(_whole_lines(text, span))
    if cut is Cut.ROWS:
        rows = _whole_lines(text, span)
        return tuple(Part(row.span, _RULE.sub("-", plain_key(row.key))) for row in rows)
    found: list[Part] = []
    above: Span | None = None
    for stretch in _stretches(text, span, every_line=cut is Cut.PHRASES):
        if above is not None and _blank_between(text, above, stretch.span):
            found.append(Part(Span(stretch.span.start, stretch.span.start), ""))
        found += (_whole_lines if stretch.code else _sentences)(text, stretch.span)
        above = stretch.span
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines within which sentences go on, or one line of a fence."""

    span: Span
    code: bool = False


def _whole_lines(text: str, span: Span) -> list[Part]:
    found = []
    for match in _ANY_LINE.finditer(text, span.start, span.end):
        if match.start() == span.end:
            break
        line = match[0].rstrip()
        end = match.start() + len(line)
        found.append(Part(Span(match.start(), end), line.expandtabs(4)))
    return found


def _stretches(text: str, span: Span, *, every_line: bool) -> list[_Stretch]:
    found: list[_Stretch] = []
    fence = ""
    for match in _LINE.finditer(text, span.start, span.end):
        line = Span(*match.span())
        mark = _FENCE.match(match[0])
        code = bool(fence or mark)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        last = found[-1] if found else None
        alone = every_line or code or _BEGINS.match(match[0]) is not None
        if last is None or last.code or alone or _blank_between(text, last.span, line):
            found.append(_Stretch(line, code))
        else:
            found[-1] = _Stretch(Span(last.span.start, line.end))
    return found


def _blank_between(text: str, above: Span, below: Span) -> bool:
    between = text[above.end : below.start]
    return between.count("\n") > 1 or between.count("\r") > 1


def _sentences(text: str, span: Span) -> list[Part]:
    raw = span.of(text)
    whole = [(match.start(), match.end()) for match in _WHOLE.finditer(raw)]
    found: list[Part] = []
    start = 0
    for match in _ENDS.finditer(raw):
        at = match.end()
        before = raw[max(start, at - _LONGEST_SHORT) : at]
        if any(first < at < last for first, last in whole) or _SHORT.search(before):
            continue
        behind = raw[at:].lstrip()
        if not behind or behind[0].islower():
            continue
        _add(found, text, span.start + start, span.start + at)
        start = at
    _add(found, text, span.start + start, span.end)
    return found


def _add(found: list[Part], text: str, start: int, end: int) -> None:
    raw = text[start:end]
    left = len(raw) - len(raw.lstrip())
    words = raw.strip()
    if words:
        span = Span(start + left, start + left + len(words))
        found.append(Part(span, plain_key(words), goes_on=bool(found)))
