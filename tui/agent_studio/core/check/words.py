"""Words of messages: quoting, shortening, and the nearest of several names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from agent_studio.core.text import visible

_LONGEST: Final = 48
_LONGEST_GUESSED: Final = 40


def quoted(text: str, longest: int = _LONGEST) -> str:
    """Words of a file in quotation marks: visible, on one line, shortened in the middle."""
    words = " ".join(visible(text[: 8 * longest]).split())
    if len(words) > longest or len(text) > 8 * longest:
        half = longest // 2
        words = f"{words[:half].rstrip()}…{words[-half:].lstrip() if len(words) > longest else ''}"
    return f"'{words}'"


def example_lines(example: str, longest: int = 300) -> list[str]:
    """The lines of an example as pages show it: what is far too long is cut, and says so."""
    return [
        line if len(line) <= longest else f"{line[:longest]}… ({len(line):,} characters)"
        for line in example.splitlines()
    ]


def listed(names: Sequence[str], last: str = "or") -> str:
    """Names in a row: ``a, b or c``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def nearest(word: str, names: Iterable[str]) -> str:
    """The one of ``names`` that ``word`` was probably meant to be; empty if none is near.

    Case, hyphens and underscores do not count; then up to two slips (a letter more, less,
    other, or two swapped), one for short words.
    """
    return _nearest(word, tuple(names)) if len(word) <= _LONGEST_GUESSED else ""


# Definitions of one collection hold the same few words, and comparing is slow.
@lru_cache(maxsize=4096)
def _nearest(word: str, names: tuple[str, ...]) -> str:
    plain = _plain(word)
    letters = set(plain)
    slips = 2 if len(plain) > 5 else 1 if len(plain) > 3 else 0
    best = ""
    for name in names:
        other = _plain(name)
        if other == plain:
            return name
        far = abs(len(other) - len(plain)) > slips or len(letters.symmetric_difference(other)) > (
            2 * slips
        )
        distance = slips + 1 if far else _distance(plain, other)
        if distance <= slips:
            best, slips = name, distance - 1
    return best


def _plain(word: str) -> str:
    return word.casefold().replace("-", "").replace("_", "").replace(" ", "")


def _distance(a: str, b: str) -> int:
    """Slips between two short words, swapped neighbours counted as one."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        row = [i]
        for j, right in enumerate(b, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
