"""How much text a merger leaves to the person: what stands inside its conflicts.

Counted is what a person has to read and choose from: the characters of the sides' lines with
their line ends (a line end is one, however it is written), between ``<<<<<<<`` and ``>>>>>>>``.
Not counted are the marker lines and the base's part, from ``|||||||`` to ``=======``. It is
counted on the text as it would be written to the file. A text cut into sentences has line ends
where it had blanks: the same count.
"""

from __future__ import annotations

import re

_OPENS = re.compile(r"<{7}(?: |$)")
_BASE = re.compile(r"\|{7}(?: |$)")
_NEXT = re.compile(r"={7}(?: |$)")
_CLOSES = re.compile(r">{7}(?: |$)")
_LINE_END = re.compile(r"\r\n|\n|\r")


def text_in_conflicts(merged: str) -> int:
    """Characters of the sides inside the conflicts of ``merged``."""
    return sum(len(line) + 1 for side in sides_of(merged) for line in side)


def sides_of(merged: str) -> list[list[str]]:
    """The sides of every conflict as lines, in the order of the text."""
    found: list[list[str]] = []
    inside, counts = False, False
    for line in _LINE_END.split(merged):
        if not inside:
            if _OPENS.match(line):
                inside = counts = True
                found.append([])
        elif _CLOSES.match(line):
            inside = False
        elif _BASE.match(line):
            counts = False
        elif _NEXT.match(line):
            counts = True
            found.append([])
        elif counts:
            found[-1].append(line)
    return found


def conflicts_in(merged: str) -> int:
    """How many conflicts ``merged`` shows."""
    return sum(1 for line in _LINE_END.split(merged) if _OPENS.match(line))
