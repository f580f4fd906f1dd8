"""Messages between workplaces and the application."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual.message import Message


@dataclass
class DefinitionWritten(Message):
    """A workplace has written or removed a definition; the library looks again."""

    path: Path


@dataclass
class FooterStale(Message):
    """What the keys do has changed; posted by `StudioScreen.refresh_keys`."""

    def can_replace(self, message: Message) -> bool:
        """One look is enough however often the screen changed."""
        return isinstance(message, FooterStale)
