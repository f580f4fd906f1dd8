"""What a word is worth: rare words tell texts apart, common ones do not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log

from agent_studio.core.compare.words import stems, word_list
from agent_studio.core.records import dataclass

FILLERS = stems(
    "a an and are as at be by for from has have in into is it its of on or that the their "
    "them then there these this to was were will with you your when which while who"
)
"""Words that hold sentences together and say nothing by themselves."""
_FILLER_WORTH = 0.15

# Words in more units than this say nothing about which two belong together.
_COMMON = 80
# In large files every word is common: then only rarer ones tell, or the pairs grow with the square.
_MOST_PAIRS = 400_000
# Sums of worths are not exact.
_SLACK = 1e-6
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
            word: _FILLER_WORTH if word in FILLERS else 1 / (1 + log(count / spread[word]))
            for word, count in counts.items()
        }
        telling = sorted(self._worth, key=lambda word: (-self._worth[word], word))
        self._rank = {word: place for place, word in enumerate(telling)}
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
        there = many.worth
        shared = sum(
            [min(worth, there[word]) for word, worth in few.worth.items() if word in there]
        )
        return 2 * shared / (bag_a.total + bag_b.total)

    def rarest(self, text: str) -> list[str]:
        """The most telling words of ``text``, the best first."""
        known = [word for word in self.bag(text).worth if word in self._rank]
        return sorted(known, key=self._rank.__getitem__)[:_LOOKED_UP]


def candidates(
    texts: Sequence[str], sources: Sequence[int], vocabulary: Vocabulary, floor: float = 0.0
) -> list[tuple[int, int]]:
    """Pairs of indices into ``texts`` that share a telling word or all their text.

    Only pairs across different ``sources``, each pair once, the smaller index first, sorted.
    Pairs whose likeness is surely below ``floor`` are left out. This is what keeps nine sources
    of hundreds of items from being compared each with each.
    """
    postings: defaultdict[str, list[int]] = defaultdict(list)
    alike: defaultdict[str, list[int]] = defaultdict(list)
    bags = [vocabulary.bag(text) for text in texts]
    for index, bag in enumerate(bags):
        for word in bag.worth:
            postings[word].append(index)
        alike[texts[index]].append(index)
    totals = [bag.total for bag in bags]
    common = max(_LOOKED_UP, min(_COMMON, _MOST_PAIRS // max(1, len(texts))))
    seen: set[tuple[int, int]] = set()
    for index, text in enumerate(texts):
        here = sources[index]
        found, unseen = _sharing(vocabulary.rarest(text), bags[index], postings, common)
        # What the two may share at most is what was found and all that was not looked up.
        enough = [
            other
            for other, shared in found.items()
            if sources[other] != here
            and 2 * (shared + unseen) >= (floor - _SLACK) * (totals[index] + totals[other])
        ]
        enough += [other for other in alike[text] if sources[other] != here]
        seen.update((index, other) if index < other else (other, index) for other in enough)
    return sorted(seen)


def _sharing(
    telling: Sequence[str], bag: Bag, postings: dict[str, list[int]], common: int
) -> tuple[dict[int, float], float]:
    """Who has which worth of the telling words, and the worth of all the other words."""
    found: dict[int, float] = {}
    unseen = bag.total
    for word in telling:
        having = postings[word]
        if len(having) > common:
            continue
        worth = bag.worth[word]
        unseen -= worth
        for other in having:
            found[other] = found.get(other, 0.0) + worth
    return found, unseen
