"""A merge as a report: what is left, what is proposed, what was settled and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from agent_studio.core.compare.model import Address, Cell, Row, RowKind
from agent_studio.core.merge.contents import contents, stands
from agent_studio.core.merge.model import Action, Merge, Reason
from agent_studio.core.merge.reasons import reason
from agent_studio.core.merge.rows import is_conflict, is_decidable, undecided
from agent_studio.core.records import dataclass, replace


class Standing(StrEnum):
    """How far a row has come."""

    CONFLICT = "conflict"
    """Sources disagree, and nothing is decided."""
    OFFERED = "offered"
    """Without a base: only some sources have it, and nothing is decided."""
    PROPOSED = "proposed"
    """Decided, but waiting for a yes."""
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be said of one row, or of one with all below it that went the same way."""

    address: Address
    kind: RowKind
    label: str
    standing: Standing
    reason: Reason | None
    """``None`` for a row that waits in a merge without a base."""
    sources: tuple[int, ...]
    """The columns whose change or text it is, from 0; none for typed text and conflicts."""
    before: str | None
    """What the base has; ``None`` if it lacks the row, or there is no base."""
    after: str | None
    """What the result has; ``None`` if nothing, or not yet."""
    sides: tuple[str | None, ...]
    """What each source has."""
    rows: int = 1
    """How many decidable rows this stands for."""
    parts: tuple[Told, ...] = ()
    """What changed in it, part by part, where the row alone would not show it."""
    caution: str = ""
    """Why a person should look twice."""


@dataclass(frozen=True, slots=True)
class Group:
    """What was settled for one reason."""

    reason: Reason
    told: tuple[Told, ...]

    @property
    def rows(self) -> int:
        """How many rows that are."""
        return sum(each.rows for each in self.told)


@dataclass(frozen=True)
class Explanation:
    """A whole merge, what a person has to look at first."""

    labels: tuple[str, ...]
    """A short name for each source."""
    has_base: bool
    conflicts: tuple[Told, ...]
    offered: tuple[Told, ...]
    proposed: tuple[Told, ...]
    settled: tuple[Group, ...]
    """By reason, in the order in which `Reason` lists them."""
    same: int
    """How many rows are the same everywhere."""

    @property
    def waiting(self) -> tuple[Told, ...]:
        """Everything that is not decided yet."""
        return (*self.conflicts, *self.offered, *self.proposed)


_MADE = {Standing.SETTLED, Standing.PROPOSED}
_Verdict = tuple[Standing, Reason | None, tuple[int, ...]]


def explain(merge: Merge) -> Explanation:
    """Every row once: told by itself, in one with others that went the same way, or counted."""
    teller = _Teller(merge, frozenset(undecided(merge)))
    told = [each for row in merge.comparison.rows for each in teller.tell(row)]

    def those(standing: Standing) -> tuple[Told, ...]:
        return tuple(each for each in told if each.standing is standing)

    settled = those(Standing.SETTLED)
    groups = (Group(why, tuple(e for e in settled if e.reason is why)) for why in Reason)
    return Explanation(
        merge.comparison.labels,
        merge.comparison.base is not None,
        those(Standing.CONFLICT),
        those(Standing.OFFERED),
        those(Standing.PROPOSED),
        tuple(group for group in groups if group.told),
        sum(teller.is_same(row) for row in merge.comparison.walk()),
    )


@dataclass(frozen=True)
class _Teller:
    merge: Merge
    waiting: frozenset[Address]

    def tell(self, row: Row) -> Iterator[Told]:
        """What is to be said of a row and all below it."""
        if row.is_split:
            yield from self._split(row)
            return
        if row.children:
            whole = self._typed(row) or self._as_one(row)
            if whole is not None:
                yield whole
                return
        if is_decidable(row):
            yield from self._leaf(row)
        for child in row.children:
            yield from self.tell(child)

    def is_same(self, row: Row) -> bool:
        """Whether the row is decided, because there was nothing to decide."""
        decision = self.merge.decisions.get(row.address)
        settled = row.address not in self.waiting and is_decidable(row)
        return settled and decision is not None and decision.reason is Reason.SAME

    def _standing(self, row: Row) -> Standing | None:
        """``None`` for a row of which there is nothing to say."""
        if row.address in self.waiting:
            if row.address in self.merge.decisions:
                return Standing.PROPOSED
            return Standing.CONFLICT if is_conflict(self.merge, row) else Standing.OFFERED
        if row.address not in self.merge.decisions or self.is_same(row):
            return None
        return Standing.SETTLED

    def _verdict(self, row: Row) -> _Verdict | None:
        standing = self._standing(row)
        if standing is None:
            return None
        sources = self._sources(row) if standing in _MADE else ()
        if standing is Standing.OFFERED:
            sources = tuple(cell.source for cell in row.present)
        return standing, reason(self.merge, row), sources

    def _leaf(self, row: Row) -> Iterator[Told]:
        verdict = self._verdict(row)
        if verdict is not None:
            after = self._after(row) if verdict[0] in _MADE else None
            yield _told(row, verdict, after)

    def _split(self, row: Row) -> Iterator[Told]:
        """One row with what changed in it; part by part if some of it waits."""
        parts = [told for part in row.children for told in self._leaf(part)]
        why = reason(self.merge, row)
        if not parts or why is None or any(part.standing is not Standing.SETTLED for part in parts):
            yield from parts
            return
        sources = tuple(sorted({source for part in parts for source in part.sources}))
        told = _told(row, (Standing.SETTLED, why, sources), None)
        yield replace(told, rows=len(parts), parts=tuple(parts))

    def _typed(self, row: Row) -> Told | None:
        """A field with members in whose place somebody typed a text."""
        decision = self.merge.decisions.get(row.address)
        if decision is None or is_decidable(row) or decision.choice.action is not Action.TEXT:
            return None
        return _told(row, (Standing.SETTLED, decision.reason, ()), decision.choice.text)

    def _as_one(self, row: Row) -> Told | None:
        """The row with all below it, if all of it came, went or waits together."""
        leaves = [part for part in row.walk() if is_decidable(part)]
        verdicts = {self._verdict(part) for part in leaves}
        verdict = verdicts.pop()
        if verdicts or verdict is None or any(part.is_split for part in row.walk()):
            return None
        standing, why, _ = verdict
        contested = why is Reason.EDITED_DELETED
        added = all(part.base is None for part in leaves) and standing is not Standing.CONFLICT
        dropped = standing in _MADE and not any(self._after(part) for part in leaves)
        whole_field = row.kind is RowKind.FIELD and standing is not Standing.CONFLICT
        if not (added or dropped or contested or whole_field):
            return None
        after = row.cells[verdict[2][0]] if verdict[2] and not dropped else None
        told = _told(row, verdict, after.text if after and standing in _MADE else None)
        parts = (
            [_told(part, verdict, None) for part in leaves if _edited(part)] if contested else []
        )
        return replace(told, rows=len(leaves), parts=tuple(parts))

    def _after(self, row: Row) -> str | None:
        """What the result has for a leaf or heading; ``None`` if nothing."""
        if row.children and not stands(self.merge, row, markers=False):
            return None
        shown = contents(self.merge, row, markers=False)
        texts = [each.cell.text if each.cell else each.typed for each in shown]
        return "\n".join(texts) if texts else None

    def _sources(self, row: Row) -> tuple[int, ...]:
        """Whose text or deletion was taken; with a base only those that changed something."""
        choice = self.merge.decisions[row.address].choice
        if choice.action is Action.NONE:
            gone = row.base is not None
            return tuple(i for i, cell in enumerate(row.cells) if gone and cell is None)
        if choice.action is Action.TEXT:
            return ()
        if choice.action is not Action.TAKE:
            return choice.sources or tuple(cell.source for cell in row.present)
        taken = row.cells[choice.sources[0]]
        alike = [cell for cell in row.present if taken is not None and cell.key == taken.key]
        changed = [cell.source for cell in alike if _changed(row, cell)]
        return tuple(changed or [cell.source for cell in alike])


def _told(row: Row, verdict: _Verdict, after: str | None) -> Told:
    return Told(
        address=row.address,
        kind=row.kind,
        label=row.label,
        standing=verdict[0],
        reason=verdict[1],
        sources=verdict[2],
        before=row.base.text if row.base else None,
        after=after,
        sides=tuple(cell.text if cell else None for cell in row.cells),
        caution=row.caution,
    )


def _changed(row: Row, cell: Cell) -> bool:
    """Whether a source changed what the base has, be it only its quoting."""
    base = row.base
    return base is None or _lines(base) != _lines(cell)


def _lines(cell: Cell) -> Sequence[str]:
    """The text, whatever its line ends: those belong to the whole file."""
    return cell.text.splitlines()


def _edited(row: Row) -> bool:
    return any(_changed(row, cell) for cell in row.present)
