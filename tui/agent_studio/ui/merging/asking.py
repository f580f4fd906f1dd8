"""What a merge asks of a person: the questions, the conflicts, and how far they have come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agent_studio.core.compare.model import Address, Row, RowKind, State
from agent_studio.core.merge import undecided
from agent_studio.core.merge.model import Merge, Reason
from agent_studio.ui.merging.branches import questions


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person has come: of ``asked`` questions ``open`` have no answer yet."""

    asked: int
    open: int
    conflicts: int
    """The open ones in which sources disagree and nothing is proposed."""
    proposed: int = 0
    """The open ones that wait for a yes to what is proposed."""

    @property
    def decided(self) -> int:
        """How many questions have their answer."""
        return self.asked - self.open


def progress(fresh: Merge, merge: Merge) -> Progress:
    """The questions of a merge: those that it began with, and those that were opened again."""
    comparison = merge.comparison
    left = questions(comparison, frozenset(undecided(merge)))
    rows = [comparison.by_address[address] for address in left]
    proposed = sum(_is_proposed(merge, row) for row in rows)
    conflicts = sum(
        (row.has_base or row.state is State.DIFFERS) and not _is_proposed(merge, row)
        for row in rows
    )
    every = questions(comparison, asked(fresh, merge))
    return Progress(len(every), len(left), conflicts, proposed)


def _is_proposed(merge: Merge, row: Row) -> bool:
    decision = merge.decisions.get(row.address)
    return decision is not None and decision.proposed


def progress_words(now: Progress) -> str:
    """``9 of 14 decided, 2 conflicts open, 3 proposed``."""
    words = f"{now.decided} of {now.asked} decided"
    if now.conflicts:
        words += f", {now.conflicts} conflict{'' if now.conflicts == 1 else 's'} open"
    return words + (f", {now.proposed} proposed" if now.proposed else "")


def asked(fresh: Merge, merge: Merge) -> frozenset[Address]:
    """The rows that ask or asked for a decision, as they are now: some split, some whole again.

    ``fresh`` is the merge as it began, with nothing decided but what rules decide.
    """
    began = frozenset(undecided(fresh))
    return frozenset(undecided(merge)).union(_were_asked(fresh, merge, began))


def _were_asked(fresh: Merge, merge: Merge, began: frozenset[Address]) -> Iterator[Address]:
    for row in merge.comparison.walk():
        if row.address in began and not row.is_split:
            yield row.address
        elif row.kind is RowKind.PART:
            # Split since: of a question, its parts that are not alike are questions now.
            if whole_of(row.address) in began and not _same(merge, row):
                yield row.address
        elif not row.children:
            before = fresh.comparison.by_address.get(row.address)
            if before is not None and any(part.address in began for part in before.children):
                yield row.address


def _same(merge: Merge, row: Row) -> bool:
    decision = merge.decisions.get(row.address)
    return decision is not None and decision.reason is Reason.SAME


def whole_of(address: Address) -> Address:
    """The row that a part belongs to; the row itself for all others."""
    above, _, last = address.rpartition("/")
    return above if last.startswith("~") and last[1:].isdigit() else address


def conflicts(fresh: Merge, merge: Merge) -> tuple[Address, ...]:
    """Every question in which sources disagree, decided or not, in the order of the result."""
    comparison = merge.comparison
    return tuple(
        address
        for address in questions(comparison, asked(fresh, merge))
        if (row := comparison.by_address[address]).has_base or row.state is State.DIFFERS
    )


def proposals(merge: Merge) -> tuple[Address, ...]:
    """The rows that wait for a yes, in the order of the result."""
    return tuple(row.address for row in merge.comparison.walk() if _is_proposed(merge, row))
