"""Which sections of several sources are the same: by their titles and by what is in them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from agent_studio.core.compare.clusters import Pair, cluster, origins
from agent_studio.core.compare.polarity import avoiding, opposite
from agent_studio.core.compare.units import Unit
from agent_studio.core.compare.vocabulary import Vocabulary, candidates
from agent_studio.core.compare.words import stem, stems, word_list
from agent_studio.core.records import dataclass

_NUMBERING = re.compile(r"^\s*(?:(?:step|phase|part)\s+)?(?:\d+(?:\.\d+)*|[ivx]+)[.):]\s+", re.I)

_TITLE_FILLERS = stems(
    "your you the a an and or of to in for on with when will always do be is are i we this "
    "core key main primary general include includes including following as such providing my"
)
"""Words that title the same section in one file and not in the next."""

_SAME_TITLES = (
    "expertise competencies competency capabilities capability skills skill strengths abilities",
    "responsibilities responsibility duties duty",
    "approach methodology methodologies method workflow process",
    "principles principle philosophy values",
    "avoid anti-patterns anti-pattern antipatterns never",
    "output deliverables deliverable outputs",
    "example examples",
    "communication communicating",
)
"""Titles that authors use for one another. Only a way to put two *sections* side by side: what
is in them is still matched by its own words."""

_SYNONYM = {
    part: f"={words.split()[0]}"
    for words in _SAME_TITLES
    for word in words.split()
    for part in {stem(piece) for piece in word.split("-")[:1]}
} | {stem("antipatterns"): "=avoid", "pattern": "pattern"}

_RENAMED = 0.5
"""So alike must two sections' contents be to be one section under two titles."""
_TITLED_ALIKE = 0.7
"""So alike must two titles be to put their sections side by side without looking inside."""
_TITLED_NEARLY, _FILLED_NEARLY = 0.4, 0.3
"""So alike must titles and contents be together."""
_MOST_NAMESAKES = 200
"""A word in more titles than this says nothing about which two belong together."""


@dataclass(frozen=True)
class _Head:
    """What is compared of one section."""

    index: int
    unit: Unit
    exact: str
    words: frozenset[str]
    path: str
    nth: int
    """How many sections of the same title its source has before it."""
    is_base: bool = False


def exact_title(title: str) -> str:
    """A title for comparing: no numbering, emphasis, emoji, case."""
    plain = _NUMBERING.sub("", title)
    return " ".join(word_list(plain)) or plain.strip().lower()


def title_words(title: str) -> frozenset[str]:
    """The telling words of a title, synonyms as one."""
    found = [word for word in word_list(_NUMBERING.sub("", title)) if word not in _TITLE_FILLERS]
    mapped = {_SYNONYM.get(word, word) for word in found}
    if "=avoid" in mapped:
        mapped -= {"pattern"}
    elif avoiding(title):
        mapped |= {"=avoid"}
    return frozenset(mapped)


def align_sections(
    units: Sequence[Unit], picked: Sequence[int], *, ground: int = -1
) -> list[list[int]]:
    """Groups of indices into ``units``; ``picked`` are those of the sections.

    ``ground`` is the base's column: a title that was edited may say the contrary of what it
    said, and is the same one nevertheless.
    """
    heads = _heads(units, picked, ground)
    sources = [head.unit.source for head in heads]
    by_source: defaultdict[int, list[str]] = defaultdict(list)
    for head in heads:
        by_source[head.unit.source].append(head.unit.words)
    vocabulary = Vocabulary(by_source.values())
    pairs = []
    for group in _untouched(heads, max(sources, default=-1)):
        pairs += [Pair(a, b, 2.0, _tie(heads[a], heads[b])) for a, b in combinations(group, 2)]
    known = {position for pair in pairs for position in (pair.first, pair.second)}
    rest = [position for position in range(len(heads)) if position not in known]
    for first, second in _possible(heads, rest, vocabulary):
        score = _score(heads[first], heads[second], vocabulary)
        if score > 0:
            pairs.append(Pair(first, second, score, _tie(heads[first], heads[second])))
    origin = origins(pairs, sources, ground)

    def may_join(a: int, b: int) -> bool:
        return origin.get(a, a) == origin.get(b, b) or _may_join(heads[a], heads[b])

    groups = cluster(sources, pairs, may_join)
    return [[heads[position].index for position in group] for group in groups]


def _heads(units: Sequence[Unit], picked: Sequence[int], ground: int) -> list[_Head]:
    seen: Counter[tuple[int, str]] = Counter()
    heads = []
    for index in picked:
        unit = units[index]
        exact = exact_title(unit.title)
        above = []
        parent = unit.parent
        while parent >= 0:
            above.append(exact_title(units[parent].title))
            parent = units[parent].parent
        key = (unit.source, exact)
        words, path = title_words(unit.title), "/".join(above)
        heads.append(_Head(index, unit, exact, words, path, seen[key], unit.source == ground))
        seen[key] += 1
    return heads


def _untouched(heads: Sequence[_Head], last: int) -> list[list[int]]:
    """Sections that have their title and their place to themselves in every column."""
    same: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for position, head in enumerate(heads):
        same[head.path, head.exact, head.unit.title_only].append(position)
    columns = list(range(last + 1))
    return [
        group
        for group in same.values()
        if sorted(heads[position].unit.source for position in group) == columns
    ]


def _possible(
    heads: Sequence[_Head], rest: Sequence[int], vocabulary: Vocabulary
) -> list[tuple[int, int]]:
    """Pairs out of ``rest`` that share a title word, or telling words of their content."""
    sources = [head.unit.source for head in heads]
    contents = [heads[position].unit.words for position in rest]
    near = candidates(contents, [sources[position] for position in rest], vocabulary)
    found = {(rest[a], rest[b]) for a, b in near}
    named: defaultdict[str, list[int]] = defaultdict(list)
    for position in rest:
        head = heads[position]
        for word in {head.exact} | head.words:
            named[word].append(position)
        if head.unit.title_only:
            named[""].append(position)
    for positions in named.values():
        if len(positions) <= _MOST_NAMESAKES:
            found |= {
                (a, b)
                for a, b in combinations(positions, 2)
                if a < b and _named_alike(heads[a], heads[b]) >= _TITLED_NEARLY
            }
    return sorted(pair for pair in found if sources[pair[0]] != sources[pair[1]])


def _score(a: _Head, b: _Head, vocabulary: Vocabulary) -> float:
    """0 if the two are not one section, else how surely they are (up to about 2)."""
    if not _may_join(a, b):
        return 0.0
    inside = vocabulary.likeness(a.unit.words, b.unit.words)
    if a.unit.title_only and b.unit.title_only:
        # There is one title in a file: they are the same part whatever they say.
        return 1.9
    around = 0.1 if a.path == b.path else 0.0
    if a.exact == b.exact:
        return 1.2 + 0.6 * inside + around
    named = _named_alike(a, b)
    nearly = named >= _TITLED_NEARLY and inside >= _FILLED_NEARLY
    if named >= _TITLED_ALIKE or inside >= _RENAMED or nearly:
        return 0.5 * named + 0.6 * inside + around
    return 0.0


def _named_alike(a: _Head, b: _Head) -> float:
    """How many of their telling words two titles share, 0 to 1."""
    if a.exact == b.exact or a.unit.title_only:
        return 1.0
    both = len(a.words) + len(b.words)
    return 2 * len(a.words & b.words) / both if both else 0.0


def _may_join(a: _Head, b: _Head) -> bool:
    if a.unit.title_only != b.unit.title_only:
        return a.exact == b.exact
    if a.is_base or b.is_base:
        return True
    if avoiding(a.unit.title) != avoiding(b.unit.title):
        return False
    return a.exact == b.exact or not opposite(a.unit.title, b.unit.title)


def _tie(a: _Head, b: _Head) -> tuple[object, ...]:
    ends = sorted((head.exact, head.path, head.nth, head.unit.key) for head in (a, b))
    return (abs(a.nth - b.nth), *ends)
