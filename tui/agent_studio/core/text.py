"""Text as every room of the core speaks of it: spans, positions, and what must be made visible.

Bytes become text by UTF-8 with ``surrogateescape``, so that *every* byte string has exactly one
text and every text leads back to its bytes. Offsets count code points of that text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from agent_studio.core.records import dataclass

ENCODING = "utf-8"
ERRORS = "surrogateescape"

BOM = "\ufeff"

# Joiners and selectors that change how an emoji looks instead of hiding something; they are
# legitimate only between or behind characters that are drawn as pictures.
_VARIATION_16 = "\ufe0f"
_VARIATION_15 = "\ufe0e"
_ZERO_WIDTH_JOINER = "\u200d"

# Signs that Unicode calls letters or punctuation and that a selector turns into pictures.
_PICTURES = frozenset("\u203c\u2049\u2139\u3030\u303d")

# Letters without a glyph (Hangul fillers, Braille blank, Mongolian vowel separator): category
# says "letter" or "symbol", the screen shows nothing.
_BLANK_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0")

_ASCII_SUSPECT = re.compile(r"[^\n\t\x20-\x7e]")

_FEW = 8
"""So many different characters are looked for one by one, which is faster for so few."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, ``start`` included, ``end`` not."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def of(self, text: str) -> str:
        """The part of ``text`` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """The same range, ``by`` code points further on."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Position:
    """A place as people and editors count it: both numbers start at 0."""

    line: int
    column: int


class LineIndex:
    r"""Turns offsets of one text into lines and columns and back.

    A line ends after ``\\n``, ``\\r\\n`` or a lone ``\\r``, as CommonMark counts lines.
    """

    _END = re.compile(r"\r\n|\n|\r")

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self.starts: list[int] = [0, *(match.end() for match in self._END.finditer(text))]

    def position(self, offset: int) -> Position:
        """The line and column of ``offset``; offsets behind the end count as the end."""
        offset = min(max(offset, 0), self._length)
        line = bisect_right(self.starts, offset) - 1
        return Position(line, offset - self.starts[line])

    def offset(self, position: Position) -> int:
        """The offset of ``position``; lines behind the last one count as the end."""
        if position.line >= len(self.starts):
            return self._length
        return min(self.starts[position.line] + position.column, self._length)


def decode(data: bytes) -> str:
    """The one text of ``data``; bytes that are not UTF-8 become lone surrogates."""
    return data.decode(ENCODING, ERRORS)


def encode(text: str) -> bytes:
    """The bytes that ``text`` was decoded from."""
    return text.encode(ENCODING, ERRORS)


def line_end_of(text: str) -> str:
    r"""The line end that ``text`` uses most often: ``\\n`` unless others clearly lead."""
    windows = text.count("\r\n")
    unix = text.count("\n") - windows
    return "\r\n" if windows > unix else "\n"


def estimate_tokens(text: str) -> int:
    """About how many tokens a language model counts for ``text``.

    Four characters a token for Latin text, one for each character of the scripts that
    tokenisers do not group; within some 15 % of the vendors' own counters on English prose.
    """
    wide = sum(1 for character in text if character >= "\u2e80") if not text.isascii() else 0
    return (len(text) - wide + 3) // 4 + wide


@lru_cache(maxsize=4096)
def is_hidden(character: str) -> bool:
    """Whether a terminal would act on ``character``, reorder text by it or show nothing for it."""
    if character in "\n\t":
        return False
    if character in _BLANK_LETTERS or 0xFE00 <= ord(character) <= 0xFE0F:
        return True
    category = unicodedata.category(character)
    return category in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} or (
        0xE0100 <= ord(character) <= 0xE01EF
    )


def _suspects(text: str) -> list[int]:
    """The offsets of what is hidden in ``text``, parts of emoji and line ends included.

    Outside ASCII each character is judged once, wherever it stands. A pattern for all of them
    would take as long to compile as a small definition takes to be checked.
    """
    if text.isascii():
        return [match.start() for match in _ASCII_SUSPECT.finditer(text)]
    hidden = {character for character in set(_ASCII_SUSPECT.findall(text)) if is_hidden(character)}
    if len(hidden) > _FEW:
        return [offset for offset, character in enumerate(text) if character in hidden]
    return sorted(offset for character in hidden for offset in _offsets(text, character))


def _offsets(text: str, character: str) -> Iterator[int]:
    offset = text.find(character)
    while offset >= 0:
        yield offset
        offset = text.find(character, offset + 1)


def _draws_picture(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character) in {"So", "Sk"}
        or character in "#*0123456789"
        or character in _PICTURES
        or (0x2190 <= code <= 0x2BFF)
    )


def _is_part_of_emoji(text: str, index: int) -> bool:
    character = text[index]
    if index == 0:
        return False
    before = text[index - 1]
    if character in (_VARIATION_15, _VARIATION_16):
        return _draws_picture(before)
    if character == _ZERO_WIDTH_JOINER:
        behind = text[index + 1] if index + 1 < len(text) else ""
        return (before == _VARIATION_16 or _draws_picture(before)) and bool(
            behind and _draws_picture(behind)
        )
    return False


def hidden_offsets(text: str) -> list[int]:
    """The offsets of every control or invisible character that is not part of an emoji.

    Line feeds, carriage returns before them, and tabs are layout, not hidden.
    """
    found = []
    for index in _suspects(text):
        if text[index] == "\r" and text[index + 1 : index + 2] == "\n":
            continue
        if not _is_part_of_emoji(text, index):
            found.append(index)
    return found


def name_hidden(character: str) -> str:
    """How a hidden character is shown: ``␛`` for ESC, ``⟨U+202E⟩``, ``⟨0xE9⟩`` for a stray byte."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0xDC80 <= code <= 0xDCFF:
        return f"⟨0x{code - 0xDC00:02X}⟩"
    return f"⟨U+{code:04X}⟩"


def visible(text: str) -> str:
    """``text`` for a screen: hidden characters are replaced by their names, the rest is kept.

    Line feeds and tabs stay; a carriage return before a line feed goes. The result contains no
    character for which `is_hidden` holds except inside emoji.
    """
    if _ASCII_SUSPECT.search(text) is None:
        return text
    hidden = hidden_offsets(text)
    if not hidden:
        return text.replace("\r\n", "\n")
    parts = []
    done = 0
    for index in hidden:
        # Line ends one piece at a time: of two carriage returns the first must not slip through.
        parts += [text[done:index].replace("\r\n", "\n"), name_hidden(text[index])]
        done = index + 1
    return "".join([*parts, text[done:].replace("\r\n", "\n")])


def mask(text: str) -> str:
    """Like `visible`, but one character for one, so that offsets into ``text`` stay true."""
    hidden = hidden_offsets(text)
    if not hidden:
        return text
    characters = list(text)
    for index in hidden:
        name = name_hidden(characters[index])
        characters[index] = name if len(name) == 1 else "\u2bd1"
    return "".join(characters)
