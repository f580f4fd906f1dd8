"""Compare and merge for git: one file in conflict, saved when asked, and an honest status."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from agent_studio.core.merge import undecided
from agent_studio.store import sessions
from agent_studio.store.errors import ChangedOnDisk, StoreError
from agent_studio.ui.base import studio
from agent_studio.ui.merging import handback
from agent_studio.ui.merging.asking import asked
from agent_studio.ui.merging.bench import Bench
from agent_studio.ui.merging.handback import Handback
from agent_studio.ui.merging.hints import plural
from agent_studio.ui.merging.sources import load_three
from agent_studio.ui.screens.choose import Answer, ChooseScreen
from agent_studio.ui.screens.merge import MergeScreen
from agent_studio.ui.screens.merge_keeping import Keeping

SETTLED, LEFT = 0, 1
"""The statuses that git gets: saved with nothing left to decide, and everything else."""
_WAITS = "git waits for this merge: w saves it, escape leaves it as git left it."
_NEXT, _SAVE, _LOOK = "next", "save", "look"


@dataclass(frozen=True, slots=True)
class Three:
    """The files that git hands over."""

    base: Path
    """Missing or empty for a file that both sides added."""
    ours: Path
    theirs: Path
    merged: Path
    """Where the result is wanted; it holds git's own attempt."""


class MergetoolScreen(MergeScreen):
    """The merge workplace with ours and theirs in it, the conflicts first."""

    def __init__(self, three: Three) -> None:
        super().__init__()
        self.tool = str(three.merged.absolute())
        self._three = three
        self._back: Handback | None = None
        self.saved = False
        """Whether the result was saved with nothing left to decide."""

    def on_mount(self) -> None:
        """Read what git hands over."""
        three = self._three
        self.expect("Reading and comparing …")
        self.load(lambda: load_three(three.base, three.ours, three.theirs, three.merged))

    def refused(self, sentence: str) -> None:
        """What cannot be read cannot be merged: git is told so."""
        if self.bench is None:
            self.app.exit(LEFT, message=sentence)
        else:
            super().refused(sentence)

    def begun(self, message: Keeping.Loaded) -> None:
        """Start the merge at once, at its first conflict, with nothing else in view."""
        try:
            self._back = self._back or handback.take_in(self._three.merged)
        except StoreError as error:
            self.app.exit(LEFT, message=str(error))
            return
        bench = message.bench.started()
        self.only_asking = bool(asked(bench.fresh, bench.working))
        settled = "Rules have settled everything: look at it, then w saves it."
        self.take_up(bench, "" if self.only_asking else settled)
        if self.only_asking and not message.row:
            self.grid.do_first()
            row = self.grid.row
            if row is None or row.address not in undecided(bench.working):
                self.do_next()

    def take_up(self, bench: Bench, said: str = "") -> None:
        """Show the bench after an act; the header says which file it is about."""
        super().take_up(bench, said)
        self.headline(f"git mergetool · {self._three.merged.name}")

    def why_not(self, action_id: str) -> str | None:
        """Other workplaces wait until git has its answer."""
        if action_id in ("app.library", "app.merge", "app.editor", "app.review", "app.export"):
            return _WAITS
        if action_id in ("app.unfinished", "merge.edit-source", "merge.abandon"):
            return _WAITS
        return super().why_not(action_id)

    def unsaved(self) -> str:
        """What leaving means."""
        name = self._three.merged.name
        kept = "what you decided is kept and offered the next time"
        return f"{name} is not saved: it stays as git left it, git gets status 1, and {kept}."

    def do_back(self) -> None:
        """Leave, after a question."""
        studio(self).do_quit()

    # Saving

    def do_write(self) -> None:
        """Ask, then save what git wants."""
        if self.bench is None or self.bench.merge is None or self._back is None:
            return
        left = bool(undecided(self.bench.merge))
        question = self._still_open() if left else "Everything is decided."
        answers = self._ways_left() if left else self._ways_done()
        wrong = handback.fault(self.bench.merge)
        if wrong:
            question += f"\n▲ As a definition it has a fault: {wrong}."
        elif left:
            question += (
                "\nWhat is left makes the status 1. git mergetool then puts its own version of "
                "the file back; what you decided is kept and offered the next time."
            )
        self.app.push_screen(ChooseScreen("Save?", question, answers), self._answered)

    def _ways_left(self) -> list[Answer]:
        assert self.bench is not None
        left = plural(self.bench.progress.open, "conflict")
        name = self._three.merged.name
        return [
            Answer("n", _NEXT, "go to the next of them"),
            Answer("w", _SAVE, f"save {name} with {left} between markers, status 1"),
        ]

    def _ways_done(self) -> list[Answer]:
        return [
            Answer("w", _SAVE, f"save {self._three.merged.name} and go back to git, status 0"),
            Answer("s", _LOOK, "look at what the result leaves out"),
        ]

    def _answered(self, answer: str | None) -> None:
        if answer == _NEXT:
            self.do_next()
        elif answer == _LOOK:
            self.do_left_out()
        elif answer == _SAVE:
            self.run_worker(self._save(), group="save", exclusive=True)

    async def _save(self) -> None:
        assert self.bench is not None
        assert self._back is not None
        merge = self.bench.working
        try:
            await asyncio.to_thread(handback.save, self._back, merge)
            self.keeper.note(self.bench, self.grid.row.address if self.grid.row else "")
            await asyncio.to_thread(self.keeper.flush if undecided(merge) else self._forget)
        except ChangedOnDisk as error:
            self._back = await asyncio.to_thread(handback.looked_again, self._back, error)
            self.refused(f"{error}; w replaces what is there now.")
        except StoreError as error:
            self.refused(str(error))
        else:
            self.saved = not undecided(merge)
            self.app.exit(SETTLED if self.saved else LEFT)

    def _forget(self) -> None:
        """Nothing that was ever begun for this file is to be offered again."""
        self.keeper.forget()
        for session in sessions.pending(tool=self.tool):
            sessions.discard(session.id)
