r"""A definition's text as an editing widget can hold it, and the way back without a byte lost.

Editing widgets know lines that end in a line feed and characters that have a width. A file has
line ends of several kinds, control characters, stray bytes and characters that show nothing.
Here the *shown* text has ``\n`` for every ``\n`` and ``\r\n`` of the *raw* one, and each
hidden character is replaced by a stand-in from a private-use plane, one for one: offsets within
a line are the same in both, and what is shown can be turned back into what was read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cached_property

from agent_studio.core.text import Span, hidden_offsets, mask

_STAND_INS = (range(0xE000, 0xF900), range(0xF0000, 0x110000))
"""The first ones take three bytes of UTF-8, as the characters do that are shown instead: a
highlighter that counts bytes stays right."""
_ALIGN_AT_MOST = 4_000_000
"""Beyond this many pairs of lines, changed lines keep their line ends by position only."""


class TooManyHiddenError(ValueError):
    """A text with more kinds of hidden characters than there are stand-ins: not a text at all."""


class Editable:
    """Turns one definition's raw text into the shown one and back.

    The line ends of a mixed file are remembered from ``raw``: lines that survive keep theirs,
    whatever was done and undone in between; new lines get the one the file uses most.
    """

    def __init__(self, raw: str) -> None:
        self._stand_ins: dict[str, str] = {}
        self._meanings: dict[int, str] = {}
        self._masks: dict[int, str] = {}
        self.rebase(raw)

    def rebase(self, raw: str) -> None:
        """Remember the line ends of ``raw`` instead of those remembered so far."""
        lines = raw.split("\n")
        self._ends = ["\r\n" if line.endswith("\r") else "\n" for line in lines[:-1]]
        windows = self._ends.count("\r\n")
        self._end = "\r\n" if windows * 2 > len(self._ends) else "\n"
        self._uniform = windows in (0, len(self._ends))
        self.shown = self.encode(raw)

    @cached_property
    def _lines(self) -> list[str]:
        return self.shown.split("\n")

    @property
    def shown(self) -> str:
        """The shown text of what was given last to the constructor or `rebase`."""
        return self._shown

    @shown.setter
    def shown(self, value: str) -> None:
        self._shown = value
        self.__dict__.pop("_lines", None)

    @property
    def line_end(self) -> str:
        """How new lines end."""
        return self._end

    @property
    def line_ends(self) -> str:
        """``LF``, ``CRLF`` or ``mixed``, as an editor's status line calls it."""
        if not self._uniform:
            return "mixed"
        return "CRLF" if self._end == "\r\n" else "LF"

    def encode(self, text: str) -> str:
        """``text`` as it may be put into the widget.

        Raises:
            TooManyHiddenError: when the stand-ins do not suffice.
        """
        text = text.replace("\r\n", "\n")
        hidden = hidden_offsets(text)
        # Before a line feed a carriage return does not count as hidden; here it is one too many.
        hidden += [found.start() for found in re.finditer("\r(?=\n)", text)]
        if not hidden:
            return text
        characters = list(text)
        for index in hidden:
            characters[index] = self._stand_in(characters[index])
        return "".join(characters)

    def _stand_in(self, character: str) -> str:
        found = self._stand_ins.get(character)
        if found is None:
            near, far = _STAND_INS
            number = len(self._stand_ins)
            if number >= len(near) + len(far):
                raise TooManyHiddenError(
                    "the file holds too many kinds of hidden characters to edit"
                )
            code = near[number] if number < len(near) else far[number - len(near)]
            found = self._stand_ins[character] = chr(code)
            self._meanings[code] = character
            self._masks[code] = mask(character)
        return found

    def decode(self, text: str) -> str:
        """A piece of the shown text with the real characters; line ends stay line feeds."""
        return text.translate(self._meanings) if self._meanings else text

    def mask(self, line: str) -> str:
        """A line of the shown text for the screen: one visible character for each of its own."""
        return mask(line.translate(self._masks) if self._masks else line)

    def restore(self, shown: str) -> str:
        """The raw text that ``shown`` stands for."""
        text = self.decode(shown)
        if self._uniform:
            return text if self._end == "\n" else text.replace("\n", "\r\n")
        kept = line_ends(shown.split("\n"), self._lines, self._ends, self._end)
        lines = text.split("\n")
        return "".join([*map("".join, zip(lines, kept, strict=False)), lines[-1]])


def line_ends(
    lines: Sequence[str], old_lines: Sequence[str], old_ends: Sequence[str], new_end: str
) -> list[str]:
    """The line ends of ``lines``, one fewer than there are lines.

    A line that stood in ``old_lines`` keeps the end it had there, a changed one that of the line
    it replaces, a new one gets ``new_end``.
    """
    ends = [new_end] * len(lines)
    old = [*old_ends, new_end]
    same = min(len(lines), len(old_lines))
    head = next((i for i in range(same) if lines[i] != old_lines[i]), same)
    ends[:head] = old[:head]
    tail = 0
    while tail < same - head and lines[-1 - tail] == old_lines[-1 - tail]:
        tail += 1
    if tail:
        ends[-tail:] = old[-tail:]
    middle = Span(head, len(lines) - tail), Span(head, len(old_lines) - tail)
    for new, kept in _pairs(lines, old_lines, *middle):
        ends[new] = old[kept]
    return ends[:-1]


def _pairs(
    lines: Sequence[str], old_lines: Sequence[str], new: Span, old: Span
) -> list[tuple[int, int]]:
    """Which line of the middle part stands for which old one."""
    if len(new) * len(old) > _ALIGN_AT_MOST:
        return list(zip(range(new.start, new.end), range(old.start, old.end), strict=False))
    matcher = SequenceMatcher(
        None, lines[new.start : new.end], old_lines[old.start : old.end], autojunk=False
    )
    pairs = []
    for _tag, new_start, new_end, old_start, old_end in matcher.get_opcodes():
        pairs += [
            (new.start + a, old.start + b)
            for a, b in zip(range(new_start, new_end), range(old_start, old_end), strict=False)
        ]
    return pairs


class Lines:
    """Offsets of a raw text as rows and columns of the shown one, and back.

    Rows end at line feeds only: that is how the shown text counts them.
    """

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._starts = [0]
        found = raw.find("\n")
        while found >= 0:
            self._starts.append(found + 1)
            found = raw.find("\n", found + 1)

    def location(self, offset: int) -> tuple[int, int]:
        r"""The row and column of ``offset``; inside ``\r\n`` it is the end of the row."""
        offset = min(max(offset, 0), len(self._raw))
        row = bisect_right(self._starts, offset) - 1
        return row, min(offset, self._row_end(row)) - self._starts[row]

    def offset(self, location: tuple[int, int]) -> int:
        """The offset of a row and column; columns behind the row's end count as its end."""
        row, column = location
        if row >= len(self._starts):
            return len(self._raw)
        return min(self._starts[row] + column, self._row_end(row))

    def _row_end(self, row: int) -> int:
        if row + 1 >= len(self._starts):
            return len(self._raw)
        end = self._starts[row + 1] - 1
        return end - 1 if end > self._starts[row] and self._raw[end - 1] == "\r" else end
