"""The fewest changes that turn one sequence into another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from agent_studio.core.records import dataclass

_MOST_CHANGES = 1200
"""With more changes than this the shortest way is no longer looked for: it costs their square."""


@dataclass(frozen=True, slots=True)
class Change:
    """``before[start:end]`` became ``after[first:last]``; one of the two may be empty."""

    start: int
    end: int
    first: int
    last: int


def changes(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Change]:
    """What differs, in order; everything between is the same in both.

    E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986; git's default as well.
    What occurs in only one of the two is set aside first, so that a text that is new from end
    to end costs little.
    """
    start, end, last = 0, len(before), len(after)
    while start < min(end, last) and before[start] == after[start]:
        start += 1
    while end > start and last > start and before[end - 1] == after[last - 1]:
        end, last = end - 1, last - 1
    pairs = [(start + a, start + b) for a, b in _pairs(before[start:end], after[start:last])]
    found: list[Change] = []
    at, to = start, start
    for a, b in [*pairs, (end, last)]:
        if (a, b) != (at, to):
            found.append(Change(at, a, to, b))
        at, to = a + 1, b + 1
    return _slid(found, before, after)


def _slid(
    found: list[Change], before: Sequence[Hashable], after: Sequence[Hashable]
) -> list[Change]:
    """The changes with each pure addition or removal where a reader would see it.

    What is added between two like lines can be told to stand one line further up or down.
    Where that brings it to another change the two are one; else it stands as low as it can:
    so git has it as well, and what it sees as one change should be one here.
    """
    slid: list[Change] = []
    for number, change in enumerate(found):
        above = slid[-1] if slid else Change(0, 0, 0, 0)
        up = _slide(change, before, after, -1, above.end)
        if slid and up.start == above.end and up.first == above.last:
            slid[-1] = Change(above.start, up.end, above.first, up.last)
            continue
        below = found[number + 1].start if number + 1 < len(found) else len(before)
        slid.append(_slide(change, before, after, 1, below))
    joined: list[Change] = []
    for change in slid:
        last = joined[-1] if joined else Change(0, 0, 0, 0)
        if joined and (last.end, last.last) == (change.start, change.first):
            joined[-1] = Change(last.start, change.end, last.first, change.last)
        else:
            joined.append(change)
    return joined


def _slide(
    change: Change,
    before: Sequence[Hashable],
    after: Sequence[Hashable],
    step: int,
    limit: int,
) -> Change:
    """The change moved up (``step`` -1) or down (1) as far as it stays the same change."""
    if change.start < change.end and change.first < change.last:
        return change
    text, start, end = after, change.first, change.last
    if change.start < change.end:
        text, start, end = before, change.start, change.end
    at = change.end if step > 0 else change.start
    moved = 0
    while at + moved != limit:
        if step > 0:
            if end + moved >= len(text) or text[start + moved] != text[end + moved]:
                break
        elif start + moved <= 0 or text[start + moved - 1] != text[end + moved - 1]:
            break
        moved += step
    return Change(
        change.start + moved, change.end + moved, change.first + moved, change.last + moved
    )


def _pairs(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The places of a longest common subsequence."""
    in_before, in_after = Counter(before), Counter(after)
    left = [index for index, value in enumerate(before) if value in in_after]
    right = [index for index, value in enumerate(after) if value in in_before]
    found = _myers([before[index] for index in left], [after[index] for index in right])
    return [(left[a], right[b]) for a, b in found]


def _myers(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs of equal places; ``reach[k]`` is how far ``before`` is read on diagonal ``k``."""
    size, other = len(before), len(after)
    if not size or not other:
        return []
    reach = {1: 0}
    trail: list[dict[int, int]] = []
    for depth in range(min(size + other, _MOST_CHANGES) + 1):
        trail.append(dict(reach))
        for k in range(-depth, depth + 1, 2):
            down = k == -depth or (k != depth and reach[k - 1] < reach[k + 1])
            x = reach[k + 1] if down else reach[k - 1] + 1
            y = x - k
            while x < size and y < other and before[x] == after[y]:
                x, y = x + 1, y + 1
            reach[k] = x
            if x >= size and y >= other:
                return _back(trail, size, other)
    from difflib import SequenceMatcher

    blocks = SequenceMatcher(None, before, after, autojunk=len(before) > 2000)
    return [
        (block.a + step, block.b + step)
        for block in blocks.get_matching_blocks()
        for step in range(block.size)
    ]


def _back(trail: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for depth in range(len(trail) - 1, -1, -1):
        reach = trail[depth]
        k = x - y
        down = k == -depth or (k != depth and reach[k - 1] < reach[k + 1])
        before_x = reach[k + 1] if down else reach[k - 1]
        before_y = before_x - (k + 1 if down else k - 1)
        stop_x = before_x if down else before_x + 1
        while x > stop_x and y > max(before_y, 0) and x > 0:
            pairs.append((x - 1, y - 1))
            x, y = x - 1, y - 1
        x, y = before_x, before_y
    return pairs[::-1]
