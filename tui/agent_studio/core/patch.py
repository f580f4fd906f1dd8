"""How a text changed, as a unified diff that ``git apply`` and ``patch -p1`` read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

_AROUND: Final = 3
"""Lines shown before and behind a change."""
_NO_END: Final = "\\ No newline at end of file"


def unified(label: str, old: str, new: str) -> str:
    """The difference of two texts; empty if there is none. ``label`` is the file's path."""
    if old == new:
        return ""
    before, after = _lines(old), _lines(new)
    first = _alike(before, after)
    last = min(_alike(before[::-1], after[::-1]), len(before) - first, len(after) - first)
    # Only what lies between the first and the last change is compared: files are large.
    start, behind = max(0, first - _AROUND), max(0, last - _AROUND)
    names = (label, label) if label.startswith("/") else (f"a/{label}", f"b/{label}")
    # As git has it: a tab shows where a name with blanks ends.
    tab = "\t" if " " in label else ""
    told = [f"--- {names[0]}{tab}", f"+++ {names[1]}{tab}"]
    told += _hunks(before[start : len(before) - behind], after[start : len(after) - behind], start)
    return "\n".join(told) + "\n"


def _lines(text: str) -> list[str]:
    """The lines with their line feeds; other characters that break lines are part of them."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines both begin with."""
    number = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        number += 1
    return number


def _hunks(old: Sequence[str], new: Sequence[str], start: int) -> Iterator[str]:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(_AROUND):
        _, a, _, c, _ = group[0]
        _, _, b, _, d = group[-1]
        yield f"@@ -{_range(start + a, b - a)} +{_range(start + c, d - c)} @@"
        for kind, i, j, k, m in group:
            if kind == "equal":
                yield from _side(" ", old[i:j])
            else:
                yield from (*_side("-", old[i:j]), *_side("+", new[k:m]))


def _side(sign: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield sign + line.removesuffix("\n")
        if not line.endswith("\n"):
            yield _NO_END


def _range(start: int, length: int) -> str:
    """Lines from 1; no lines stand behind the one before them, as ``diff`` counts."""
    return f"{start + 1 if length else start},{length}"
