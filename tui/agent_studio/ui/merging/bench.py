"""What the merge workplace works on, and every act on it as a pure function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce

from agent_studio.core.compare.model import Address, Comparison, Row
from agent_studio.core.merge import choices, decide, describe, propose, undecide
from agent_studio.core.merge.model import Action, Choice, LeftOut, Merge
from agent_studio.ui.merging.hints import where
from agent_studio.ui.merging.history import History, Step


@dataclass(frozen=True, slots=True)
class Bench:
    """A comparison and, once one was started, the merge of it."""

    comparison: Comparison
    history: History | None = None

    @property
    def merge(self) -> Merge | None:
        """The merge as it is now; ``None`` while nothing may be decided yet."""
        return self.history.merge if self.history else None

    def started(self) -> Bench:
        """The same with a merge in hand, which decides what needs nobody."""
        return self if self.history else replace(self, history=History(propose(self.comparison)))

    def did(self, change: Callable[[Merge], Merge], what: str, address: Address = "") -> Bench:
        """The bench after an act; the first act starts the merge."""
        history = self.started().history
        assert history is not None
        return replace(self, history=history.did(change(history.merge), what, address))

    def decided(self, address: Address, choice: Choice, *, also: tuple[Address, ...] = ()) -> Bench:
        """The bench after a decision for a row, and the same one for others, as one act.

        Raises:
            MergeError: when the row does not allow that choice.
        """
        merge = self.started().merge
        assert merge is not None
        what = f"{where(address)}: {describe(merge, address, choice)}"
        what += f" and {len(also)} more" if also else ""

        def change(now: Merge) -> Merge:
            return reduce(lambda made, each: decide(made, each, choice), (address, *also), now)

        return self.did(change, what, address)

    def undecided(self, address: Address, *, also: tuple[Address, ...] = ()) -> Bench:
        """The bench without the decisions of rows and of those below them."""
        what = f"{where(address)}: decision taken back"
        return self.did(lambda now: reduce(undecide, (address, *also), now), what, address)

    def undone(self) -> tuple[Bench, Step] | None:
        """The bench one act earlier, and that act; ``None`` at the beginning."""
        found = self.history.undone() if self.history else None
        return found and (replace(self, history=found[0]), found[1])

    def redone(self) -> tuple[Bench, Step] | None:
        """The bench one undone act later, and that act; ``None`` if there is none."""
        found = self.history.redone() if self.history else None
        return found and (replace(self, history=found[0]), found[1])


def all_choice(merge: Merge, row: Row) -> Choice:
    """What the key for "all of them" takes: column order, or the reverse if that is taken."""
    order = _order(row)
    decision = merge.decisions.get(row.address)
    taken = decision.choice if decision else None
    if taken is not None and taken.action is Action.ALL and taken.sources in ((), order):
        return Choice(Action.ALL, order[::-1])
    return Choice(Action.ALL, order)


def _order(row: Row) -> tuple[int, ...]:
    """One source for each different text; for a section or list, all that have some of it."""
    if row.children:
        return tuple(sorted({cell.source for part in row.walk() for cell in part.present}))
    first: dict[str, int] = {}
    for cell in row.present:
        first.setdefault(cell.key, cell.source)
    return tuple(first.values())


def adding(merge: Merge, left: LeftOut) -> Choice:
    """The choice that brings a text in that was left out: beside what stands there, if it can."""
    decision = merge.decisions.get(left.address)
    now = decision.choice if decision else Choice(Action.NONE)
    several = any(each.action is Action.ALL for each in choices(merge, left.address))
    row = merge.comparison.by_address[left.address]
    if several and not row.children and now.action in (Action.TAKE, Action.ALL):
        sources = now.sources or _order(row)
        if left.source not in sources:
            return Choice(Action.ALL, (*sources, left.source))
    return Choice(Action.TAKE, (left.source,))


def refusal(row: Row, action: str, allowed: tuple[Choice, ...]) -> str | None:
    """Why a deciding key cannot be used at ``row``, in one sentence; ``None`` if it can."""
    kinds = {choice.action for choice in allowed}
    if action.startswith("merge.take-") and action[-1].isdigit():
        number = int(action[-1])
        if number > len(row.cells):
            return f"There are {len(row.cells)} sources, no number {number}."
        wanted = Choice(Action.TAKE, (number - 1,))
        return None if wanted in allowed else f"Source {number} has nothing in this row."
    if action == "merge.union" and Action.UNION not in kinds:
        return "A union needs a set or a list; here take one source, all in order, or type it."
    if action in ("merge.all", "merge.in-order") and Action.ALL not in kinds:
        if not row.children and len({cell.key for cell in row.present}) == 1:
            number = row.present[0].source + 1
            return f"There is one text only in this row; {number} takes it."
        return "Only one of these can stand here; take one source, or type it."
    return None
