"""The part of the Review that looks: what changed, and why a key does nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import OptionList

from agent_studio.store import git
from agent_studio.store.errors import StoreError
from agent_studio.store.review import Staging
from agent_studio.ui.actions import bindings_for, key_name
from agent_studio.ui.base import StudioScreen, studio
from agent_studio.ui.readings.on_hand import OnHand
from agent_studio.ui.reviewing import desk as review_desk
from agent_studio.ui.reviewing.desk import Reviewed, Scope, Step
from agent_studio.ui.reviewing.item import ReviewItem
from agent_studio.ui.widgets import rights_text
from agent_studio.ui.widgets.change_list import ChangeList
from agent_studio.ui.widgets.change_view import ChangeView
from agent_studio.ui.widgets.plain import PlainText

_CHANGING = frozenset({"stage", "stage-all", "unstage", "revert", "commit", "undo"})
_OF_ONE = frozenset({"stage", "unstage", "revert", "edit", "rows", "next", "previous"})


class LookingAtChanges(StudioScreen):
    """The list of definitions, and one of them in full."""

    WORKPLACE = "review"
    BINDINGS = bindings_for("review")
    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "#changes"

    changes = getters.query_one("#changes", ChangeList)
    view = getters.query_one("#change", ChangeView)

    def __init__(self) -> None:
        super().__init__()
        self.scope = Scope()
        self.reviewed: Reviewed | None = None
        self.done: tuple[Step, ...] = ()
        self.message = ""
        # Ending a worker does not end the git in its thread, so they wait for one another.
        self.one_at_a_time = asyncio.Lock()

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
        await self.look_now()

    async def look_now(self) -> None:
        """Ask git again, and wait for the answer."""
        try:
            reviewed, refusal = await asyncio.to_thread(review_desk.look, self.scope), ""
        except StoreError as error:
            reviewed, refusal = None, f"{str(error)[:1].upper()}{str(error)[1:]}."
        if not self.query("#nothing"):
            return  # The studio closes, and git was being asked meanwhile.
        self.reviewed = reviewed
        if reviewed is None:
            self._say_nothing(refusal)
            return
        items = reviewed.items
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
        warning = rights_text.warning(sum(item.rights.wider for item in items))
        if reviewed.problems:
            self.status(reviewed.problems[0], "▲")
        self.headline(" · ".join([*([warning] if warning else []), self.scope.in_words]))
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
        self.view.enter()

    def on_hand(self) -> Sequence[OnHand]:
        """The changed definition under the cursor as it is now; what it was, if it is gone."""
        item = self.changes.chosen
        if item is None:
            return ()
        change = item.change
        states = (("now", change.path, change.after), ("before", change.path, change.before))
        return tuple(
            OnHand(f"{change.label} ({when})", path, text) for when, path, text in states if text
        )

    # What can be done.

    def why_not(self, action_id: str) -> str | None:
        """Why a key does nothing now."""
        scope, _, name = action_id.partition(".")
        if scope != "review":
            return None
        if name in _CHANGING and self.scope.why_read_only:
            return self.scope.why_read_only
        if name == "undo":
            return None if self.done else "Nothing has been staged or reverted here yet."
        if name in _OF_ONE | _CHANGING and (not self.reviewed or not self.reviewed.items):
            return "There is no changed definition."
        return self._why_not_this(name)

    def _why_not_this(self, name: str) -> str | None:
        item = self.changes.chosen
        if name == "commit" and not self.staged():
            return "Nothing is staged: space stages the definition under the cursor."
        if name == "revert" and self.scope.target == git.INDEX:
            return "What is staged is compared; unstage it instead."
        if name == "edit" and item and item.change.after is None:
            return "The definition is deleted; revert brings it back."
        if name == "unstage" and item and item.change.staging is Staging.NO:
            return "It is not staged."
        return None

    def staged(self) -> list[str]:
        """The paths of which something is staged."""
        items = self.reviewed.items if self.reviewed else ()
        return [item.path for item in items if item.change.staging is not Staging.NO]

    def target(self) -> tuple[Reviewed, ReviewItem] | None:
        """The definition under the cursor, with its repository."""
        item = self.changes.chosen
        return (self.reviewed, item) if self.reviewed and item else None
