"""What a definition says, field by field and section by section, blanks aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from benchmarks.quality.broken import FRONT, KEY

_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+(.*?))?[ \t]*#*[ \t]*$")
_LINE_END = re.compile(r"\r\n|\n|\r")

Unit = tuple[str, ...]
"""``("field", key)``, or ``("section", title, title, …, number)`` from the outermost on."""
Content = Mapping[Unit, str]


def plain_lines(text: str) -> list[str]:
    """The lines of ``text`` without line ends, blanks at their ends, and blank lines."""
    found = (line.rstrip() for line in _LINE_END.split(text.removeprefix("\ufeff")))
    return [line for line in found if line]


def plain(text: str) -> str:
    """``text`` with everything aside that `plain_lines` leaves out."""
    return "\n".join(plain_lines(text))


def content(text: str) -> dict[Unit, str]:
    """The units of ``text``: fields by key, sections by the path of their titles.

    A section's text is its heading and what stands before the next one; what stands before the
    first is the section without a title. What is there twice has a number.
    """
    match = FRONT.match(text)
    front, body = (match[1], text[match.end() :]) if match else ("", text)
    found: dict[Unit, list[str]] = {}
    seen: Counter[Unit] = Counter()
    here: Unit = ("field", "")
    for line in plain_lines(front):
        key = KEY.match(line)
        if key:
            here = _numbered(seen, ("field", key[2]))
        found.setdefault(here, []).append(line)
    _read_body(body, found, seen)
    return {unit: "\n".join(lines) for unit, lines in found.items()}


def _read_body(body: str, found: dict[Unit, list[str]], seen: Counter[Unit]) -> None:
    path: list[tuple[int, str]] = []
    here: Unit = ("section", "")
    fence = ""
    for line in plain_lines(body):
        mark = _FENCE.match(line)
        heading = None if fence or mark else _HEADING.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        if heading:
            level, title = len(heading[1]), " ".join((heading[2] or "").split())
            while path and path[-1][0] >= level:
                path.pop()
            path.append((level, title))
            here = _numbered(seen, ("section", *(part for _, part in path)))
        found.setdefault(here, []).append(line)


def _numbered(seen: Counter[Unit], unit: Unit) -> Unit:
    seen[unit] += 1
    return unit if seen[unit] == 1 else (*unit, f"#{seen[unit]}")


def apart(one: Content, other: Content) -> int:
    """How many units of ``one`` have to be changed, dropped or added to give ``other``.

    A section that has another title in ``other`` counts once, whatever stands below it.
    """
    fewest = _apart(one, other)
    if fewest < 2:
        return fewest
    missing = [unit for unit in other if unit not in one]
    extra = [unit for unit in one if unit not in other]
    for old in extra:
        for new in missing:
            if len(old) == len(new) and old[:-1] == new[:-1]:
                renamed = {
                    (*new, *unit[len(old) :]) if unit[: len(old)] == old else unit: text
                    for unit, text in one.items()
                }
                fewest = min(fewest, _apart(renamed, other))
    return fewest


def _apart(one: Content, other: Content) -> int:
    changed = sum(1 for unit, text in one.items() if unit in other and other[unit] != text)
    missing = sum(1 for unit in other if unit not in one)
    extra = sum(1 for unit in one if unit not in other)
    return changed + max(missing, extra)


def of_either(ours: Content, theirs: Content, result: Content) -> int:
    """How many units of ``result`` are neither side's: the peer that takes one side for each.

    A unit that both sides have and the result lacks is one of them.
    """
    new = sum(1 for unit, text in result.items() if text not in {ours.get(unit), theirs.get(unit)})
    dropped = sum(1 for unit in ours if unit in theirs and unit not in result)
    return max(new, dropped)
