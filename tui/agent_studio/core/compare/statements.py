"""Statements of several sources that mean the same, though their words do not show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from agent_studio.core.compare.meaning import SAME, Likenesses, Meaning, Statement, plain
from agent_studio.core.compare.model import RowKind
from agent_studio.core.compare.roles import role
from agent_studio.core.compare.units import Unit
from agent_studio.core.compare.words import word_list
from agent_studio.core.document.model import BlockKind

# A longer text says several things; it is not for one of them that it stands in a row.
_LONGEST = 60
# What comes into a row by way of others must still be so near to each of them.
_NEARLY = 0.8


@dataclass(frozen=True, slots=True)
class Meant:
    """What was found, as indices into the units that were looked at."""

    pairs: tuple[tuple[int, int, float], ...]
    """Two statements and how alike they are, from `SAME` on; the smaller index first."""
    fits: Callable[[int, int], bool]
    """Whether two statements are near enough to share a row by way of others."""


def is_statement(unit: Unit) -> bool:
    """Whether a unit is an item or a paragraph that says one thing."""
    if unit.kind is not RowKind.ITEM and unit.block is not BlockKind.PARAGRAPH:
        return False
    key = unit.key
    return "\n" not in key and not key.endswith(":") and 0 < len(word_list(key)) <= _LONGEST


def match(
    units: Sequence[Unit],
    picked: Sequence[Unit],
    alike: Sequence[tuple[int, int]],
    opposed: Iterable[tuple[int, int]],
    meaning: Meaning,
) -> Meant | None:
    """Pairs of ``picked`` units that mean the same; ``None`` if there is nothing to look for.

    ``alike`` are pairs that share a row by their words, ``opposed`` those that are kept apart
    though they share them. The model is not asked unless two sources have statements that are
    like no other.
    """
    stated = [position for position, unit in enumerate(picked) if is_statement(unit)]
    lone = set(stated).difference(end for pair in alike for end in pair)
    if len({picked[position].source for position in lone}) < 2:
        return None
    space = meaning.space([plain(picked[position].key) for position in stated])
    if space is None:
        return None
    statements = [
        Statement(unit.key, unit.source, role(titles(units, unit)))
        for unit in (picked[position] for position in stated)
    ]
    likenesses = Likenesses(statements, space)
    place = {position: number for number, position in enumerate(stated)}
    beside = [(place[a], place[b]) for a, b in [*alike, *opposed] if a in place and b in place]
    # Who has a partner in a source by its words is not looking for one there.
    taken = {(place[a], picked[b].source) for a, b in alike if a in place}
    taken |= {(place[b], picked[a].source) for a, b in alike if b in place}
    sources = [statement.source for statement in statements]
    kinds = [picked[position].kind for position in stated]

    def wanted(a: int, b: int) -> bool:
        return kinds[a] is kinds[b] and not ((a, sources[b]) in taken or (b, sources[a]) in taken)

    pairs = tuple((stated[a], stated[b], like) for a, b, like in likenesses.survey(beside, wanted))

    def fits(a: int, b: int) -> bool:
        if a not in place or b not in place:
            return False
        first, second = sorted((place[a], place[b]))
        return likenesses.among((first, second)) >= _NEARLY * SAME

    return Meant(pairs, fits)


def titles(units: Sequence[Unit], unit: Unit) -> Iterator[str]:
    """The titles above a unit, the nearest first."""
    while unit.parent >= 0:
        unit = units[unit.parent]
        if unit.title:
            yield unit.title
