"""Putting units of several sources together, best pairs first, one of each source at most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from agent_studio.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Two units that may stand in one row, by their indices."""

    first: int
    second: int
    score: float
    tie: tuple[object, ...] = ()
    """Decides between equal scores; made of contents and places within a source only, so that
    the order of the sources has no say (Law 5)."""
    whole: bool = False
    """Whether all units that come together by this pair must fit one another, not just these."""


def cluster(
    sources: Sequence[int],
    pairs: Iterable[Pair],
    may_join: Callable[[int, int], bool] = lambda _first, _second: True,
    fits: Callable[[int, int], bool] = lambda _first, _second: True,
) -> list[list[int]]:
    """Groups of unit indices: each unit in one group, no two of one source together.

    Pairs are taken from the best down. Two groups join when every unit of one may stand with
    every unit of the other, and for a pair marked ``whole`` when they also fit. ``sources`` tells
    the source of each unit; groups are ordered inside by source.
    """
    group_of = list(range(len(sources)))
    members = {index: [index] for index in range(len(sources))}
    taken = {index: {source} for index, source in enumerate(sources)}
    for pair in sorted(pairs, key=lambda pair: (-round(pair.score, 9), pair.tie)):
        left, right = group_of[pair.first], group_of[pair.second]
        if left == right or taken[left] & taken[right]:
            continue
        meeting = [(a, b) for a in members[left] for b in members[right]]
        if not all(may_join(a, b) and (not pair.whole or fits(a, b)) for a, b in meeting):
            continue
        for index in members[right]:
            group_of[index] = left
        members[left] += members.pop(right)
        taken[left] |= taken.pop(right)
    return [sorted(group, key=lambda index: sources[index]) for group in members.values()]


def origins(pairs: Iterable[Pair], sources: Sequence[int], ground: int) -> dict[int, int]:
    """For each unit the one of the base that it is most like; ``ground`` is the base's column.

    Two edits of one text belong together whatever they made of it.
    """
    found: dict[int, int] = {}
    for pair in sorted(pairs, key=lambda pair: (-round(pair.score, 9), pair.tie)):
        for unit, other in ((pair.first, pair.second), (pair.second, pair.first)):
            if sources[other] == ground:
                found.setdefault(unit, other)
    return found
