"""Which descriptions of agents say nearly the same; read by those who ask for it only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from math import log
from typing import Final, NamedTuple

_OVERLAP: Final = 0.35
"""The share of what two descriptions say, rare words counting more, from which on it is told."""
_RAREST: Final = 8
_CROWD: Final = 200
"""Words that more descriptions share set no two of them apart from the others."""
_READ: Final = 2_000
"""Characters of a description that are looked at."""
_PLAIN: Final = """
    a an and any are as at be before after best build by can create do does e.g each ensure etc
    expert expertise focus for from handle has have help helps how i.e immediately in include
    including into is it its mandatory must need needed of on only or practice proactively provide
    should so specialist specialize such task that the their them these this those to use used user
    via want what when whenever which who will with work you your agent subagent
"""
_PLAIN_WORDS: Final = frozenset(_PLAIN.split())


class _Described(NamedTuple):
    """What a description says: its telling words, and those of the name."""

    words: frozenset[str]
    name: frozenset[str]

    def is_set_apart_from(self, other: _Described) -> bool:
        """Whether a word that names this agent is in its description and not in the other's."""
        return bool((self.name & self.words) - other.words)


def likest(agents: Sequence[tuple[str, str]]) -> dict[int, int]:
    """For each agent whose description says nearly what another's does, which one's.

    ``agents`` are pairs of name and description. Two are alike that share most of their telling
    words, unless a word of one's name, in its description, sets them apart.
    """
    described = [_Described(_words(_purpose(said)), _words(name)) for name, said in agents]
    telling = {place: each for place, each in enumerate(described) if len(each.words) > 3}
    count = Counter(word for each in telling.values() for word in each.words)
    weights = {word: log((len(telling) + 8) / number) for word, number in count.items()}
    found: dict[int, tuple[float, int]] = {}
    for one, other in sorted(_pairs(telling, weights)):
        a, b = telling[one], telling[other]
        shared = sum(weights[word] for word in a.words & b.words)
        likeness = shared / sum(weights[word] for word in a.words | b.words)
        if likeness >= _OVERLAP and not (a.is_set_apart_from(b) or b.is_set_apart_from(a)):
            for own, peer in ((one, other), (other, one)):
                found[own] = max(found.get(own, (0.0, -1)), (likeness, peer))
    return {own: peer for own, (_, peer) in sorted(found.items())}


def _purpose(description: str) -> str:
    """What an agent is for: it stands before the examples."""
    return re.split(r"<example|\bExamples?:|\n\s*\n", description, maxsplit=1)[0][:_READ]


def _words(text: str) -> frozenset[str]:
    """The telling words of a text in Latin letters, without their endings."""
    latin = re.findall(r"[A-Za-z][A-Za-z0-9+#.]*[A-Za-z0-9+#]", text)
    if sum(map(len, latin)) * 2 < len(text):
        return frozenset()
    return frozenset(stem for word in latin if (stem := _stem(word.lower()))) - _PLAIN_WORDS


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    if word in _PLAIN_WORDS:
        return ""
    bare = re.sub(r"(?<=[a-z]{3})(?:ing|ed|i?es|s|ers?|ors?|i?ons?)\Z", "", word)
    return re.sub(r"(?<=[a-z]{3})[eiy]\Z", "", bare)


def _pairs(
    described: Mapping[int, _Described], weights: Mapping[str, float]
) -> set[tuple[int, int]]:
    """Pairs that share two of the rarest words of each: only these can be much alike."""
    having: dict[str, list[int]] = {}
    for place, each in described.items():
        rarest = sorted(each.words, key=lambda word: (-weights[word], word))
        for word in rarest[: max(_RAREST, len(rarest) * 2 // 3)]:
            having.setdefault(word, []).append(place)
    met: Counter[tuple[int, int]] = Counter()
    for places in having.values():
        if len(places) <= _CROWD:
            met.update(combinations(places, 2))
    return {pair for pair, times in met.items() if times > 1}
