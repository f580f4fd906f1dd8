"""The five workplaces: what they are called and which screen each of them is."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent_studio.ui.base import StudioScreen


@dataclass(frozen=True, slots=True)
class Workplace:
    """A tab of the header, a Textual mode, and the screen behind it."""

    id: str
    title: str
    module: str
    screen: str
    scope: str
    """The scope of its actions in the table."""
    widgets: tuple[str, ...] = ("list", "scroll")
    """The widget scopes whose keys work there too; the help shows them."""

    def make(self) -> StudioScreen:
        """The screen; its module is imported only now."""
        found: StudioScreen = getattr(import_module(self.module), self.screen)()
        return found


_SCREENS = "agent_studio.ui.screens"

WORKPLACES = (
    Workplace("library", "Library", f"{_SCREENS}.library", "LibraryScreen", "library"),
    Workplace("merge", "Merge", f"{_SCREENS}.merge", "MergeScreen", "merge"),
    Workplace(
        "editor",
        "Editor",
        f"{_SCREENS}.editor",
        "EditorScreen",
        "editor",
        ("problems", "form", "find"),
    ),
    Workplace("review", "Review", f"{_SCREENS}.review", "ReviewScreen", "review"),
    Workplace("export", "Export", f"{_SCREENS}.write", "WriteScreen", "write"),
)

BY_ID = {place.id: place for place in WORKPLACES}
BY_SCOPE = {place.scope: place for place in WORKPLACES}
