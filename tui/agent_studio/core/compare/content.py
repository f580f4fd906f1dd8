"""Which blocks, lists and items of several sources are the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from agent_studio.core.compare.announcements import align_announcements, announcement
from agent_studio.core.compare.clusters import Pair, cluster
from agent_studio.core.compare.model import RowKind
from agent_studio.core.compare.polarity import opposite
from agent_studio.core.compare.units import Unit
from agent_studio.core.compare.vocabulary import Vocabulary, candidates
from agent_studio.core.compare.words import word_list
from agent_studio.core.document.model import BlockKind


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

# From here on two texts of contrary meaning look alike enough to be mistaken for one another.
_MISTAKEN = 0.5

_IDENTITY = re.compile(r"(?:you are|you're|act as)\b", re.IGNORECASE)
"""How the paragraph begins that says who the agent is. There is one in a definition, and of
several only one can stand, so that they belong side by side whatever else they say."""

_PROSE = {None, BlockKind.PARAGRAPH, BlockKind.QUOTE}

# So many words of one item are enough to know it again where another source says more.
_ENOUGH_WORDS = 3


@dataclass
class Alignment:
    """Groups of unit indices, and the pairs that were kept apart for their meaning."""

    groups: list[list[int]]
    opposed: list[tuple[int, int]] = field(default_factory=list)


def align_content(units: Sequence[Unit], sections: Sequence[int], limits: Limits) -> Alignment:
    """Rows of blocks and items, then of the lists that hold them.

    ``sections`` tells for each unit the row of the section it stands in, -1 at the top.
    """
    leaves = [
        index
        for index, unit in enumerate(units)
        if unit.kind is not RowKind.SECTION and not unit.is_list
    ]
    aligned = _align_leaves(units, leaves, sections, limits)
    lists = [index for index, unit in enumerate(units) if unit.is_list]
    row_of = {index: row for row, group in enumerate(aligned.groups) for index in group}
    aligned.groups += _align_lists(units, lists, sections, row_of)
    if limits is COMPOSING:
        aligned.groups = align_announcements(units, aligned.groups, _contrary)
    return aligned


def _align_leaves(
    units: Sequence[Unit], leaves: Sequence[int], sections: Sequence[int], limits: Limits
) -> Alignment:
    picked = [units[index] for index in leaves]
    where = [sections[index] for index in leaves]
    sources = [unit.source for unit in picked]
    by_source: defaultdict[int, list[str]] = defaultdict(list)
    for unit in picked:
        by_source[unit.source].append(unit.key)
    vocabulary = Vocabulary(by_source.values())
    nth = _occurrences(picked, where)
    pairs, opposed = [], []
    for a, b in candidates([unit.key for unit in picked], sources, vocabulary):
        first, second = picked[a], picked[b]
        if first.block is not second.block or first.kind is not second.kind:
            continue
        near = where[a] == where[b]
        like = 1.0 if first.key == second.key else vocabulary.likeness(first.key, second.key)
        if near and limits is COMPOSING and _goes_on(first, second):
            like = max(like, limits.item_near)
        if like >= _MISTAKEN and _contrary(first, second):
            opposed.append((leaves[a], leaves[b]))
        elif like >= _limit(first, limits, near) and (near or first.key.strip("-_*= ")):
            ends = sorted(
                [(first.key, first.avoiding, nth[a]), (second.key, second.avoiding, nth[b])]
            )
            tie = (abs(nth[a] - nth[b]), *ends)
            pairs.append(Pair(a, b, like + (0.15 if near else 0.0), tie))
    if limits is COMPOSING:
        pairs += _identities(picked)
    groups = cluster(sources, pairs, lambda a, b: not _contrary(picked[a], picked[b]))
    return Alignment([[leaves[position] for position in group] for group in groups], opposed)


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
        if first.source == second.source or first.avoiding != second.avoiding:
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
