"""A terminal that only looks at what it is sent, to tell when a list stands on the screen.

Textual takes it where the environment says ``TEXTUAL_DRIVER=benchmarks.terminal:Terminal``. So
the very command that a person runs is measured, drawing included. Once rows of a list were
written and the list takes keys, it writes the nanoseconds of the monotonic clock to the standard
error and ends the app. It imports nothing that the measured app could be spared.
"""

from __future__ import annotations

import re
import sys
import time

from textual.drivers.headless_driver import HeadlessDriver

ENVIRONMENT = "benchmarks.terminal:Terminal"
SIZE = (120, 36)
_ROWS = re.compile(r"option \d|(engineer|reviewer|writer|analyst|tester|planner)-\d")
"""What rows of the peer's list look like, and of a list of `benchmarks.definitions`."""
_AGAIN = 0.001


class Terminal(HeadlessDriver):
    """Takes everything an app draws, shows nothing."""

    shown = False

    @property
    def is_headless(self) -> bool:
        """For a terminal without a head Textual would draw nothing."""
        return False

    def _get_terminal_size(self) -> tuple[int, int]:
        return SIZE

    def write(self, data: str) -> None:
        """Look for the list."""
        if not self.shown and _ROWS.search(data):
            self.shown = True
            self._loop.call_soon(self._usable)

    def _usable(self) -> None:
        if self._app.focused is None:
            self._loop.call_later(_AGAIN, self._usable)
            return
        print(time.monotonic_ns(), file=sys.__stderr__, flush=True)
        self._app.exit()
