"""The Review: changed definitions, what they may now do, and what becomes of the changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import OptionList

from agent_studio.store import git
from agent_studio.store.errors import StoreError
from agent_studio.store.git_program import GitRefused
from agent_studio.store.review import Staging
from agent_studio.ui import review_desk
from agent_studio.ui.actions import bindings_for, key_name
from agent_studio.ui.base import StudioScreen, studio
from agent_studio.ui.messages import DefinitionWritten
from agent_studio.ui.review_desk import Reviewed, Scope, Step
from agent_studio.ui.review_item import ReviewItem
from agent_studio.ui.screens.commit import CommitScreen
from agent_studio.ui.screens.message import MessageScreen
from agent_studio.ui.widgets.change_list import ChangeList
from agent_studio.ui.widgets.change_view import ChangeView
from agent_studio.ui.widgets.plain import PlainText

_CHANGING = frozenset({"stage", "stage-all", "unstage", "revert", "commit", "undo"})
_OF_ONE = frozenset({"stage", "unstage", "revert", "edit", "rows", "next", "previous"})


class ReviewScreen(StudioScreen):
    """The workplace: the list of definitions, and one of them in full."""

    WORKPLACE = "review"
    BINDINGS = bindings_for("review")
    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "#changes"

    changes = getters.query_one("#changes", ChangeList)
    view = getters.query_one("#change", ChangeView)

    def __init__(self) -> None:
        super().__init__()
        self.scope = Scope()
        self._reviewed: Reviewed | None = None
        self._done: tuple[Step, ...] = ()
        self._message = ""

    def compose_body(self) -> ComposeResult:
        """An empty state, or the list and the definition."""
        yield PlainText("Asking git …", widget_id="nothing", classes="empty")
        with Container(id="parts"):
            yield ChangeList(widget_id="changes")
            yield ChangeView(widget_id="change")

    def on_mount(self) -> None:
        """Look at what was asked for on the command line, if anything was."""
        self.scope = studio(self).review_scope or self.scope
        self.query_one("#parts").display = False

    def on_screen_resume(self) -> None:
        """Files may have changed while another workplace was open."""
        self.look()

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Look only at what lies below these."""
        self.scope = replace(self.scope, paths=tuple(paths))
        self.look()

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of the Review."""
        return (
            ("A M D R ?", "new, changed, deleted, renamed, unknown to git"),
            ("○ ◐ ●", "not staged, partly staged, staged"),
            ("▲ ▼", "rights gained, rights lost"),
            ("+ − ≠", "a row that is new, gone, another one"),
        )

    # Looking.

    @work(exclusive=True, group="look")
    async def look(self) -> None:
        """Ask git again."""
        await self._look()

    async def _look(self) -> None:
        try:
            self._reviewed = await asyncio.to_thread(review_desk.look, self.scope)
        except StoreError as error:
            self._reviewed = None
            self._say_nothing(f"{str(error)[:1].upper()}{str(error)[1:]}.")
            return
        items = self._reviewed.items
        if not items:
            self._say_nothing(
                f"Nothing changed: {self.scope.in_words}, every definition is the same."
            )
            return
        self.query_one("#nothing").display = False
        self.query_one("#parts").display = True
        self.changes.show(items)
        self.view.show(self.changes.chosen)
        if self.focused is None:
            self.changes.focus()
        wider = sum(item.rights.wider for item in items)
        warning = f" · ▲ {wider} gain{'s' if wider == 1 else ''} rights" if wider else ""
        self.headline(f"{self.scope.in_words}{warning}")
        self.refresh_keys()

    def _say_nothing(self, sentence: str) -> None:
        keys = studio(self).keys_of
        nothing = self.query_one("#nothing", PlainText)
        nothing.show(
            f"{sentence}\n\n"
            f"{key_name(keys('review.refresh')[0])}  ask git again\n"
            f"{key_name(keys('app.library')[0])}  the Library"
        )
        nothing.display = True
        self.query_one("#parts").display = False
        self.headline("")
        self.refresh_keys()

    @on(OptionList.OptionHighlighted, "#changes")
    def _chosen(self) -> None:
        self.view.show(self.changes.chosen)
        self.refresh_keys()

    @on(OptionList.OptionHighlighted, "#change")
    def _row_chosen(self) -> None:
        self.refresh_keys()

    @on(OptionList.OptionSelected, "#changes")
    def _opened(self) -> None:
        self.do_rows()

    # What can be done.

    def why_not(self, action_id: str) -> str | None:
        """Why a key does nothing now."""
        scope, _, name = action_id.partition(".")
        if scope != "review":
            return None
        if name in _CHANGING and self.scope.why_read_only:
            return self.scope.why_read_only
        if name == "undo":
            return None if self._done else "Nothing has been staged or reverted here yet."
        if name in _OF_ONE | _CHANGING and (not self._reviewed or not self._reviewed.items):
            return "There is no changed definition."
        return self._why_not_this(name)

    def _why_not_this(self, name: str) -> str | None:
        item = self.changes.chosen
        if name == "commit" and not self._staged():
            return "Nothing is staged: space stages the definition under the cursor."
        if name == "revert" and self.scope.target == git.INDEX:
            return "What is staged is compared; unstage it instead."
        if name == "edit" and item and item.change.after is None:
            return "The definition is deleted; revert brings it back."
        if name == "unstage" and item and item.change.staging is Staging.NO:
            return "It is not staged."
        return None

    def _staged(self) -> list[str]:
        items = self._reviewed.items if self._reviewed else ()
        return [item.path for item in items if item.change.staging is not Staging.NO]

    @work(exclusive=True, group="change")
    async def _do(self, act: Callable[[], Step], path: Path | None = None) -> None:
        """Change something, remember the way back, look again."""
        try:
            step = await asyncio.to_thread(act)
        except StoreError as error:
            studio(self).say(f"{error}.", "error")
        else:
            self._done = (*self._done, step)
            key = key_name(studio(self).keys_of("review.undo")[0])
            self.status(f"Done; {key} takes back {step.title}.", "✔")
            if path is not None:
                self.app.post_message(DefinitionWritten(path))
        await self._look()

    def do_stage(self) -> None:
        """Stage or unstage the row or the definition."""
        found = self._target()
        if found is None:
            return
        reviewed, item = found
        row = self.view.chosen if self.view.has_focus else None
        repo, change = reviewed.repo, item.change
        if row is not None and self.scope.target == git.WORK_TREE:
            staged = row.address in item.staged_rows
            act = review_desk.unstage_row if staged else review_desk.stage_row
            self._do(lambda: act(repo, change, row))
        elif change.staging is Staging.YES:
            self._do(lambda: review_desk.unstage(repo, change))
        else:
            self._do(lambda: review_desk.stage(repo, change))

    def do_stage_all(self) -> None:
        """Stage everything; if everything is staged, nothing."""
        if self._reviewed is None:
            return
        repo, items = self._reviewed.repo, self._reviewed.items
        every = all(item.change.staging is Staging.YES for item in items)
        act = review_desk.unstage if every else review_desk.stage

        def all_of_them() -> Step:
            steps = [act(repo, item.change) for item in items]
            return review_desk.together("staging everything", steps)

        self._do(all_of_them)

    def do_unstage(self) -> None:
        """Unstage the definition."""
        found = self._target()
        if found is not None:
            reviewed, item = found
            self._do(lambda: review_desk.unstage(reviewed.repo, item.change))

    def do_revert(self) -> None:
        """Revert the row or the definition."""
        found = self._target()
        if found is None:
            return
        reviewed, item = found
        row = self.view.chosen if self.view.has_focus else None
        if row is not None:
            self._do(lambda: review_desk.revert_row(item.change, row), item.change.path)
        else:
            self._do(lambda: review_desk.revert(reviewed.repo, item.change), item.change.path)

    @work(exclusive=True, group="change")
    async def do_undo(self) -> None:
        """Take the last step back."""
        *rest, step = self._done
        try:
            await asyncio.to_thread(step.back)
        except StoreError as error:
            studio(self).say(f"{error}.", "error")
        else:
            self._done = tuple(rest)
            self.status(f"Taken back: {step.title}.", "↶")
        await self._look()

    async def do_edit(self) -> None:
        """Open the definition in the Editor."""
        item = self.changes.chosen
        if item is not None:
            await studio(self).edit(item.change.path)

    @work(exclusive=True, group="change")
    async def do_commit(self) -> None:
        """Ask for a message and commit what is staged."""
        reviewed = self._reviewed
        ask = CommitScreen(self._staged(), self._message)
        wanted, self._message = await self.app.push_screen_wait(ask)
        if not wanted or reviewed is None:
            return
        self.status("Committing; hooks may take a while …", "…")
        try:
            done = await asyncio.to_thread(git.commit, reviewed.repo, self._message)
        except StoreError as error:
            said = error.output if isinstance(error, GitRefused) else ""
            self.status("Not committed; the message is kept.", "✖")
            self.app.push_screen(MessageScreen("Not committed", f"{error}.\n\n{said}".strip()))
        else:
            self._message, self._done = "", ()
            self.status(f"Committed {done.id[:10]}: {done.subject}", "✔")
        await self._look()

    def do_rows(self) -> None:
        """Into the rows."""
        self.view.enter()

    def do_back(self) -> None:
        """Back to the list, or to the Library from there."""
        self.changes.focus()

    def do_next(self) -> None:
        """To the next definition."""
        self.changes.action_cursor_down()

    def do_previous(self) -> None:
        """To the definition before."""
        self.changes.action_cursor_up()

    def do_refresh(self) -> None:
        """Ask git again."""
        self.look()

    def _target(self) -> tuple[Reviewed, ReviewItem] | None:
        item = self.changes.chosen
        return (self._reviewed, item) if self._reviewed and item else None
