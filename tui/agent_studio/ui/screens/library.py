"""The Library: all definitions in one list."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input
from textual.worker import get_current_worker

from agent_studio.core.check.model import Severity
from agent_studio.ui.actions import bindings_for, key_name
from agent_studio.ui.base import StudioScreen, studio
from agent_studio.ui.library_choice import Chosen, choose, with_twins
from agent_studio.ui.library_messages import (
    ChangedOnDisk,
    Found,
    Glanced,
    Loaded,
    Related,
    Reread,
)
from agent_studio.ui.library_state import LibraryState
from agent_studio.ui.library_view import Card, Grouping, Sorting
from agent_studio.ui.widgets import definition_list as signs
from agent_studio.ui.widgets.definition_list import DefinitionList
from agent_studio.ui.widgets.list_head import ListHead
from agent_studio.ui.widgets.plain import PlainText
from agent_studio.ui.widgets.preview import Preview

if TYPE_CHECKING:
    from agent_studio.ui.library_source import Shelf

_PROGRESS_AFTER = 0.5
"""Seconds of loading after which progress is told."""
_RELIST_AFTER = 0.1
_PREVIEW_AFTER = 0.06


class LibraryScreen(StudioScreen):
    """All definitions, filtered, sorted, marked; the way to every other workplace."""

    WORKPLACE = "library"
    BINDINGS = bindings_for("library")
    CSS_PATH = "library.tcss"
    AUTO_FOCUS = "#definitions"

    definitions = getters.query_one("#definitions", DefinitionList)
    preview = getters.query_one("#preview", Preview)
    filter_line = getters.query_one("#filter", Input)
    empty = getters.query_one("#empty", PlainText)

    def __init__(self) -> None:
        super().__init__()
        self._state = LibraryState()
        self._shelf: Shelf | None = None
        self._leaving = Event()
        self._progress = ""
        self._relisting = False

    def compose_body(self) -> ComposeResult:
        """The list and, beside or below it, the preview."""
        with Horizontal(id="parts"):
            with Vertical(id="list", classes="panel") as panel:
                yield Input(placeholder="name, path or description", id="filter")
                yield ListHead()
                yield DefinitionList(widget_id="definitions")
                yield PlainText("", widget_id="empty", classes="empty")
            yield Preview(widget_id="preview", classes="panel")
        panel.border_title = "Definitions"

    def on_mount(self) -> None:
        """Paint first, read afterwards."""
        self.preview.border_title = "Preview"
        self.filter_line.border_title = "Filter"
        self._relist()
        self.call_after_refresh(self._load)

    # Reading.

    def _load(self) -> None:
        self._state.loading = True
        self._progress = ""
        self.set_timer(_PROGRESS_AFTER, self._tell)
        self._scan(studio(self).paths)

    @work(thread=True, exclusive=True, group="scan", exit_on_error=False)
    def _scan(self, paths: Sequence[str]) -> None:
        from agent_studio.ui.library_source import Shelf

        worker = get_current_worker()
        shelf = Shelf(paths)
        for cards, total in shelf.batches(lambda: worker.is_cancelled):
            self.post_message(Found(cards, total))
        self.post_message(Loaded(worker.is_cancelled, shelf))
        if not worker.is_cancelled:
            self._relate_all(shelf)
            for changed in shelf.changes(self._leaving):
                if worker.is_cancelled:
                    return
                self.post_message(ChangedOnDisk(changed))

    @work(thread=True, group="reread", exit_on_error=False)
    def _reread(self, shelf: Shelf, paths: frozenset[Path]) -> None:
        self.post_message(Reread(*shelf.reread(paths)))
        self._relate_all(shelf)

    def _relate_all(self, shelf: Shelf) -> None:
        from agent_studio.ui.library_source import git_letters, kin_of

        entries = dict(shelf.entries)
        self.post_message(Related(kin_of(entries.values()), git_letters(entries)))

    def on_unmount(self) -> None:
        """Let the thread that watches the files end."""
        self._leaving.set()

    @on(Found)
    def _take_up(self, message: Found) -> None:
        self._state.add(message.cards)
        total = f" of {message.total:,}" if message.total else ""
        self._progress = f"Reading… {len(self._state.cards):,}{total}"
        self._relist_soon()

    @on(Loaded)
    def _finish(self, message: Loaded) -> None:
        self._shelf = message.shelf
        self._state.loading = False
        self._state.problems = tuple(message.shelf.problems)
        studio(self).entries = message.shelf.entries
        if not message.stopped:
            self._state.keep(message.shelf.entries)
        self._relist()

    @on(Related)
    def _relate(self, message: Related) -> None:
        self._state.relate(message.kin, message.git)
        self._relist()
        self._look_at(self.definitions.card)

    @on(ChangedOnDisk)
    def _look_again(self, message: ChangedOnDisk) -> None:
        if self._shelf is not None:
            self._reread(self._shelf, message.paths)

    def reread(self, path: Path) -> None:
        """A workplace has written or removed this definition."""
        self._look_again(ChangedOnDisk(frozenset({path})))

    @on(Reread)
    def _replace(self, message: Reread) -> None:
        self._state.add(message.cards)
        self._state.remove(message.gone)
        self._relist()
        self._look_at(self.definitions.card)

    def _relist_soon(self) -> None:
        if not self._relisting:
            self._relisting = True
            self.set_timer(_RELIST_AFTER if self._state.cards else 0.01, self._relist)

    def _relist(self, *, from_top: bool = False) -> None:
        self._relisting = False
        state = self._state
        self.definitions.show(
            state.lines(), state.kin, state.marked, state.view.sorting, from_top=from_top
        )
        self.query_one(ListHead).head = self.definitions.header()
        nothing = not self.definitions.shown and not state.loading
        self.query_one("#list").set_class(nothing, "-empty")
        if nothing:
            self.empty.show(self._why_empty())
        self._tell()
        self.refresh_keys()

    def _why_empty(self) -> str:
        state = self._state
        if state.cards:
            escape = key_name(studio(self).keys_of("library.stop")[0])
            return f"Nothing matches '{state.view.filter}'.\n\n{escape} clears the filter."
        problems = "\n".join(state.problems[:5])
        return f"There is no definition here.\n\n{problems}".rstrip()

    def _tell(self) -> None:
        state = self._state
        marked = f"{len(state.marked)} marked · " if state.marked else ""
        plural = "" if len(state.cards) == 1 else "s"
        self.headline(f"{marked}{len(state.cards):,} definition{plural} ")
        if state.loading:
            self.status(self._progress and f"{self._progress} · esc stops")
            return
        shown = len(self.definitions.shown)
        parts = [f"sorted by {state.view.sorting.value}"]
        if state.view.grouping is not Grouping.NONE:
            parts.insert(0, f"grouped by {state.view.grouping.value}")
        if state.view.filter:
            parts.insert(0, f"{shown:,} match '{state.view.filter}'")
        if state.problems:
            parts.append(f"{Severity.WARNING.sign} {state.problems[0]}")
        self.status(" · ".join(parts))

    # The list, the filter, the preview.

    @on(DefinitionList.Highlighted)
    def _follow(self, message: DefinitionList.Highlighted) -> None:
        self.refresh_keys()
        self._look_at(message.card)

    @on(DefinitionList.Opened)
    async def _open(self, message: DefinitionList.Opened) -> None:
        await studio(self).edit(message.card.path)

    @on(DefinitionList.MarkClicked)
    def _mark_clicked(self, message: DefinitionList.MarkClicked) -> None:
        self._mark([message.card])

    @on(DefinitionList.GroupClicked)
    def _fold(self, message: DefinitionList.GroupClicked) -> None:
        self._state.view = self._state.view.fold(message.group)
        self._relist()

    @work(exclusive=True, group="glance")
    async def _look_at(self, card: Card | None) -> None:
        if card is None or not self.preview.display:
            self.preview.show(None)
            return
        # Going through the list quickly cancels this before anything is read.
        await asyncio.sleep(_PREVIEW_AFTER)
        from agent_studio.ui import library_source as source

        entry, kin = studio(self).entries.get(card.path), self._state.kin_of(card)
        glance, body = await asyncio.to_thread(source.glance, card, kin, entry)
        self.post_message(Glanced(glance, body))

    @on(Glanced)
    def _show_glance(self, message: Glanced) -> None:
        self.preview.show(message.glance, message.body)

    @on(Input.Changed, "#filter")
    def _filter(self, message: Input.Changed) -> None:
        self._state.view = replace(self._state.view, filter=message.value.strip())
        self._relist(from_top=True)

    @on(Input.Submitted, "#filter")
    def _to_list(self) -> None:
        self.definitions.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Beside the list there is room for a preview, or below it."""
        del event
        self.call_after_refresh(self._show_head)

    def _show_head(self) -> None:
        self.query_one(ListHead).head = self.definitions.header()

    def action_sort(self, sorting: str) -> None:
        """Order by a column; what a click on its title does."""
        self._state.view = replace(self._state.view, sorting=Sorting(sorting))
        self._relist()

    # Actions of the table.

    def why_not(self, action_id: str) -> str | None:
        """Why an action cannot be done now."""
        nothing = None if self._state.cards else "There is no definition yet."
        match action_id:
            case "library.merge":
                return self._chosen().reason or None
            case "library.mark-twins":
                card = self.definitions.card
                alone = card and not self._state.kin_of(card).all
                return "Nothing is like this one." if alone else nothing
            case "library.mark" | "library.edit" | "library.mark-all" | "library.invert":
                return nothing
            case _:
                return None

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of the list."""
        return (
            (signs.MARK, "marked"),
            (signs.WINS, "the one that is loaded of several of the same name"),
            (signs.SHADOWED, "shadowed: another one of the same name is loaded"),
            (Severity.ERROR.sign, "errors"),
            (Severity.WARNING.sign, "warnings"),
            (signs.SAME_CONTENT, "others with the same content"),
            (signs.NEAR, "near-duplicates"),
            (signs.SAME_NAME, "others of the same name"),
            ("rwxndm", "may read, write, run, use the network, delegate, use MCP servers"),
            ("M A ?", "modified, added, untracked in git"),
        )

    def _chosen(self) -> Chosen:
        card = self.definitions.card
        return choose(
            self.definitions.shown,
            self._state.marked_cards() if self._state.marked else (),
            card,
            self._state.kin_of(card),
            self.definitions.group,
        )

    def _mark(self, cards: Sequence[Card]) -> None:
        self._state.toggle(card.path for card in cards)
        self._relist()

    def do_mark(self) -> None:
        """Mark or unmark what is under the cursor and go on; on a heading, its group."""
        card = self.definitions.card
        self._mark([card] if card else self.definitions.group)
        self.definitions.do_down()

    def do_mark_all(self) -> None:
        """Mark everything that is shown, or nothing."""
        self._mark(self.definitions.shown)

    def do_mark_twins(self) -> None:
        """Mark the definition under the cursor and its twins."""
        card = self.definitions.card
        twins = with_twins(self.definitions.shown, card, self._state.kin_of(card)) if card else ()
        self._mark(twins or self.definitions.group)

    def do_invert(self) -> None:
        """Swap marked and unmarked."""
        self._state.invert(card.path for card in self.definitions.shown)
        self._relist()

    async def do_merge(self) -> None:
        """Compare and merge the marked definitions, or this one with its twins."""
        await studio(self).compare([card.path for card in self._chosen().cards])

    async def do_edit(self) -> None:
        """Open the definition under the cursor; on a heading, fold its group."""
        line = self.definitions.line
        if line and line.card:
            await studio(self).edit(line.card.path)
        elif line:
            self._state.view = self._state.view.fold(line.group)
            self._relist()

    def do_filter(self) -> None:
        """Type what to show."""
        self.query_one("#list").add_class("-filtering")
        self.filter_line.focus()

    def do_group(self) -> None:
        """Group by the next criterion."""
        self._state.view = self._state.view.next_grouping()
        self._relist()

    def do_sort(self) -> None:
        """Sort by the next column."""
        self._state.view = self._state.view.next_sorting()
        self._relist()

    def do_preview(self) -> None:
        """Show or hide the preview."""
        self.preview.display = not self.preview.display
        self._look_at(self.definitions.card)

    def do_reload(self) -> None:
        """Read everything again."""
        self._load()

    def do_stop(self) -> None:
        """Stop loading, else clear the filter, else the marks."""
        panel = self.query_one("#list")
        if self._state.loading:
            self.workers.cancel_group(self, "scan")
        elif panel.has_class("-filtering"):
            panel.remove_class("-filtering")
            self.filter_line.value = ""
            self.definitions.focus()
        elif self._state.marked:
            self._state.marked = frozenset()
            self._relist()
