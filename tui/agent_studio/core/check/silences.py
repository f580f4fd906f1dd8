"""Comments that silence one rule at one place, and what they silence.

In front matter ``# agent-studio: ignore AS205``, in the body
``<!-- agent-studio: ignore AS401 -->``. Behind other words on a line it speaks of that line, or of
the field whose key stands there; alone on its line of what follows: a field with its whole value,
a paragraph, a code fence with what it holds. Directly below the opening fence or above the closing
one it speaks of that fence, too, where findings about what is missing are told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final

from agent_studio.core.check.groups import BEGINNINGS
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.check.registry import rule_named
from agent_studio.core.check.subject import Subject
from agent_studio.core.document import Document
from agent_studio.core.document.code import in_code
from agent_studio.core.document.model import Field, FrontMatter, Style
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span

_WORDS: Final = r"(?P<words>[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)"
_IN_FIELDS: Final = re.compile(
    rf"(?:^|(?<=[ \t]))#[ \t]*agent-studio:[ \t]*ignore[ \t]+{_WORDS}[^\r\n]*", re.MULTILINE
)
_IN_BODY: Final = re.compile(
    rf"<!--\s*agent-studio:\s*ignore\s+{_WORDS}(?:(?!-->).)*-->", re.DOTALL
)
_BLANK: Final = re.compile(r"^[ \t]*\r?$", re.MULTILINE)
_SAYING: Final = re.compile(r"^[ \t]*[^\s#].*$", re.MULTILINE)
"""A line of front matter that is more than a comment."""
_NO_BLANK: Final = re.compile(r"^[ \t]*\S", re.MULTILINE)
_MOST: Final = 1_000
"""No file has so many comments in earnest; those behind them silence nothing."""
_FENCED: Final = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
_UNQUOTED: Final = (Style.FLOW_LIST, Style.FLOW_MAP, Style.BLOCK_LIST, Style.BLOCK_MAP)


@dataclass(frozen=True, slots=True)
class Silence:
    """One rule that is not to be told at one place."""

    word: str
    """The rule's code or name, or the group, as it is written."""
    code: str
    """The code of the rule, or how those of the group begin; empty if there is neither."""
    span: Span
    """Where the word stands."""
    covers: Span
    """Findings that begin in here are silenced."""

    def silences(self, found: Diagnostic) -> bool:
        """Whether it speaks of this finding."""
        here = self.covers.start <= found.span.start < max(self.covers.end, self.covers.start + 1)
        return here and bool(self.code) and found.code.startswith(self.code)


def silences(subject: Subject) -> tuple[Silence, ...]:
    """All comments of a definition that silence something, in the order of the text."""
    return tuple(islice(_silences(subject), _MOST))


def _silences(subject: Subject) -> Iterator[Silence]:
    document = subject.document
    front = document.front if subject.dialect.loading.is_markdown else None
    if front is not None or not subject.dialect.loading.is_markdown:
        content = front.content if front else Span(0, len(document.text))
        covered = _InFields(document, front)
        for match in _IN_FIELDS.finditer(document.text, content.start, content.end):
            if not _is_text(document, match.start()):
                yield from _each(match, covered.by(match))
    if subject.dialect.loading.is_markdown:
        blanks = [blank.start() for blank in _BLANK.finditer(document.text)]
        for match in _IN_BODY.finditer(document.text, front.span.end if front else 0):
            if not in_code(subject.fences, match.start()):
                yield from _each(match, _covered_in_body(document.text, match, blanks))


def unsilenced(
    subject: Subject, found: Iterable[Diagnostic], heeded: Callable[[str], bool]
) -> list[Diagnostic]:
    """The findings that no comment of the definition silences, or may silence."""
    comments = silences(subject)
    return [
        each
        for each in found
        if not heeded(each.code) or not any(comment.silences(each) for comment in comments)
    ]


def _each(match: re.Match[str], covers: Span) -> Iterator[Silence]:
    for word in re.finditer(r"[\w-]+", match["words"]):
        rule = rule_named(word[0])
        code = rule.code if rule else BEGINNINGS.get(word[0].lower(), "")
        yield Silence(word[0], code, Span(*word.span()).shifted(match.start("words")), covers)


def _is_text(document: Document, offset: int) -> bool:
    """Whether what looks like a comment is part of a text: of a block of lines, or in quotes."""
    field = _field_at(document, offset)
    return field is not None and offset in field.value_span and field.style not in _UNQUOTED


def _field_at(document: Document, offset: int) -> Field | None:
    return next((field for field in document.fields if offset in field.line_span), None)


def _line(text: str, offset: int) -> Span:
    """The line that ``offset`` is in, its line feed included."""
    end = text.find("\n", offset)
    return Span(text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end + 1)


class _InFields:
    """What comments in front matter, or in a file that is all fields, cover."""

    def __init__(self, document: Document, front: FrontMatter | None) -> None:
        self.document, self.front = document, front
        self.limit = front.content if front else Span(0, len(document.text))
        limit = self.limit
        found = _SAYING.finditer(document.text, limit.start, limit.end)
        self.saying = [line.start() for line in found]

    def by(self, match: re.Match[str]) -> Span:
        """The line it stands on, or what follows if it stands there alone."""
        text, line = self.document.text, _line(self.document.text, match.start())
        if text[line.start : match.start()].strip():
            return _with_value(self.document, line)
        start, next_one = line.start, bisect_left(self.saying, line.end)
        if self.front and next_one == 0:
            start = 0
        if next_one == len(self.saying):
            return Span(start, self.front.span.end if self.front else len(text))
        below = _line(text, self.saying[next_one])
        return Span(start, _with_value(self.document, below).end)


def _with_value(document: Document, line: Span) -> Span:
    """A line, or the whole field if its key stands there."""
    for field in document.fields:
        if field.key_span.start in line:
            return Span(line.start, max(line.end, field.line_span.end))
    return line


def _covered_in_body(text: str, match: re.Match[str], blanks: list[int]) -> Span:
    start, end = _line(text, match.start()).start, _line(text, match.end()).end
    if text[start : match.start()].strip() or text[match.end() : end].strip():
        return Span(start, end)
    below = _NO_BLANK.search(text, end)
    if below is None:
        return Span(start, end)
    after = bisect_left(blanks, below.end())
    end = blanks[after] if after < len(blanks) else len(text)
    if fence := _FENCED.match(text, below.start()):
        closing = re.compile(rf"^ {{0,3}}{fence['fence']}+[ \t]*\r?$", re.MULTILINE)
        closed = closing.search(text, fence.end())
        end = closed.end() if closed else len(text)
    return Span(start, end)
