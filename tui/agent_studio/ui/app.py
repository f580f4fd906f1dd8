"""The application: workplaces, navigation between them, and what all of them share."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on, work
from textual.command import CommandPalette
from textual.events import Resize
from textual.screen import ModalScreen, Screen

from agent_studio.core.text import visible
from agent_studio.store.settings import State, load_settings, load_state, save_state
from agent_studio.ui.actions import action, bindings_for
from agent_studio.ui.base import StudioScreen, perform
from agent_studio.ui.keymap import make_keymap
from agent_studio.ui.messages import DefinitionWritten
from agent_studio.ui.opening import started
from agent_studio.ui.screens.too_small import TooSmallScreen, is_too_small
from agent_studio.ui.stylesheet import StudioStylesheet
from agent_studio.ui.theming import Theming
from agent_studio.ui.workplaces import BY_ID, WORKPLACES

if TYPE_CHECKING:
    from textual.widget import Widget

    from agent_studio.store.library import Entry
    from agent_studio.ui.reviewing.desk import Scope

_READ_WITHIN = 5.0
"""Seconds that a sentence stays."""

Severity = Literal["information", "warning", "error"]

_WIDTHS = [(0, "-narrow"), (100, "-medium"), (160, "-wide")]
_HEIGHTS = [(0, "-low"), (30, "-high")]


def _make(workplace: str) -> Screen[None]:
    place = BY_ID[workplace]
    try:
        return place.make()
    except ModuleNotFoundError as error:
        if error.name != place.module:
            raise
        from agent_studio.ui.screens.placeholder import PlaceholderScreen

        return PlaceholderScreen(place.id, f"{place.title}: nothing here yet.")


class StudioApp(Theming):
    """agent-studio in a terminal."""

    TITLE = "agent-studio"
    # The Library comes first at every start; a style sheet that came with its screen would have
    # Textual parse all of them once more.
    CSS_PATH: ClassVar = ["app.tcss", "screens/library.tcss"]
    BINDINGS = bindings_for("app")
    MODES: ClassVar = {place.id: partial(_make, place.id) for place in WORKPLACES}
    DEFAULT_MODE = "library"
    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS
    GREETS: ClassVar[bool] = True
    """Whether it welcomes somebody new and offers what was left unfinished."""
    # The palette is an action of the table like any other, with a key that can be changed.
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, paths: Sequence[str] = (), *, start: str = "library") -> None:
        super().__init__()
        self.paths = tuple(paths)
        self.entries: Mapping[Path, Entry] = {}
        """What the Library has read: the definitions that others may refer to."""
        self._start = start
        self.review_scope: Scope | None = None
        """What the Review is to look at; ``None``: the work tree of the working folder."""
        self._settings = load_settings()
        self._keymap_of_settings = make_keymap(self._settings.keys)
        self.memory = load_state()
        self._said: dict[str, float] = {}
        """What is being said, and until when."""
        self.leaving = False
        """Whether the studio is about to end; keys that were typed meanwhile do nothing."""
        self.room = asyncio.Event()
        """Set once the terminal is large enough for anything to be read."""
        self.take_themes(self.memory.theme)
        self.stylesheet = StudioStylesheet(variables=self.get_css_variables())

    async def on_mount(self) -> None:
        """Go to the workplace that was asked for, say what is wrong in the settings."""
        self.set_keymap(self._keymap_of_settings.for_textual())
        if self._start != "library":
            await self.open_workplace(self._start)
        for problem in (*self._settings.problems, *self._keymap_of_settings.problems):
            self.say(problem, "warning")
        self.call_after_refresh(started)
        if self.GREETS:
            self.call_after_refresh(self._greet)

    @work
    async def _greet(self) -> None:
        from agent_studio.ui.startup import greet

        await greet(self)

    def remember(self, **changes: object) -> None:
        """Keep something for the next start; losing it is no reason to stop."""
        self.memory = replace(self.memory, **changes)  # type: ignore[arg-type]  # fields of State
        self._save_memory(self.memory)

    @work(thread=True, group="memory", exit_on_error=False)
    def _save_memory(self, memory: State) -> None:
        save_state(memory)

    def on_resize(self, event: Resize) -> None:
        """Stand back while there is too little room."""
        small = isinstance(self.screen, TooSmallScreen)
        if is_too_small(event.size) and not small:
            self.push_screen(TooSmallScreen())
        elif small and not is_too_small(event.size):
            self.pop_screen()
        if not is_too_small(event.size):
            self.room.set()

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

    async def resume(self, session_id: str) -> None:
        """Go on with a merge that was kept."""
        await self.open_workplace("merge")
        screen = self.screen_stack[0]
        if isinstance(screen, StudioScreen):
            screen.call_after_refresh(screen.resume, session_id)

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
        """A sentence that goes away by itself; text of files is made visible, never markup.

        One that is still to be read is not said twice.
        """
        now = monotonic()
        self._said = {each: until for each, until in self._said.items() if until > now}
        if text not in self._said:
            self._said[text] = now + _READ_WITHIN
            self.notify(visible(text), severity=severity, timeout=_READ_WITHIN, markup=False)

    def keys_of(self, action_id: str) -> tuple[str, ...]:
        """The keys of an action, as the settings have them."""
        return self._keymap_of_settings.keys_of(action(action_id))

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

    def why_not(self, action_id: str) -> str | None:
        """Why an action of the whole studio cannot be done now."""
        if action_id != "app.harnesses" or isinstance(self.screen, ModalScreen):
            return None
        found = isinstance(self.screen, StudioScreen) and self.screen.on_hand()
        return None if found else "There is no definition here."

    def do_harnesses(self) -> None:
        """Show what every harness makes of the definition here; again: back."""
        from agent_studio.ui.screens.harnesses import HarnessesScreen

        if isinstance(self.screen, HarnessesScreen):
            self.screen.do_close()
        elif isinstance(self.screen, StudioScreen):
            self.push_screen(HarnessesScreen(self.screen.on_hand()))

    def do_help(self) -> None:
        """Show the keys that apply here."""
        from agent_studio.ui.screens.help import HelpScreen

        if isinstance(self.screen, StudioScreen):
            self.push_screen(HelpScreen(self.screen))

    def do_palette(self) -> None:
        """Open the command palette on the action table."""
        from agent_studio.ui.palette import ActionProvider

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette([ActionProvider], placeholder="What to do…"))

    def do_jump(self) -> None:
        """Label every part that can have the focus."""
        from agent_studio.ui.jump import JumpScreen, jump_targets

        def go(widget: Widget | None) -> None:
            if widget is not None:
                widget.focus()

        self.push_screen(JumpScreen(jump_targets(self.screen)), go)

    @on(DefinitionWritten)
    def _look_again(self, message: DefinitionWritten) -> None:
        from agent_studio.ui.screens.library import LibraryScreen

        for screen in self._screen_stacks.get("library", ()):
            if isinstance(screen, LibraryScreen):
                screen.reread(message.path)

    @work
    async def do_welcome(self) -> None:
        """Show the first screen again."""
        from agent_studio.ui.screens.welcome import WelcomeScreen

        await self.push_screen_wait(WelcomeScreen())

    @work
    async def do_unfinished(self) -> None:
        """Offer the work that was left, as at the start."""
        from agent_studio.ui.startup import offer_pending

        if not await offer_pending(self):
            self.say("Nothing was left unfinished.")

    def do_picture(self) -> None:
        """Save the screen as an SVG file."""
        self.deliver_screenshot()

    def do_quit(self) -> None:
        """Leave; asks first if something would be lost."""
        from agent_studio.ui.screens.confirm import ConfirmScreen

        def leave(answer: bool | None) -> None:
            if answer:
                for screen in self._workplaces():
                    screen.keep_unsaved()
                self.leaving = True
                self.exit(0)

        lost = self._unsaved()
        if not lost:
            leave(True)
            return

        question = "\n".join(lost)
        self.push_screen(ConfirmScreen("Leave?", question, yes="Leave"), leave)

    def _unsaved(self) -> list[str]:
        told = [screen.unsaved() for screen in self._workplaces()]
        return [sentence for sentence in told if sentence]

    def _workplaces(self) -> list[StudioScreen]:
        screens = [stack[0] for stack in self._screen_stacks.values() if stack]
        return [screen for screen in screens if isinstance(screen, StudioScreen)]


def run_mergetool(base: Path, ours: Path, theirs: Path, merged: Path) -> int:
    """Merge on the screen for git; 0 only if nothing is left to decide and it was saved."""
    from agent_studio.ui.mergetool import run_mergetool as run

    return run(base, ours, theirs, merged)
