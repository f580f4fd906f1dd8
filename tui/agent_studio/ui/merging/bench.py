"""What the merge workplace works on, and every act on it as a pure function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce

from agent_studio.core.compare.model import Address, Comparison, Row
from agent_studio.core.merge import (
    accept,
    choices,
    decide,
    describe,
    propose,
    split,
    undecide,
    unsplit,
)
from agent_studio.core.merge.choices import distinct_sources, sources_in
from agent_studio.core.merge.model import (
    Action,
    Choice,
    Decision,
    LeftOut,
    Merge,
    Policy,
    Reason,
)
from agent_studio.ui.merging.asking import Progress, conflicts, progress, whole_of
from agent_studio.ui.merging.hints import where
from agent_studio.ui.merging.history import History, Step
from agent_studio.ui.merging.why import part_noun

_BY_HAND = (Reason.PERSON, Reason.BULK)


@dataclass(frozen=True, slots=True)
class Bench:
    """A comparison and, once one was started, the merge of it."""

    compared: Comparison
    """As the sources were aligned, before any row was split."""
    fresh: Merge
    """The merge as it begins: only what rules decide is decided."""
    policy: Policy = Policy.CAREFUL
    history: History | None = None

    @staticmethod
    def of(comparison: Comparison, policy: Policy = Policy.CAREFUL) -> Bench:
        """A bench on which nothing has been done yet."""
        return Bench(comparison, propose(comparison, policy=policy), policy)

    @property
    def merge(self) -> Merge | None:
        """The merge as it is now; ``None`` while nothing may be decided yet."""
        return self.history.merge if self.history else None

    @property
    def working(self) -> Merge:
        """The merge as it is, or as it would begin."""
        return self.history.merge if self.history else self.fresh

    @property
    def comparison(self) -> Comparison:
        """The rows as they are decided now: some of them are split."""
        return self.working.comparison

    @property
    def progress(self) -> Progress:
        """How far a person has come."""
        return progress(self.fresh, self.working)

    @property
    def conflicts(self) -> tuple[Address, ...]:
        """Every question in which sources disagree, decided or not."""
        return conflicts(self.fresh, self.working)

    @property
    def by_hand(self) -> bool:
        """Whether a person has decided anything."""
        return any(decision.reason in _BY_HAND for decision in self.working.decisions.values())

    def started(self) -> Bench:
        """The same with a merge in hand, which decides what needs nobody."""
        return self if self.history else replace(self, history=History(self.fresh))

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
        what = f"{where(address)}: {describe(self.working, address, choice)}"
        what += f" and {len(also)} more" if also else ""

        def change(now: Merge) -> Merge:
            return reduce(lambda made, each: decide(made, each, choice), (address, *also), now)

        return self.did(change, what, address)

    def undecided(self, address: Address, *, also: tuple[Address, ...] = ()) -> Bench:
        """The bench without the decisions of rows and of those below them."""
        what = f"{where(address)}: decision taken back"
        return self.did(lambda now: reduce(undecide, (address, *also), now), what, address)

    def parted(self, address: Address) -> tuple[Bench, Address]:
        """The bench with a row split into its parts, or put together again; and that row.

        Raises:
            MergeError: when nothing in the row can be told apart.
        """
        address = whole_of(address)
        row = self.comparison.by_address[address]
        if row.is_split:
            what = f"{where(address)}: put together again"
            return self.did(lambda now: unsplit(now, address), what, address), address
        what = f"{where(address)}: split into {part_noun(row)}s"
        return self.did(lambda now: split(now, address), what, address), address

    def accepted(self, *addresses: Address) -> Bench:
        """The bench after a yes to what is proposed for some rows and all below, or for all."""
        if not addresses:
            return self.did(accept, "everything that was proposed accepted")
        what = f"{where(addresses[0])}: proposal accepted"
        return self.did(lambda now: reduce(accept, addresses, now), what, addresses[0])

    def with_policy(self, policy: Policy) -> Bench:
        """The bench with what rules decided proposed, or decided; a person's decisions stay."""
        fresh = propose(self.compared, policy=policy)
        bench = replace(self, fresh=fresh, policy=policy)
        if self.history is None:
            return bench
        assert bench.history is not None
        changed = _as_in(bench.working, fresh)
        history = bench.history.did(changed, f"rules: {policy.value}", "", self.policy)
        return replace(bench, history=history)

    def undone(self) -> tuple[Bench, Step] | None:
        """The bench one act earlier, and that act; ``None`` at the beginning."""
        found = self.history.undone(self.policy) if self.history else None
        return found and (self._at(*found), found[1])

    def redone(self) -> tuple[Bench, Step] | None:
        """The bench one undone act later, and that act; ``None`` if there is none."""
        found = self.history.redone(self.policy) if self.history else None
        return found and (self._at(*found), found[1])

    def _at(self, history: History, step: Step) -> Bench:
        """The bench in another state of its history, with the policy of that state."""
        bench = replace(self, history=history)
        if step.policy in (None, self.policy):
            return bench
        fresh = propose(self.compared, policy=step.policy)
        return replace(bench, policy=step.policy, fresh=fresh)


def _as_in(merge: Merge, fresh: Merge) -> Merge:
    """The merge in which those decisions of rules wait for a yes that do so in ``fresh``."""

    def waits(address: Address, decision: Decision) -> Decision:
        other = fresh.decisions.get(address)
        proposed = other.proposed if other else decision.proposed
        same = decision.reason in _BY_HAND or decision.proposed == proposed
        return decision if same else replace(decision, proposed=proposed)

    decisions = {address: waits(address, made) for address, made in merge.decisions.items()}
    return replace(merge, decisions=decisions)


def taking(row: Row, source: int) -> Choice:
    """What the key of a source takes; on top of a base, nothing where it has deleted the row."""
    if row.has_base and source not in sources_in(row):
        return Choice(Action.NONE)
    return Choice(Action.TAKE, (source,))


def all_choice(row: Row, *, reverse: bool = False) -> Choice:
    """What the keys for "all of them" take: every different text, in column order or reversed."""
    order = _order(row)
    return Choice(Action.ALL, order[::-1] if reverse else order)


def _order(row: Row) -> tuple[int, ...]:
    """One source for each different text; for a section or list, all that have some of it."""
    return sources_in(row) if row.children else distinct_sources(row)


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
        if row.has_base or Choice(Action.TAKE, (number - 1,)) in allowed:
            return None
        return f"Source {number} has nothing in this row."
    if action == "merge.union" and Action.UNION not in kinds:
        return "A union needs a set or a list; here take one source, all in order, or type it."
    if action in ("merge.all", "merge.reversed", "merge.in-order") and Action.ALL not in kinds:
        if not row.children and len({cell.key for cell in row.present}) == 1:
            number = row.present[0].source + 1
            return f"There is one text only in this row; {number} takes it."
        return "Only one of these can stand here; take one source, or type it."
    return None
