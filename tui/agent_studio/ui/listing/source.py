"""From the store to the Library's cards and previews; runs in worker threads, touches no widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from agent_studio.core.dialects import DIALECTS
from agent_studio.store import world
from agent_studio.store.facts import Relations
from agent_studio.store.library import Entry, Library, Progress, Unreadable
from agent_studio.store.watch import watch
from agent_studio.ui.listing.first import by_name
from agent_studio.ui.listing.view import Card, Kin

if TYPE_CHECKING:
    from agent_studio.store.placings import Placing

_BETWEEN = 0.2
"""Seconds between two lots of cards: each makes the screen do something."""


class Shelf:
    """The definitions that were found, and the ways to find them again."""

    def __init__(self, paths: Sequence[str], relations: Relations | None = None) -> None:
        self.library = Library(paths)
        self.entries: dict[Path, Entry] = {}
        self.problems: list[str] = []
        self._settings_told = 0
        self.relations = relations or Relations()
        """What is known of the texts; that of another shelf spares reading the same ones again."""

    def batches(
        self, stopped: Callable[[], bool], *, glanced: bool = False
    ) -> Iterator[tuple[tuple[Card, ...], int]]:
        """Cards as they are read, some at a time, with the total where it is known (else 0).

        Unless somebody has ``glanced`` at them before, the first come by name alone.
        """
        label = self.library.label
        waiting: list[Card] = [] if glanced else list(by_name(self.library.files(), label))
        total = 0
        due = world.ticks() + _BETWEEN
        if waiting:
            yield tuple(waiting), total
            waiting = []
        for event in self.library.scan(stopped):
            match event:
                case Entry():
                    self.entries[event.path] = event
                    waiting.append(card_of(event))
                case Unreadable():
                    self.problems.append(event.why)
                case Progress():
                    total = event.total
                    self.problems += self.library.settings_problems[self._settings_told :]
                    self._settings_told = len(self.library.settings_problems)
            if waiting and world.ticks() >= due:
                yield tuple(waiting), total
                waiting = []
                due = world.ticks() + _BETWEEN
        if waiting:
            yield tuple(waiting), total

    def reread(self, paths: Iterable[Path]) -> tuple[tuple[Card, ...], tuple[Path, ...]]:
        """The cards of files that were written, and the paths that hold nothing any more."""
        cards, gone = [], []
        for path in paths:
            found = self.library.rescan(path)
            if isinstance(found, Entry):
                self.entries[path] = found
                cards.append(card_of(found))
            else:
                self.entries.pop(path, None)
                gone.append(path)
        return tuple(cards), tuple(gone)

    def changes(self, stop: Event) -> Iterator[frozenset[Path]]:
        """Paths that were written, made or removed, as it happens, until ``stop`` is set."""
        before, self.library.seen = self.library.seen, {}
        return watch(self.library.files, stop, before=before)


def card_of(entry: Entry) -> Card:
    """What a line shows of an entry."""
    dialect = DIALECTS.get(entry.harness)
    return Card(
        path=entry.path,
        label=entry.label,
        folder=str(Path(entry.label).parent),
        name=entry.name,
        description=entry.description,
        harness=dialect.title if dialect else entry.harness,
        errors=entry.errors,
        warnings=entry.warnings,
        tokens=entry.tokens,
        rights=entry.rights,
        is_markdown=dialect is None or dialect.loading.is_markdown,
    )


def git_letters(paths: Iterable[Path]) -> dict[Path, str]:
    """Git's letter for each definition that is not as it was committed."""
    from agent_studio.store import git

    return {path: state.sign for path, state in git.states(paths).items() if state.sign}


def namesakes(entries: Iterable[Entry]) -> dict[Path, Kin]:
    """Which definitions share a name: what can be said at once, before texts are compared."""
    from agent_studio.core.duplicates import without

    by_name: dict[str, list[Path]] = {}
    for entry in entries:
        by_name.setdefault(entry.name, []).append(entry.path)
    return {
        path: Kin(same_name=without(paths, path))
        for paths in by_name.values()
        for path in paths
        if len(paths) > 1
    }


def standing_of(placings: Iterable[Placing], *, placed: bool) -> tuple[tuple[str, str], ...]:
    """What becomes of a definition, and before it the titles of the harnesses where it does.

    ``placed`` tells whether it lies where they look.
    """
    titles: dict[str, list[str]] = {}
    for each in placings:
        titles.setdefault(each.words, []).append(each.dialect.title)
    unless = "" if placed else ", if {} looked here"
    return tuple(
        (f"{', '.join(those)}{unless.format('it' if len(those) == 1 else 'they')}", words)
        for words, those in titles.items()
    )


def kin_of(
    shelf: Shelf, stopped: Callable[[], bool], progress: Callable[[int, int], None]
) -> dict[Path, Kin]:
    """How the definitions stand to one another; takes its time, texts are compared.

    ``progress`` is told how many of how many texts were looked at.
    """
    entries = dict(shelf.entries)
    facts = shelf.relations.describe(
        tuple(entries.values()), here=shelf.library.here, cancelled=stopped, progress=progress
    )
    winner, winners, contested = facts.winner, facts.winners, facts.contested
    return {
        path: Kin(
            same_name=facts.same_name.get(path, ()),
            same_content=facts.same_content.get(path, ()),
            near=facts.near.get(path, ()),
            winner=winner.get(path),
            wins=path in winners,
            contested=path in contested,
            standing=standing_of(facts.placings.get(path, ()), placed=entries[path].placed),
        )
        for path in entries
        if path in facts.same_name
        or path in facts.same_content
        or path in facts.near
        or path in facts.placings
    }
