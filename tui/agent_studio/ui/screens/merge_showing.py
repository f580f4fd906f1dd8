"""The showing half of the merge workplace: what follows from an act is seen at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from agent_studio.core.check.examined import Agreed
from agent_studio.core.compare.model import Comparison, Row, RowKind
from agent_studio.core.merge import render, undecided
from agent_studio.core.merge.model import Merge, Result
from agent_studio.core.merge.weight import source_rights
from agent_studio.core.told import GAINS
from agent_studio.ui.merging.asking import progress_words, proposals
from agent_studio.ui.merging.bench import Bench
from agent_studio.ui.merging.branches import Branch
from agent_studio.ui.merging.facts import (
    Facts,
    assess,
    between,
    counts_words,
    fact_lines,
)
from agent_studio.ui.merging.hints import (
    Hint,
    branch_detail,
    branch_headline,
    branch_hints,
    fold_hints,
    headline,
    hints,
    plural,
)
from agent_studio.ui.merging.result_lines import text_of
from agent_studio.ui.merging.view import Fold, branch_standing, quiet
from agent_studio.ui.merging.why import detail
from agent_studio.ui.screens.merge_deciding import Deciding
from agent_studio.ui.widgets import rights_text
from agent_studio.ui.widgets.choice_panel import ChoicePanel
from agent_studio.ui.widgets.comparison_grid import ComparisonGrid
from agent_studio.ui.widgets.facts_view import FactsView
from agent_studio.ui.widgets.result_view import ResultView
from agent_studio.ui.widgets.source_heads import SourceHeads

_ROOM_FOR_RESULT = 100
"""Cells. On narrower terminals the result is one key away."""


def _result_head(weight: str, facts: Facts | None) -> Content:
    """The line above the result: how much it is, and what it may do."""
    head = [Content(" · ".join(part for part in (" Result", weight) if part))]
    if facts is not None:
        may = facts.weight
        more = f" {GAINS} wider" if may.wider else ""
        signs = rights_text.step(may.rights, may.rights)
        head += [Content(" · "), Content("? rights") if may.open else signs]
        head += [Content.styled(more, rights_text.GAIN)]
    return Content.assemble(*head)


class Showing(Deciding):
    """Shows ``bench``: rows and decisions, the growing result, the keys and what they do."""

    @dataclass
    class Assessed(Message):
        """The result as it was a moment ago is assessed."""

        facts: Facts

    def __init__(self) -> None:
        super().__init__()
        self.result: Result | None = None
        self._facts: Facts | None = None
        self._said = self._between = ""
        self._result_wanted: bool | None = None

    def compose_desk(self) -> ComposeResult:
        """Sources, result and keys."""
        with Horizontal(id="bench"):
            with Vertical(id="sources"):
                yield SourceHeads()
                yield ComparisonGrid(widget_id="grid")
            with Vertical(id="outcome"):
                yield Static("", id="outcome-head", markup=False)
                yield ResultView(widget_id="result")
                yield FactsView(widget_id="facts")
        yield ChoicePanel(widget_id="choices")

    def show_bench(self, bench: Bench, row: str = "") -> None:
        """Show another comparison."""
        self.result = self._facts = self._result_wanted = None
        self.grid.show(bench.comparison)
        self._weigh(bench.comparison)
        self.set_class(True, "-open")
        self.grid.focus()
        self.take_up(bench)
        if row:
            self.grid.go_to(row)

    def take_up(self, bench: Bench, said: str = "") -> None:
        """Show a bench: decisions, result, progress, keys."""
        self.bench = bench
        self._said = said
        merge = bench.merge
        waiting = frozenset(undecided(merge)) if merge else frozenset()
        self.grid.decide(bench.comparison, merge, waiting)
        if merge is not None:
            self.result = render(merge)
            proposed = frozenset(proposals(merge))
            self.query_one(ResultView).show(self.result, bench.comparison, proposed)
            self._assess(self.result, merge)
        self._arrange()
        self._tell_row()
        self._tell_progress()
        self.refresh_keys()

    def result_text(self, row: Row) -> str:
        """What the result has for a row now."""
        if self.result is None:
            return ""
        return text_of(self.result, row.address, below=row.kind is not RowKind.SECTION)

    @work(exclusive=True, group="weigh")
    async def _weigh(self, comparison: Comparison) -> None:
        rights = await asyncio.to_thread(source_rights, comparison)
        self.query_one(SourceHeads).show_rights(rights)
        self._between = between(rights)
        self._tell_progress()

    # What is true of the result

    def agreed(self) -> Agreed | None:
        """What a team's settings say of the place of the result; may wait for a disk."""
        return None

    @work(exclusive=True, group="assess")
    async def _assess(self, result: Result, merge: Merge) -> None:
        await asyncio.sleep(0.1)  # a newer result cancels this one here
        facts = await asyncio.to_thread(
            lambda: assess(result.text, merge, self.agreed(), result.pieces)
        )
        self.post_message(self.Assessed(facts))

    def on_showing_assessed(self, message: Assessed) -> None:
        """Show what was found out, if it still is about the result."""
        if self.result is None or self.bench is None or message.facts.text != self.result.text:
            return
        self._facts = message.facts
        title = self.bench.comparison.dialect.title
        self.query_one(FactsView).show(fact_lines(message.facts, title))
        self.query_one(ResultView).underline(message.facts.findings)
        self._tell_progress()

    @property
    def target(self) -> Row | None:
        """In the list the row under its cursor, in the result the row of the line."""
        view = self.query_one(ResultView)
        if view.has_focus and self.bench is not None:
            return self.bench.comparison.by_address.get(view.address)
        return self.grid.row

    @property
    def on_list(self) -> bool:
        """Whether the keys are about the list, not about a line of the result."""
        return not self.query_one(ResultView).has_focus

    def do_take_here(self) -> None:
        """In the list take the cell under the cursor, in the result edit the line's row."""
        if self.query_one(ResultView).has_focus:
            self.do_type()
        else:
            super().do_take_here()

    @property
    def settled(self) -> bool:
        """Whether everything that is shown about the result is about its present text."""
        known = self._facts.text if self._facts is not None else None
        return self.result is None or known == self.result.text

    # What is said

    def _tell_progress(self) -> None:
        if self.bench is None:
            return
        now = self.bench.progress
        if self.bench.merge is None:
            alike = sum(quiet(row) for row in self.bench.comparison.walk())
            words = f"{plural(now.open, 'thing')} to decide, {plural(alike, 'row')} the same in all"
            if not now.open and self.bench.compared.base is None:
                words = "these definitions are the same in every row"
            told = (self._between, f"Read only: {words}", "m starts a merge")
            self.status(" · ".join(filter(None, told)))
            return
        parts = [progress_words(now)]
        weight = ""
        if self._facts is not None:
            weight = f"{self._facts.tokens:,} tokens"
            if not self.has_class("-result"):
                wider = [f"{GAINS} wider rights"] if self._facts.weight.wider else []
                # What was just done needs the room; the facts are back with the next key.
                facts = () if self._said else (counts_words(self._facts.findings), weight)
                parts += [*wider, *facts]
        self.status(" · ".join([*parts, *([self._said] if self._said else [])]),
                    "…" if now.open else "✓")  # fmt: skip
        self.query_one("#outcome-head", Static).update(_result_head(weight, self._facts))

    def _tell_row(self) -> None:
        if self.bench is None:
            return
        panel = self.query_one(ChoicePanel)
        entry = self.target or self.grid.entry
        if isinstance(entry, Fold):
            panel.show(
                "Agreeing rows" if entry.agree else "Rows that ask nothing", fold_hints(entry)
            )
        elif isinstance(self.grid.entry, Branch) and self.on_list:
            panel.show(*self._branch_told(self.grid.entry))
        elif isinstance(entry, Row):
            merge = self.bench.working
            merging = self.bench.merge is not None
            words = headline(entry, merge.decisions.get(entry.address), merging=merging)
            keys = hints(merge, entry)
            if self.on_list and self.grid.closable(entry):
                keys += (Hint("merge.open", "fold it into one line again"),)
            if entry.has_base and self.on_list:
                shown = "hide" if self.grid.with_base else "show"
                keys += (Hint("merge.base", f"{shown} the base"),)
            if not merging and self.why_not("merge.ancestor") is None:
                number = self.grid.source + 1
                keys += (Hint("merge.ancestor", f"take {number} for the base of the others"),)
            told = detail(merge, entry)
            panel.show(words if merging else f"Read only · {words}", keys, told)

    def _branch_told(self, branch: Branch) -> tuple[str, Sequence[Hint], str]:
        assert self.bench is not None
        merge = self.bench.working
        waiting = undecided(merge)
        merging = self.bench.merge is not None
        words = branch_headline(branch, branch_standing(branch, merge.decisions, waiting))
        shown = words if merging else f"Read only · {words.rpartition(' · ')[0]}"
        told = branch_detail(branch) or detail(merge, branch.row)
        return shown, branch_hints(merge, branch), told

    # The cursors of list and result go together

    @on(ComparisonGrid.Moved)
    def _row_changed(self) -> None:
        if self.bench is None:
            return
        grid = self.grid
        heads = self.query_one(SourceHeads)
        heads.show(self.bench.comparison.labels, grid.columns, grid.source)
        view = self.query_one(ResultView)
        if grid.row is not None and not view.has_focus:
            view.follow(grid.row.address)
        self._tell_row()
        self.refresh_keys()

    @on(ResultView.Moved)
    def _result_row_changed(self, message: ResultView.Moved) -> None:
        self.grid.go_to(message.address, opening=False)
        self._tell_row()

    @on(ComparisonGrid.Picked)
    def _cell_picked(self) -> None:
        self.do_take_here()

    @on(SourceHeads.Chosen)
    def _head_chosen(self, message: SourceHeads.Chosen) -> None:
        self.grid.source = message.source

    # What is in view

    def do_left(self) -> None:
        """One source left."""
        self.grid.turn(-1)

    def do_right(self) -> None:
        """One source right."""
        self.grid.turn(1)

    def do_fold(self) -> None:
        """Fold or show the rows that agree."""
        self.grid.toggle_folding()

    def do_open(self) -> None:
        """Open or close the entry under the cursor."""
        self.grid.toggle_open()

    def do_result(self) -> None:
        """Show or hide the result."""
        self._result_wanted = not self.has_class("-result")
        self._arrange()
        self._tell_progress()

    def _arrange(self) -> None:
        """The result has a place beside the sources once there is one and there is room."""
        wanted = self._result_wanted
        if wanted is None:
            merging = self.bench is not None and self.bench.merge is not None
            wanted = merging and self.app.size.width >= _ROOM_FOR_RESULT
        self.set_class(wanted, "-result")

    def on_resize(self) -> None:
        """More room may be room for the result."""
        self._arrange()
        self._tell_progress()
