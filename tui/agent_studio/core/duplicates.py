"""Twins: which of many definitions share a name, a content, or most of their text.

Names say little: two definitions of one name are unrelated more often than not, and copies
often go by another. What counts is shared runs of five words. Comparing each text with each
would take hours for ten thousand; so each is boiled down to a signature of smallest hashes
(MinHash, one permutation), signatures are cut into bands, and only texts that agree in a whole
band are compared word run by word run. A signature takes half a kilobyte, so that nobody needs
to hold the texts: they pass by one at a time, and the few that are alike are asked for again.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from typing import TypeVar
from zlib import crc32

from agent_studio.core.records import dataclass

_Key = TypeVar("_Key", bound=Hashable)
_Item = TypeVar("_Item")

LIKENESS = 0.7
"""From here on two texts are near-duplicates: the share of their word runs that both have."""

LISTED = 200
"""Twins of one kind that are told of one definition at most.

In a crowd of ten thousand alike, telling each of each would take gigabytes and help nobody.
"""

_RUN = 5
# 32 bands of 4 bins: a pair with likeness s agrees in some band with 1 - (1 - s**4)**32, that
# is 0.9998 at 0.7 and 0.99999999 at 0.8; unrelated texts (s < 0.1) with less than 0.004.
_BINS = 128
_BAND = 4
_CODE = "I"
_BYTES = array(_CODE).itemsize
# A band that more texts than this agree in is boilerplate; its texts meet in other bands too.
_CROWD = 400
# The runs of one text take ten times its memory, so those of few are kept at a time.
_KEPT = 64


@dataclass(frozen=True, slots=True)
class TwinInput:
    """One definition: its name (empty if it has none) and its whole text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a definition to find its twins: half a kilobyte, however long it is."""

    name: str
    content: bytes
    """A digest; equal if the texts are equal but for line ends and blanks at line ends."""
    bins: bytes
    """The smallest hash of word runs in each bin; empty if there is no word."""


@dataclass(frozen=True, slots=True)
class Near:
    """A near-duplicate: its index, and how much of both texts is shared, below 1."""

    index: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Twins:
    """The twins of one definition, by their indices; a definition is not its own twin.

    Of each kind there are the first `LISTED`, of near-duplicates the likest.
    """

    same_name: tuple[int, ...] = ()
    same_content: tuple[int, ...] = ()
    """The same text; line ends and blanks at line ends do not count."""
    near: tuple[Near, ...] = ()
    """Others that share at least the threshold, the likest first."""


def twins(texts: Sequence[TwinInput], *, threshold: float = LIKENESS) -> list[Twins]:
    """The twins of each of ``texts``, in their order; see `related`."""
    signatures = [sign(entry.name, entry.text) for entry in texts]
    return related(signatures, lambda index: texts[index].text, threshold=threshold)


def sign(name: str, text: str) -> Signature:
    """What `related` must know of a definition; its text can be let go of afterwards."""
    plain = "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")
    content = blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return Signature(name, content, _bins(_runs(plain)))


def related(
    signatures: Sequence[Signature],
    text_of: Callable[[int], str],
    *,
    threshold: float = LIKENESS,
) -> list[Twins]:
    """The twins of each of the signed definitions, in their order.

    ``text_of`` gives the text of an index again; it is called for those that seem alike, and what
    it raises ends the search. The time grows with the sum of the lengths, not with its square. A
    pair right at the threshold can be missed; of pairs with a likeness of 0.7 about one in five
    thousand is.
    """
    names = _groups(each.name for each in signatures)
    contents = _groups(each.content for each in signatures)
    bins = {group[0]: signatures[group[0]].bins for group in contents.values()}
    near: defaultdict[int, list[Near]] = defaultdict(list)
    for a, b, likeness in _pairs(bins, text_of, threshold):
        for one, other in ((a, b), (b, a)):
            copies = contents[signatures[other].content][:LISTED]
            near[one] += [Near(index, likeness) for index in copies]
    listed = {
        one: tuple(sorted(others, key=lambda other: (-other.likeness, other.index))[:LISTED])
        for one, others in near.items()
    }
    return [
        Twins(
            without(names[each.name], index) if each.name else (),
            without(contents[each.content], index),
            listed.get(contents[each.content][0], ()),
        )
        for index, each in enumerate(signatures)
    ]


def without(group: Sequence[_Item], own: _Item) -> tuple[_Item, ...]:
    """The members of a group but one of them: the first `LISTED`."""
    return tuple(each for each in group[: LISTED + 1] if each != own)[:LISTED]


def _groups(keys: Iterable[_Key]) -> dict[_Key, list[int]]:
    groups: defaultdict[_Key, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        groups[key].append(index)
    return groups


def _runs(text: str) -> frozenset[int]:
    """A hash for every run of five words; for a shorter text one for all of it."""
    # Numbers hash alike in every process, so that a list is the same on every day.
    words = [crc32(word.encode("utf-8", "surrogatepass")) for word in text.lower().split()]
    if len(words) < _RUN:
        return frozenset({hash(tuple(words))}) if words else frozenset()
    zipped = zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)
    return frozenset(map(hash, zipped))


def _bins(runs: frozenset[int]) -> bytes:
    """The smallest hash in each of the bins; an empty bin borrows from the next one."""
    if not runs:
        return b""
    # Assigned from the largest down, so that the smallest of each bin stays.
    smallest = {run % _BINS: run for run in sorted(runs, reverse=True)}
    kept = array(_CODE, [0]) * _BINS
    nearest = step = 0
    # Backwards and twice around: by the second time every empty bin knows the next full one.
    for place in [*range(_BINS), *range(_BINS)][::-1]:
        step += 1
        if place in smallest:
            nearest, step = smallest[place], 0
        # The upper half is enough to tell hashes apart; the lowest bits say only the bin.
        kept[place] = ((nearest >> 32) + step) & 0xFFFFFFFF
    return kept.tobytes()


def _pairs(
    bins: dict[int, bytes], text_of: Callable[[int], str], threshold: float
) -> Iterator[tuple[int, int, float]]:
    """All pairs of different texts that share at least ``threshold`` of their runs."""

    @lru_cache(maxsize=_KEPT)
    def runs_of(index: int) -> frozenset[int]:
        return _runs(text_of(index))

    for a, b in sorted(_candidates(bins)):
        runs_a, runs_b = runs_of(a), runs_of(b)
        shared = len(runs_a & runs_b)
        likeness = shared / (len(runs_a) + len(runs_b) - shared or 1)
        if likeness >= threshold:
            # Different texts may share every run of words; they are still not the same.
            yield a, b, min(likeness, 0.999)


def _candidates(bins: dict[int, bytes]) -> set[tuple[int, int]]:
    """Pairs that agree in a whole band."""
    seen: set[tuple[int, int]] = set()
    width = _BAND * _BYTES
    # One band after another: the buckets of all at once would outweigh the signatures.
    for start in range(0, _BINS * _BYTES, width):
        buckets: defaultdict[bytes, list[int]] = defaultdict(list)
        for index, kept in bins.items():
            if kept:
                buckets[kept[start : start + width]].append(index)
        for bucket in buckets.values():
            if 1 < len(bucket) <= _CROWD:
                seen.update(combinations(bucket, 2))
    return seen
