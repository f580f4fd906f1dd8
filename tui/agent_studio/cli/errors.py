"""What ends a command."""

from __future__ import annotations

OK = 0
FINDINGS = 1
"""Errors found, differences found, conflicts left: the command worked and the answer is no."""
CANNOT = 2
"""The command could not do what was asked."""
INTERRUPTED = 128 + 2
"""Somebody pressed Ctrl-C."""


class CommandError(Exception):
    """A command cannot do what was asked; the text is one sentence for the person who asked."""
