"""The form of a row in the table of actions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do."""

    id: str
    """``scope.what-it-does``; the name by which the settings file remaps its keys."""
    keys: tuple[str, ...]
    """In Textual's spelling; the first one is shown in the footer. Empty: palette only."""
    title: str
    """Two or three words for footer, palette and help."""
    tooltip: str
    """One sentence that says what will happen."""
    group: str = "General"
    """Heading in the help, and neighbourhood in the footer."""
    show: int = 0
    """Place in the footer: 0 not shown, 1 always, 2 where there is room, 3 on wide screens."""
    priority: bool = False
    """Whether the key works before the focused widget sees it; for function and control keys."""

    fleeting: bool = False
    """Whether the footer leaves it out while it cannot be done: what is past needs no room."""

    @property
    def scope(self) -> str:
        """Where it applies: ``app``, a workplace, or a kind of widget."""
        return self.id.partition(".")[0]

    @property
    def method(self) -> str:
        """The name of the method that does it."""
        return "do_" + self.id.partition(".")[2].replace("-", "_")
