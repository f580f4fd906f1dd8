"""Agents that are hard to tell apart: by their instructions, or by their descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import GOOD, Finding, example, library_rule
from agent_studio.core.check.model import LibraryRule, Severity
from agent_studio.core.check.subject import LibrarySubject, Subject
from agent_studio.core.check.words import quoted
from agent_studio.core.text import Span

_DOCS: Final = "code.claude.com/docs/en/sub-agents"
_LIKE: Final = 0.85
"""The share of word runs that two texts have in common from which on they are told."""
_FEWEST_WORDS: Final = 40

_BODY: Final = " ".join(f"Look at part {number} of what was changed." for number in range(9))


def _spot(subject: Subject, key: str) -> Span:
    field = subject.field(key)
    return subject.spot(field) if field else subject.opening


def _loaded(library: LibrarySubject) -> list[int]:
    """The members that are used: of namesakes the first."""
    return sorted(indices[0] for indices in library.by_name.values())


@library_rule(
    "AS705",
    "same-instructions",
    Severity.INFO,
    "Two agents of different names have nearly the same instructions.",
    source=_DOCS,
    bad=(example(body=_BODY), example(body=_BODY).replace("name: reviewer", "name: checker")),
    opt_in=True,
)
def same_instructions(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """Bodies that share most of their runs of words."""
    # Only who asks for this rule waits for what it takes.
    from agent_studio.core.duplicates import related, sign

    members = library.members
    seen = [
        index
        for index in _loaded(library)
        if len(members[index].subject.loaded.prompt.split()) >= _FEWEST_WORDS
    ]
    texts = [members[index].subject.loaded.prompt for index in seen]
    twins = related([sign("", text) for text in texts], texts.__getitem__, threshold=_LIKE)
    for own, found in zip(seen, twins, strict=True):
        others = [*found.same_content, *(near.index for near in found.near)]
        if not others:
            continue
        other = members[seen[others[0]]]
        share = 1 if found.same_content else found.near[0].likeness
        much = "All" if share == 1 else f"{share:.0%}"
        count = len(others) - 1
        more = f", and of {count} other agent{'s' if count > 1 else ''}" if count else ""
        yield (
            own,
            Finding(
                _spot(members[own].subject, "name"),
                f"{much} of these instructions are those of {quoted(other.name)} in "
                f"{quoted(other.label)}, too{more}. Keep one of them, or say what sets them apart",
            ),
        )


@library_rule(
    "AS706",
    "overlapping-descriptions",
    Severity.HINT,
    "Two descriptions say nearly the same: which agent gets a task is left to chance.",
    source=_DOCS,
    bad=tuple(
        GOOD.replace("reviewer", name).replace("Reviews changes before they are merged", said)
        for name, said in (
            ("query-helper", "Optimizes slow SQL queries, indexes and migrations of databases"),
            ("database-expert", "Optimizes slow SQL queries, migrations and indexes of a database"),
        )
    ),
    opt_in=True,
)
def overlapping(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """Descriptions that share most of their telling words, none of them in the agents' names."""
    # As above.
    from agent_studio.core.check.alike import likest

    members = library.members
    seen = _loaded(library)
    said = [members[index].subject.loaded.fields.get("description") for index in seen]
    named = [
        (members[index].name, text if isinstance(text, str) else "")
        for index, text in zip(seen, said, strict=True)
    ]
    for own, peer in likest(named).items():
        twin = members[seen[peer]]
        yield (
            seen[own],
            Finding(
                _spot(members[seen[own]].subject, "description"),
                f"{quoted(twin.name)} in {quoted(twin.label)} is described nearly "
                "alike: which of the two gets a task is left to chance. Say in each when it is "
                "the other's",
            ),
        )


RULES: Final[tuple[LibraryRule, ...]] = (same_instructions, overlapping)
