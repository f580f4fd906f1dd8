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

    def make(self) -> StudioScreen:
        """The screen; its module is imported only now."""
        found: StudioScreen = getattr(import_module(self.module), self.screen)()
        return found


_SCREENS = "agent_studio.ui.screens"

WORKPLACES = (
    Workplace("library", "Library", f"{_SCREENS}.library", "LibraryScreen"),
    Workplace("merge", "Merge", f"{_SCREENS}.merge", "MergeScreen"),
    Workplace("editor", "Editor", f"{_SCREENS}.editor", "EditorScreen"),
    Workplace("review", "Review", f"{_SCREENS}.review", "ReviewScreen"),
    Workplace("export", "Export", f"{_SCREENS}.write", "WriteScreen"),
)

BY_ID = {place.id: place for place in WORKPLACES}
