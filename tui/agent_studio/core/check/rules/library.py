"""Definitions that stand in each other's way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from agent_studio.core.check.declare import GOOD, Finding, example, library_rule
from agent_studio.core.check.look_alikes import folded
from agent_studio.core.check.model import Severity
from agent_studio.core.check.standing import known_as
from agent_studio.core.check.subject import LibrarySubject, Member
from agent_studio.core.check.words import listed, quoted
from agent_studio.core.dialects.order import OverBuiltins
from agent_studio.core.text import Span

_DOCS: Final = "code.claude.com/docs/en/sub-agents"
_SEEN: Final = "seen with Claude Code 2.1.329"
_ORDER: Final = "the order of places in each harness's table"
_SHOWN: Final = 4


def _spot(member: Member) -> Span:
    field = member.subject.field(member.subject.dialect.name_field)
    return member.subject.spot(field) if field else member.subject.opening


def _labels(library: LibrarySubject, indices: Sequence[int], *, but: int = -1) -> str:
    """The paths of some members; what is too many is counted."""
    others = [each for each in indices[: _SHOWN + 1] if each != but][:_SHOWN]
    names = [quoted(library.members[each].label) for each in others]
    more = len(indices) - (but >= 0) - len(others)
    return f"{', '.join(names)} and {more} more" if more > 0 else listed(names, "and")


@library_rule(
    "AS701",
    "same-name",
    Severity.WARNING,
    "Of several agents of one name one is used, and which is not defined.",
    source=f"{_DOCS}; {_SEEN}; {_ORDER}",
    bad=(GOOD, example()),
)
def same_name(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """The same name several times where nothing decides between them."""
    for index, standing in enumerate(library.standings):
        count = len(standing.first)
        if count < 2 or not standing.at_front:
            continue
        member = library.members[index]
        yield (
            index,
            Finding(
                _spot(member),
                f"{_labels(library, standing.first, but=index)} {'is' if count == 2 else 'are'} "
                f"called {quoted(member.name)} too: {member.subject.dialect.title} uses one of "
                f"the {count}, and which one is not defined. Rename or merge them",
            ),
        )


@library_rule(
    "AS702",
    "shadowed",
    Severity.WARNING,
    "An agent of the same name in a place that goes before is used instead.",
    source=f"{_DOCS}; {_ORDER}",
    bad=(GOOD, example()),
)
def shadowed(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """The same name in places of which one goes before the other."""
    for index, standing in enumerate(library.standings):
        if standing.at_front or not standing.first:
            continue
        member = library.members[index]
        dialect = member.subject.dialect
        winners = _labels(library, standing.first)
        one = len(standing.first) == 1
        fate = (
            f"takes from this one only what {winners} {'does' if one else 'do'} not say"
            if dialect.order.merged
            else "does not use this one"
        )
        why = (
            f"{'that is' if one else 'those are'}"
            if dialect.order.merged
            else f"{winners} {'is' if one else 'are'}"
        )
        yield (
            index,
            Finding(
                _spot(member),
                f"{dialect.title} {fate}: {why} called {quoted(member.name)} too and "
                f"{'comes' if one else 'come'} first",
            ),
        )


_OVER_BUILT_IN: Final = {
    OverBuiltins.REPLACES: "this one takes its place",
    OverBuiltins.CHANGES: "this one changes it, and what it does not say stays as it is",
    OverBuiltins.UNKNOWN: "which of the two is used is not documented",
}


@library_rule(
    "AS703",
    "shadows-built-in",
    Severity.WARNING,
    "An agent has the name of a built-in one and takes its place, or changes it.",
    source=f"{_DOCS}; {_ORDER}",
    bad=(GOOD.replace("name: reviewer", "name: Explore"),),
)
def shadows_built_in(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """A name that the harness uses for an agent of its own."""
    for index, standing in enumerate(library.standings):
        if not standing.built_in or not standing.at_front:
            continue
        member = library.members[index]
        dialect = member.subject.dialect
        over = dialect.order.over_builtins
        yield (
            index,
            Finding(
                _spot(member),
                f"{dialect.title} has an agent {quoted(standing.built_in)} of its own; "
                f"{_OVER_BUILT_IN[over]}",
                # To change one by its name is how the documentation says that it is done.
                severity=Severity.INFO if over is OverBuiltins.CHANGES else None,
            ),
        )


@library_rule(
    "AS704",
    "look-alike-names",
    Severity.WARNING,
    "Names that look the same and are not.",
    source="Unicode UTS 39, section 4",
    bad=(GOOD, GOOD.replace("name: reviewer", "name: Reviewer")),
)
def look_alikes(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """Names that differ in case, width or alphabet only."""
    for names in _alike(library):
        for name, indices in names.items() if len(names) > 1 else ():
            other = next(each for each in names if each != name)
            for index in indices:
                yield index, _taken_for(library, index, names[other])


def _alike(library: LibrarySubject) -> Iterable[dict[str, list[int]]]:
    """Names that look alike in one library, each with its members; none for a built-in agent."""
    found: dict[tuple[str, str, str], dict[str, list[int]]] = {}
    for index, each in enumerate(library.contenders):
        if not each.name:
            continue
        key = (each.dialect.id, each.seat.library, folded(each.name))
        if key not in found:
            found[key] = {
                known_as(own, each.dialect): []
                for own in each.dialect.builtin_agents
                if folded(own) == key[2]
            }
        found[key].setdefault(known_as(each.name, each.dialect), []).append(index)
    return found.values()


def _taken_for(library: LibrarySubject, index: int, others: Sequence[int]) -> Finding:
    member = library.members[index]
    if others:
        other = library.members[others[0]]
        whose = f"{quoted(other.name)} in {quoted(other.label)}"
    else:
        dialect = member.subject.dialect
        alike = (own for own in dialect.builtin_agents if folded(own) == folded(member.name))
        whose = f"{quoted(next(alike))}, an agent of {dialect.title}'s own"
    return Finding(
        _spot(member), f"{quoted(member.name)} is easily taken for {whose}; they are two agents"
    )


RULES: Final = (same_name, shadowed, shadows_built_in, look_alikes)
