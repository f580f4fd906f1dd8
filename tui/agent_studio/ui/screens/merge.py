"""Compare and merge: two to nine definitions side by side, and the one made of them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message

from agent_studio.core.merge import undecided
from agent_studio.core.merge.model import LeftOut, Merge
from agent_studio.store.errors import StoreError
from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import studio
from agent_studio.ui.merging.bench import Bench, adding
from agent_studio.ui.merging.branches import progress
from agent_studio.ui.merging.hints import plural
from agent_studio.ui.merging.keeper import Keeper, kept_merge, revive
from agent_studio.ui.merging.sources import Sources, load_sources
from agent_studio.ui.screens.choose import Answer, ChooseScreen
from agent_studio.ui.screens.confirm import ConfirmScreen
from agent_studio.ui.screens.left_out import CONTINUE, SHOW, LeftOutScreen
from agent_studio.ui.screens.merge_deciding import DECIDING
from agent_studio.ui.screens.merge_showing import Showing
from agent_studio.ui.widgets.plain import PlainText

EMPTY = (
    "Nothing to compare yet.\n\n"
    "In the Library, mark two to nine definitions with space and press m;\n"
    "m on one definition compares it with its twins."
)

LEGEND = (
    ("= ⊂ + ≠", "the same everywhere, in several, in one only, different"),
    ("▸", "a part that only one source has, folded; before a text: the cursor's source"),
    ("⚠", "look twice: texts of one row may say the opposite"),
    ("?", "still to be decided"),
    ("1-9", "taken from that source; a bar marks the cell"),
    ("∪ ⊕", "united from several; several, one behind the other"),
    ("✎ ✗", "typed; nothing taken"),
)


class MergeScreen(Showing):
    """The workplace: where its sources come from, where its result goes."""

    WORKPLACE: ClassVar[str] = "merge"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("merge")
    CSS_PATH = "merge.tcss"

    @dataclass
    class Loaded(Message):
        """Sources were read and compared."""

        sources: Sources
        bench: Bench
        row: str = ""
        changed: tuple[str, ...] = ()
        """What is no longer on disk as the merge knows it, in sentences."""
        kept: str = ""
        """The id of an unfinished merge of the same files, if there is one."""

    @dataclass
    class Refused(Message):
        """Something could not be read or kept."""

        sentence: str

    def __init__(self) -> None:
        super().__init__()
        self.sources: Sources | None = None
        self.keeper = Keeper()

    def compose_body(self) -> ComposeResult:
        """An empty state, and behind it the desk."""
        yield PlainText(EMPTY, widget_id="nothing", classes="empty")
        with Vertical(id="desk"):
            yield from self.compose_desk()

    # Sources

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Compare these definitions; a merge of others that is under way stays kept."""
        if not 2 <= len(paths) <= 9:
            studio(self).say("Two to nine definitions can be compared.", "warning")
            return
        self.status("Reading and comparing …")
        self._load(tuple(paths))

    def resume(self, session_id: str) -> None:
        """Go on with a merge that was left unfinished."""
        self.status("Taking the merge up again …")
        self._revive(session_id)

    @work(thread=True, exclusive=True, group="load")
    def _load(self, paths: tuple[Path, ...]) -> None:
        try:
            sources = load_sources(paths)
            self.keeper.flush()
        except StoreError as error:
            self.post_message(self.Refused(str(error)))
            return
        self.keeper.begin(sources)
        bench = Bench(sources.comparison)
        self.post_message(self.Loaded(sources, bench, kept=kept_merge(sources)))

    @work(thread=True, exclusive=True, group="load")
    def _revive(self, session_id: str) -> None:
        from agent_studio.store import sessions

        try:
            self.keeper.flush()
            session = sessions.load(session_id)
            sources, bench, row = revive(session)
        except StoreError as error:
            self.post_message(self.Refused(str(error)))
            return
        self.keeper.go_on(session)
        changed = sessions.changed_sources(session)
        self.post_message(self.Loaded(sources, bench, row, changed))

    def on_merge_screen_refused(self, message: Refused) -> None:
        """Say in one sentence what could not be done."""
        self.status(message.sentence, "✖")
        studio(self).say(message.sentence, "error")

    def on_merge_screen_loaded(self, message: Loaded) -> None:
        """Show the comparison; a new one decides nothing yet."""
        self.sources = message.sources
        self.show_bench(message.bench, message.row)
        if message.kept:
            self._offer(message.kept)
        for sentence in message.changed:
            studio(self).say(f"{sentence}; the merge shows it as it was.", "warning")

    def _offer(self, session_id: str) -> None:
        """Ask whether to go on with a merge of the same files."""
        answers = [
            Answer("c", "go-on", "go on where you left it"),
            Answer("n", "anew", "start anew; the other one stays kept"),
        ]

        def answered(answer: str | None) -> None:
            if answer == "go-on":
                self.resume(session_id)

        question = "A merge of these definitions was not finished."
        self.app.push_screen(ChooseScreen("Unfinished", question, answers), answered)

    # Keeping

    def take_up(self, bench: Bench, said: str = "") -> None:
        """Show the bench after an act, and keep it."""
        super().take_up(bench, said)
        count = plural(len(bench.comparison.documents), "definition")
        self.headline(f"merging {count}" if bench.merge else f"read only · {count}")
        if bench.merge is not None:
            row = self.grid.row
            self.keeper.note(bench.merge, row.address if row else "")
            self._keep()

    @work(exclusive=True, group="keep")
    async def _keep(self) -> None:
        await asyncio.sleep(0.1)  # a newer state cancels this one here
        try:
            await asyncio.to_thread(self.keeper.flush)
        except StoreError as error:
            self.post_message(self.Refused(f"The merge cannot be kept: {error}"))

    def do_abandon(self) -> None:
        """Ask, then forget the decisions, those on disk too."""

        def answered(answer: bool | None) -> None:
            if answer and self.sources is not None:
                self.run_worker(self._abandon(self.sources), group="keep", exclusive=True)

        question = "Every decision is forgotten; the definitions stay as they are."
        screen = ConfirmScreen("Abandon the merge?", question, yes="Abandon it")
        self.app.push_screen(screen, answered)

    async def _abandon(self, sources: Sources) -> None:
        try:
            await asyncio.to_thread(self.keeper.forget)
        except StoreError as error:
            self.post_message(self.Refused(str(error)))
            return
        self.keeper.begin(sources)
        self.show_bench(Bench(sources.comparison))

    def on_unmount(self) -> None:
        """Leaving in a hurry loses nothing."""
        try:
            self.keeper.flush()
        except StoreError as error:
            self.log.error(str(error))

    # What can be done

    def why_not(self, action_id: str) -> str | None:
        """Why an action cannot be done now."""
        if not action_id.startswith("merge.") or action_id == "merge.back":
            return None
        if self.bench is None:
            return "Nothing is open to compare: mark definitions in the Library and press m."
        if action_id in DECIDING:
            return self.why_not_decide(action_id)
        return self._why_not_now(action_id)

    def _why_not_now(self, action_id: str) -> str | None:
        assert self.bench is not None
        history, merge = self.bench.history, self.bench.merge
        if action_id == "merge.start" and history:
            return "A merge is under way already."
        if action_id == "merge.undo" and not (history and history.past):
            return "There is nothing to undo."
        if action_id == "merge.redo" and not (history and history.future):
            return "There is nothing to do again."
        if action_id in ("merge.left-out", "merge.write", "merge.abandon") and merge is None:
            return "No merge was started yet; m starts one."
        if action_id == "merge.write" and merge is not None and undecided(merge):
            things = plural(progress(merge).open, "thing")
            return f"Still undecided: {things}. n goes there, A and R decide many at once."
        return None

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of list and result."""
        return LEGEND

    def do_edit_source(self) -> None:
        """Open the source under the cursor in the editor."""
        if self.sources is not None:
            self.run_worker(studio(self).edit(self.sources.paths[self.grid.source]))

    def do_back(self) -> None:
        """Back to the Library."""
        self.run_worker(studio(self).library())

    # The end

    def do_left_out(self) -> None:
        """Show what was left out, and let any of it be taken."""
        merge = self.bench.merge if self.bench else None
        if merge is not None:
            screen = LeftOutScreen(merge, self._take_after_all, writing=not undecided(merge))
            self.app.push_screen(screen, self._after_left_out)

    def do_write(self) -> None:
        """What was left out first, then where to write."""
        self.do_left_out()

    def _take_after_all(self, item: LeftOut) -> Merge:
        assert self.bench is not None
        assert self.bench.merge is not None
        choice = adding(self.bench.merge, item)
        self.take_up(self.bench.decided(item.address, choice))
        assert self.bench.merge is not None
        return self.bench.merge

    def _after_left_out(self, answer: str | None) -> None:
        if answer == CONTINUE:
            self.run_worker(self._hand_over())
        elif answer and answer.startswith(SHOW):
            self.grid.go_to(answer.removeprefix(SHOW))

    async def _hand_over(self) -> None:
        """Give the finished merge to the workplace that writes it."""
        from agent_studio.ui.screens.write import WriteScreen

        await studio(self).open_workplace("export")
        screen = self.app.screen_stack[0]
        if isinstance(screen, WriteScreen) and self.bench and self.bench.merge and self.sources:
            screen.take_up(self.bench.merge, self.sources, self.keeper)
