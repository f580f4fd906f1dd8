"""Definitions that stand in each other's way."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from agent_studio.core.check.declare import GOOD, Finding, example, library_rule
from agent_studio.core.check.model import Severity
from agent_studio.core.check.subject import LibrarySubject, Member
from agent_studio.core.check.words import listed, quoted
from agent_studio.core.text import Span

_DOCS: Final = "code.claude.com/docs/en/sub-agents"
_SEEN: Final = "seen with Claude Code 2.1.329"
_SHOWN: Final = 4

# Letters of other alphabets that look like Latin ones (from Unicode's list of confusables,
# those that occur in words), and digits that look like letters.
_LOOK_ALIKE: Final = str.maketrans(
    "аеорсухіјѕԁһкмтвнοανρτικυєӏ01",
    "aeopcyxijsdhkmtbhoavptikuelol",
)


def _spot(member: Member) -> Span:
    field = member.subject.field("name")
    return member.subject.spot(field) if field else member.subject.opening


def _labels(library: LibrarySubject, indices: list[int]) -> str:
    names = [quoted(library.members[each].label) for each in indices[:_SHOWN]]
    more = len(indices) - _SHOWN
    return f"{', '.join(names)} and {more} more" if more > 0 else listed(names, "and")


@library_rule(
    "AS701",
    "same-name",
    Severity.WARNING,
    "Of several agents of one name in one folder, one is used, and which is not defined.",
    source=f"{_DOCS}; {_SEEN}",
    bad=(GOOD, example()),
)
def same_name(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """The same name twice in one tree."""
    for name, indices in library.by_name.items():
        trees: dict[tuple[str, str], list[int]] = {}
        for index in indices:
            member = library.members[index]
            trees.setdefault((member.subject.dialect.id, member.tree), []).append(index)
        for same in trees.values():
            for index in same if len(same) > 1 else ():
                others = [each for each in same if each != index]
                member = library.members[index]
                yield (
                    index,
                    Finding(
                        _spot(member),
                        f"{_labels(library, others)} {'is' if len(others) == 1 else 'are'} called "
                        f"{quoted(name)} too: {member.subject.dialect.title} uses one of the "
                        f"{len(same)}, and which one is not defined. Rename or merge them",
                    ),
                )


@library_rule(
    "AS702",
    "shadowed",
    Severity.WARNING,
    "An agent of the same name in a nearer place is used instead.",
    source=_DOCS,
    bad=(GOOD, example()),
)
def shadowed(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """The same name in places of different precedence."""
    for name, indices in library.by_name.items():
        first = library.members[indices[0]]
        for index in indices[1:]:
            member = library.members[index]
            if member.precedence == first.precedence:
                continue
            yield (
                index,
                Finding(
                    _spot(member),
                    f"{quoted(first.label)} is called {quoted(name)} too and is nearer: "
                    "this one is not used",
                ),
            )


@library_rule(
    "AS703",
    "shadows-built-in",
    Severity.WARNING,
    "An agent with the name of a built-in one takes its place.",
    source=_DOCS,
    bad=(GOOD.replace("name: reviewer", "name: Explore"),),
)
def shadows_built_in(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """A name that the harness uses for an agent of its own."""
    for index, member in enumerate(library.members):
        dialect = member.subject.dialect
        if member.subject.name in dialect.builtin_agents:
            yield (
                index,
                Finding(
                    _spot(member),
                    f"{dialect.title} has an agent {quoted(member.subject.name)} of its own; "
                    "this one takes its place",
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
    alike: dict[str, list[str]] = {}
    for name in library.by_name:
        alike.setdefault(folded(name), []).append(name)
    for names in alike.values():
        for name in names if len(names) > 1 else ():
            other = next(each for each in names if each != name)
            for index in library.by_name[name]:
                yield (
                    index,
                    Finding(
                        _spot(library.members[index]),
                        f"{quoted(name)} is easily taken for {quoted(other)} in "
                        f"{quoted(library.members[library.by_name[other][0]].label)}; "
                        "they are two agents",
                    ),
                )


@lru_cache(maxsize=32_768)
def folded(name: str) -> str:
    """What names that look alike have in common."""
    plain = unicodedata.normalize("NFKC", name).casefold().translate(_LOOK_ALIKE)
    return "".join(each for each in plain if unicodedata.category(each) != "Cf")


RULES: Final = (same_name, shadowed, shadows_built_in, look_alikes)
