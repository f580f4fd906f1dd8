"""What a merge asks: parts of rows, proposals, conflicts to come back to, and the base."""

from __future__ import annotations

from agent_studio.core.merge import MergeError, undecided
from agent_studio.core.merge.model import Policy
from agent_studio.ui.base import studio
from agent_studio.ui.merging.asking import asked, proposals
from agent_studio.ui.merging.bench import Bench
from agent_studio.ui.merging.branches import Branch
from agent_studio.ui.merging.hints import plural
from agent_studio.ui.merging.view import Fold
from agent_studio.ui.merging.why import why_not_split
from agent_studio.ui.screens.merge_showing import Showing


class Asking(Showing):
    """Acts that lead through the questions of a merge and break them into smaller ones."""

    def __init__(self) -> None:
        super().__init__()
        self.only_asking = False

    def show_bench(self, bench: Bench, row: str = "") -> None:
        """Show another comparison, all of its rows."""
        self.only_asking = False
        super().show_bench(bench, row)

    def take_up(self, bench: Bench, said: str = "") -> None:
        """Show the bench after an act; where only questions are seen, its questions."""
        super().take_up(bench, said)
        self._show_asking()

    def _show_asking(self) -> None:
        if self.bench is not None:
            asking = asked(self.bench.fresh, self.bench.working)
            self.grid.show_only(asking if self.only_asking else None)

    def why_not_ask(self, action_id: str) -> str | None:
        """Why one of the keys here does nothing now."""
        bench = self.bench
        assert bench is not None
        match action_id:
            case "merge.split":
                return self._why_not_split()
            case "merge.accept" if not self._proposed_here():
                return "Nothing is proposed for this row."
            case "merge.accept-all" if not proposals(bench.working):
                return "Nothing is proposed."
            case "merge.next-conflict" | "merge.previous-conflict" if not bench.conflicts:
                return "There is no row in which the sources disagree."
            case "merge.asking" if not asked(bench.fresh, bench.working):
                return "No row asks for a decision."
            case "merge.base" if bench.compared.base is None:
                return "There is no base; of three or more sources a declares one to be it."
            case "merge.policy" if bench.compared.base is None:
                return "Without a base rules decide only what all sources have alike."
        return None

    # Parts

    def _why_not_split(self) -> str | None:
        row = self.target
        if row is None:
            folded = isinstance(self.grid.entry, Fold)
            return "Space opens these rows." if folded else "There is no row here."
        assert self.bench is not None
        return why_not_split(self.bench.working, row)

    def do_split(self) -> None:
        """Split the row under the cursor into its parts, or put it together again."""
        row = self.target
        if row is None or self.bench is None:
            return
        try:
            bench, whole = self.bench.parted(row.address)
        except MergeError as error:
            studio(self).say(str(error), "warning")
            return
        split = bench.comparison.by_address[whole].is_split
        self.take_up(bench, "Split; z undoes." if split else "One text again; z undoes.")
        waiting = undecided(bench.working)
        parts = bench.comparison.by_address[whole].children
        first = next((part.address for part in parts if part.address in waiting), whole)
        self.grid.go_to(first)

    # Proposals

    def _proposed_here(self) -> tuple[str, ...]:
        assert self.bench is not None
        entry = self.grid.entry
        target = self.target
        if target is None:
            return ()
        rows = entry.rows if isinstance(entry, Branch) and self.on_list else (target,)
        waiting = set(proposals(self.bench.working))
        return tuple(
            row.address for row in rows if any(part.address in waiting for part in row.walk())
        )

    def do_accept(self) -> None:
        """Say yes to what is proposed for the row under the cursor, and go on to the next."""
        found = self._proposed_here() if self.bench is not None else ()
        if self.bench is not None and found:
            self.take_up(self.bench.accepted(*found))
            self._to_open(1)

    def do_accept_all(self) -> None:
        """Say yes to everything that is proposed."""
        if self.bench is not None:
            count = plural(self.bench.progress.proposed, "proposal")
            self.take_up(self.bench.accepted(), f"{count} accepted. z undoes.")

    def do_policy(self) -> None:
        """Let rules decide, or only propose, what git would have asked about."""
        if self.bench is None:
            return
        careful = self.bench.policy is Policy.ASK
        bench = self.bench.with_policy(Policy.CAREFUL if careful else Policy.ASK)
        count = plural(bench.progress.proposed, "row")
        words = "what is safe is decided by rules" if careful else f"{count} proposed, y says yes"
        self.take_up(bench, f"{bench.policy.value.capitalize()}: {words}.")

    # Conflicts, decided or not

    def _to_conflict(self, step: int) -> None:
        if self.bench is None:
            return
        address = self.grid.next_stop(frozenset(self.bench.conflicts), step)
        if address is not None:
            self.grid.go_to(address)

    def do_next_conflict(self) -> None:
        """To the next row in which sources disagree."""
        self._to_conflict(1)

    def do_previous_conflict(self) -> None:
        """To the row before in which sources disagree."""
        self._to_conflict(-1)

    # What is in view

    def do_asking(self) -> None:
        """Show only what asks, or everything."""
        self.only_asking = not self.only_asking
        self._show_asking()

    def do_base(self) -> None:
        """Show or hide the base."""
        self.grid.show_base(shown=not self.grid.with_base)
        self._tell_row()
