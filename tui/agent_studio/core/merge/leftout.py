"""What of the sources the result does not contain."""

from __future__ import annotations

from agent_studio.core.compare.model import Row, RowKind
from agent_studio.core.merge.contents import contents, stands
from agent_studio.core.merge.model import Action, LeftOut, Merge


def left_out(merge: Merge) -> tuple[LeftOut, ...]:
    """Every text of a source that the result lacks, in the order of the rows.

    A text counts as kept if the result has its words, whatever their quoting or markers, and
    be it in another row. Rows that are still undecided are listed too.
    """
    kept = _kept(merge)
    found: list[LeftOut] = []
    for top in merge.comparison.rows:
        for row in top.walk():
            if row.children and row.kind is not RowKind.SECTION:
                continue
            found += _of_row(merge, row, kept)
    return tuple(found)


def _kept(merge: Merge) -> frozenset[tuple[RowKind, str]]:
    """The words of every text that was taken."""
    found = set()
    for row in merge.comparison.walk():
        for content in _shown(merge, row):
            found.add((row.kind, content))
    return frozenset(found)


def _shown(merge: Merge, row: Row) -> list[str]:
    """The keys of what the result has for one leaf or heading."""
    if row.children and row.kind is not RowKind.SECTION:
        return []
    decision = merge.decisions.get(row.address)
    if row.kind is RowKind.SECTION and row.children:
        if not stands(merge, row, markers=False):
            return []
        if decision is None or decision.choice.action is Action.NONE:
            return [row.present[0].key]
    shown = contents(merge, row, markers=False)
    return [content.cell.key if content.cell else content.typed.strip() for content in shown]


def _of_row(merge: Merge, row: Row, kept: frozenset[tuple[RowKind, str]]) -> list[LeftOut]:
    shown = _shown(merge, row)
    overruled = row.kind is RowKind.MEMBER and _star_taken(merge, row)
    instead = "*" if overruled else "\n".join(_texts(merge, row))
    seen = set(shown) if not overruled else set()
    found = []
    for cell in row.present:
        elsewhere = row.kind is not RowKind.MEMBER and (row.kind, cell.key) in kept
        if cell.key in seen or (elsewhere and row.kind is not RowKind.FIELD):
            continue
        seen.add(cell.key)
        found.append(LeftOut(row.address, row.label, cell.source, cell.text, instead))
    return found


def _star_taken(merge: Merge, row: Row) -> bool:
    if row.label == "*":
        return False
    star = row.address.rpartition("/")[0] + "/*"
    known = merge.comparison.by_address.get(star)
    return known is not None and bool(_shown(merge, known))


def _texts(merge: Merge, row: Row) -> list[str]:
    """What stands in the row's place."""
    if not _shown(merge, row):
        return []
    shown = contents(merge, row, markers=False)
    if not shown and row.kind is RowKind.SECTION:
        return [row.present[0].text]
    return [content.cell.text if content.cell else content.typed for content in shown]
