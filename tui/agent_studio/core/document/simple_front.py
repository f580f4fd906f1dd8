r"""The short way through front matter that is written simply.

Most definitions hold nothing but ``key: words``, some quotes, and tools in a list. What that means
is beyond doubt, and reading it here spares them the YAML parser, whose import takes as long as the
start of Python. A block that is not as simple as that, be it in one place, goes to the parser as a
whole: nothing is read by half. ``tests/core/test_simple_front.py`` holds both ways to the same
fields, value by value and span by span.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from agent_studio.core.document.model import Field, Style, Value
from agent_studio.core.document.plain_scalars import plain_value
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span

MAX_LENGTH: Final = 20_000
"""What is longer is not read here; every limit of the parser lies far behind."""

_BLANK: Final = " \r\n"
_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_-]{0,99}):(?: +|\Z)")
_DASH = re.compile(r"( *)- +")
# Words end before ": " and " #", and do not begin with a sign that means something to YAML.
_WORDS = r"""[^][ {}?:,#&*!|>'"%@`-](?:[^:#]|:(?=[^ ])|(?<! )#)*"""
_QUOTES = r"""'[^']*'|"[^"\\]*\""""
_SCALAR = re.compile(rf"(?:{_QUOTES}|{_WORDS})\Z")
_MEMBER = rf"{_QUOTES}|[A-Za-z_](?:[\w./()*+-]| (?=[\w./()*+-]))*"
_BRACKETS = re.compile(rf"\[ *(?:(?:{_MEMBER})(?: *, *(?:{_MEMBER}))*)? *\]\Z")
_MEMBERS = re.compile(_MEMBER)
_STYLES: Final[dict[str, Style]] = {"'": Style.SINGLE, '"': Style.DOUBLE, "[": Style.FLOW_LIST}


class _NotSimple(Exception):  # noqa: N818  # no error: it takes the parser
    """Something in a block needs the parser."""


@dataclass(frozen=True, slots=True)
class _Found:
    value: Value
    style: Style
    span: Span
    behind: int
    """The number of the line behind the field."""


def simple_fields(content: str, base: int) -> tuple[Field, ...] | None:
    """The fields of ``content`` as strict YAML reads them; ``None`` if that takes the parser.

    Args:
        content: What lies between the fences.
        base: Where it begins in the document's text.
    """
    if len(content) > MAX_LENGTH or not _is_printable(content):
        return None
    try:
        return _fields(content.splitlines(keepends=True), base) or None
    except _NotSimple:
        return None


def _is_printable(content: str) -> bool:
    """Whether there are only letters, signs, blanks, and line ends of Unix or Windows.

    What Python calls printable is less than what YAML allows: tabs, say, go to the parser.
    """
    return content.replace("\r\n", "").replace("\n", "").isprintable()


def _fields(lines: Sequence[str], base: int) -> tuple[Field, ...]:
    starts = list(accumulate(map(len, lines), initial=base))
    fields: list[Field] = []
    done, number = base, 0
    while number < len(lines):
        line = lines[number].rstrip(_BLANK)
        if not line or line[0] == "#":
            number += 1
            continue
        key = _KEY.match(line)
        if key is None:
            raise _NotSimple
        found = _value(lines, starts, number, key)
        start, end = starts[number], starts[found.behind]
        key_span = Span(start, start + key.end(1))
        fields.append(
            Field(
                key[1],
                Span(done, end),
                key_span,
                found.span,
                Span(start, end),
                found.style,
                found.value,
            )
        )
        done, number = end, found.behind
    return tuple(fields)


def _value(lines: Sequence[str], starts: Sequence[int], number: int, key: re.Match[str]) -> _Found:
    """What stands behind the key that the line ``number`` begins with."""
    behind = number + 1
    text = key.string[key.end() :]
    if text:
        start = starts[number] + key.end()
        value = _members(text) if text[0] == "[" else _scalar(text)
        style = _STYLES.get(text[0], Style.PLAIN)
        return _Found(value, style, Span(start, start + len(text)), behind)
    dash = _DASH.match(lines[behind]) if behind < len(lines) else None
    if dash is not None:
        return _dashes(lines, starts, behind, dash)
    colon = starts[number] + len(key.string)
    return _Found(None, Style.EMPTY, Span(colon, colon), behind)


def _dashes(lines: Sequence[str], starts: Sequence[int], first: int, dash: re.Match[str]) -> _Found:
    """The list of dashes that the line ``first`` begins."""
    items: list[Value] = []
    last = first
    for number in range(first, len(lines)):
        item = _DASH.match(lines[number])
        if item is None or item[1] != dash[1]:
            break
        items.append(_scalar(lines[number][item.end() :].rstrip(_BLANK)))
        last = number
    end = starts[last] + len(lines[last].rstrip(_BLANK))
    return _Found(items, Style.BLOCK_LIST, Span(starts[first] + dash.end(1), end), last + 1)


def _members(text: str) -> list[Value]:
    if _BRACKETS.match(text) is None:
        raise _NotSimple
    return [_read(member) for member in _MEMBERS.findall(text)]


def _scalar(text: str) -> Value:
    if _SCALAR.match(text) is None:
        raise _NotSimple
    return _read(text)


def _read(scalar: str) -> Value:
    return scalar[1:-1] if scalar[0] in "'\"" else plain_value(scalar)
