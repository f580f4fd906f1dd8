"""Twins: which of many definitions share a name, a content, or most of their text.

Names say little: two definitions of one name are unrelated more often than not, and copies
often go by another. What counts is shared runs of five words. Comparing each text with each
would take hours for ten thousand; so each is boiled down to a signature of smallest hashes
(MinHash, one permutation), signatures are cut into bands, and only texts that agree in a whole
band are compared word run by word run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

LIKENESS = 0.7
"""From here on two texts are near-duplicates: the share of their word runs that both have."""

_RUN = 5
_BINS = 128
_BAND = 4
_MASK = (1 << 61) - 1
# A band that more texts than this agree in is boilerplate; its texts meet in other bands too.
_CROWD = 400
# The runs of all texts would take ten times the memory of the texts: few are kept at a time.
_KEPT = 512


@dataclass(frozen=True, slots=True)
class TwinInput:
    """One definition: its name (empty if it has none) and its whole text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """A near-duplicate: its index, and how much of both texts is shared, below 1."""

    index: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Twins:
    """The twins of one definition, by their indices; a definition is not its own twin."""

    same_name: tuple[int, ...] = ()
    same_content: tuple[int, ...] = ()
    """The same text; line ends and blanks at line ends do not count."""
    near: tuple[Near, ...] = ()
    """Others that share at least the threshold, the likest first."""


def twins(texts: Sequence[TwinInput], *, threshold: float = LIKENESS) -> list[Twins]:
    """The twins of each of ``texts``, in their order.

    The time grows with the sum of their lengths, not with its square. A pair right at the
    threshold can be missed; of pairs with a likeness of 0.7 about one in a thousand is.
    """
    names = _groups(entry.name for entry in texts)
    plain = [_plain(entry.text) for entry in texts]
    contents = _groups(plain)
    near: defaultdict[int, list[Near]] = defaultdict(list)
    for a, b, likeness in _pairs({group[0]: text for text, group in contents.items()}, threshold):
        for one, other in ((a, b), (b, a)):
            near[one] += [Near(index, likeness) for index in contents[plain[other]]]
    found = []
    for index, entry in enumerate(texts):
        same = contents[plain[index]]
        others = sorted(near[same[0]], key=lambda other: (-other.likeness, other.index))
        found.append(
            Twins(
                tuple(other for other in names.get(entry.name, ()) if other != index)
                if entry.name
                else (),
                tuple(other for other in same if other != index),
                tuple(others),
            )
        )
    return found


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def _groups(keys: Iterable[str]) -> dict[str, list[int]]:
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        groups[key].append(index)
    return groups


def _runs(text: str) -> frozenset[int]:
    """A hash for every run of five words; for a shorter text one for all of it."""
    words = [crc32(word.encode("utf-8", "surrogatepass")) for word in text.lower().split()]
    if len(words) < _RUN:
        return frozenset({hash(tuple(words)) & _MASK}) if words else frozenset()
    # Numbers hash alike in every process, so that a list is the same on every day.
    zipped = zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)
    return frozenset([hash(run) & _MASK for run in zipped])


def _signature(runs: frozenset[int]) -> list[int]:
    """The smallest hash in each of the bins; an empty bin borrows from the next one."""
    # Assigned from the largest down, so that the smallest of each bin stays.
    smallest = {run % _BINS: run for run in sorted(runs, reverse=True)}
    signature = []
    for place in range(_BINS):
        step = 0
        while (place + step) % _BINS not in smallest:
            step += 1
        signature.append(smallest[(place + step) % _BINS] + step)
    return signature


def _pairs(texts: dict[int, str], threshold: float) -> Iterator[tuple[int, int, float]]:
    """All pairs of different texts that share at least ``threshold`` of their runs."""
    buckets: defaultdict[int, list[int]] = defaultdict(list)
    for index, text in texts.items():
        runs = _runs(text)
        if not runs:
            continue
        signature = _signature(runs)
        for start in range(0, _BINS, _BAND):
            buckets[hash((start, *signature[start : start + _BAND]))].append(index)
    seen: set[tuple[int, int]] = set()
    for bucket in buckets.values():
        if len(bucket) > _CROWD:
            continue
        for position, a in enumerate(bucket):
            seen.update((a, b) for b in bucket[position + 1 :])

    @lru_cache(maxsize=_KEPT)
    def runs_of(index: int) -> frozenset[int]:
        return _runs(texts[index])

    for a, b in sorted(seen):
        runs_a, runs_b = runs_of(a), runs_of(b)
        shared = len(runs_a & runs_b)
        likeness = shared / (len(runs_a) + len(runs_b) - shared)
        if likeness >= threshold:
            # Different texts may share every run of words; they are still not the same.
            yield a, b, min(likeness, 0.999)
