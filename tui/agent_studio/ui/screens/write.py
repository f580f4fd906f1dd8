"""Writing a merge: where to, what is replaced, what becomes of the originals and references."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll

from agent_studio.core.dialects.rights import rights_change
from agent_studio.core.merge.model import Merge
from agent_studio.core.merge.weight import source_rights, weigh
from agent_studio.store import publish
from agent_studio.store.agreed import Agreements
from agent_studio.store.errors import ChangedOnDisk, StoreError, shown
from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import StudioScreen, studio
from agent_studio.ui.merging.facts import (
    assess,
    change_lines,
    fact_lines,
)
from agent_studio.ui.merging.keeper import Keeper
from agent_studio.ui.merging.messages import Drafted, Mentioned, Published, Refused
from agent_studio.ui.merging.plan import (
    Draft,
    done_words,
    find_mentions,
    first_draft,
    hints,
    look,
    mention_lines,
)
from agent_studio.ui.merging.sources import Sources
from agent_studio.ui.merging.view import change_sign
from agent_studio.ui.messages import DefinitionWritten
from agent_studio.ui.readings.on_hand import OnHand
from agent_studio.ui.screens.done import EDIT, DoneScreen
from agent_studio.ui.widgets.choice_panel import ChoicePanel
from agent_studio.ui.widgets.comparison_grid import ComparisonGrid
from agent_studio.ui.widgets.facts_view import FactsView
from agent_studio.ui.widgets.plain import PlainText
from agent_studio.ui.widgets.result_view import ResultView
from agent_studio.ui.widgets.source_heads import SourceHeads

EMPTY = "Nothing to write yet.\n\nDecide the rows of a merge, then press w there."


class WriteScreen(StudioScreen):
    """Shows everything that writing will do; nothing happens before it is said so."""

    WORKPLACE: ClassVar[str] = "write"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("write")
    CSS_PATH: ClassVar[list[str | PurePath]] = ["merge.tcss", "write.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self.draft: Draft | None = None
        self._keeper: Keeper | None = None

    def compose_body(self) -> ComposeResult:
        """An empty state; behind it the choices, and what will be different."""
        yield PlainText(EMPTY, widget_id="nothing", classes="empty")
        with Vertical(id="desk"):
            yield ChoicePanel(widget_id="choices")
            yield SourceHeads("−+")
            yield ComparisonGrid(widget_id="difference", sign=change_sign, branches=False)
            yield ResultView(widget_id="text")
            with VerticalScroll(id="mentions"):
                yield PlainText(widget_id="mentioned")
            yield FactsView(widget_id="facts")

    # What is to be written

    def take_up(self, merge: Merge, sources: Sources, keeper: Keeper) -> None:
        """Prepare the writing of a finished merge."""
        self._keeper = keeper
        self.status("Looking at what is there …")
        self._make_draft(merge, sources)

    @work(thread=True, exclusive=True, group="draft")
    def _make_draft(self, merge: Merge, sources: Sources) -> None:
        try:
            self.post_message(Drafted(first_draft(merge, sources)))
        except StoreError as error:
            self.post_message(Refused(str(error)))

    @work(thread=True, exclusive=True, group="draft")
    def _aim(self, draft: Draft, target: Path) -> None:
        try:
            there = look(target)
        except StoreError as error:
            self.post_message(Refused(str(error)))
            return
        self.post_message(Drafted(replace(draft, target=target, there=there)))

    @on(Drafted)
    def _drafted(self, message: Drafted) -> None:
        """Show the draft, and look through the other definitions."""
        draft = message.draft
        self.draft = draft
        self.set_class(True, "-open")
        self.headline(draft.name)
        difference = draft.difference
        if difference is not None:
            self.query_one(ComparisonGrid).show(difference)
        self.query_one(ResultView).show(draft.result, draft.merge.comparison)
        self._view(difference=difference is not None)
        self._tell()
        self._look_around(draft, tuple(studio(self).entries))

    @work(thread=True, exclusive=True, group="mentions")
    def _look_around(self, draft: Draft, paths: Iterable[Path]) -> None:
        agreed = Agreements().of(draft.target.absolute())
        facts = assess(draft.result.text, draft.merge, agreed)
        mentions = find_mentions(draft, paths)
        there = source_rights(draft.difference)[0] if draft.difference else None
        change = rights_change(there, facts.weight.rights) if draft.difference else None
        heads = (there, facts.weight.rights)
        self.post_message(Mentioned(replace(draft, mentions=mentions), facts, change, heads))

    @on(Mentioned)
    def _mentioned(self, message: Mentioned) -> None:
        """Show who mentions a name that goes away."""
        if self.draft is None or self.draft.merge is not message.draft.merge:
            return
        mentions = message.draft.mentions or ()
        self.draft = replace(self.draft, mentions=mentions)
        title = self.draft.merge.comparison.dialect.title
        lines = change_lines(message.over_target, "what is there") if message.over_target else ()
        self.query_one(FactsView).show((*lines, *fact_lines(message.facts, title, most=3)))
        self.query_one(SourceHeads).show_rights(message.heads)
        words = mention_lines(mentions, self.draft.renamed)
        self.query_one("#mentioned", PlainText).show(words)
        self.set_class(bool(mentions), "-mentioned")
        self._tell()

    def _tell(self) -> None:
        if self.draft is None:
            return
        panel = self.query_one(ChoicePanel)
        panel.show(f"Write the merged definition '{self.draft.name}'", hints(self.draft))
        self.status("Nothing is written before w is pressed")
        self.refresh_keys()

    def _view(self, *, difference: bool) -> None:
        self.set_class(difference, "-difference")
        shown_widget = self.query_one("#difference" if difference else "#text")
        shown_widget.focus()

    @on(ComparisonGrid.Moved)
    def _heads(self, message: ComparisonGrid.Moved) -> None:
        grid = message.grid
        if grid.comparison is not None:
            labels = grid.comparison.labels
            self.query_one(SourceHeads).show(labels, grid.columns, grid.source)

    # What can be done

    def why_not(self, action_id: str) -> str | None:
        """Why an action cannot be done now."""
        if not action_id.startswith("write.") or action_id == "write.back":
            return None
        draft = self.draft
        if draft is None:
            return "There is nothing to write: decide every row of a merge first."
        if action_id in ("write.originals", "write.references") and draft.open:
            return "Conflicts are left in the result; the originals stay until they are decided."
        if action_id == "write.originals" and not draft.others:
            return "There is no original beside the target."
        if action_id == "write.references" and not draft.mentions:
            return "No other definition mentions a name that goes away."
        if action_id == "write.view" and draft.there is None:
            return "It is a new file: there is nothing to compare it with."
        return None

    def on_hand(self) -> Sequence[OnHand]:
        """The result where it will be written."""
        draft = self.draft
        return (OnHand(draft.name or "Result", draft.target, draft.result.text),) if draft else ()

    def do_target(self) -> None:
        """Ask for folder and file name."""
        from agent_studio.ui.screens.ask import AskTextScreen

        draft = self.draft
        if draft is None:
            return

        def aim(text: str | None) -> None:
            if text:
                self._aim(draft, Path(text).expanduser().absolute())

        question = "Folder and file name of the merged definition:"
        self.app.push_screen(AskTextScreen("Where to", question, text=str(draft.target)), aim)

    def do_originals(self) -> None:
        """Keep the originals, or remove them and let nobody call them any more."""
        if self.draft is not None:
            remove = not self.draft.remove
            self.draft = replace(self.draft, remove=remove, rewrite=remove)
            self._tell()

    def do_references(self) -> None:
        """Rewrite references, or leave them."""
        if self.draft is not None:
            self.draft = replace(self.draft, rewrite=not self.draft.rewrite)
            self._tell()

    def do_view(self) -> None:
        """Difference or whole text."""
        self._view(difference=not self.has_class("-difference"))

    def do_fold(self) -> None:
        """Fold what stays as it is."""
        self.query_one(ComparisonGrid).toggle_folding()

    def do_open(self) -> None:
        """Open or close the entry under the cursor; nothing is written by that."""
        grid = self.query_one(ComparisonGrid)
        if self.has_class("-difference") and grid.openable:
            grid.toggle_open()
        else:
            studio(self).say("w writes it, t chooses where to; nothing is written before.")

    def do_back(self) -> None:
        """Back to the merge."""
        self.run_worker(studio(self).open_workplace("merge"))

    def do_write(self) -> None:
        """Write everything, or nothing."""
        if self.draft is not None:
            self.status("Writing …")
            self._publish(self.draft)

    @work(thread=True, exclusive=True, group="publish")
    def _publish(self, draft: Draft) -> None:
        document = draft.document
        fields = document.front.value if document.front else None
        try:
            done = publish.publish(
                draft.plan(),
                fields,
                expected_body=document[document.body.span],
                dialect=draft.merge.comparison.dialect,
                unfinished=bool(draft.open),
            )
            if self._keeper is not None and not draft.open:
                self._keeper.forget()
        except ChangedOnDisk as error:
            self.post_message(Refused(str(error), draft.target))
        except StoreError as error:
            self.post_message(Refused(str(error)))
        else:
            weight = weigh(draft.merge)
            self.post_message(Published(done, draft.open, weight))

    @on(Refused)
    def _refused(self, message: Refused) -> None:
        """Say in one sentence why nothing was written."""
        self.status(message.sentence, "✖")
        studio(self).say(message.sentence, "error")
        if message.target is not None and self.draft is not None:
            self._aim(self.draft, message.target)

    @on(Published)
    def _published(self, message: Published) -> None:
        """Say what was done, and how to undo it."""
        done = message.done
        self.draft = None
        self.set_class(False, "-open")
        self.status(
            f"Written: {shown(done.target)}; agent-studio restore {done.backup_id} undoes it"
        )
        for path in (done.target, *done.removed, *done.rewritten):
            self.app.post_message(DefinitionWritten(path))

        async def leave(answer: str | None) -> None:
            if answer == EDIT:
                await studio(self).edit(done.target)
            else:
                await studio(self).library()

        self.app.push_screen(DoneScreen(done_words(done, message.left, message.weight)), leave)
