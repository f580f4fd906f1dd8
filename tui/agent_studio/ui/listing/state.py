"""What the Library knows and what is picked in it; plain data, so that it can be tested alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from agent_studio.ui.listing.view import NO_KIN, Card, Kin, Line, View, lines


@dataclass
class LibraryState:
    """The definitions found so far, how they are related, what is marked, how they are shown."""

    cards: dict[Path, Card] = field(default_factory=dict)
    kin: Mapping[Path, Kin] = field(default_factory=dict)
    marked: frozenset[Path] = frozenset()
    view: View = field(default_factory=View)
    loading: bool = True
    problems: tuple[str, ...] = ()
    """What could not be read, one sentence each."""

    def add(self, cards: Iterable[Card]) -> None:
        """Take up definitions; one of the same path is replaced."""
        for card in cards:
            self.cards[card.path] = card

    def remove(self, paths: Iterable[Path]) -> None:
        """Forget definitions that are gone."""
        gone = set(paths)
        for path in gone:
            self.cards.pop(path, None)
        self.marked -= gone

    def keep(self, paths: Iterable[Path]) -> None:
        """Forget everything but these."""
        self.remove(self.cards.keys() - set(paths))

    def relate(self, kin: Mapping[Path, Kin], git: Mapping[Path, str]) -> None:
        """Take up how the definitions stand to one another and what git says of them."""
        self.kin = kin
        for path, card in self.cards.items():
            state = git.get(path, "")
            if card.git != state:
                self.cards[path] = replace(card, git=state)

    def kin_of(self, card: Card | None) -> Kin:
        """How a definition stands to the others."""
        return self.kin.get(card.path, NO_KIN) if card else NO_KIN

    def lines(self) -> tuple[Line, ...]:
        """What the list shows."""
        return lines(tuple(self.cards.values()), self.kin, self.view)

    def marked_cards(self) -> tuple[Card, ...]:
        """What is marked, in the order of the list, whether the filter shows it or not."""
        everything = lines(tuple(self.cards.values()), self.kin, replace(self.view, filter=""))
        found = [line.card for line in everything if line.card]
        shown = [card for card in found if card.path in self.marked]
        folded = [
            card for card in self.cards.values() if card.path in self.marked and card not in shown
        ]
        return (*shown, *folded)

    def toggle(self, paths: Iterable[Path]) -> None:
        """Mark these, or unmark them if all of them are marked."""
        wanted = frozenset(paths)
        self.marked = self.marked - wanted if wanted <= self.marked else self.marked | wanted

    def invert(self, paths: Iterable[Path]) -> None:
        """Swap marked and unmarked among these."""
        self.marked ^= frozenset(paths)
