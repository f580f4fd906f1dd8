"""Why each row is decided as it is, or why it is not."""

from __future__ import annotations

from agent_studio.core.compare.model import Row, RowKind
from agent_studio.core.document.model import BlockKind
from agent_studio.core.merge.model import Merge, Reason
from agent_studio.core.merge.rows import is_conflict, is_decidable


def reason(merge: Merge, row: Row) -> Reason | None:
    """The reason of the row's decision, or with a base what kind of conflict it is.

    ``None`` for a row that nothing is to be decided about, and for one that simply has not
    been decided yet in a merge without a base.
    """
    if row.is_split:
        return _of_parts(merge, row)
    decision = merge.decisions.get(row.address)
    if decision is not None:
        return decision.reason
    if not is_decidable(row) or not row.has_base or not is_conflict(merge, row):
        return None
    doubt = merge.doubts.get(row.address)
    if doubt is not None:
        return doubt
    return Reason.EDITED_DELETED if None in row.cells else Reason.BOTH_EDITED


def _of_parts(merge: Merge, row: Row) -> Reason | None:
    """What the parts have in common; for a person's mixture, that it is a person's."""
    found = [reason(merge, part) for part in row.children]
    for conflict in (Reason.BROKEN, Reason.EDITED_DELETED, Reason.BOTH_EDITED):
        if conflict in found:
            return conflict
    known = {one for one in found if one not in {None, Reason.SAME}}
    if len(known) == 1 and not known & {Reason.ONE_SIDE, Reason.BOTH_ALIKE}:
        return known.pop()
    if known & {Reason.PERSON, Reason.BULK}:
        return Reason.PERSON
    if row.kind is RowKind.FIELD:
        return Reason.KEYS if row.merge.value in {"map", "list"} else Reason.SENTENCES
    prose = row.kind is RowKind.ITEM or row.block is BlockKind.PARAGRAPH
    return Reason.SENTENCES if prose else Reason.LINES
