"""Comments that silence one rule at one place, and what they silence.

In front matter ``# agent-studio: ignore AS205``, in the body
``<!-- agent-studio: ignore AS401 -->``. Behind other words on a line it speaks of that line, or of
the field whose key stands there; alone on its line of what follows: a field with its whole value,
a paragraph, a code fence with what it holds. Directly below the opening fence or above the closing
one it speaks of that fence, too, where findings about what is missing are told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
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
_PARAGRAPH: Final = re.compile(r"\s*?^(?P<text>[^\r\n]*\S.*?)(?=^[ \t]*\r?$|\Z)", re.M | re.S)
_FENCED: Final = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
_UNQUOTED: Final = (Style.FLOW_LIST, Style.FLOW_MAP, Style.BLOCK_LIST, Style.BLOCK_MAP)


@dataclass(frozen=True, slots=True)
class Silence:
    """One rule that is not to be told at one place."""

    word: str
    """The rule's code or name, or the group, as it is written."""
    span: Span
    """Where the word stands."""
    covers: Span
    """Findings that begin in here are silenced."""

    def silences(self, found: Diagnostic) -> bool:
        """Whether it speaks of this finding."""
        here = self.covers.start <= found.span.start < max(self.covers.end, self.covers.start + 1)
        return here and bool(self.code) and found.code.startswith(self.code)

    @property
    def code(self) -> str:
        """The code of the rule, or how those of the group begin; empty if there is neither."""
        rule = rule_named(self.word)
        return rule.code if rule else BEGINNINGS.get(self.word.lower(), "")


def silences(subject: Subject) -> tuple[Silence, ...]:
    """All comments of a definition that silence something, in the order of the text."""
    document = subject.document
    front = document.front if subject.dialect.loading.is_markdown else None
    found: list[Silence] = []
    if front is not None or not subject.dialect.loading.is_markdown:
        content = front.content if front else Span(0, len(document.text))
        for match in _IN_FIELDS.finditer(document.text, content.start, content.end):
            if not _is_text(document, match.start()):
                found += _each(match, _covered_in_fields(document, front, match))
    if subject.dialect.loading.is_markdown:
        for match in _IN_BODY.finditer(document.text, front.span.end if front else 0):
            if not in_code(document.text, match.start()):
                found += _each(match, _covered_in_body(document.text, match))
    return tuple(found)


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
        yield Silence(word[0], Span(*word.span()).shifted(match.start("words")), covers)


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


def _covered_in_fields(document: Document, front: FrontMatter | None, match: re.Match[str]) -> Span:
    text, line = document.text, _line(document.text, match.start())
    limit = front.content if front else Span(0, len(text))
    if text[line.start : match.start()].strip():
        return _with_value(document, line)
    start, below = line.start, _line(text, line.end)
    while below.end < limit.end and _says_nothing(below.of(text)):
        below = _line(text, below.end)
    if front and all(map(_says_nothing, text[limit.start : line.start].splitlines())):
        start = 0
    if below.start >= limit.end:
        return Span(start, front.span.end if front else len(text))
    return Span(start, _with_value(document, below).end)


def _with_value(document: Document, line: Span) -> Span:
    """A line, or the whole field if its key stands there."""
    for field in document.fields:
        if field.key_span.start in line:
            return Span(line.start, max(line.end, field.line_span.end))
    return line


def _says_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _covered_in_body(text: str, match: re.Match[str]) -> Span:
    start, end = _line(text, match.start()).start, _line(text, match.end()).end
    if text[start : match.start()].strip() or text[match.end() : end].strip():
        return Span(start, end)
    below = _PARAGRAPH.match(text, end)
    if below is None:
        return Span(start, end)
    end = below.end()
    if fence := _FENCED.match(below["text"]):
        closing = re.compile(rf"^ {{0,3}}{fence['fence']}+[ \t]*\r?$", re.MULTILINE)
        closed = closing.search(text, below.start("text") + fence.end())
        end = closed.end() if closed else len(text)
    return Span(start, end)
