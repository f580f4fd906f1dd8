"""The application: workplaces, navigation between them, and what all of them share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, Literal

from textual.app import App
from textual.screen import Screen

from agent_studio.core.text import visible
from agent_studio.ui.actions import action, bindings_for
from agent_studio.ui.base import StudioScreen, perform
from agent_studio.ui.workplaces import BY_ID, WORKPLACES

Severity = Literal["information", "warning", "error"]


def _make(workplace: str) -> Screen[None]:
    place = BY_ID[workplace]
    try:
        return place.make()
    except ModuleNotFoundError as error:
        if error.name != place.module:
            raise
        from agent_studio.ui.screens.placeholder import PlaceholderScreen

        return PlaceholderScreen(place.id, f"{place.title}: nothing here yet.")


class StudioApp(App[int]):
    """agent-studio in a terminal."""

    TITLE = "agent-studio"
    CSS_PATH = "app.tcss"
    BINDINGS = bindings_for("app")
    MODES: ClassVar = {place.id: partial(_make, place.id) for place in WORKPLACES}
    DEFAULT_MODE = "library"
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [
        (0, "-narrow"),
        (100, "-medium"),
        (160, "-wide"),
    ]
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [(0, "-low"), (30, "-high")]

    def __init__(self, paths: Sequence[str] = (), *, start: str = "library") -> None:
        super().__init__()
        self.paths = tuple(paths)
        self._start = start

    # Navigation: what workplaces call to hand over to one another.

    async def open_workplace(self, workplace: str, paths: Sequence[Path] = ()) -> None:
        """Show a workplace; with ``paths`` it takes up these definitions."""
        await self.switch_mode(workplace)
        screen = self.screen_stack[0]
        if paths and isinstance(screen, StudioScreen):
            screen.call_after_refresh(screen.open_paths, tuple(paths))

    async def compare(self, paths: Sequence[Path]) -> None:
        """Open two to nine definitions side by side."""
        await self.open_workplace("merge", paths)

    async def edit(self, path: Path) -> None:
        """Open one definition in the Editor."""
        await self.open_workplace("editor", [path])

    async def review(self) -> None:
        """Show what changed in git."""
        await self.open_workplace("review")

    async def library(self) -> None:
        """Go back to the Library."""
        await self.open_workplace("library")

    # What workplaces say and ask.

    def say(self, text: str, severity: Severity = "information") -> None:
        """A sentence that goes away by itself; text of files is made visible, never markup."""
        self.notify(visible(text), severity=severity, timeout=5, markup=False)

    def keys_of(self, action_id: str) -> tuple[str, ...]:
        """The keys of an action, as the settings have them."""
        return action(action_id).keys

    # Actions of the table.

    async def action_do(self, action_id: str) -> None:
        """Do the action of that id."""
        await perform(self.screen, action_id)

    async def do_library(self) -> None:
        """Open the Library."""
        await self.open_workplace("library")

    async def do_merge(self) -> None:
        """Open the merge workplace."""
        await self.open_workplace("merge")

    async def do_editor(self) -> None:
        """Open the Editor."""
        await self.open_workplace("editor")

    async def do_review(self) -> None:
        """Open the Review."""
        await self.open_workplace("review")

    async def do_export(self) -> None:
        """Open the export workplace."""
        await self.open_workplace("export")

    def do_palette(self) -> None:
        """Open the command palette."""
        self.action_command_palette()

    def do_quit(self) -> None:
        """Leave."""
        self.exit(0)


def run(paths: Sequence[str] = (), *, start: str = "library") -> int:
    """Open the studio on ``paths`` and return the exit status."""
    return StudioApp(paths, start=start).run() or 0
