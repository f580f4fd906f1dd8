"""Where the sources of a merge come from, and how it is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual import work
from textual.message import Message

from agent_studio.core.check.examined import Agreed
from agent_studio.core.merge.model import Policy
from agent_studio.store.errors import StoreError
from agent_studio.store.settings import load_settings
from agent_studio.ui.base import studio
from agent_studio.ui.merging.bench import Bench
from agent_studio.ui.merging.hints import plural
from agent_studio.ui.merging.keeper import Keeper, kept_merge, revive
from agent_studio.ui.merging.sources import Sources, load_sources, with_base, without_base
from agent_studio.ui.screens.choose import Answer, ChooseScreen
from agent_studio.ui.screens.confirm import ConfirmScreen
from agent_studio.ui.screens.merge_asking import Asking
from agent_studio.ui.widgets.plain import PlainText

_TWO_OF_THEM = (
    "Another studio went on with this merge. Yours is kept beside it as one of its own, "
    "and nothing of either is lost."
)

EMPTY = (
    "Nothing to compare yet.\n\n"
    "In the Library, mark two to nine definitions with space and press m;\n"
    "m on one definition compares it with its twins."
)


class Keeping(Asking):
    """Reads sources in threads, and writes what was decided where a crash does not reach it."""

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

    @dataclass
    class Parted(Message):
        """Another studio goes on with the same merge; from now on there are two."""

    def __init__(self) -> None:
        super().__init__()
        self.tool = ""
        """The file that git wants the merge for; empty for a merge that a person began."""
        self.sources: Sources | None = None
        self.keeper = Keeper()
        self.reading = False
        """Whether what was asked for is not on the screen yet: no key is for what is there now."""

    def agreed(self) -> Agreed | None:
        """What a team's settings say of where the result will lie."""
        from agent_studio.store.agreed import Agreements

        return Agreements().of(self.sources.paths[0].absolute()) if self.sources else None

    # Sources

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Compare these definitions; a merge of others that is under way stays kept."""
        if not 2 <= len(paths) <= 9:
            studio(self).say(
                f"Two to nine definitions can be compared, not {len(paths)}.", "warning"
            )
            return
        self.expect("Reading and comparing …")
        self.load(lambda: load_sources(tuple(paths)))

    def resume(self, session_id: str) -> None:
        """Go on with a merge that was left unfinished."""
        self.expect("Taking the merge up again …")
        self._revive(session_id)

    def expect(self, sentence: str) -> None:
        """Say what is being done until something is on the screen."""
        self.reading = True
        self.status(sentence)
        self.query_one("#nothing", PlainText).show(sentence)
        self.refresh_keys()

    @work(thread=True, exclusive=True, group="load")
    def load(self, read: Callable[[], Sources]) -> None:
        """Take up what ``read`` gives; an unfinished merge of it is offered."""
        try:
            sources = read()
            self.keeper.flush()
        except StoreError as error:
            self.post_message(self.Refused(str(error)))
            return
        self.keeper.begin(sources, tool=self.tool)
        bench = Bench.of(sources.comparison, Policy(load_settings().policy))
        kept = kept_merge(sources, tool=self.tool)
        self.post_message(self.Loaded(sources, bench, kept=kept))

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
        changed = () if self.tool else sessions.changed_sources(session)
        self.post_message(self.Loaded(sources, bench, row, changed))

    def on_keeping_refused(self, message: Refused) -> None:
        """Say in one sentence what could not be done."""
        self.refused(message.sentence)

    def refused(self, sentence: str) -> None:
        """Say it where it stays and where it is seen."""
        self.reading = False
        self.query_one("#nothing", PlainText).show(EMPTY)
        self.status(sentence, "✖")
        studio(self).say(sentence, "error")

    def on_keeping_loaded(self, message: Loaded) -> None:
        """Show the comparison; a new one decides nothing yet."""
        self.reading = False
        self.sources = message.sources
        self.show_bench(message.bench, message.row)
        self.begun(message)
        if message.kept:
            self._offer(message.kept)
        for sentence in message.changed:
            studio(self).say(f"{sentence}; the merge shows it as it was.", "warning")

    def begun(self, message: Loaded) -> None:
        """What follows once a comparison is on the screen; here nothing."""

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

    # The base

    def why_not_ancestor(self) -> str | None:
        """Why no source can be declared the base, or the base be a source again."""
        sources = self.sources
        if sources is None:
            return "Nothing is open to compare."
        if self.tool:
            return "What the sides come from is what git says."
        if sources.has_base:
            return None if sources.base else "The base is in no file that could be a source."
        if len(sources.paths) < 3:
            return "A base needs two or more definitions that come from it; mark three."
        return None

    def do_ancestor(self) -> None:
        """Declare the source under the cursor the base, or make the base a source again."""
        sources, source = self.sources, self.grid.source
        if sources is None or self.bench is None:
            return

        def read() -> Sources:
            return without_base(sources) if sources.has_base else with_base(sources, source)

        if not self.bench.by_hand:
            self.load(read)
            return

        def answered(answer: bool | None) -> None:
            if answer:
                self.load(read)

        question = "The definitions are compared anew. What you decided stays kept as unfinished."
        self.app.push_screen(ConfirmScreen("Another base?", question, yes="Compare"), answered)

    # Keeping

    def take_up(self, bench: Bench, said: str = "") -> None:
        """Show the bench after an act, and keep it."""
        super().take_up(bench, said)
        count = plural(len(bench.comparison.documents), "definition")
        count += " on top of their base" if bench.compared.base is not None else ""
        self.headline(f"merging {count}" if bench.merge else f"read only · {count}")
        if bench.merge is not None:
            row = self.grid.row
            self.keeper.note(bench, row.address if row else "")
            self._keep()

    @work(exclusive=True, group="keep")
    async def _keep(self) -> None:
        await asyncio.sleep(0.1)  # a newer state cancels this one here
        try:
            if await asyncio.to_thread(self.keeper.flush):
                self.post_message(self.Parted())
        except StoreError as error:
            self.post_message(self.Refused(f"The merge cannot be kept: {error}"))

    def on_keeping_parted(self) -> None:
        """Say that there are two merges now."""
        studio(self).say(_TWO_OF_THEM, "warning")

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
        self.keeper.begin(sources, tool=self.tool)
        policy = self.bench.policy if self.bench else Policy.CAREFUL
        self.show_bench(await asyncio.to_thread(Bench.of, sources.comparison, policy))

    def on_unmount(self) -> None:
        """Leaving in a hurry loses nothing."""
        try:
            self.keeper.flush()
        except StoreError as error:
            self.log.error(str(error))
