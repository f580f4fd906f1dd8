"""What PyYAML's complaints mean, in words for a person."""

from __future__ import annotations

from typing import Final

import yaml

_WORDS: Final[dict[str, str]] = {
    "mapping values are not allowed in this context": (
        "an unquoted value holds a colon followed by a blank: quote the value"
    ),
    "could not find expected ':'": (
        "a line without a key: text that runs on must be indented or quoted"
    ),
    "did not find expected alphabetic or numeric character": (
        "a value that begins with * or & must be quoted"
    ),
    "found undefined alias": "a value that begins with * must be quoted",
    "did not find expected key": "an indentation that fits neither the line above nor any before",
    "did not find expected '-' indicator": "a line between list items that is none",
    "found unknown escape character": "a backslash in double quotes that begins no known escape",
    "did not find expected hexdecimal number": "an escape in double quotes lacks its digits",
    "found unexpected end of stream": "a quote that is never closed",
    "did not find expected ',' or ']'": "a list that is not closed by ], or lacks a comma",
    "did not find expected ',' or '}'": "a mapping that is not closed by }, or lacks a comma",
    "block sequence entries are not allowed in this context": (
        "a list item cannot stand on the line of its key"
    ),
    "did not find expected node content": "a value cannot begin with ], } or a comma",
    "did not find expected comment or line break": "text behind | or > on the line of the key",
    "second occurrence": "an anchor is given twice",
    "did not find expected <document start>": "text behind the end of the YAML document",
    "but found another document": "a second YAML document begins",
    "found a tab character where an indentation space is expected": "a tab cannot indent",
    "found a tab character that violates indentation": "a tab cannot indent",
    "found undefined tag handle": "a value that begins with ! must be quoted",
}

_FIRST_CHARACTER = "found character that cannot start any token"
_BEHIND_VALUE = frozenset(
    {"did not find expected key", "block sequence entries are not allowed in this context"}
)
_CLOSERS = {'"': "quote", "'": "quote", "]": "bracket", "}": "bracket"}

# Noticed only later: the place where the thing began tells more.
_AT_CONTEXT = frozenset(
    {
        "found unexpected end of stream",
        "could not find expected ':'",
        "did not find expected ',' or ']'",
        "did not find expected ',' or '}'",
    }
)


def in_words(error: yaml.YAMLError | UnicodeEncodeError, text: str) -> tuple[str, int]:
    """A short sentence for ``error`` and its offset into ``text``, in code points."""
    if isinstance(error, UnicodeEncodeError):
        return _stray_byte(text[error.start]), error.start
    if isinstance(error, yaml.reader.ReaderError):
        offset = _after_bytes(text, error.position)
        return f"the control character U+{ord(text[offset]):04X} is not allowed", offset
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return str(error), 0
    problem = error.problem or "not readable"
    mark = (problem in _AT_CONTEXT and error.context_mark) or error.problem_mark
    offset = min(mark.index, len(text))
    if problem in _BEHIND_VALUE and (closed := _closed_before(text, offset)):
        return f"text behind the closing {closed}: quote the whole value", offset
    if problem == _FIRST_CHARACTER:
        return _first_character(text[offset : offset + 1]), offset
    return _WORDS.get(problem, problem), offset


def _stray_byte(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"the byte 0x{code - 0xDC00:02X} is not UTF-8"
    return f"the lone surrogate U+{code:04X} is not text"


def _closed_before(text: str, offset: int) -> str:
    """What closes directly before ``offset`` on its line, empty if nothing does."""
    before = text[max(0, offset - 20) : offset].rstrip(" \t")
    return _CLOSERS.get(before[-1:], "")


def _first_character(character: str) -> str:
    if character == "\t":
        return "a tab cannot indent"
    return f"a value that begins with {character} must be quoted"


def _after_bytes(text: str, count: int) -> int:
    """The offset of the character that begins behind the first ``count`` UTF-8 bytes."""
    before = len(text.encode("utf-8")[:count].decode("utf-8", "ignore"))
    return min(before, len(text) - 1)
