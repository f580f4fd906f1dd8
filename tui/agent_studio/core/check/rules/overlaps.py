"""Agents that are hard to tell apart: by their instructions, or by their descriptions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from math import log
from typing import Final, NamedTuple

from agent_studio.core.check.declare import GOOD, Finding, example, library_rule
from agent_studio.core.check.model import LibraryRule, Severity
from agent_studio.core.check.subject import LibrarySubject, Subject
from agent_studio.core.check.words import quoted
from agent_studio.core.text import Span

_DOCS: Final = "code.claude.com/docs/en/sub-agents"
_LIKE: Final = 0.85
"""The share of word runs that two texts have in common from which on they are told."""
_FEWEST_WORDS: Final = 40
_OVERLAP: Final = 0.35
"""The share of what two descriptions say, rare words counting more, from which on it is told."""
_RAREST: Final = 8
_CROWD: Final = 200
"""Words that more descriptions share set no two of them apart from the others."""

_BODY: Final = " ".join(f"Look at part {number} of what was changed." for number in range(9))
_PLAIN: Final = """
    a an and any are as at be before after best build by can create do does e.g each ensure etc
    expert expertise focus for from handle has have help helps how i.e immediately in include
    including into is it its mandatory must need needed of on only or practice proactively provide
    should so specialist specialize such task that the their them these this those to use used user
    via want what when whenever which who will with work you your agent subagent
"""
_PLAIN_WORDS: Final = frozenset(_PLAIN.split())


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


class _Described(NamedTuple):
    """What a description says: its telling words, and those of the name."""

    member: int
    words: frozenset[str]
    name: frozenset[str]

    def is_set_apart_from(self, other: _Described) -> bool:
        """Whether a word that names this agent is in its description and not in the other's."""
        return bool((self.name & self.words) - other.words)


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
    described = [
        each for index in _loaded(library) if len((each := _described(library, index)).words) > 3
    ]
    count = Counter(word for each in described for word in each.words)
    weights = {word: log((len(described) + 8) / number) for word, number in count.items()}
    likest: dict[int, tuple[float, int]] = {}
    for one, other in sorted(_pairs(described, weights)):
        a, b = described[one], described[other]
        shared = sum(weights[word] for word in a.words & b.words)
        likeness = shared / sum(weights[word] for word in a.words | b.words)
        if likeness >= _OVERLAP and not (a.is_set_apart_from(b) or b.is_set_apart_from(a)):
            for own, peer in ((a.member, b.member), (b.member, a.member)):
                likest[own] = max(likest.get(own, (0.0, -1)), (likeness, peer))
    for own, (_, peer) in sorted(likest.items()):
        twin = library.members[peer]
        yield (
            own,
            Finding(
                _spot(library.members[own].subject, "description"),
                f"{quoted(twin.name)} in {quoted(twin.label)} is described nearly "
                "alike: which of the two gets a task is left to chance. Say in each when it is "
                "the other's",
            ),
        )


def _described(library: LibrarySubject, index: int) -> _Described:
    subject = library.members[index].subject
    field = subject.loaded.fields.get("description")
    said = field if isinstance(field, str) else ""
    # Examples name the agent and its users' words: what it is for stands before them.
    what = re.split(r"<example|\bExamples?:|\n\s*\n", said, maxsplit=1)[0]
    return _Described(index, _words(what[:2000]), _words(library.members[index].name))


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


def _pairs(described: list[_Described], weights: Mapping[str, float]) -> set[tuple[int, int]]:
    """Pairs that share two of the rarest words of each: only these can be much alike."""
    having: dict[str, list[int]] = {}
    for place, each in enumerate(described):
        rarest = sorted(each.words, key=lambda word: (-weights[word], word))
        for word in rarest[: max(_RAREST, len(rarest) * 2 // 3)]:
            having.setdefault(word, []).append(place)
    met: Counter[tuple[int, int]] = Counter()
    for places in having.values():
        if len(places) <= _CROWD:
            met.update(combinations(places, 2))
    return {pair for pair, times in met.items() if times > 1}


RULES: Final[tuple[LibraryRule, ...]] = (same_instructions, overlapping)
