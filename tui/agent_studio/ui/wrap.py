"""A text as lines of a column: visible, wrapped at words, with every offset still known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, get_character_cell_size

from agent_studio.core.text import hidden_offsets, name_hidden

_TAB = "    "
# Blanks, then a bullet, a number or quote bars: what continuation lines are indented by.
_LEAD = re.compile(r"[ ]*(?:(?:[-*+•]|\d{1,3}[.)]|>)[ ]+)*")
_WORD = re.compile(r"[ ]*[^ ]+")


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as the screen shows it: nothing hidden, no tabs, no carriage returns."""

    text: str
    starts: tuple[int, ...] | None = None
    """For each offset of the original its offset here; ``None`` if they are the same."""

    def at(self, offset: int) -> int:
        """Where ``offset`` of the original is in `text`."""
        if self.starts is None:
            return min(offset, len(self.text))
        return self.starts[min(offset, len(self.starts) - 1)]


def show(text: str) -> Shown:
    """``text`` made visible, with the map of its offsets."""
    hidden = hidden_offsets(text)
    if not hidden and "\t" not in text and "\r" not in text:
        return Shown(text)
    named = set(hidden)
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for index, character in enumerate(text):
        starts.append(length)
        if index in named:
            part = name_hidden(character)
        elif character == "\r":
            part = ""
        else:
            part = _TAB if character == "\t" else character
        parts.append(part)
        length += len(part)
    return Shown("".join(parts), (*starts, length))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column: a part of a shown text, ``indent`` blanks before it."""

    start: int
    end: int
    indent: int = 0


def wrap(text: str, width: int) -> tuple[Line, ...]:
    """The lines of a shown text in a column of ``width`` cells; at least one.

    Lines break at blanks; a word that is wider than the column is cut. Continuations of a list
    item stand under its text. The last line end does not open another line.
    """
    width = max(width, 1)
    lines: list[Line] = []
    start = 0
    for part in text.removesuffix("\n").split("\n"):
        if len(part) <= width and part.isascii():
            lines.append(Line(start, start + len(part)))
        else:
            lines += _wrap_line(part, start, width)
        start += len(part) + 1
    return tuple(lines)


def _wrap_line(part: str, offset: int, width: int) -> list[Line]:
    lead = _LEAD.match(part)
    hanging = min(lead.end() if lead else 0, width // 3)
    lines: list[Line] = []
    start = end = used = indent = 0
    for word in _WORD.finditer(part):
        cells = cell_len(word[0])
        if end > start and used + cells > width - indent:
            lines.append(Line(offset + start, offset + end, indent))
            indent = hanging
            start = word.end() - len(word[0].lstrip(" "))
            cells = cell_len(part[start : word.end()])
            used = 0
        end = word.end()
        used += cells
        while used > width - indent:
            cut = _cut(part, start, end, width - indent)
            lines.append(Line(offset + start, offset + cut, indent))
            indent = hanging
            start = cut
            used = cell_len(part[start:end])
    lines.append(Line(offset + start, offset + max(start, end), indent))
    return lines


def _cut(text: str, start: int, end: int, width: int) -> int:
    """The offset behind the last character of ``text[start:end]`` that ``width`` cells hold."""
    used = 0
    for index in range(start, end):
        used += get_character_cell_size(text[index])
        if used > width:
            return max(index, start + 1)
    return end


Mark = tuple[int, int, str]
"""A range of a shown text and the role that it is drawn in."""


def runs(line: Line, marks: Sequence[Mark]) -> Iterable[tuple[int, int, str]]:
    """The parts of ``line`` with their roles ("" between marks); marks are in order, disjoint."""
    at = line.start
    for start, end, role in marks:
        if end <= at:
            continue
        if start >= line.end:
            break
        if start > at:
            yield at, start, ""
        yield max(at, start), min(end, line.end), role
        at = min(end, line.end)
    if at < line.end:
        yield at, line.end, ""
