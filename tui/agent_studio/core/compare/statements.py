"""Statements of several sources that mean the same, though their words do not show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from agent_studio.core.compare.meaning import ALIKE, SAME, Likenesses, Meaning, Statement, plain
from agent_studio.core.compare.model import RowKind
from agent_studio.core.compare.polarity import STATEMENT
from agent_studio.core.compare.roles import role
from agent_studio.core.compare.units import Unit
from agent_studio.core.compare.words import word_list
from agent_studio.core.document.model import BlockKind
from agent_studio.core.records import dataclass

# What comes into a row by way of others must still be so near to each of them.
_NEARLY = 0.8


@dataclass(frozen=True, slots=True)
class Meant:
    """What was found, as indices into the units that were looked at."""

    pairs: tuple[tuple[int, int, float], ...]
    """Two statements and how alike they are, from `SAME` on; the smaller index first."""
    alike: tuple[tuple[int, int, float], ...]
    """Two that speak of the same thing, from `ALIKE` on; they may say the contrary of it."""
    fits: Callable[[int, int], bool]
    """Whether two statements are near enough to share a row by way of others."""


def is_statement(unit: Unit) -> bool:
    """Whether a unit is an item or a paragraph that says one thing.

    A longer one says several; it is not for one of them that it stands in a row, and nobody could
    tell whether it contradicts another.
    """
    if unit.kind is not RowKind.ITEM and unit.block is not BlockKind.PARAGRAPH:
        return False
    key = unit.key
    return "\n" not in key and not key.endswith(":") and 0 < len(set(word_list(key))) <= STATEMENT


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
    several = len({picked[position].source for position in lone}) > 1
    space = meaning.space([plain(picked[at].key) for at in stated]) if several else None
    if space is None:
        return None
    held = [picked[position] for position in stated]
    told = [Statement(unit.key, unit.source, role(titles(units, unit))) for unit in held]
    likenesses = Likenesses(told, space)
    place = {position: number for number, position in enumerate(stated)}
    joined, apart = (
        [(place[a], place[b]) for a, b in found if a in place and b in place]
        for found in (alike, opposed)
    )
    wanted = _looking(held, joined)
    pairs = tuple(
        (stated[a], stated[b], like) for a, b, like in likenesses.survey([*joined, *apart], wanted)
    )

    def fits(a: int, b: int) -> bool:
        if a not in place or b not in place:
            return False
        first, second = sorted((place[a], place[b]))
        return likenesses.among((first, second)) >= _NEARLY * SAME

    near = tuple((stated[a], stated[b], like) for a, b, like in likenesses.above(ALIKE))
    return Meant(pairs, near, fits)


def _looking(units: Sequence[Unit], alike: Sequence[tuple[int, int]]) -> Callable[[int, int], bool]:
    """Tells whether two units may be partners: who has one in a source looks for no other there."""
    sources = [unit.source for unit in units]
    taken = {(a, sources[b]) for a, b in alike} | {(b, sources[a]) for a, b in alike}

    def wanted(a: int, b: int) -> bool:
        free = (a, sources[b]) not in taken and (b, sources[a]) not in taken
        return free and units[a].kind is units[b].kind

    return wanted


def titles(units: Sequence[Unit], unit: Unit) -> Iterator[str]:
    """The titles above a unit, the nearest first."""
    while unit.parent >= 0:
        unit = units[unit.parent]
        if unit.title:
            yield unit.title
