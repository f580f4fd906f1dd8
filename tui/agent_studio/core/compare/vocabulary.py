"""What a word is worth: rare words tell texts apart, common ones do not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log

from agent_studio.core.compare.words import stems, word_list

_FILLERS = stems(
    "a an and are as at be by for from has have in into is it its of on or that the their "
    "them then there these this to was were will with you your when which while who"
)
_FILLER_WORTH = 0.15

# Words in more units than this say nothing about which two belong together.
_COMMON = 80
# So many of a unit's rarest words are looked up; a true partner shares at least one of them.
_LOOKED_UP = 8


@dataclass(frozen=True)
class Bag:
    """The words of one unit with their worth, and the sum of it."""

    worth: dict[str, float]
    total: float


class Vocabulary:
    """The worth of words in one comparison, and the likeness that follows from it.

    A word's worth falls with how often it occurs *within* one source: that several sources
    use it makes it no less telling.
    """

    def __init__(self, sources: Iterable[Sequence[str]]) -> None:
        counts: Counter[str] = Counter()
        spread: Counter[str] = Counter()
        for texts in sources:
            here: Counter[str] = Counter()
            for text in texts:
                here.update(set(word_list(text)))
            counts.update(here)
            spread.update(here.keys())
        self._worth = {
            word: _FILLER_WORTH if word in _FILLERS else 1 / (1 + log(count / spread[word]))
            for word, count in counts.items()
        }
        self._bags: dict[str, Bag] = {}

    def bag(self, text: str) -> Bag:
        """The weighed words of ``text``."""
        known = self._bags.get(text)
        if known is None:
            worth = {
                word: self._worth.get(word, 1.0) * count
                for word, count in Counter(word_list(text)).items()
            }
            known = self._bags[text] = Bag(worth, sum(worth.values()))
        return known

    def likeness(self, a: str, b: str) -> float:
        """Shared worth over all worth, 0 to 1; 0 if either has no words."""
        bag_a, bag_b = self.bag(a), self.bag(b)
        if not bag_a.total or not bag_b.total:
            return 0.0
        few, many = (bag_a, bag_b) if len(bag_a.worth) <= len(bag_b.worth) else (bag_b, bag_a)
        shared = sum(
            min(worth, many.worth[word]) for word, worth in few.worth.items() if word in many.worth
        )
        return 2 * shared / (bag_a.total + bag_b.total)

    def rarest(self, text: str) -> list[str]:
        """The most telling words of ``text``, the best first."""
        worth = self._worth
        telling = sorted(self.bag(text).worth, key=lambda word: (-worth.get(word, 1.0), word))
        return telling[:_LOOKED_UP]


def candidates(
    texts: Sequence[str], sources: Sequence[int], vocabulary: Vocabulary
) -> Iterator[tuple[int, int]]:
    """Pairs of indices into ``texts`` that share a telling word or all their text.

    Only pairs across different ``sources``, each pair once, the smaller index first. This is
    what keeps nine sources of hundreds of items from being compared each with each.
    """
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        for word in vocabulary.bag(text).worth:
            postings[word].append(index)
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        alike[text].append(index)
    seen: set[tuple[int, int]] = set()
    for index, text in enumerate(texts):
        lists = [alike[text]] + [
            postings[word] for word in vocabulary.rarest(text) if len(postings[word]) <= _COMMON
        ]
        for other in (other for found in lists for other in found):
            if sources[other] != sources[index]:
                seen.add((min(index, other), max(index, other)))
    yield from sorted(seen)
