"""Which blocks, lists and items of several sources are the same.

First by their words. Then, where there is no base to tell what became of what and a `Meaning`
is at hand, by what they mean.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from agent_studio.core.compare.announcements import align_announcements, announcement
from agent_studio.core.compare.clusters import Pair, cluster, origins
from agent_studio.core.compare.model import RowKind
from agent_studio.core.compare.polarity import complains, opposite
from agent_studio.core.compare.units import Unit
from agent_studio.core.compare.vocabulary import Vocabulary, candidates
from agent_studio.core.compare.words import word_list
from agent_studio.core.document.model import BlockKind
from agent_studio.core.records import dataclass, field

if TYPE_CHECKING:
    from agent_studio.core.compare.meaning import Meaning


@dataclass(frozen=True)
class Limits:
    """How alike two texts must be to stand in one row: in one section, and across sections."""

    item_near: float
    item_far: float
    block_near: float
    block_far: float


COMPOSING = Limits(item_near=0.66, item_far=0.75, block_near=0.5, block_far=0.7)
"""Without a base: word for word, or nearly."""
MERGING = Limits(item_near=0.45, item_far=0.66, block_near=0.35, block_far=0.6)
"""With a base: what was edited is still the same, though much of it is new."""

_MANY = 3000
"""So many texts of all sources together are more than anybody reads one by one."""
_BOTH_NEW = 0.75
"""So alike must two texts be that both sides added: no common origin speaks for them."""

# From here on two texts of contrary meaning look alike enough to be mistaken for one another.
_MISTAKEN = 0.5

_IDENTITY = re.compile(r"(?:you are|you're|act as)\b", re.IGNORECASE)
"""How the paragraph begins that says who the agent is. There is one in a definition, and of
several only one can stand, so that they belong side by side whatever else they say."""

# Whoever is alike in meaning only comes behind all who are alike by their words.
_BEHIND = 0.9

_PROSE = {None, BlockKind.PARAGRAPH, BlockKind.QUOTE}

# So many words of one item are enough to know it again where another source says more.
_ENOUGH_WORDS = 3


@dataclass
class Alignment:
    """Groups of unit indices, and the pairs that were kept apart for their meaning."""

    groups: list[list[int]]
    opposed: list[tuple[int, int]] = field(default_factory=list)


def align_content(
    units: Sequence[Unit],
    sections: Sequence[int],
    limits: Limits,
    meaning: Meaning | None = None,
) -> Alignment:
    """Rows of blocks and items, then of the lists that hold them.

    ``sections`` tells for each unit the row of the section it stands in, -1 at the top.
    ``meaning`` has a say only where there is no base: an edit is known by its words.
    """
    leaves = [
        index
        for index, unit in enumerate(units)
        if unit.kind is not RowKind.SECTION and not unit.is_list
    ]
    composing = limits is COMPOSING
    aligned = _Leaves(units, leaves, sections, limits).align(meaning if composing else None)
    lists = [index for index, unit in enumerate(units) if unit.is_list]
    row_of = {index: row for row, group in enumerate(aligned.groups) for index in group}
    ground = -1 if composing else max((unit.source for unit in units), default=-1)
    aligned.groups += _align_lists(units, lists, sections, row_of, ground)
    if composing:
        aligned.groups = align_announcements(units, aligned.groups, _contrary)
    return aligned


class _Leaves:
    """The blocks and items of all sources, and how alike they are."""

    def __init__(
        self, units: Sequence[Unit], leaves: Sequence[int], sections: Sequence[int], limits: Limits
    ) -> None:
        self._units = units
        self._leaves = leaves
        self._limits = limits
        self._composing = limits is COMPOSING
        self._picked = [units[index] for index in leaves]
        self._where = [sections[index] for index in leaves]
        self._sources = [unit.source for unit in self._picked]
        self._ground = -1 if self._composing else max(self._sources, default=-1)
        by_source: defaultdict[int, list[str]] = defaultdict(list)
        for unit in self._picked:
            by_source[unit.source].append(unit.key)
        self._vocabulary = Vocabulary(by_source.values())
        self._nth = _occurrences(self._picked, self._where)
        self._opposed: dict[tuple[int, int], float] = {}

    def align(self, meaning: Meaning | None) -> Alignment:
        """Groups of what is the same, the surest first."""
        pairs = self._worded()
        if self._composing:
            pairs += _identities(self._picked)
        fits: Callable[[int, int], bool] = _any_fit
        if meaning is not None:
            # A merge with a base never needs its tables, and should not pay for them.
            from agent_studio.core.compare.statements import match

            alike = [(pair.first, pair.second) for pair in pairs]
            found = match(self._units, self._picked, alike, self._opposed, meaning)
            if found is not None:
                pairs += self._meant(found.pairs)
                self._note_contrary(found.alike)
                fits = found.fits
        origin = origins(pairs, self._sources, self._ground)

        def may_join(a: int, b: int) -> bool:
            return origin.get(a, a) == origin.get(b, b) or not self._contrary(a, b)

        groups = cluster(self._sources, pairs, may_join, fits)
        opposed = sorted(self._opposed, key=lambda pair: (-self._opposed[pair], pair))
        leaves = self._leaves
        return Alignment(
            [[leaves[position] for position in group] for group in groups],
            [(leaves[a], leaves[b]) for a, b in opposed],
        )

    def _worded(self) -> list[Pair]:
        """Pairs that are alike by their words; contrary ones are noted."""
        # Without a base what is the same everywhere may still have its contrary elsewhere.
        small = self._composing and len(self._picked) < _MANY
        untouched = [] if small else self._untouched()
        known = {position for group in untouched for position in group}
        pairs = [
            Pair(a, b, 1.15, self._tie(a, b))
            for group in untouched
            for a, b in combinations(group, 2)
        ]
        for a, b in self._candidates(known):
            first, second = self._picked[a], self._picked[b]
            if first.block is not second.block or first.kind is not second.kind:
                continue
            near = self._where[a] == self._where[b]
            like = self._alike(first, second, near)
            if like >= _MISTAKEN and self._contrary(a, b):
                self._opposed[a, b] = like
            elif like >= self._least(a, b) and (near or first.key.strip("-_*= ")):
                pairs.append(Pair(a, b, like + (0.15 if near else 0.0), self._tie(a, b)))
        return pairs

    def _untouched(self) -> list[list[int]]:
        """What the base and every source have exactly once: most of what is merged."""
        same: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        for position, unit in enumerate(self._picked):
            same[unit.kind, unit.block, unit.key].append(position)
        columns = sorted(set(self._sources))
        return [
            group
            for group in same.values()
            if sorted(self._sources[position] for position in group) == columns
        ]

    def _candidates(self, known: set[int]) -> list[tuple[int, int]]:
        """Pairs that may be alike enough to be joined, or to be mistaken for one another."""
        limits = self._limits
        least = min(limits.item_near, limits.item_far, limits.block_near, limits.block_far)
        rest = [position for position in range(len(self._picked)) if position not in known]
        keys = [self._picked[position].key for position in rest]
        sources = [self._sources[position] for position in rest]
        near = candidates(keys, sources, self._vocabulary, min(least, _MISTAKEN))
        found = [(rest[a], rest[b]) for a, b in near]
        if not self._composing:
            return found
        return sorted({*found, *self._beginning_alike()})

    def _beginning_alike(self) -> Iterator[tuple[int, int]]:
        """Pairs of items in one section of which one may go on where the other ends."""
        alike: defaultdict[tuple[int, tuple[str, ...]], list[int]] = defaultdict(list)
        for position, unit in enumerate(self._picked):
            first = word_list(unit.key)[:_ENOUGH_WORDS]
            if unit.kind is RowKind.ITEM and len(first) == _ENOUGH_WORDS:
                alike[self._where[position], first].append(position)
        for found in alike.values():
            for a, b in combinations(found, 2):
                if self._sources[a] != self._sources[b]:
                    yield a, b

    def _alike(self, first: Unit, second: Unit, near: bool) -> float:
        if first.key == second.key:
            return 1.0
        like = self._vocabulary.likeness(first.key, second.key)
        if near and (_goes_on if self._composing else _holds)(first, second):
            return max(like, _limit(first, self._limits, near))
        return like

    def _least(self, a: int, b: int) -> float:
        limit = _limit(self._picked[a], self._limits, self._where[a] == self._where[b])
        return limit if self._composing or self._is_edit(a, b) else max(limit, _BOTH_NEW)

    def _is_edit(self, a: int, b: int) -> bool:
        """Whether one of the two is the base's: then the other is what became of it."""
        return self._ground in {self._sources[a], self._sources[b]}

    def _meant(self, found: Iterable[tuple[int, int, float]]) -> list[Pair]:
        """Pairs that are alike in meaning."""
        return [
            Pair(a, b, _BEHIND * like, self._tie(a, b), whole=True)
            for a, b, like in found
            if not self._contrary(a, b)
        ]

    def _note_contrary(self, found: Iterable[tuple[int, int, float]]) -> None:
        """Keep in mind who speaks of the same thing and says the contrary."""
        for a, b, like in found:
            first, second = self._picked[a], self._picked[b]
            if first.kind is second.kind and self._contrary(a, b):
                self._opposed.setdefault((a, b), like)

    def _contrary(self, a: int, b: int) -> bool:
        first, second = self._picked[a], self._picked[b]
        if self._is_edit(a, b):
            # An edit may turn a statement round; it is an edit nevertheless.
            return False
        if _contrary(first, second):
            return True
        # A version of one's own may well say "Missing tests" where the other says "Tests".
        return self._composing and first.block in _PROSE and _one_complains(first, second)

    def _tie(self, a: int, b: int) -> tuple[object, ...]:
        nth = self._nth
        ends = sorted((self._picked[i].key, self._picked[i].avoiding, nth[i]) for i in (a, b))
        return (abs(nth[a] - nth[b]), *ends)


def _any_fit(_first: int, _second: int) -> bool:
    return True


def _one_complains(a: Unit, b: Unit) -> bool:
    return a.key != b.key and complains(a.key) != complains(b.key)


def _identities(picked: Sequence[Unit]) -> list[Pair]:
    """The first paragraph of each source that says who the agent is, paired with the others'."""
    first: dict[int, int] = {}
    for position, unit in enumerate(picked):
        if unit.block is BlockKind.PARAGRAPH and _IDENTITY.match(unit.key):
            first.setdefault(unit.source, position)
    found = list(first.values())
    return [
        Pair(a, b, 1.0, (0, *sorted((picked[end].key, picked[end].avoiding, 0) for end in (a, b))))
        for number, a in enumerate(found)
        for b in found[number + 1 :]
    ]


def _goes_on(a: Unit, b: Unit) -> bool:
    """Whether one of two items begins with all that the other one says."""
    few, many = sorted((word_list(a.key), word_list(b.key)), key=len)
    return a.kind is RowKind.ITEM and len(few) >= _ENOUGH_WORDS and many[: len(few)] == few


def _holds(a: Unit, b: Unit) -> bool:
    """Whether one of two texts has nearly every word of the other, however much it adds."""
    few, many = sorted((Counter(word_list(a.key)), Counter(word_list(b.key))), key=Counter.total)
    return few.total() > 2 * _ENOUGH_WORDS and (few & many).total() >= 0.9 * few.total()


def _limit(unit: Unit, limits: Limits, near: bool) -> float:
    if unit.kind is RowKind.ITEM:
        return limits.item_near if near else limits.item_far
    return limits.block_near if near else limits.block_far


def _contrary(a: Unit, b: Unit) -> bool:
    if a.block not in _PROSE:
        return False
    return a.avoiding != b.avoiding or (a.key != b.key and opposite(a.key, b.key))


def _occurrences(picked: Sequence[Unit], where: Sequence[int]) -> list[int]:
    """For each unit how many equal ones its source has before it in the same section."""
    seen: Counter[tuple[int, int, str]] = Counter()
    found = []
    for unit, section in zip(picked, where, strict=True):
        key = (unit.source, section, unit.key)
        found.append(seen[key])
        seen[key] += 1
    return found


def _announced_apart(units: Sequence[Unit], a: int, b: int, row_of: dict[int, int]) -> bool:
    one, other = announcement(units, a), announcement(units, b)
    return one is not None and other is not None and row_of[one] != row_of[other]


def _align_lists(
    units: Sequence[Unit],
    lists: Sequence[int],
    sections: Sequence[int],
    row_of: dict[int, int],
    ground: int,
) -> list[list[int]]:
    """Lists that share items, or that are the only ones in one section, stand in one row.

    Not two lists without a common item that different lines announce.
    """
    rows = [{row_of[item] for item in units[index].children} for index in lists]
    holding: defaultdict[int, list[int]] = defaultdict(list)
    for position, held in enumerate(rows):
        for row in held:
            holding[row].append(position)
    possible = {(a, b) for found in holding.values() for a in found for b in found if a < b}
    alone = Counter((units[index].source, sections[index]) for index in lists)
    lone: defaultdict[int, list[int]] = defaultdict(list)
    for position, index in enumerate(lists):
        if alone[units[index].source, sections[index]] == 1:
            lone[sections[index]].append(position)
    possible |= {(a, b) for found in lone.values() for a in found for b in found if a < b}
    pairs = []
    for a, b in sorted(possible):
        first, second = units[lists[a]], units[lists[b]]
        edited = ground in {first.source, second.source}
        if first.source == second.source or (first.avoiding != second.avoiding and not edited):
            continue
        shared = len(rows[a] & rows[b]) / min(len(rows[a]), len(rows[b]))
        near = sections[lists[a]] == sections[lists[b]]
        if not shared and _announced_apart(units, lists[a], lists[b], row_of):
            continue
        if near or shared >= 0.5:
            tie = tuple(sorted(units[lists[end]].words for end in (a, b)))
            pairs.append(Pair(a, b, shared + (1.0 if near else 0.0), tie))
    groups = cluster([units[index].source for index in lists], pairs)
    return [[lists[position] for position in group] for group in groups]
