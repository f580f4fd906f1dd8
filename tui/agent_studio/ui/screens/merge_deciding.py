"""The deciding half of the merge workplace: one method for each act on the merge."""

from __future__ import annotations

from functools import partialmethod

from agent_studio.core.compare.model import Address, Row
from agent_studio.core.merge import (
    MergeError,
    choices,
    decide_all,
    richest,
    undecided,
)
from agent_studio.core.merge.model import Action, Choice
from agent_studio.ui.base import StudioScreen, studio
from agent_studio.ui.merging.bench import Bench, all_choice, refusal, taking
from agent_studio.ui.merging.branches import Branch
from agent_studio.ui.merging.view import Fold
from agent_studio.ui.screens.choose import Answer, ChooseScreen
from agent_studio.ui.widgets.comparison_grid import ComparisonGrid

DECIDING = frozenset(
    f"merge.{name}"
    for name in (
        *(f"take-{number}" for number in range(1, 10)),
        "union", "all", "reversed", "in-order", "type", "drop", "undecide",
    )
)  # fmt: skip


class Deciding(StudioScreen):
    """Acts on ``bench``; what follows from an act is up to `take_up`."""

    bench: Bench | None = None

    @property
    def grid(self) -> ComparisonGrid:
        """The list of rows."""
        return self.query_one(ComparisonGrid)

    @property
    def target(self) -> Row | None:
        """The row that a deciding key is about."""
        return self.grid.row

    @property
    def on_list(self) -> bool:
        """Whether the keys are about the list, not about a line of the result."""
        return True

    def take_up(self, bench: Bench, said: str = "") -> None:
        """Show the bench after an act, and say what was done."""
        raise NotImplementedError

    def result_text(self, row: Row) -> str:
        """What the result has for a row now."""
        raise NotImplementedError

    def why_not_decide(self, action_id: str) -> str | None:
        """Why a deciding key does nothing here."""
        row = self.target
        if row is None:
            if isinstance(self.grid.entry, Fold):
                return "These rows agree in every source; space opens them."
            return "There is no row here."
        if action_id == "merge.type" and isinstance(self.grid.entry, Branch) and self.on_list:
            return "Space opens this part; then each text in it can be typed."
        assert self.bench is not None
        return refusal(row, action_id, choices(self.bench.working, row.address))

    # One row

    def _decide(self, choice: Choice) -> None:
        row = self.target
        if row is None or self.bench is None:
            return
        try:
            bench = self.bench.decided(row.address, choice, also=self._beside(row))
        except MergeError as error:
            studio(self).say(str(error), "warning")
            return
        self.take_up(bench)

    def _beside(self, row: Row) -> tuple[Address, ...]:
        """The other rows of a folded run that a key is about with its first one."""
        entry = self.grid.entry
        if self.on_list and isinstance(entry, Branch) and entry.row is row:
            return tuple(other.address for other in entry.rows[1:])
        return ()

    def _take(self, source: int) -> None:
        if self.target is not None:
            self._decide(taking(self.target, source))

    do_take_1 = partialmethod(_take, 0)
    do_take_2 = partialmethod(_take, 1)
    do_take_3 = partialmethod(_take, 2)
    do_take_4 = partialmethod(_take, 3)
    do_take_5 = partialmethod(_take, 4)
    do_take_6 = partialmethod(_take, 5)
    do_take_7 = partialmethod(_take, 6)
    do_take_8 = partialmethod(_take, 7)
    do_take_9 = partialmethod(_take, 8)

    def do_take_here(self) -> None:
        """Take the cell under the cursor, or open what is folded."""
        if self.target is None or isinstance(self.grid.entry, Branch):
            self.grid.toggle_open()
            return
        reason = self.why_not_decide(f"merge.take-{self.grid.source + 1}")
        if reason is not None:
            studio(self).say(reason, "warning")
            return
        self._take(self.grid.source)

    def do_union(self) -> None:
        """Take every member or item once."""
        self._decide(Choice(Action.UNION))

    def do_drop(self) -> None:
        """Take nothing."""
        self._decide(Choice(Action.NONE))

    def do_all(self) -> None:
        """Take all texts in column order."""
        if self.target is not None:
            self._decide(all_choice(self.target))

    def do_reversed(self) -> None:
        """Take all texts, the last column's first."""
        if self.target is not None:
            self._decide(all_choice(self.target, reverse=True))

    def do_in_order(self) -> None:
        """Ask for the sources and their order."""
        from agent_studio.ui.screens.order import OrderScreen

        row = self.target
        if row is None:
            return

        def take(order: tuple[int, ...] | None) -> None:
            if order:
                single = len(order) == 1
                self._decide(Choice(Action.TAKE if single else Action.ALL, order))

        sources = [cell.source for cell in row.present]
        self.app.push_screen(OrderScreen(sources, [cell.text for cell in row.present]), take)

    def do_type(self) -> None:
        """Edit what the result has in this row."""
        from agent_studio.ui.screens.type_text import TypeScreen

        row = self.target
        if row is None:
            return
        cell = row.cells[self.grid.source] or row.present[0]
        text = (self.result_text(row) or cell.text).strip("\r\n")

        def take(typed: str | None) -> None:
            if typed is not None and typed != text:
                self._decide(Choice(Action.TEXT, (), typed))

        self.app.push_screen(TypeScreen(row.label, text), take)

    def do_undecide(self) -> None:
        """Take the decision of this row back."""
        row = self.target
        if row is not None and self.bench is not None:
            self.take_up(self.bench.undecided(row.address, also=self._beside(row)))

    # The whole definition

    def do_start(self) -> None:
        """Begin a merge."""
        if self.bench is not None:
            bench = self.bench.started()
            self.take_up(bench, "A merge was started; nothing is written before you say so.")
            assert bench.merge is not None
            self.grid.do_first()
            row = self.grid.row
            waiting = undecided(bench.merge)
            if waiting and (row is None or row.address not in waiting):
                self._to_open(1)

    def do_richest(self) -> None:
        """Decide all undecided rows the generous way."""
        self._bulk(richest, "the richest of everything")

    def _bulk(self, change: object, what: str) -> None:
        assert callable(change)
        if self.bench is None:
            return
        before = self.bench.progress.open
        bench = self.bench.did(change, what)
        left = bench.progress.open
        rest = f", {left} still open" if left else ""
        self.take_up(bench, f"{before - left} decided: {what}{rest}. z undoes.")

    def do_many(self) -> None:
        """Ask what all undecided rows are to take."""
        assert self.bench is not None
        labels = self.bench.comparison.labels
        answers = [
            Answer(str(source + 1), f"take-{source}", f"all undecided rows from {label}")
            for source, label in enumerate(labels)
        ]
        answers += [
            Answer("u", "union", "a union wherever there can be one"),
            Answer("r", "richest", "the richest: unions, what only some have, the longest texts"),
            Answer("b", "all", "all texts, one behind the other, where that is possible"),
            Answer("x", "none", "nothing of what is still undecided"),
            Answer("0", "reset", "as at the beginning: every decision of a person taken back"),
        ]
        question = f"{self.bench.progress.open} to decide. What is decided stays."
        self.app.push_screen(ChooseScreen("Many at once", question, answers), self._many)

    def _many(self, answer: str | None) -> None:
        if answer is None or self.bench is None:
            return
        if answer == "richest":
            self.do_richest()
        elif answer == "reset":
            fresh = self.bench.fresh
            self._bulk(lambda _: fresh, "every decision taken back")
        elif answer.startswith("take-"):
            source = int(answer.removeprefix("take-"))
            choice = Choice(Action.TAKE, (source,))
            self._bulk(lambda merge: decide_all(merge, choice), f"all undecided from {source + 1}")
        else:
            choice = Choice(Action(answer))
            self._bulk(lambda merge: decide_all(merge, choice), f"{answer} for all undecided")

    def do_undo(self) -> None:
        """One act back."""
        found = self.bench.undone() if self.bench else None
        if found:
            self.take_up(found[0], f"Undone: {found[1].what}")
            self.grid.go_to(found[1].address)

    def do_redo(self) -> None:
        """One undone act forward."""
        found = self.bench.redone() if self.bench else None
        if found:
            self.take_up(found[0], f"Done again: {found[1].what}")
            self.grid.go_to(found[1].address)

    # Going through what is open

    def _to_open(self, step: int) -> None:
        if self.bench is None:
            return
        address = self.grid.next_stop(frozenset(undecided(self.bench.working)), step)
        if address is None:
            studio(self).say("Every row is decided; w goes on to writing.")
        else:
            self.grid.go_to(address)

    def do_next(self) -> None:
        """To the next undecided row."""
        self._to_open(1)

    def do_previous(self) -> None:
        """To the undecided row before."""
        self._to_open(-1)
