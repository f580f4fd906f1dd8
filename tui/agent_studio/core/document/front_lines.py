"""Fields found line by line: for front matter that strict YAML refuses as a whole.

A field begins with a key at the left edge. What strict YAML makes of each field alone is its
value; the field that breaks the block keeps its raw text and says why. Everything here is
linear in the length of the text, and bounded: `MAX_FIELDS`, and `MAX_LENGTH` read as YAML.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from yaml.nodes import MappingNode

from agent_studio.core.document.front_nodes import behind_comments, fields_of, without_tail
from agent_studio.core.document.model import Field, Style, YamlError, YamlRefused
from agent_studio.core.document.yaml12 import MAX_LENGTH, compose
from agent_studio.core.records import dataclass, replace
from agent_studio.core.text import Span

MAX_FIELDS: Final = 1_000
"""Keys behind this many belong to the last field."""

_MAX_INDENT = 16
_LOOK_AHEAD = 20_000
"""How far, in code points, the end of a quoted or bracketed value is looked for."""
_MAX_TAGS = 100
"""How many opening tags in one value are looked at for their closing ones."""

_LINE_START = r"(?:\A|(?<=\n)|(?<=\r)(?!\n))"
# Possessive, because a match that remembers every step takes memory without bounds.
_DOUBLE = r'"(?:[^"\\]|\\.)*+"'
_SINGLE = r"'(?:[^']|'')*+'"
_KEY = r'(?P<key>"(?:[^"\\\r\n]|\\[^\r\n])*"|' + r"'(?:[^'\r\n]|'')*'" + r"|[A-Za-z0-9_$][\w.$/-]*)"
_FIRST_LINE = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*+(?P<indent> *)")
_QUOTED_VALUE = re.compile(
    rf"[ \t]*(?:{_DOUBLE}|{_SINGLE})[ \t]*(?=(?:[ \t]#|\r|\n|\Z))", re.DOTALL
)
_BRACKETED = re.compile(rf"{_DOUBLE}|{_SINGLE}|[\[\]{{}}]", re.DOTALL)
_TAG_LINE = re.compile(r"<([A-Za-z][\w-]*)>[ \t]*(?=\r|\n|\Z)")
_BEFORE_VALUE = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*+[ \t]*")
_COMMENT_BEHIND = re.compile(r"[ \t]+#[^\r\n]*\Z")
_QUOTED_THEN_COMMENT = re.compile(rf"({_DOUBLE}|{_SINGLE})[ \t]+#[^\r\n]*\Z")

_RUNS_ON = "the value runs on over lines that are not indented: indent them or quote the value"

_STYLES: Final[dict[str, Style]] = {
    '"': Style.DOUBLE,
    "'": Style.SINGLE,
    "|": Style.LITERAL,
    ">": Style.FOLDED,
    "[": Style.FLOW_LIST,
    "{": Style.FLOW_MAP,
    "*": Style.ALIAS,
}


@dataclass(slots=True)
class _Part:
    """The lines from one key to the next; offsets into the content."""

    start: int
    key: Span
    behind_colon: int
    end: int = 0
    runs_on: bool = False
    tags: int = 0
    """How many lines of it were looked at as opening tags."""


def scan_fields(content: str, base: int, error: YamlError) -> tuple[Field, ...]:
    """The fields of ``content``, which strict YAML refuses because of ``error``.

    Args:
        content: What lies between the fences.
        base: Where it begins in the document's text.
        error: Why the whole is refused; the reason of a field too large to be read alone.
    """
    found: list[Field] = []
    budget = MAX_LENGTH
    done = 0
    for part in _parts(content):
        budget -= part.end - part.start
        alone = _alone(content, part, base) if budget >= 0 else ()
        fields = alone or (_raw(content, part, base, error),)
        first = fields[0]
        found.append(replace(first, span=Span(base + done, first.span.end)))
        found += fields[1:]
        done = found[-1].span.end - base
    return tuple(found)


@lru_cache(maxsize=_MAX_INDENT + 1)
def _patterns(indent: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How keys, and lines that belong nowhere, begin below an indentation of the whole."""
    key = re.compile(rf"{_LINE_START} {{{indent}}}{_KEY}[ \t]*:(?=[ \t\r\n]|\Z)")
    stray = re.compile(rf"{_LINE_START} {{0,{indent}}}(?P<text>[^\s#-]|-(?![ \t\r\n]))")
    return key, stray


def _parts(content: str) -> list[_Part]:
    first = _FIRST_LINE.match(content)
    indent = len(first["indent"]) if first else 0
    key_line, stray_line = _patterns(indent if indent <= _MAX_INDENT else 0)
    parts: list[_Part] = []
    skip_to = searched = 0
    for match in key_line.finditer(content):
        if match.start() < skip_to:
            continue
        if parts:
            skip_to = _look_for_strays(content, stray_line, parts[-1], searched, match.start())
            searched = match.start()
            if skip_to > match.start() or (parts[-1].runs_on and not _surely_a_key(match["key"])):
                continue
            parts[-1].end = match.start()
        if len(parts) == MAX_FIELDS:
            break
        parts.append(_Part(match.start(), Span(*match.span("key")), match.end()))
        skip_to = searched = _closed(content, match.end())
    if parts and parts[-1].end == 0:
        _look_for_strays(content, stray_line, parts[-1], searched, len(content))
        parts[-1].end = len(content)
    return parts


def _surely_a_key(key: str) -> bool:
    """Whether a word and a colon at the left edge are a field even behind running text."""
    return key[0].islower() or key[0] in "\"'_"


def _look_for_strays(
    content: str, stray_line: re.Pattern[str], part: _Part, start: int, end: int
) -> int:
    """Marks ``part`` if lines without a key or indentation lie between ``start`` and ``end``.

    Returns where keys may be looked for again: behind the closing tag if such a line opens
    one, for ``user: "…"`` inside ``<example>`` is running text.
    """
    for stray in stray_line.finditer(content, max(start, part.behind_colon), end):
        part.runs_on = True
        tag = _TAG_LINE.match(content, stray.start("text"))
        if tag is not None and part.tags < _MAX_TAGS:
            part.tags += 1
            closing = content.find(f"</{tag[1]}>", tag.end(), tag.end() + _LOOK_AHEAD)
            if closing >= end:
                return closing
    return end


def _closed(content: str, start: int) -> int:
    """Behind the quoted or bracketed value that begins at ``start``; ``start`` if it is none.

    A value counts only if it is closed near by and nothing but a comment follows it.
    """
    limit = start + _LOOK_AHEAD
    value = content[start:limit].lstrip(" \t")[:1]
    if value and value in "\"'":
        quoted = _QUOTED_VALUE.match(content, start, limit)
        return quoted.end() if quoted else start
    if not value or value not in "[{":
        return start
    depth = 0
    for token in _BRACKETED.finditer(content, start, limit):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth == 0:
            return token.end()
    return start


def _alone(content: str, part: _Part, base: int) -> tuple[Field, ...]:
    """What strict YAML reads of one part; more than one field if it finds more keys."""
    text = content[part.start : part.end]
    offset = base + part.start
    try:
        node = compose(text)
        if isinstance(node, MappingNode) and not node.flow_style:
            return fields_of(text, node, offset)
        error = YamlError("not a key with a value", offset)
    except YamlRefused as refused:
        # What is only noticed at the end of a field is no fault of the next one.
        error = YamlError(refused.message, offset + min(refused.offset, len(text) - 1))
    if part.runs_on:
        error = YamlError(_RUNS_ON, error.offset)
    return (_raw(content, part, base, error),)


def _raw(content: str, part: _Part, base: int, error: YamlError) -> Field:
    """A field that strict YAML does not read: its spans by the look of its lines."""
    stop = without_tail(content, part.start, part.end)
    end = min(part.end, stop + len(_line_end_at(content, stop)))
    end = min(part.end, behind_comments(content, end))
    before = _BEFORE_VALUE.match(content, part.behind_colon, stop)
    start = before.end() if before else part.behind_colon
    if start >= stop:
        start = stop = part.behind_colon
    value = content[start:stop]
    style = _style(value)
    if style is Style.PLAIN and not any(end in value for end in "\r\n"):
        stop = start + len(_COMMENT_BEHIND.sub("", value))
    elif style in (Style.SINGLE, Style.DOUBLE) and (quoted := _QUOTED_THEN_COMMENT.match(value)):
        stop = start + len(quoted[1])
    key = part.key.of(content)
    if key[0] in "\"'":
        key = key[1:-1]
    return Field(
        key,
        Span(base + part.start, base + end),
        part.key.shifted(base),
        Span(base + start, base + stop),
        Span(base + part.start, base + end),
        style,
        error=error,
    )


def _line_end_at(content: str, offset: int) -> str:
    """The rest of the line at ``offset``, its line end included."""
    rest = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)").match(content, offset)
    return rest[0] if rest else ""


def _style(value: str) -> Style:
    if not value:
        return Style.EMPTY
    if value[:2] in ("- ", "-\t") or value == "-":
        return Style.BLOCK_LIST
    return _STYLES.get(value[0], Style.PLAIN)
