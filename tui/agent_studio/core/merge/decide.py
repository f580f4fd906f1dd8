"""Making decisions: every function returns a new merge, the former one is the undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from agent_studio.core.compare.model import Address, Row, RowKind
from agent_studio.core.merge.choices import distinct_sources, parse_choice, require_legal
from agent_studio.core.merge.errors import MergeError
from agent_studio.core.merge.model import Action, Choice, Decision, Merge, Reason
from agent_studio.core.merge.rows import find, is_decidable, undecided
from agent_studio.core.merge.split import cut_for
from agent_studio.core.records import replace

NONE = Choice(Action.NONE)
_BODY = "body"


def decide(merge: Merge, address: Address, choice: Choice) -> Merge:
    """The merge with ``choice`` made for the row, and for everything below it.

    The address of a part splits the row that it is a part of.

    Typed text stands for what the row itself writes: a leaf's text, a section's heading, a
    set-valued field or a list as a whole.

    Raises:
        MergeError: if there is no such row, or the choice means nothing there.
    """
    merge = cut_for(merge, [address])
    row = find(merge.comparison, address)
    require_legal(merge, row, choice)
    if choice.action is Action.TEXT:
        return _typed(merge, row, choice)
    made = {
        part.address: _for_row(part, choice, Reason.PERSON)
        for part in row.walk()
        if is_decidable(part)
    }
    if row.kind is RowKind.FIELD and row.children:
        made[row.address] = Decision(NONE) if choice.action is Action.NONE else None
    return _with(_opened(merge, row), made)


def undecide(merge: Merge, address: Address) -> Merge:
    """The merge without decisions for the row and everything below it.

    Raises:
        MergeError: if there is no such row.
    """
    row = find(merge.comparison, address)
    return _with(merge, dict.fromkeys(part.address for part in row.walk()))


def accept(merge: Merge, address: Address | None = None) -> Merge:
    """The merge with a yes to what is proposed for a row and all below it, or everywhere.

    Raises:
        MergeError: if there is no such row.
    """
    rows = merge.comparison.walk() if address is None else find(merge.comparison, address).walk()
    made = {
        row.address: replace(decision, proposed=False)
        for row in rows
        if (decision := merge.decisions.get(row.address)) is not None and decision.proposed
    }
    return _with(merge, made)


def decide_all(
    merge: Merge, choice: Choice, *, within: Address | None = None, only_undecided: bool = True
) -> Merge:
    """The merge with ``choice`` made for many rows at once.

    ``within`` is a row's address, ``body`` for the whole body, ``None`` for everything. What
    the choice cannot do for a row it leaves undecided: a union of two different texts. A row
    that the taken source lacks is dropped.

    Raises:
        MergeError: if there is no such row or source.
    """
    if choice.action is Action.TEXT:
        raise MergeError("typed text is for one row at a time")
    for source in choice.sources:
        if not 0 <= source < len(merge.comparison.documents):
            raise MergeError(f"there is no source {source + 1}")
    rows = rows_within(merge, within, only_undecided=only_undecided)
    made = {row.address: _for_row(row, choice, Reason.BULK) for row in rows}
    if not only_undecided:
        # A decision on a whole set gives way to those on its members.
        groups = (row for row in merge.comparison.rows if row.children and not is_decidable(row))
        made |= {row.address: None for row in groups if row.children[0].address in made}
    return _with(merge, made)


def rows_within(merge: Merge, within: Address | None, *, only_undecided: bool) -> list[Row]:
    """The rows to decide at or below ``within``."""
    comparison = merge.comparison
    if within is None:
        rows: Iterable[Row] = comparison.walk()
    elif within == _BODY and _BODY not in comparison.by_address:
        rows = (row for row in comparison.walk() if row.address.startswith("body/"))
    else:
        rows = find(comparison, within).walk()
    waiting = set(undecided(merge)) if only_undecided else None
    return [
        row for row in rows if is_decidable(row) and (waiting is None or row.address in waiting)
    ]


def take(merge: Merge, text: str) -> Merge:
    """The merge with the decision that ``text`` names: ``ADDRESS=CHOICE``.

    Raises:
        MergeError: if it is not of that form or cannot be done.
    """
    # An address may hold '=' itself; a choice does so only behind "text:".
    typed = text.find("=text:")
    at = typed if typed >= 0 else text.rfind("=")
    if at < 0:
        raise MergeError(f"'{text}' is not ADDRESS=CHOICE")
    return decide(merge, text[:at].strip(), parse_choice(text[at + 1 :]))


def _typed(merge: Merge, row: Row, choice: Choice) -> Merge:
    if not row.children or row.kind is RowKind.SECTION:
        return _with(_opened(merge, row), {row.address: Decision(choice)})
    made: dict[Address, Decision | None] = {
        part.address: Decision(NONE) for part in row.walk() if is_decidable(part)
    }
    if row.kind is RowKind.FIELD:
        made[row.address] = Decision(choice)
    else:
        made[row.children[0].address] = Decision(choice)
    return _with(merge, made)


def _opened(merge: Merge, row: Row) -> Merge:
    """Without the decision on the whole field that a decision on one part of it replaces."""
    if row.kind not in {RowKind.MEMBER, RowKind.PART}:
        return merge
    for field in merge.comparison.rows:
        if any(child is row for child in field.children):
            return _with(merge, {field.address: None})
    return merge


def _with(merge: Merge, made: Mapping[Address, Decision | None]) -> Merge:
    decisions = dict(merge.decisions)
    for address, decision in made.items():
        if decision is None:
            decisions.pop(address, None)
        else:
            decisions[address] = decision
    return replace(merge, decisions=decisions)


def _for_row(row: Row, choice: Choice, reason: Reason) -> Decision | None:
    """What a choice for a whole part means for one row in it; ``None``: nothing decided."""
    if choice.action is Action.NONE:
        return Decision(NONE, reason)
    if choice.action is Action.TAKE:
        source = choice.sources[0]
        return Decision(choice if row.cells[source] is not None else NONE, reason)
    wanted = choice.sources or tuple(range(len(row.cells)))
    sources = tuple(source for source in wanted if row.cells[source] is not None)
    if not sources:
        return Decision(NONE, reason)
    keys = {cell.key for cell in row.present if cell.source in sources}
    if len(keys) == 1 or row.kind is RowKind.SECTION:
        return Decision(Choice(Action.TAKE, sources[:1]), reason)
    return _of_several(row, choice, sources, reason)


def _of_several(
    row: Row, choice: Choice, sources: tuple[int, ...], reason: Reason
) -> Decision | None:
    """Sources of which at least two differ."""
    if choice.action is Action.ALL and row.kind not in {RowKind.FIELD, RowKind.MEMBER}:
        several = sources if choice.sources else distinct_sources(row)
        return Decision(Choice(Action.ALL, several), reason)
    if row.kind is RowKind.ITEM:
        longest = max(row.present, key=lambda cell: (len(cell.key), -cell.source))
        return Decision(Choice(Action.TAKE, (longest.source,)), reason)
    return None
