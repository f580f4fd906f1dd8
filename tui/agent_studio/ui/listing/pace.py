"""Telling how far slow work is, not too soon and not too often."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

_BETWEEN = 0.1
"""Seconds between two numbers: as many as can be read, and no burden on the screen."""


class Pace:
    """Passes counts on once the work has taken ``after`` seconds, and then now and again."""

    def __init__(self, after: float, tell: Callable[[int, int], object]) -> None:
        self._next = monotonic() + after
        self._tell = tell

    def __call__(self, done: int, total: int) -> None:
        """``done`` of ``total`` is finished."""
        now = monotonic()
        if now >= self._next:
            self._next = now + _BETWEEN
            self._tell(done, total)
