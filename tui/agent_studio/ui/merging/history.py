"""A merge in hand: the state now, every state before, and every state undone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from agent_studio.core.compare.model import Address
from agent_studio.core.merge.model import Merge, Policy


@dataclass(frozen=True, slots=True)
class Step:
    """One act of a person: the state it led from or to, and what it was."""

    merge: Merge
    what: str
    """In words: "take 2 for description"."""
    address: Address
    """The row it was done at, so that undoing can show it."""
    policy: Policy | None = None
    """How much rules settled in that state, where the act changed it."""


@dataclass(frozen=True, slots=True)
class History:
    """Immutable: every act gives a new one, and no state is ever forgotten."""

    merge: Merge
    past: tuple[Step, ...] = ()
    """The states before, the oldest first."""
    future: tuple[Step, ...] = ()
    """The states undone, the next one last."""

    def did(
        self, merge: Merge, what: str, address: Address = "", policy: Policy | None = None
    ) -> History:
        """The history after an act that led to ``merge``; what was undone is gone then.

        An act that changes nothing is not remembered.
        """
        now = self.merge
        if merge.decisions == now.decisions and merge.comparison is now.comparison:
            return self
        return History(merge, (*self.past, Step(self.merge, what, address, policy)))

    def undone(self, policy: Policy | None = None) -> tuple[History, Step] | None:
        """The history one act earlier and that act; ``None`` at the beginning.

        ``policy`` is the one in force, to come back to by doing the act again.
        """
        if not self.past:
            return None
        step = self.past[-1]
        again = replace(step, merge=self.merge, policy=step.policy and policy)
        return History(step.merge, self.past[:-1], (*self.future, again)), step

    def redone(self, policy: Policy | None = None) -> tuple[History, Step] | None:
        """The history one undone act later and that act; ``None`` if there is none."""
        if not self.future:
            return None
        step = self.future[-1]
        before = replace(step, merge=self.merge, policy=step.policy and policy)
        return History(step.merge, (*self.past, before), self.future[:-1]), step
