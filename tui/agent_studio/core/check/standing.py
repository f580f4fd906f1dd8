"""How definitions of one name stand to one another in a harness: who wins, who is kept out.

Only places and names decide, and both are data: `agent_studio.core.dialects.order`. Every caller,
whether a rule, a command or a screen, asks the one function here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Final

from agent_studio.core.check.words import listed
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.dialects.order import OverBuiltins, Scopes, Seat, Ties
from agent_studio.core.records import dataclass, replace

_SHOWN: Final = 2
"""Others that are named; the rest is counted."""


class State(StrEnum):
    """What becomes of a definition among those that its harness sees with it."""

    WINS = "wins"
    """It is used; there may be no other of its name."""
    SHADOWED = "shadowed"
    """Another one is used in its stead."""
    CONTESTED = "contested"
    """One of several is used, and which is not defined."""
    UNREAD = "not read"
    """The harness does not look into its place."""
    DROPPED = "dropped"
    """The harness does not load it, whatever others there are."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One definition as its harness sees it."""

    name: str
    """What the harness calls the agent; empty if it does not load it."""
    label: str
    """What definitions are ordered by where nothing else decides: the path."""
    seat: Seat
    dialect: Dialect


@dataclass(frozen=True, slots=True)
class Standing:
    """What becomes of one definition.

    Indices are those of the contenders that were asked about; the tuples are shared by all of one
    name, so that ten thousand namesakes cost no more than ten thousand names.
    """

    state: State
    first: tuple[int, ...] = ()
    """Those that go before all others: the winner, or those of which one is used."""
    behind: tuple[int, ...] = ()
    """Those that are kept out, the next best first."""
    built_in: str = ""
    """The agent of the harness's own that has the same name."""
    at_front: bool = False
    """Whether it is one of the first; known where the harness does not look, too."""


def standings(contenders: Sequence[Contender]) -> tuple[Standing, ...]:
    """What becomes of each; time grows as the number of contenders does, or nearly so."""
    found: dict[int, Standing] = {}
    together: dict[tuple[str, str, str], list[int]] = {}
    for index, each in enumerate(contenders):
        if each.name:
            key = (each.dialect.id, each.seat.library, known_as(each.name, each.dialect))
            together.setdefault(key, []).append(index)
    for indices in together.values():
        found |= _settled(contenders, indices)
    dropped, unread = Standing(State.DROPPED), Standing(State.UNREAD)
    return tuple(
        found.get(index, dropped if each.seat.read else unread)
        for index, each in enumerate(contenders)
    )


def known_as(name: str, dialect: Dialect) -> str:
    """What two names must have in common to be one to the harness."""
    return name.casefold() if dialect.order.any_case else name


def in_order(contenders: Sequence[Contender], indices: Iterable[int]) -> list[int]:
    """Namesakes, the winner first; where nothing decides, the first by label stands for it."""
    return sorted(indices, key=lambda each: (contenders[each].seat.order, contenders[each].label))


def _settled(contenders: Sequence[Contender], indices: list[int]) -> dict[int, Standing]:
    """The standings of definitions that one harness sees together under one name."""
    ordered = in_order(contenders, indices)
    one = contenders[ordered[0]]
    if one.dialect.order.ties is Ties.ALL:
        return {each: Standing(State.WINS, (each,), at_front=True) for each in ordered}
    first = _first(contenders, ordered)
    kept = set(first)
    behind = tuple(each for each in ordered if each not in kept)
    own_ones = {known_as(each, one.dialect): each for each in one.dialect.builtin_agents}
    built_in = own_ones.get(known_as(one.name, one.dialect), "")
    used = State.WINS if len(first) == 1 else State.CONTESTED
    front, back = (
        Standing(state, first, behind, built_in, at_front)
        for state, at_front in ((used, True), (State.SHADOWED, False))
    )
    unread = {each: replace(each, state=State.UNREAD) for each in (front, back)}
    found = {}
    for each in ordered:
        own = front if each in kept else back
        found[each] = own if contenders[each].seat.read else unread[own]
    return found


def _first(contenders: Sequence[Contender], ordered: Sequence[int]) -> tuple[int, ...]:
    """The best of each league, and those that nothing puts behind it."""
    order = contenders[ordered[0]].dialect.order
    best: dict[str, tuple[int, ...]] = {}
    found = []
    for each in ordered:
        seat = contenders[each].seat
        league = seat.league if order.scopes is Scopes.UNDEFINED else ""
        is_best = league not in best
        best.setdefault(league, seat.order)
        if is_best or (seat.order == best[league] and order.ties is Ties.ANY):
            found.append(each)
    return tuple(found)


def in_words(standing: Standing, own: int, labels: Callable[[int], str], dialect: Dialect) -> str:
    """What becomes of the contender ``own``, for people; ``labels`` gives the others' paths."""
    first = [labels(each) for each in standing.first[: _SHOWN + 1] if each != own]
    more = len(standing.first) - standing.at_front - len(first[:_SHOWN])
    those = _counted(first[:_SHOWN], more)
    be, come, do = ("is", "comes", "does") if len(standing.first) == 1 else ("are", "come", "do")
    match standing.state:
        case State.SHADOWED if dialect.order.merged:
            return f"used only for what {those} {do} not say, which {come} first"
        case State.SHADOWED:
            return f"not used: {those} {be} called the same and {come} first"
        case State.CONTESTED:
            rest = "1 more" if more == 1 else f"one of {more} more"
            rivals = [*first[:_SHOWN], *([rest] if more > 0 else [])]
            told = f"{listed(['this one', *rivals])} is used, which one is not defined"
        case State.WINS:
            behind = [labels(each) for each in standing.behind[:_SHOWN]]
            rest = _counted(behind, len(standing.behind) - len(behind))
            told = f"used, before {rest}" if behind else "used"
        case State.DROPPED:
            return "not loaded"
        case _:
            return "not looked for here"
    return f"{told}; {_over(standing, dialect)}" if standing.built_in else told


def _counted(names: Sequence[str], more: int) -> str:
    return f"{', '.join(names)} and {more} more" if more > 0 else listed(names, "and")


def _over(standing: Standing, dialect: Dialect) -> str:
    own = f"its own '{standing.built_in}'"
    return {
        OverBuiltins.REPLACES: f"it takes the place of {own}",
        OverBuiltins.CHANGES: f"it changes {own}",
        OverBuiltins.UNKNOWN: f"there is also {own}, and which is used is not documented",
    }[dialect.order.over_builtins]
