"""Messages between workplaces and the application."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual.message import Message


@dataclass
class DefinitionWritten(Message):
    """A workplace has written or removed a definition; the library looks again."""

    path: Path
