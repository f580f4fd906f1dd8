"""Two definitions as a list of changes: what diff and review print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from agent_studio.cli.output import Line, Run
from agent_studio.core.compare import words
from agent_studio.core.compare.model import Comparison, Row, RowKind, State, Words
from agent_studio.core.records import dataclass
from agent_studio.core.told import GAINS, LOSES, shortly

if TYPE_CHECKING:
    from agent_studio.core.dialects.model import RightsChange


@dataclass(frozen=True, slots=True)
class Change:
    """One row that differs; ``None`` where a side lacks it."""

    address: str
    kind: RowKind
    label: str
    before: str | None
    after: str | None
    caution: str = ""
    """What else says the opposite; see `Row.caution`."""

    @property
    def change(self) -> str:
        """``added``, ``removed`` or ``changed``."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @property
    def words(self) -> tuple[Words, Words]:
        """Both texts, cut into runs that the other has and has not."""
        return words(self.before or "", self.after or "")

    def in_json(self) -> dict[str, object]:
        """The change as an object."""
        found: dict[str, object] = {
            "address": self.address,
            "kind": self.kind.value,
            "change": self.change,
            "before": self.before,
            "after": self.after,
        }
        return {**found, "caution": self.caution} if self.caution else found


def changes(comparison: Comparison) -> list[Change]:
    """The rows of a comparison of two definitions that differ, smallest units only."""
    return [change for row in comparison.rows for change in _of_row(row)]


def _of_row(row: Row) -> Iterator[Change]:
    if row.settled:
        return
    # A field that one side lacks is one change, however many members it has. A section is
    # told block by block, because its own cell is but the heading.
    whole = row.kind is RowKind.FIELD and row.state is not State.DIFFERS
    if not row.children or whole or (row.kind is RowKind.SECTION and row.state is not State.SAME):
        before, after = row.cells
        yield Change(
            row.address,
            row.kind,
            row.label,
            before.text if before else None,
            after.text if after else None,
            row.caution,
        )
    if not whole:
        for child in row.children:
            yield from _of_row(child)


def _side(sign: str, style: str, runs: Words) -> Iterator[Line]:
    """One side of a change, line by line, with the differing words marked."""
    line: list[Run] = [(f"  {sign} ", style)]
    for run in runs:
        kind = f"changed-{style}" if run.changed else style
        first, *rest = run.text.replace("\r\n", "\n").split("\n")
        line.append((first, kind))
        for part in rest:
            yield line
            line = [(f"  {sign} ", style), (part, kind)]
    if len(line) > 1 and any(part[0] for part in line[1:]):
        yield line


def in_text(change: Change) -> Iterator[Line]:
    """A change for people: its address, then the text before and after."""
    yield [(change.address, "name"), ("  " + change.change, "dim")]
    if change.caution:
        yield [("  \u26a0 ", "warning"), change.caution]
    before, after = change.words
    if change.before is not None:
        yield from _side("-", "removed", before)
    if change.after is not None:
        yield from _side("+", "added", after)


def rights_in_text(change: RightsChange) -> Iterator[Line]:
    """What the agent gains and loses; nothing if neither."""
    for right in change.gained:
        yield [(f"{GAINS} gains ", "gained"), shortly((right,))]
    for right in change.lost:
        yield [(f"{LOSES} loses ", "dim"), shortly((right,))]
