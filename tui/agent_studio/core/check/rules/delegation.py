"""Agents that hand work to one another: in a circle, or too deep."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from agent_studio.core.check.declare import Finding, example, library_rule
from agent_studio.core.check.mentions import Mention
from agent_studio.core.check.model import LibraryRule, Severity
from agent_studio.core.check.subject import LibrarySubject, Subject
from agent_studio.core.check.words import quoted
from agent_studio.core.dialects.model import Right
from agent_studio.core.dialects.rights import rights

_DOCS: Final = "code.claude.com/docs/en/sub-agents"
_SHOWN: Final = 6
_LOOKED_AT: Final = 300
"""Agents that are looked at for a way back; a circle that is larger is nobody's intention."""
_LONGEST: Final = 32
"""Agents of one chain that are kept; no harness allows as many."""

Handing: TypeAlias = "Mapping[int, Mapping[int, Mention]]"
"""For each definition those that it hands work to, with the place where it says so."""


def _handing(library: LibrarySubject) -> Handing:
    """Who hands work to whom, among those that are there; nobody hands anything to itself."""
    found: dict[int, dict[int, Mention]] = {}
    for own, *_ in library.by_name.values():
        subject = library.members[own].subject
        if subject.dialect.agents_of != "":
            continue
        to: dict[int, Mention] = {}
        for mention in subject.mentions.agents:
            other = library.by_name.get(mention.name, [own])[0]
            if mention.orders and other != own and (other not in to or not to[other].firm):
                to[other] = mention
        if to and _may_start_agents(subject):
            found[own] = to
    return found


def _may_start_agents(subject: Subject) -> bool:
    return Right.DELEGATE in rights(subject.loaded, subject.dialect).granted


def _way_back(handing: Handing, start: int) -> tuple[int, ...]:
    """The shortest way by which work comes back to ``start``, which stands first; else empty."""
    before: dict[int, int] = {}
    waiting = deque([start])
    while waiting and len(before) < _LOOKED_AT:
        here = waiting.popleft()
        for further in handing.get(here, ()):
            if further == start:
                way = [here]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return tuple(reversed(way))
            if further not in before:
                before[further] = here
                waiting.append(further)
    return ()


def _layers(handing: Handing) -> tuple[list[int], set[int]]:
    """Those that hand work on, each behind all that hand work to it, and those in circles.

    What lies behind a circle counts as in one, too: it has no place in the order.
    """
    incoming: dict[int, int] = {}
    for own, others in handing.items():
        incoming.setdefault(own, 0)
        for other in others:
            incoming[other] = incoming.get(other, 0) + 1
    ready = deque(each for each, count in incoming.items() if not count)
    order = []
    while ready:
        here = ready.popleft()
        order.append(here)
        for other in handing.get(here, ()):
            incoming[other] -= 1
            if not incoming[other]:
                ready.append(other)
    return order, incoming.keys() - set(order)


def _path(library: LibrarySubject, way: Sequence[int]) -> str:
    names = [quoted(library.members[each].name) for each in way]
    if len(names) > _SHOWN:
        names[_SHOWN // 2 : -_SHOWN // 2] = ["…"]
    return " → ".join(names)


@library_rule(
    "AS721",
    "delegation-circle",
    Severity.WARNING,
    "Agents hand the same work round in a circle.",
    source=_DOCS,
    bad=(
        example("tools: Read, Agent(planner)"),
        example("tools: Read, Agent(reviewer)").replace("name: reviewer", "name: planner"),
    ),
    good=(
        example("tools: Read, Agent(planner)"),
        example("tools: Read").replace("name: reviewer", "name: planner"),
    ),
)
def circle(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """One agent hands work to another, and that one, or one behind it, hands it back."""
    handing = _handing(library)
    _, circling = _layers(handing)
    for own in sorted(circling):
        way = _way_back(handing, own)
        if not way:
            continue
        steps = zip(way, (*way[1:], own), strict=True)
        firm = all(handing[one][other].firm for one, other in steps)
        dialect = library.members[own].subject.dialect
        depth = dialect.delegation_depth
        end = f"; {dialect.title} stops it at {depth} agents inside one another" if depth else ""
        yield (
            own,
            Finding(
                handing[own][(*way[1:], own)[0]].span,
                f"Work is handed round in a circle: {_path(library, (*way, own))}{end}. Let one of "
                "them answer instead of handing on",
                severity=Severity.WARNING if firm else Severity.INFO,
            ),
        )


def _chain(*names: str) -> tuple[str, ...]:
    """Definitions of which each starts the next one."""
    pairs = zip(names, (*names[1:], ""), strict=True)
    return tuple(
        example(f"tools: Read, Agent({to})" if to else "tools: Read").replace("reviewer", name)
        for name, to in pairs
    )


@library_rule(
    "AS722",
    "delegation-too-deep",
    Severity.INFO,
    "More agents are to be started inside one another than the harness allows.",
    source=_DOCS,
    bad=_chain("lead", "planner", "writer", "checker"),
    good=_chain("lead", "planner", "writer"),
)
def too_deep(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """The longest chain that leads to an agent is as long as it may be, and it hands work on."""
    handing = _handing(library)
    order, _ = _layers(handing)
    chains: dict[int, tuple[int, ...]] = {}
    for own in order:
        chain = (*chains.get(own, ()), own)[:_LONGEST]
        for other in handing.get(own, ()):
            if len(chain) > len(chains.get(other, ())):
                chains[other] = chain
        dialect = library.members[own].subject.dialect
        if len(chain) != dialect.delegation_depth:
            continue
        for other, mention in handing.get(own, {}).items():
            yield (
                own,
                Finding(
                    mention.span,
                    f"{_path(library, (*chain, other))} are {len(chain) + 1} agents inside one "
                    f"another, and {dialect.title} allows {len(chain)}: the last one is not "
                    f"started ({dialect.depth_source.split('; ', 1)[-1]})",
                ),
            )


RULES: Final[tuple[LibraryRule, ...]] = (circle, too_deep)
