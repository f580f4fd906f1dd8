"""Which statements mean the same, whatever their words.

Four signs are joined, none of which is enough alone:

- how near a small language model puts two statements (a `Meaning`, if there is one at hand);
- how much of their rare words they share, kin words counting for less;
- what the sections are for that they stand in: a duty is not a measure of success;
- how both stand out among their neighbours: of ten statements on tests, the one that is meant
  is nearer than the others.

Polarity has a veto: what says the contrary is never the same, however near. The core knows
nothing of any model. It asks for cosines and goes on without them if there are none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log
from typing import Protocol

from agent_studio.core.compare.kin import LIGHT, kin, roots
from agent_studio.core.compare.polarity import complains, opposite
from agent_studio.core.compare.roles import role
from agent_studio.core.compare.vocabulary import FILLERS
from agent_studio.core.records import dataclass

SAME = 0.29
"""From here on two statements that were compared with their neighbours mean the same."""
SAME_ALONE = 0.44
"""From here on two statements that were compared on their own (`same_meaning`) do."""

ALIKE = 0.35
"""From here on two statements speak of the same thing: if they are contrary, a person should
know."""

# Found by reading: a third of the labelled pairs was kept aside, and anything near does as well.
_MODEL = 0.4
_KIN = 0.7
_LIGHT = 0.6
_FILLER = 0.1
_NUMBER = 0.5
_ROLE = 0.05
_CROWD = 0.35
_NEIGHBOURS = 2
# A partner is as near as any other, or hardly less, seen from both.
_HARDLY = 0.03
# So many of the nearest statements of each other source are looked at.
_NEAREST = 2

_MARKS = re.compile(r"[*`]+")


class Space(Protocol):
    """Texts as points: what a `Meaning` makes of them."""

    def cosines(self, pairs: Sequence[tuple[int, int]]) -> Sequence[float]:
        """How near the two texts of each pair are, -1 to 1; pairs are indices into the texts."""

    def nearest(self, sources: Sequence[int], most: int) -> Mapping[tuple[int, int], float]:
        """For each text the ``most`` nearest of each other source, and how near they are.

        Pairs are given once, the smaller index first. Equally near texts all count. ``sources``
        tells the source of each text.
        """


class Meaning(Protocol):
    """A model of language. What it answers depends on the texts alone, not on their order."""

    @property
    def name(self) -> str:
        """Which model it is: the same name means the same answers."""

    def space(self, texts: Sequence[str]) -> Space | None:
        """The texts as points; ``None`` if the model cannot be had after all."""


@dataclass(frozen=True, slots=True)
class Statement:
    """An item or a short paragraph, with what is known of its place."""

    text: str
    source: int = 0
    role: str = ""
    """What the section is for that it stands in, see `roles.role`."""


@dataclass(frozen=True, slots=True)
class _Bag:
    words: frozenset[str]
    worth: Mapping[str, float]
    """Of a word the same in every bag."""
    total: float
    related: tuple[tuple[str, float, frozenset[int]], ...]
    """The words that have kin: what a kinsman is worth, and the groups that they are in."""
    groups: frozenset[int]


def plain(text: str) -> str:
    """``text`` without the marks of emphasis and code, which mean nothing."""
    return _MARKS.sub("", text)


def same_meaning(
    a: str,
    b: str,
    meaning: Meaning | None = None,
    *,
    titles: tuple[Sequence[str], Sequence[str]] = ((), ()),
) -> float:
    """How surely two statements mean the same, about 0 to 1; from `SAME_ALONE` on they do.

    0 if one says the contrary of the other. ``titles`` are the titles above each of them, the
    nearest first. `Likenesses` does the same for many at once, and better: it knows which words
    are rare and which others are near.
    """
    if contrary(a, b):
        return 0.0
    pair = Statement(a, 0, role(titles[0])), Statement(b, 1, role(titles[1]))
    space = meaning.space([plain(a), plain(b)]) if meaning else None
    return max(0.0, Likenesses(pair, space).alone((0, 1)))


def contrary(a: str, b: str) -> bool:
    """Whether one statement says, or complains of, the contrary of the other."""
    return a != b and (opposite(a, b) or complains(a) != complains(b))


class Likenesses:
    """How alike in meaning the statements of several sources are, each pair worked out once."""

    def __init__(self, statements: Sequence[Statement], space: Space | None) -> None:
        self._space = space
        self._sources = [statement.source for statement in statements]
        self._roles = [statement.role for statement in statements]
        self._bags = _bags([statement.text for statement in statements])
        self._known: dict[tuple[int, int], float] = {}
        self._around: dict[tuple[int, int], float] = {}

    def alone(self, pair: tuple[int, int]) -> float:
        """The likeness of two statements, whatever stands around them."""
        if pair not in self._known:
            cosine = self._space.cosines([pair])[0] if self._space is not None else None
            self._known[pair] = self._likeness(pair, cosine)
        return self._known[pair]

    def among(self, pair: tuple[int, int]) -> float:
        """The likeness of two statements less that of their neighbours, see `survey`."""
        a, b = pair
        known, around = self.alone(pair), self._around
        beside = around.get((a, self._sources[b]), known) + around.get((b, self._sources[a]), known)
        return known - _CROWD * beside / 2

    def survey(
        self, known: Iterable[tuple[int, int]], wanted: Callable[[int, int], bool]
    ) -> list[tuple[int, int, float]]:
        """Pairs that mean the same, and how surely they do, from `SAME` on; sorted.

        Looked at are the ``known`` pairs and what the model finds near, as far as it is
        ``wanted``; pairs are those of which neither has a clearly nearer one in the other's
        source. What stands around each statement is known afterwards: the mean of its best two
        likenesses to each source.
        """
        looked = list(dict.fromkeys(known))
        if self._space is not None:
            cosines: dict[tuple[int, int], float | None] = dict(
                zip(looked, self._space.cosines(looked), strict=True)
            )
            near = self._space.nearest(self._sources, _NEAREST)
            cosines |= {pair: cosine for pair, cosine in near.items() if wanted(*pair)}
        else:
            cosines = dict.fromkeys(looked)
        beside: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
        for pair, cosine in cosines.items():
            likeness = self._known[pair] = self._likeness(pair, cosine)
            a, b = pair
            beside[a, self._sources[b]].append(likeness)
            beside[b, self._sources[a]].append(likeness)
        nearest: dict[tuple[int, int], float] = {}
        for key, likenesses in beside.items():
            likenesses.sort()
            best = likenesses[-_NEIGHBOURS:]
            nearest[key] = best[-1]
            self._around[key] = sum(best) / len(best)
        return sorted(
            (a, b, like)
            for a, b in cosines
            if (alone := self._known[a, b]) >= SAME
            and alone + _HARDLY >= max(nearest[a, self._sources[b]], nearest[b, self._sources[a]])
            and (like := self.among((a, b))) >= SAME
        )

    def above(self, least: float) -> list[tuple[int, int, float]]:
        """The pairs that were looked at and are at least so alike, whatever stands around them."""
        return sorted((*pair, like) for pair, like in self._known.items() if like >= least)

    def _likeness(self, pair: tuple[int, int], cosine: float | None) -> float:
        a, b = pair
        like = _shared(self._bags[a], self._bags[b])
        if cosine is not None:
            like = _MODEL * cosine + (1 - _MODEL) * like
        if self._roles[a] != self._roles[b]:
            like -= _ROLE
        # Sums come in any order; what they are good for are a few digits.
        return round(like, 6)


def _shared(one: _Bag, other: _Bag) -> float:
    """The share of its worth that each has in common with the other, the mean of both.

    What they have in common are words, and for less words that are kin.
    """
    if not one.total or not other.total:
        return 0.0
    common = one.words & other.words
    mine = theirs = sum([one.worth[word] for word in common]) if common else 0.0
    if not one.groups.isdisjoint(other.groups):
        mine += _akin(one, other.groups, common)
        theirs += _akin(other, one.groups, common)
    return (mine / one.total + theirs / other.total) / 2


def _akin(bag: _Bag, groups: frozenset[int], common: frozenset[str]) -> float:
    """What the words are worth that are only kin to one of the other's."""
    worth = 0.0
    for word, less, own in bag.related:
        if word not in common and not own.isdisjoint(groups):
            worth += less
    return worth


def _bags(texts: Sequence[str]) -> list[_Bag]:
    """The words of each text with their worth: rare ones tell most."""
    words = [dict.fromkeys(roots(plain(text))) for text in texts]
    spread = Counter(word for found in words for word in found)
    most = log(1 + len(texts))
    worths = {
        word: _weight(word) * log(1 + len(texts) / count) / most for word, count in spread.items()
    }
    bags = []
    for found in words:
        worth = {word: worths[word] for word in found}
        related = tuple(
            (word, _KIN * value, groups) for word, value in worth.items() if (groups := kin(word))
        )
        groups = frozenset(group for _, _, own in related for group in own)
        bags.append(_Bag(frozenset(worth), worth, sum(worth.values()), related, groups))
    return bags


def _weight(word: str) -> float:
    if word in FILLERS:
        return _FILLER
    return (_LIGHT if word in LIGHT else 1.0) * (_NUMBER if word[0].isdigit() else 1.0)
