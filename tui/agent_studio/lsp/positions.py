"""Offsets of one text as positions of the Language Server Protocol, and back: pure.

The protocol counts lines as `LineIndex` does, but columns in code units of an encoding that
client and server agree on, UTF-16 unless they say otherwise: a character outside the basic plane
has two of them. A column behind the end of a line means its end, before the line end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from agent_studio.core.text import LineIndex, Span

UTF8: Final = "utf-8"
UTF16: Final = "utf-16"
UTF32: Final = "utf-32"


class Place(NamedTuple):
    """Both numbers start at 0; ``character`` counts code units."""

    line: int
    character: int


def _utf8_units(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


_UNITS: Final[Mapping[str, Callable[[str], int]]] = {
    UTF8: _utf8_units,
    UTF16: _utf16_units,
    UTF32: len,
}


class Positions:
    """The places of one text, counted in ``encoding``."""

    def __init__(self, text: str, encoding: str = UTF16) -> None:
        self.text = text
        self._index = LineIndex(text)
        # In ASCII every encoding counts alike, and nearly every definition is ASCII.
        self._units = len if text.isascii() else _UNITS.get(encoding, _utf16_units)

    def place(self, offset: int) -> Place:
        """Where ``offset`` is; one inside of a line end counts as before it."""
        offset = min(max(offset, 0), len(self.text))
        line = self._index.position(offset).line
        start = self._index.starts[line]
        end = min(offset, self._end_of(line))
        return Place(line, self._units(self.text[start:end]))

    def offset(self, line: int, character: int) -> int:
        """The offset of a place; a column in the middle of a character counts as before it."""
        if line < 0:
            return 0
        if line >= len(self._index.starts):
            return len(self.text)
        start, end = self._index.starts[line], self._end_of(line)
        words = self.text[start:end]
        if self._units is len or words.isascii():
            return start + min(max(character, 0), len(words))
        return start + self._characters(words, character)

    def whole(self, span: Span) -> Span:
        """The smallest range around ``span`` whose ends do not lie inside of a line end."""
        start = span.start - self._inside_line_end(span.start)
        end = span.end + self._inside_line_end(span.end)
        return Span(start, end)

    def _end_of(self, line: int) -> int:
        """Where the words of a line end, before its line end."""
        starts = self._index.starts
        if line + 1 >= len(starts):
            return len(self.text)
        end = starts[line + 1] - 1
        return end - 1 if self.text[end - 1 : end + 1] == "\r\n" else end

    def _inside_line_end(self, offset: int) -> bool:
        return offset > 0 and self.text[offset - 1 : offset + 1] == "\r\n"

    def _characters(self, words: str, units: int) -> int:
        """How many characters of ``words`` have ended after that many code units; by halving."""
        low, high = 0, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            if self._units(words[:middle]) <= units:
                low = middle
            else:
                high = middle - 1
        return low
