"""What the Library does with several definitions: above all, mend them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from agent_studio.store.errors import StoreError
from agent_studio.ui.actions import key_name
from agent_studio.ui.base import studio
from agent_studio.ui.messages import DefinitionWritten
from agent_studio.ui.screens.library_loading import LibraryLoading

if TYPE_CHECKING:
    from pathlib import Path

    from agent_studio.store.library import Entry
    from agent_studio.ui.listing.mending import Mendable, Mended


class LibraryMending(LibraryLoading):
    """What is wrong is looked for, shown as it would be mended, written, and taken back."""

    def __init__(self) -> None:
        super().__init__()
        self._mended: tuple[tuple[str, tuple[Path, ...], str], ...] = ()
        """Each time something was mended: the backup, the files, and words for it."""

    @work(thread=True, exclusive=True, group="warm", exit_on_error=False)
    def _warm(self) -> None:
        """What is marked will be compared: load by then what that takes."""
        from agent_studio.store import meaning

        meaning.warm()

    def to_mend(self) -> Sequence[Entry]:
        """What is marked; with nothing marked, everything that is shown."""
        cards = self._state.marked_cards() or self.definitions.shown
        known = studio(self).entries
        return [known[card.path] for card in cards if card.path in known]

    def why_not_mend(self, action_id: str) -> str | None:
        """Why nothing can be mended, or taken back, now."""
        if action_id == "library.undo":
            return None if self._mended else "Nothing has been mended here yet."
        if self._state.loading:
            return "Not everything is read yet: a moment."
        return None if self.to_mend() else "There is no definition yet."

    @work(group="mend")
    async def do_fix(self) -> None:
        """Ask which problem, show how it would be mended, write it."""
        from agent_studio.ui.listing import mending

        entries = self.to_mend()
        self.status(f"Looking for what can be mended in {len(entries):,} …")
        opened = await asyncio.to_thread(mending.open_all, entries, lambda: False)
        kinds = mending.mendable(opened)
        self._tell()
        if not kinds:
            studio(self).say("There is nothing that could be mended by a key.")
            return
        kind = await self._choose(kinds, len(entries))
        if kind is None:
            return
        changes = await asyncio.to_thread(mending.mended, opened, kind)
        if await self._agreed_to(kind, changes):
            await self._write(kind, changes)

    async def _choose(self, kinds: Sequence[Mendable], among: int) -> Mendable | None:
        from agent_studio.ui.listing.mending import in_words
        from agent_studio.ui.screens.ask import Answer, AskScreen

        def answer(at: int, kind: Mendable) -> Answer:
            sign, code = kind.severity.sign, f"{kind.code} " if kind.code else ""
            care = "" if kind.safe else "; ▲ look at each: what is loaded changes"
            return Answer(str(at), f"{sign} {code}{kind.title}", f"{in_words(kind)}{care}")

        question = f"What shall be mended? {among:,} looked at; nothing is written yet."
        answers = [answer(at, kind) for at, kind in enumerate(kinds)]
        chosen = await self.app.push_screen_wait(AskScreen("Mend", question, answers))
        return kinds[int(chosen)] if chosen else None

    async def _agreed_to(self, kind: Mendable, changes: Sequence[Mended]) -> bool:
        from agent_studio.ui.screens.mending import MendingScreen

        files = "definition changes" if len(changes) == 1 else "definitions change"
        title = f"{kind.code}: {kind.title}" if kind.code else kind.title
        about = f"{title}\n{len(changes)} {files}."
        screen = MendingScreen("Mend", about, changes)
        return bool(changes) and await self.app.push_screen_wait(screen)

    async def _write(self, kind: Mendable, changes: Sequence[Mended]) -> None:
        from agent_studio.ui.listing import mending

        files = "definition" if len(changes) == 1 else "definitions"
        what = f"{kind.code or 'all that is safe'} in {len(changes)} {files}"
        try:
            backup = await asyncio.to_thread(mending.write, changes, f"before mending {what}")
        except StoreError as error:
            studio(self).say(f"Nothing was mended: {error}.", "error")
            return
        paths = tuple(each.path for each in changes)
        self._mended = (*self._mended, (backup, paths, what))
        self._reread_all(paths)
        key = key_name(studio(self).keys_of("library.undo")[0])
        studio(self).say(f"Mended {what}; {key} takes it back.")

    @work(group="mend")
    async def do_undo(self) -> None:
        """Take back what was mended last."""
        from agent_studio.store import backups

        *rest, (backup, paths, what) = self._mended
        try:
            await asyncio.to_thread(backups.restore, backup)
        except StoreError as error:
            studio(self).say(f"{error}.", "error")
            return
        self._mended = tuple(rest)
        self._reread_all(paths)
        studio(self).say(f"Taken back: mending {what}.")

    def _reread_all(self, paths: Sequence[Path]) -> None:
        for path in paths:
            self.app.post_message(DefinitionWritten(path))
        self.refresh_keys()
