"""What the Library's list shows, as data: cards in, lines out. Nothing here draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent_studio.core.dialects.model import Rights


@dataclass(frozen=True, slots=True)
class Card:
    """One definition, as much of it as a line shows."""

    path: Path
    label: str
    """The path as it is shown."""
    folder: str
    name: str
    """As the harness reads it; the file's stem if it has none."""
    description: str = ""
    harness: str = ""
    """The harness's title; empty if the file lies in no harness's place."""
    errors: int = 0
    warnings: int = 0
    tokens: int = 0
    rights: Rights | None = None
    """``None`` if no harness loads it."""
    git: str = ""
    """git's letter: M, A, ?, … ; empty if committed or not in a work tree."""
    is_markdown: bool = True
    """Whether it has front matter and can be merged; others are read as they are."""


@dataclass(frozen=True, slots=True)
class Kin:
    """How one definition stands to the others; all numbers are paths of others."""

    same_name: tuple[Path, ...] = ()
    same_content: tuple[Path, ...] = ()
    near: tuple[tuple[Path, float], ...] = ()
    """Near-duplicates with their likeness, the likest first."""
    winner: Path | None = None
    """The one that the harness loads in its stead; ``None`` if it is not shadowed."""
    wins: bool = False
    """Whether others are shadowed by it."""
    contested: bool = False
    """Whether the harness loads it or another one, and which is not defined."""
    standing: tuple[tuple[str, str], ...] = ()
    """For each harness in which there is something to say of it among those of its name: its
    title and what becomes of the definition there."""

    @property
    def all(self) -> tuple[Path, ...]:
        """All of them, each once."""
        near = (path for path, _ in self.near)
        return tuple(dict.fromkeys([*self.same_content, *self.same_name, *near]))


NO_KIN = Kin()


class Grouping(StrEnum):
    """What the list is divided by."""

    NAME = "name"
    FOLDER = "folder"
    HARNESS = "harness"
    CLUSTER = "likeness"
    NONE = "nothing"


class Sorting(StrEnum):
    """What the list is ordered by."""

    NAME = "name"
    PROBLEMS = "problems"
    SIZE = "size"
    TWINS = "twins"
    GIT = "git"
    PATH = "path"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a definition, or the heading of a group."""

    card: Card | None
    group: str = ""
    """The group's key; empty for a definition that stands alone."""
    title: str = ""
    count: int = 0
    """Of a heading: how many definitions are in the group."""
    named: bool = False
    """Whether the heading above has said the name, so that the line tells the path instead."""


@dataclass(frozen=True, slots=True)
class View:
    """How a person wants to see the list."""

    filter: str = ""
    grouping: Grouping = Grouping.NAME
    sorting: Sorting = Sorting.NAME
    folded: frozenset[str] = frozenset()

    @classmethod
    def named(cls, grouping: str, sorting: str) -> View:
        """The view of these two words; an unknown word counts as the default."""
        return cls(
            grouping=next((each for each in Grouping if each == grouping), Grouping.NAME),
            sorting=next((each for each in Sorting if each == sorting), Sorting.NAME),
        )

    def next_grouping(self) -> View:
        """The same, divided by the next criterion."""
        every = list(Grouping)
        following = every[(every.index(self.grouping) + 1) % len(every)]
        return replace(self, grouping=following, folded=frozenset())

    def next_sorting(self) -> View:
        """The same, ordered by the next criterion."""
        every = list(Sorting)
        return replace(self, sorting=every[(every.index(self.sorting) + 1) % len(every)])

    def fold(self, group: str) -> View:
        """The same with that group folded away, or shown again."""
        return replace(self, folded=self.folded ^ {group})


def lines(cards: Sequence[Card], kin: Mapping[Path, Kin], view: View) -> tuple[Line, ...]:
    """The lines of the list: filtered, divided, ordered."""
    found = [(score, card) for card in cards if (score := match(view.filter, card)) > 0]
    order = _order(view.sorting, kin)
    if view.filter:
        found.sort(key=lambda pair: (-pair[0], order(pair[1])))
    else:
        found.sort(key=lambda pair: order(pair[1]))
    kept = [card for _, card in found]
    if view.grouping is Grouping.NONE:
        return tuple(Line(card) for card in kept)
    return tuple(_grouped(kept, kin, view))


def match(query: str, card: Card) -> int:
    """How well a card answers the query: 0 not at all; names count more than descriptions.

    Every word must be found; a word that is nowhere as a whole may be spread over the name or
    path, letter by letter in order.
    """
    score = 1
    if not query:
        return score
    name, label = card.name.lower(), card.label.lower()
    description = card.description.lower()
    for word in query.lower().split():
        if name.startswith(word):
            score += 8
        elif word in name:
            score += 6
        elif word in label:
            score += 4
        elif word in description:
            score += 2
        elif not (_spread(word, name) or _spread(word, label)):
            return 0
    return score


def _spread(word: str, text: str) -> bool:
    letters = iter(text)
    return all(letter in letters for letter in word)


def _order(sorting: Sorting, kin: Mapping[Path, Kin]) -> Callable[[Card], tuple[object, ...]]:
    def by_name(card: Card) -> tuple[object, ...]:
        return (card.name.lower(), card.label)

    def standing(card: Card) -> bool:
        return kin.get(card.path, NO_KIN).winner is not None

    first: dict[Sorting, Callable[[Card], tuple[object, ...]]] = {
        # Of one name, the one that wins stands first.
        Sorting.NAME: lambda card: (card.name.lower(), standing(card), card.label),
        Sorting.PROBLEMS: lambda card: (-card.errors, -card.warnings, *by_name(card)),
        Sorting.SIZE: lambda card: (-card.tokens, *by_name(card)),
        Sorting.TWINS: lambda card: (-len(kin.get(card.path, NO_KIN).all), *by_name(card)),
        Sorting.GIT: lambda card: (card.git == "", card.git, *by_name(card)),
        Sorting.PATH: lambda card: (card.label,),
    }
    return first[sorting]


def _grouped(cards: Sequence[Card], kin: Mapping[Path, Kin], view: View) -> Iterable[Line]:
    key_of = _keys(cards, kin, view.grouping)
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(key_of(card), []).append(card)
    lonely_has_heading = view.grouping in (Grouping.FOLDER, Grouping.HARNESS)
    for key, members in groups.items():
        if len(members) == 1 and not lonely_has_heading:
            yield Line(members[0])
            continue
        yield Line(None, key, _title(members, view.grouping, key), len(members))
        if key not in view.folded:
            named = view.grouping is Grouping.NAME
            yield from (Line(card, key, named=named) for card in members)


def _keys(
    cards: Sequence[Card], kin: Mapping[Path, Kin], grouping: Grouping
) -> Callable[[Card], str]:
    if grouping is Grouping.FOLDER:
        return lambda card: card.folder
    if grouping is Grouping.HARNESS:
        return lambda card: card.harness or "no harness"
    if grouping is Grouping.CLUSTER:
        clusters = _clusters(cards, kin)
        return lambda card: clusters[card.path]
    return lambda card: card.name


def _title(members: Sequence[Card], grouping: Grouping, key: str) -> str:
    if grouping is Grouping.CLUSTER:
        names = list(dict.fromkeys(card.name for card in members))
        more = f" and {len(names) - 2} more" if len(names) > 2 else ""
        return ", ".join(names[:2]) + more
    return key or "."


def _clusters(cards: Sequence[Card], kin: Mapping[Path, Kin]) -> dict[Path, str]:
    """For each path the first path of those it is alike to, directly or through others."""
    head: dict[Path, Path] = {card.path: card.path for card in cards}

    def find(path: Path) -> Path:
        while head[path] != path:
            head[path] = head[head[path]]
            path = head[path]
        return path

    for card in cards:
        of = kin.get(card.path, NO_KIN)
        for other in (*of.same_content, *(path for path, _ in of.near)):
            if other in head:
                head[find(other)] = find(card.path)
    return {path: str(find(path)) for path in head}


def short_count(number: int) -> str:
    """``87``, ``1.2k``, ``34k``: at most four characters up to ten million."""
    if number < 1000:
        return str(number)
    if number < 9950:
        return f"{number / 1000:.1f}k"
    if number < 999_500:
        return f"{round(number / 1000)}k"
    return f"{number / 1_000_000:.1f}M" if number < 9_950_000 else f"{round(number / 1e6)}M"
