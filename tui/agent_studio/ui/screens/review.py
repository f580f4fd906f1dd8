"""The Review: changed definitions, what they may now do, and what becomes of the changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from textual import work

from agent_studio.store import git
from agent_studio.store.errors import StoreError
from agent_studio.store.git_program import GitRefused
from agent_studio.store.review import Staging
from agent_studio.ui.actions import key_name
from agent_studio.ui.base import studio
from agent_studio.ui.messages import DefinitionWritten
from agent_studio.ui.reviewing import desk as review_desk
from agent_studio.ui.reviewing.desk import Step
from agent_studio.ui.screens.commit import CommitScreen
from agent_studio.ui.screens.message import MessageScreen
from agent_studio.ui.screens.review_looking import LookingAtChanges


class ReviewScreen(LookingAtChanges):
    """The workplace: looking, and what its keys do to the repository."""

    @work(group="change")
    async def _do(self, act: Callable[[], Step], path: Path | None = None) -> None:
        """Change something, remember the way back, look again."""
        try:
            async with self.one_at_a_time:
                step = await asyncio.to_thread(act)
        except StoreError as error:
            studio(self).say(f"{error}.", "error")
        else:
            self.done = (*self.done, step)
            key = key_name(studio(self).keys_of("review.undo")[0])
            self.status(f"Done; {key} takes back {step.title}.", "✔")
            if path is not None:
                self.app.post_message(DefinitionWritten(path))
        await self.look_now()

    def do_stage(self) -> None:
        """Stage or unstage the row or the definition."""
        found = self.target()
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
        if self.reviewed is None:
            return
        repo, items = self.reviewed.repo, self.reviewed.items
        every = all(item.change.staging is Staging.YES for item in items)
        act = review_desk.unstage if every else review_desk.stage

        def all_of_them() -> Step:
            steps = [act(repo, item.change) for item in items]
            return review_desk.together("staging everything", steps)

        self._do(all_of_them)

    def do_unstage(self) -> None:
        """Unstage the definition."""
        found = self.target()
        if found is not None:
            reviewed, item = found
            self._do(lambda: review_desk.unstage(reviewed.repo, item.change))

    def do_revert(self) -> None:
        """Revert the row or the definition."""
        found = self.target()
        if found is None:
            return
        reviewed, item = found
        row = self.view.chosen if self.view.has_focus else None
        if row is not None:
            self._do(lambda: review_desk.revert_row(item.change, row), item.change.path)
        else:
            self._do(lambda: review_desk.revert(reviewed.repo, item.change), item.change.path)

    @work(group="change")
    async def do_undo(self) -> None:
        """Take the last step back."""
        try:
            async with self.one_at_a_time:
                if not self.done:
                    return
                *rest, step = self.done
                await asyncio.to_thread(step.back)
                self.done = tuple(rest)
        except StoreError as error:
            studio(self).say(f"{error}.", "error")
        else:
            self.status(f"Taken back: {step.title}.", "↶")
        await self.look_now()

    async def do_edit(self) -> None:
        """Open the definition in the Editor."""
        item = self.changes.chosen
        if item is not None:
            await studio(self).edit(item.change.path)

    @work(exclusive=True, group="change")
    async def do_commit(self) -> None:
        """Ask for a message and commit what is staged."""
        reviewed = self.reviewed
        ask = CommitScreen(self.staged(), self.message)
        wanted, self.message = await self.app.push_screen_wait(ask)
        if not wanted or reviewed is None:
            return
        self.status("Committing; hooks may take a while …", "…")
        try:
            done = await asyncio.to_thread(git.commit, reviewed.repo, self.message)
        except StoreError as error:
            said = error.output if isinstance(error, GitRefused) else ""
            self.status("Not committed; the message is kept.", "✖")
            self.app.push_screen(MessageScreen("Not committed", f"{error}.\n\n{said}".strip()))
        else:
            self.message, self.done = "", ()
            self.status(f"Committed {done.id[:10]}: {done.subject}", "✔")
        await self.look_now()

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
