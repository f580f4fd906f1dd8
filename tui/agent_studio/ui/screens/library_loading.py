"""Reading the Library and showing it as it comes in."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.events import ScreenResume
from textual.worker import get_current_worker

from agent_studio.ui.actions import key_name
from agent_studio.ui.base import StudioScreen, studio
from agent_studio.ui.listing.first import FirstLook
from agent_studio.ui.listing.messages import (
    ChangedOnDisk,
    Comparing,
    Found,
    Glanced,
    Loaded,
    Related,
    Reread,
)
from agent_studio.ui.listing.pace import Pace
from agent_studio.ui.listing.state import LibraryState
from agent_studio.ui.listing.view import Card, Grouping
from agent_studio.ui.widgets.definition_list import DefinitionList
from agent_studio.ui.widgets.list_head import ListHead
from agent_studio.ui.widgets.plain import PlainText
from agent_studio.ui.widgets.preview import Preview

if TYPE_CHECKING:
    from textual.timer import Timer

    from agent_studio.store.library import Entry
    from agent_studio.ui.listing.source import Shelf
    from agent_studio.ui.listing.view import Kin

_PROGRESS_AFTER = 0.5
"""Seconds of loading after which progress is told."""
_PAINT_WITHIN = 0.3
_RELIST_AFTER = 0.2
_PREVIEW_AFTER = 0.06
"""Seconds that the cursor rests on a definition before it is read for the preview."""


class LibraryLoading(StudioScreen):
    """The half of the Library that reads: workers, what they report, and the list made anew."""

    definitions = getters.query_one("#definitions", DefinitionList)
    preview = getters.query_one("#preview", Preview)

    def __init__(self) -> None:
        super().__init__()
        self._state = LibraryState()
        self._shelf: Shelf | None = None
        self._leaving = Event()
        self._painted = Event()
        self._first = FirstLook(studio(self).paths)
        self._progress = ""
        self._stopped = ""
        """What a person stopped, in words; empty again after reading anew."""
        self._comparing = False
        self._relist_later: Timer | None = None
        self._relist_took = 0.0
        self.related = False
        """Whether it is known how all of them stand to one another."""

    def _begin(self) -> None:
        """The first frame stands: from now on there is time for everything else."""
        if self._state.cards:
            self._painted.set()
            self._look_at(self.definitions.card)
        self._load()

    def _load(self) -> None:
        self._state.loading = True
        self._progress = self._stopped = ""
        self.set_timer(_PROGRESS_AFTER, self._tell)
        # A thread cannot be interrupted: what still watches for an earlier reading is told to end.
        self._leaving.set()
        self._leaving = Event()
        self.workers.cancel_group(self, "compare")
        self._scan(studio(self).paths, glanced=bool(self._state.cards))

    @work(thread=True, exclusive=True, group="scan", exit_on_error=False)
    def _scan(self, paths: Sequence[str], *, glanced: bool) -> None:
        from agent_studio.ui.listing.source import Shelf

        worker = get_current_worker()
        shelf = Shelf(paths, self._shelf.relations if self._shelf else None)
        for cards, total in shelf.batches(lambda: worker.is_cancelled, glanced=glanced):
            self.post_message(Found(cards, total))
            # What was found first is to be seen before the rules are loaded and everything is read.
            self._painted.wait(_PAINT_WITHIN)
        self.post_message(Loaded(worker.is_cancelled, shelf))

    def _watch(self, shelf: Shelf, leaving: Event) -> None:
        for changed in shelf.changes(leaving):
            if not leaving.is_set():
                self.post_message(ChangedOnDisk(changed))

    @work(thread=True, group="reread", exit_on_error=False)
    def _reread(self, shelf: Shelf, paths: frozenset[Path]) -> None:
        self.post_message(Reread(*shelf.reread(paths)))

    def _compare(self) -> None:
        """Find out anew how all of them stand to one another; what was begun before ends."""
        self._comparing = True
        if self._shelf is not None:
            self._relate_all(self._shelf, texts=not self._stopped)

    @work(thread=True, exclusive=True, group="compare", exit_on_error=False)
    def _relate_all(self, shelf: Shelf, *, texts: bool) -> None:
        from agent_studio.ui.listing.source import git_letters, kin_of, namesakes

        worker = get_current_worker()
        if not self._state.kin or not texts:
            self.post_message(Related(namesakes(tuple(shelf.entries.values())), {}))
        git = git_letters(tuple(shelf.entries))
        if not texts:
            self.post_message(Related(self._state.kin, git, complete=True))
            return
        tell = Pace(_PROGRESS_AFTER, lambda *count: self.post_message(Comparing(*count)))
        kin = kin_of(shelf, lambda: worker.is_cancelled, tell)
        if not worker.is_cancelled:
            self.post_message(Related(kin, git, complete=True))

    def stop_work(self) -> bool:
        """Stop reading or comparing, and say so; whether there was anything to stop."""
        again = key_name(studio(self).keys_of("library.reload")[0])
        if self._state.loading:
            self.workers.cancel_group(self, "scan")
            self._stopped = f"stopped: not everything was read, {again} reads it"
        elif self._comparing:
            self.workers.cancel_group(self, "compare")
            self._stopped = f"stopped: twins of other names are not known, {again} compares"
            self._comparing, self._progress = False, ""
            self._tell()
        else:
            return False
        return True

    def on_unmount(self) -> None:
        """Let the thread that watches the files end."""
        self._leaving.set()

    @on(Found)
    def _take_up(self, message: Found) -> None:
        self._state.add(message.cards)
        total = f" of {message.total:,}" if message.total else ""
        self._progress = f"Reading… {len(self._state.cards):,}{total}"
        # Nobody sees the list under a dialog; drawing both would take most of the time.
        if self.is_active:
            self._relist_soon()

    @on(ScreenResume)
    def _catch_up(self) -> None:
        if self._state.loading and self._painted.is_set():
            self._relist_soon()

    @on(Loaded)
    def _finish(self, message: Loaded) -> None:
        self._shelf = message.shelf
        self._state.loading = False
        self._progress = ""
        self._state.problems = tuple(message.shelf.problems)
        studio(self).entries = message.shelf.entries
        if not message.stopped:
            self._state.keep(message.shelf.entries)
        self._relist()
        if not message.stopped:
            self._compare()
            # Watching never ends by itself, so it is no worker that others might wait for.
            Thread(target=self._watch, args=(message.shelf, self._leaving), daemon=True).start()

    @on(Comparing)
    def _tell_comparing(self, message: Comparing) -> None:
        if self._comparing:
            self._progress = f"Comparing texts… {message.done:,} of {message.total:,}"
            if self.is_active:
                self._tell()

    @on(Related)
    def _relate(self, message: Related) -> None:
        self._state.relate(message.kin, message.git)
        self.related = message.complete
        if message.complete:
            self._comparing, self._progress = False, ""
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
        self._compare()
        self._look_at(self.definitions.card)

    def _relist_soon(self) -> None:
        if not self._painted.is_set():
            self._relist()
            self.call_after_refresh(self._show_first)
        elif self._relist_later is None:
            # A long list takes longer to order; reading must not keep the screen busy with it.
            pause = max(_RELIST_AFTER, 8 * self._relist_took)
            self._relist_later = self.set_timer(pause, self._relist)

    def _show_first(self) -> None:
        self._painted.set()
        self._look_at(self.definitions.card)

    def _relist(self, *, from_top: bool = False) -> None:
        if self._relist_later is not None:
            self._relist_later.stop()
            self._relist_later = None
        state = self._state
        started = monotonic()
        self.definitions.show(
            state.lines(), state.kin, state.marked, state.view.sorting, from_top=from_top
        )
        self._relist_took = monotonic() - started
        self.query_one(ListHead).head = self.definitions.header()
        nothing = not self.definitions.shown and not state.loading
        self.query_one("#list").set_class(nothing, "-empty")
        if nothing:
            self._tell_why_empty()
        self._tell()
        self.refresh_keys()

    def _tell_why_empty(self) -> None:
        if not self.query("#empty"):
            self.query_one("#list").mount(PlainText("", widget_id="empty", classes="empty"))
        self.query_one("#empty", PlainText).show(self._why_empty())

    def _why_empty(self) -> str:
        state = self._state
        if state.cards:
            escape = key_name(studio(self).keys_of("library.stop")[0])
            return f"Nothing matches '{state.view.filter}'.\n\n{escape} clears the filter."
        problems = "\n".join(state.problems[:5])
        new = key_name(studio(self).keys_of("library.new")[0])
        return f"There is no definition here.\n\n{problems}".rstrip() + f"\n\n{new} begins one."

    def _tell(self) -> None:
        state = self._state
        marked = f"{len(state.marked)} marked · " if state.marked else ""
        plural = "" if len(state.cards) == 1 else "s"
        self.headline(f"{marked}{len(state.cards):,} definition{plural} ")
        if state.loading or self._progress:
            escape = key_name(studio(self).keys_of("library.stop")[0])
            self.status(self._progress and f"{self._progress} · {escape} stops")
            return
        shown = len(self.definitions.shown)
        parts = [f"sorted by {state.view.sorting.value}"]
        if state.view.grouping is not Grouping.NONE:
            parts.insert(0, f"grouped by {state.view.grouping.value}")
        if self._stopped:
            parts.insert(0, self._stopped)
        if state.view.filter:
            parts.insert(0, f"{shown:,} match '{state.view.filter}'")
        if self._shelf and self._shelf.library.starters:
            parts.insert(0, "nothing of yours was found: these are the starters")
        if state.problems:
            from agent_studio.core.check.model import Severity

            parts.append(f"{Severity.WARNING.sign} {state.problems[0]}")
        self.status(" · ".join(parts))

    @work(exclusive=True, group="glance")
    async def _look_at(self, card: Card | None) -> None:
        if card is None or not self.preview.display:
            self.preview.show(None)
            return
        # Going through the list quickly cancels this before anything is read.
        await asyncio.sleep(_PREVIEW_AFTER)
        entry, kin = studio(self).entries.get(card.path), self._state.kin_of(card)
        self.post_message(await asyncio.to_thread(_glanced, card, kin, entry))

    @on(Glanced)
    def _show_glance(self, message: Glanced) -> None:
        self.preview.show(message.glance, message.body)


def _glanced(card: Card, kin: Kin, entry: Entry | None) -> Glanced:
    # Imported in the thread: every rule comes with it.
    from agent_studio.ui.listing.glance import glance

    return Glanced(*glance(card, kin, entry))
