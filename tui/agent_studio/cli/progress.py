"""How far a long command is, on a terminal's standard error."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

_PATIENCE = 0.5
"""Seconds before anything is said."""
_PAUSE = 0.1
"""Seconds between two words."""


class Progress:
    """One line that is written over, and gone in the end."""

    def __init__(self, stream: TextIO, ticks: Callable[[], float]) -> None:
        self._stream = stream
        self._ticks = ticks
        self._next = ticks() + _PATIENCE
        self._shown = False

    def tell(self, words: str) -> None:
        """Show ``words`` if it is time to."""
        if self._ticks() < self._next:
            return
        self._next = self._ticks() + _PAUSE
        # First: Ctrl-C may come between the words and what follows.
        self._shown = True
        self._stream.write(f"\r\x1b[K{words}")
        self._stream.flush()

    def clear(self) -> None:
        """Make room for something else."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._shown = False


def progress(stream: TextIO) -> Progress | None:
    """The progress of a command; ``None`` where nobody would see it."""
    if not stream.isatty():
        return None
    from agent_studio.store.world import ticks

    return Progress(stream, ticks)
