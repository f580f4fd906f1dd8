"""What the Library's workers report to its screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from agent_studio.ui.listing.view import Card, Kin

if TYPE_CHECKING:
    from agent_studio.ui.listing.source import Shelf
    from agent_studio.ui.widgets.glance_text import Glance
    from agent_studio.ui.widgets.prose import Prose


@dataclass
class Found(Message):
    """Definitions were read; ``total`` is 0 while nobody knows it."""

    cards: tuple[Card, ...]
    total: int = 0


@dataclass
class Loaded(Message):
    """Reading has come to its end, or was stopped."""

    stopped: bool
    shelf: Shelf


@dataclass
class Related(Message):
    """How the definitions stand to one another, and git's letter for those that differ."""

    kin: Mapping[Path, Kin]
    git: Mapping[Path, str]
    complete: bool = False
    """Whether texts were compared too."""


@dataclass
class Comparing(Message):
    """Texts are being compared, which takes its time."""

    done: int
    total: int

    def can_replace(self, message: Message) -> bool:
        """Only the latest number is worth showing."""
        return isinstance(message, Comparing)


@dataclass
class Glanced(Message):
    """The preview of one definition is ready."""

    glance: Glance
    body: Prose


@dataclass
class ChangedOnDisk(Message):
    """Something was written, made or removed among the definitions."""

    paths: frozenset[Path]


@dataclass
class Reread(Message):
    """Changed definitions were read again."""

    cards: tuple[Card, ...]
    gone: tuple[Path, ...]


@dataclass
class FilterTyped(Message):
    """A person types what is to be shown."""

    text: str


class FilterDone(Message):
    """A person wants to go from the filter to what it shows."""
