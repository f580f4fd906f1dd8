"""The richest of everything: what somebody takes who wants to lose nothing."""

from __future__ import annotations

from collections import Counter

from agent_studio.core.compare.model import Address, Cell, Comparison, Row, RowKind
from agent_studio.core.compare.places import field_at
from agent_studio.core.dialects.model import FieldType, MergeKind
from agent_studio.core.document.model import Style, Value
from agent_studio.core.merge.decide import NONE, rows_within
from agent_studio.core.merge.headings import level_of
from agent_studio.core.merge.model import Action, Choice, Decision, Merge, Reason
from agent_studio.core.records import replace


def richest(merge: Merge, *, within: Address | None = None) -> Merge:
    """The merge with all undecided rows decided so that the most is kept.

    Everything that only some sources have is taken, sets are united, of several texts for
    one thing the longest stands; a setting on which sources disagree is what most of them
    say, then what the first says. A value of a type that the harness does not accept never
    stands against one that it does.

    Raises:
        MergeError: if ``within`` is no row.
    """
    decisions = dict(merge.decisions)
    rows = rows_within(merge, within, only_undecided=True)
    for row in rows:
        decisions[row.address] = Decision(_choice(merge.comparison, row), Reason.BULK)
    waiting = {row.address for row in rows}
    for row in merge.comparison.rows:
        if (
            row.children
            and is_overruled(row)
            and waiting.issuperset(child.address for child in row.children)
        ):
            # A set without its members would stay as an empty one.
            decisions[row.address] = Decision(NONE, Reason.BULK)
    return replace(merge, decisions=decisions)


def is_overruled(row: Row) -> bool:
    """Whether it is a key that its own source writes again further down."""
    return row.kind is RowKind.FIELD and "#" in row.address and row.address != row.label


def _choice(comparison: Comparison, row: Row) -> Choice:
    if row.kind is RowKind.FIELD:
        return _of_field(comparison, row)
    if row.kind is RowKind.MEMBER and is_overruled(_field_of(comparison, row)):
        return NONE
    if row.kind is RowKind.SECTION:
        return _of_heading(comparison, row)
    return _taking(max(row.present, key=lambda cell: (len(cell.key), -cell.source)))


def _field_of(comparison: Comparison, member: Row) -> Row:
    return comparison.by_address[member.address.rpartition("/")[0]]


def _of_heading(comparison: Comparison, row: Row) -> Choice:
    """The first real heading before any lead-in; none over content that stands elsewhere."""
    if not row.children and any(_held_something(comparison, cell) for cell in row.present):
        return NONE
    return _taking(min(row.present, key=lambda cell: (level_of(cell.text) > 6, cell.source)))


def _held_something(comparison: Comparison, cell: Cell) -> bool:
    sections = comparison.documents[cell.source].body.walk()
    own = next((part for part in sections if part.heading.covers(cell.span)), None)
    return own is not None and own.level > 1 and bool(own.blocks or own.sections)


def _taking(cell: Cell) -> Choice:
    return Choice(Action.TAKE, (cell.source,))


def _of_field(comparison: Comparison, row: Row) -> Choice:
    if is_overruled(row):
        return NONE
    good = [cell for cell in row.present if acceptable(comparison, row, cell)]
    cells = good or list(row.present)
    if row.merge is MergeKind.SCALAR:
        votes = Counter(cell.key for cell in cells)
        return _taking(max(cells, key=lambda cell: (votes[cell.key], -cell.source)))
    return _taking(max(cells, key=lambda cell: (len(cell.key), -cell.source)))


def acceptable(comparison: Comparison, row: Row, cell: Cell) -> bool:
    """Whether the harness accepts a value of this type for the field; yes for unknown keys."""
    spec = comparison.dialect.spec(row.label)
    field = field_at(comparison, cell)
    if spec is None or field is None:
        return True
    if field.error is not None:
        # A text is rescued as a text; what else was meant nobody can tell.
        return spec.type in {FieldType.STRING, FieldType.STRINGS} and field.style is Style.PLAIN
    return _fits(field.value, spec.type)


def _fits(value: Value, kind: FieldType) -> bool:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return {
        FieldType.STRING: isinstance(value, str),
        FieldType.BOOLEAN: isinstance(value, bool),
        FieldType.INTEGER: isinstance(value, int) and is_number,
        FieldType.NUMBER: is_number,
        FieldType.STRINGS: isinstance(value, str)
        or (isinstance(value, list) and all(isinstance(part, str) for part in value)),
        FieldType.LIST: isinstance(value, list),
        FieldType.MAP: isinstance(value, dict),
    }[kind]
