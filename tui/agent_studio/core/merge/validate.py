"""What was decided by rule must load, and must not say anything twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from agent_studio.core.compare.model import Address, Comparison, Row, RowKind
from agent_studio.core.dialects.model import Outcome
from agent_studio.core.document import Document, parse
from agent_studio.core.merge.front import front_pieces
from agent_studio.core.merge.layout import Page, text_of
from agent_studio.core.merge.model import Action, Choice, Decision, Merge, Reason
from agent_studio.core.merge.properties import properties
from agent_studio.core.merge.rows import is_decidable
from agent_studio.core.records import replace

_RANKS = {Outcome.DROPPED: 0, Outcome.RESCUED: 1}


def sound(merge: Merge) -> Merge:
    """The merge without the decisions of rules whose result would be broken.

    An item that both sides put into one list stands there once. A section that would stand in
    one place twice, and fields that would no longer load, are left to a person; git hands both
    on (a merge of two files that load can be one that does not).
    """
    merge = _once(merge)
    if _front_is_sound(merge):
        return merge
    fields = [row for row in merge.comparison.rows if row.kind is RowKind.FIELD]
    composed = [row for row in fields if row.children]
    for suspects in (composed, fields):
        narrowed = _undecided(merge, suspects, Reason.BROKEN)
        if _front_is_sound(narrowed):
            return narrowed
    return narrowed


def _undecided(merge: Merge, rows: Iterable[Row], why: Reason) -> Merge:
    decisions, doubts = dict(merge.decisions), dict(merge.doubts)
    for top in rows:
        for row in top.walk():
            decision = decisions.get(row.address)
            if decision is not None and decision.reason is not Reason.SAME:
                del decisions[row.address]
                doubts[row.address] = why
    return replace(merge, decisions=decisions, doubts=doubts)


def _front_is_sound(merge: Merge) -> bool:
    """Whether the result's front matter loads as well as the worst of the sources does."""
    comparison = merge.comparison
    fields = tuple(row for row in comparison.rows if row.kind is RowKind.FIELD)
    if not any(_is_new(merge, row) for top in fields for row in top.walk()):
        return True
    page = Page(comparison, properties(comparison))
    result = parse(text_of(front_pieces(page, _answered(merge, fields), fields)) + "\n")
    documents = comparison.documents
    return (
        _rank(comparison, result) >= min(_rank(comparison, each) for each in documents)
        and _strict(result) >= min(map(_strict, documents))
        and _keys_twice(result) <= max(map(_keys_twice, documents))
    )


def _answered(merge: Merge, fields: Iterable[Row]) -> Merge:
    """The merge as if every open question about a field had been answered: with what is there."""
    made = dict(merge.decisions)
    for field in fields:
        for row in field.walk():
            if is_decidable(row) and row.present:
                taken = Choice(Action.TAKE, (row.present[0].source,))
                made.setdefault(row.address, Decision(taken))
    return replace(merge, decisions=made)


def _is_new(merge: Merge, row: Row) -> bool:
    decision = merge.decisions.get(row.address)
    return decision is not None and decision.reason is not Reason.SAME


def _rank(comparison: Comparison, document: Document) -> int:
    """2 if the harness simply loads it, 1 after a rescue, 0 if it drops it."""
    from agent_studio.core.dialects.loading import load

    return _RANKS.get(load(document, comparison.dialect).outcome, 2)


def _strict(document: Document) -> bool:
    return document.front is None or document.front.error is None


def _keys_twice(document: Document) -> int:
    keys = Counter(field.key for field in document.fields)
    return sum(count - 1 for count in keys.values())


def _once(merge: Merge) -> Merge:
    """Neighbours in one section or list that say the same, though no source says it twice."""
    decisions, doubts = dict(merge.decisions), dict(merge.doubts)
    for parent in (None, *merge.comparison.walk()):
        children = merge.comparison.rows if parent is None else parent.children
        for twins in _twins(merge, children):
            _settle_twins(twins, decisions, doubts)
    return replace(merge, decisions=decisions, doubts=doubts)


def _twins(merge: Merge, rows: Iterable[Row]) -> list[list[Row]]:
    """Sections of one title, items of one text, that the result has more often than any source."""
    alike: defaultdict[tuple[RowKind, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind in {RowKind.SECTION, RowKind.ITEM} and not row.is_split:
            taken = _taken_source(merge, row)
            cell = row.cells[taken] if taken is not None else None
            if cell is not None:
                alike[row.kind, cell.key].append(row)
    found = []
    for group in alike.values():
        most = max(
            sum(row.cells[source] is not None for row in group)
            for source in range(len(merge.comparison.documents))
        )
        if len(group) > most:
            found.append(group)
    return found


def _taken_source(merge: Merge, row: Row) -> int | None:
    decision = merge.decisions.get(row.address)
    if decision is None or decision.choice.action is not Action.TAKE:
        return None
    return decision.choice.sources[0]


def _settle_twins(
    rows: list[Row], decisions: dict[Address, Decision], doubts: dict[Address, Reason]
) -> None:
    if rows[0].kind is RowKind.ITEM:
        for row in rows[1:]:
            decisions[row.address] = Decision(Choice(Action.NONE), Reason.BOTH_ALIKE)
        return
    for row in rows:
        for part in row.walk():
            decision = decisions.get(part.address)
            if decision is not None and decision.reason is not Reason.SAME:
                del decisions[part.address]
                doubts[part.address] = Reason.BOTH_EDITED
