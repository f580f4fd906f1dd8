"""The Editor's files: opening, saving, drafts, and what others do to them meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from textual import getters, on, work

from agent_studio.core.check.model import Diagnostic
from agent_studio.core.document import Document
from agent_studio.core.editable import TooManyHiddenError
from agent_studio.core.stems import stem_of
from agent_studio.store.atomic import Stamp
from agent_studio.store.errors import ChangedOnDisk, StoreError, shown
from agent_studio.ui.base import StudioScreen, studio
from agent_studio.ui.editing import open_file
from agent_studio.ui.editing.open_file import OpenFile
from agent_studio.ui.editing.terms import Terms, Whereabouts, terms_at
from agent_studio.ui.messages import DefinitionWritten
from agent_studio.ui.screens.ask import Answer, AskScreen
from agent_studio.ui.screens.message import MessageScreen
from agent_studio.ui.widgets.desk import Desk

_LOOK_EVERY = 2.0
"""Seconds between two looks at the file on disk."""
_DRAFT_AFTER = 1.0
"""Seconds between two times that unsaved text is kept where a crash does not reach it."""

_LEAVING = (
    Answer("back", "Go on editing"),
    Answer("save", "Save it first"),
    Answer("draft", "Leave it as a draft", "It is offered again when this file is opened."),
)
_CHANGED = (
    Answer("merge", "Merge both", "What only one side changed is taken; the rest is marked."),
    Answer("keep", "Keep mine", "What is on disk now is replaced when you save."),
    Answer("take", "Take what is on disk", "Your text stays one undo away."),
)
_GONE = (
    Answer("keep", "Keep mine", "It is written anew when you save."),
    Answer("", "Decide later"),
)
_DRAFT = (
    Answer("restore", "Restore it", "As unsaved text, to be looked at and saved."),
    Answer("later", "Not now", "Open what is on disk and keep the draft."),
    Answer("drop", "Throw it away"),
)


class EditingFiles(StudioScreen):
    """The part of the Editor that knows files. Its worker methods touch disk in threads."""

    desk = getters.query_one(Desk)

    def __init__(self) -> None:
        super().__init__()
        self.file: OpenFile | None = None
        self._noticed: Stamp | None = None
        self._neighbours = 0
        self._complaint = ""
        # Ending a worker does not end the write in its thread, so they wait for one another.
        self.one_at_a_time = asyncio.Lock()
        self._draft_due = False

    # What the parts of the screen tell.

    @property
    def dirty(self) -> bool:
        """Whether there is text that is not on disk."""
        if self.file is None:
            return False
        typing = any(row.is_pending for row in self.desk.form.rows)
        return typing or self.desk.editor.definition != self.file.text

    def unsaved(self) -> str:
        """What leaving would lose."""
        if not self.dirty or self.file is None:
            return ""
        kept = "Its text stays as a draft and is offered at the next start."
        return f"{shown(self.file.path)} is changed and not saved. {kept}"

    def keep_unsaved(self) -> None:
        """Keep the very latest text; the draft in a thread may be a moment older."""
        if self.dirty and self.file is not None:
            with suppress(StoreError):
                open_file.keep_draft(self.file, self.desk.settle())

    def on_mount(self) -> None:
        """Look at the disk now and then."""
        self.set_interval(_LOOK_EVERY, self.look_at_disk)
        self.set_interval(_LOOK_EVERY, self.look_around)

    def on_screen_resume(self) -> None:
        """Somebody may have changed the file while another workplace was open."""
        self.call_after_refresh(self.look_at_disk)
        self.call_after_refresh(self.look_around)

    @on(Desk.Changed)
    def _changed(self) -> None:
        self.describe()
        if not self._draft_due:
            # Not put off by further keystrokes: somebody may type for minutes without a pause.
            self._draft_due = True
            self.set_timer(_DRAFT_AFTER, self._keep_draft)

    def describe(self) -> None:
        """Say which file it is and whether it is saved."""
        raise NotImplementedError

    # Opening.

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open the first of these definitions; one that is not there yet is begun."""
        if paths:
            self.open(paths[0])

    def resume(self, session_id: str) -> None:
        """Open the file of that path with the unsaved text that was kept for it."""
        self.open(Path(session_id), restore=True)

    @work(group="file")
    async def open(self, path: Path, *, restore: bool = False) -> None:
        """Open a definition, after asking about unsaved text of another one."""
        async with self.one_at_a_time:
            await self._open(path, restore=restore)

    async def _open(self, path: Path, *, restore: bool) -> None:
        if self.file is not None and self.file.path == path:
            self.desk.editor.focus()
            self.look_at_disk()
            return
        if not await self._may_leave():
            return
        try:
            found = await asyncio.to_thread(open_file.read_or_begin, path)
            draft = await asyncio.to_thread(open_file.find_draft, found)
            terms = await asyncio.to_thread(terms_at, path)
        except StoreError as error:
            await self.app.push_screen(MessageScreen("Not opened", f"{error}."))
            return
        self.take(found, found.text, terms)
        if draft is not None and self.file is found:
            await self._offer_draft(found, draft, "restore" if restore else None)

    def take(self, file: OpenFile, text: str, terms: Terms) -> None:
        """Put a file's text on the desk."""
        try:
            look_up, around = partial(terms_at, file.path), partial(self._around, file.path)
            self.desk.load(text, Whereabouts(stem_of(file.path.as_posix()), terms, look_up, around))
        except TooManyHiddenError as error:
            self.app.push_screen(MessageScreen("Not opened", f"{shown(file.path)}: {error}."))
            return
        self.file, self._noticed = file, file.stamp
        self.describe()
        self.desk.editor.focus()

    def _around(self, path: Path, document: Document) -> Sequence[Diagnostic]:
        """What the definitions that the Library has read mean for this one; runs in a thread."""
        from agent_studio.store.neighbours import among

        entries = tuple(studio(self).entries.values())
        return among(document, path.absolute(), entries, self.desk.dialect)

    def look_around(self) -> None:
        """Look at the text again if the Library has read other definitions since."""
        seen = len(studio(self).entries)
        if self.file is not None and seen != self._neighbours:
            self._neighbours = seen
            self.desk.look()

    async def _offer_draft(self, file: OpenFile, draft: str, answer: str | None) -> None:
        if answer is None:
            question = f"There is unsaved text of {shown(file.path)} from an earlier time."
            answer = await self.app.push_screen_wait(AskScreen("Unsaved text", question, _DRAFT))
        if answer == "restore":
            self.desk.editor.replace_definition(draft)
        elif answer == "drop":
            await asyncio.to_thread(open_file.drop_draft, file.path)

    async def _may_leave(self) -> bool:
        if not self.dirty:
            return True
        question = f"{shown(self.file.path)} is changed and not saved." if self.file else ""
        ask = AskScreen("Not saved", question, _LEAVING)
        answer = await self.app.push_screen_wait(ask)
        if answer == "draft":
            self._keep_draft()
        return answer == "draft" or (answer == "save" and await self.save())

    def _keep_draft(self) -> None:
        self._draft_due = False
        if self.file is not None:
            self._write_draft(self.file, self.desk.editor.definition)

    @work(exclusive=True, group="draft")
    async def _write_draft(self, file: OpenFile, text: str) -> None:
        try:
            if text == file.text:
                await asyncio.to_thread(open_file.drop_draft, file.path)
            else:
                await asyncio.to_thread(open_file.keep_draft, file, text)
        except StoreError as error:
            self.status(f"Unsaved text cannot be kept safe: {error}.", "▲")

    # Saving.

    async def save(self) -> bool:
        """Write the text; whether it is on disk afterwards."""
        if self.file is None:
            return False
        text = self.desk.settle()
        try:
            self.file = await asyncio.to_thread(open_file.write_file, self.file, text)
        except ChangedOnDisk as error:
            if not await self._ask_about_disk(f"{error}."):
                return False
            return await self.save()
        except StoreError as error:
            await self.app.push_screen(MessageScreen("Not saved", f"{error}."))
            return False
        self._noticed = self.file.stamp
        self._keep_draft()
        self.describe()
        self.app.post_message(DefinitionWritten(self.file.path))
        studio(self).say(f"Saved {shown(self.file.path)}.")
        return True

    # Changes on disk.

    @work(exclusive=True, group="disk")
    async def look_at_disk(self) -> None:
        """Take up what others wrote if nothing is unsaved here; else say that they did."""
        file = self.file
        if file is None or self.app.screen is not self or self.one_at_a_time.locked():
            return
        try:
            found = await asyncio.to_thread(open_file.now_on_disk, file)
        except StoreError as error:
            self.status(f"{error}.", "▲")
            return
        if self.file is not file or found is None or self.one_at_a_time.locked():
            return
        if self.dirty or found.stamp is None:
            if self._noticed != found.stamp:
                self._noticed = found.stamp
                key = studio(self).keys_of("editor.reload")[0]
                self.status(f"Changed on disk meanwhile: {key} compares and merges.", "▲")
        else:
            self.file, self._noticed = found, found.stamp
            self.desk.editor.replace_definition(found.text)
            self.describe()
            self.status("Changed on disk and read again; undo brings back what was here.", "●")

    @work(group="file")
    async def compare_with_disk(self) -> None:
        """Look at the disk and ask what is to become of another text there."""
        async with self.one_at_a_time:
            file = self.file
            try:
                found = await asyncio.to_thread(open_file.now_on_disk, file) if file else None
            except StoreError as error:
                studio(self).say(f"{error}.", "error")
                return
            if file is None or found is None:
                studio(self).say("On disk it is as it was read.")
            else:
                await self._ask_about_disk(f"{shown(file.path)} is another one on disk now.")

    async def _ask_about_disk(self, sentence: str) -> bool:
        """Settle what to do about another text on disk; whether saving may go on."""
        file = self.file
        found = await asyncio.to_thread(open_file.now_on_disk, file) if file else None
        if file is None or found is None:
            return file is not None
        choices = _CHANGED if found.stamp else _GONE
        answer = await self.app.push_screen_wait(AskScreen("On disk", sentence, choices))
        if not answer:
            return False
        mine = self.desk.settle()
        self.file, self._noticed = found, found.stamp
        if answer == "take":
            self.desk.editor.replace_definition(found.text)
        elif answer == "merge":
            conflicts = self._merge(file.text, mine, found.text)
            self.describe()
            return not conflicts
        self.describe()
        return answer == "keep"

    def _merge(self, base: str, mine: str, theirs: str) -> int:
        merged, conflicts = open_file.merge_texts(base, mine, theirs, self.desk.dialect)
        self.desk.editor.replace_definition(merged)
        if conflicts:
            plural = "" if conflicts == 1 else "s"
            self.status(f"Merged; {conflicts} conflict{plural} marked in the text.", "▲")
        else:
            self.status("Merged without conflicts; look at it and save.", "✔")
        return conflicts
