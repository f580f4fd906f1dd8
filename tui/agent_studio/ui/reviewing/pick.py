"""One row of a change without the others: what staging and reverting a row write. Pure."""

from __future__ import annotations

from agent_studio.core.compare import Row, compare
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import Document, parse
from agent_studio.core.merge import Action, Choice, Merge, MergeError, decide, decide_all, render
from agent_studio.core.text import encode
from agent_studio.ui.reviewing.rows import ChangedRow, changes


class RowHangsTogetherError(Exception):
    """A row cannot be taken alone; its text is one sentence for a person."""


def with_row(ground: str, other: str, row: ChangedRow, dialect: Dialect) -> str:
    """``ground`` with this one row as ``other`` has it, and nothing else changed.

    ``row`` comes from comparing either of them with a third state, so it is looked for here.

    Raises:
        RowHangsTogetherError: The row is not among the differences, or taking it would change
            another one too.
    """
    old, new = parse(ground), parse(other)
    before = changes(old, new, dialect).changed
    found_here = [each for each in before if _same(each, row)]
    exact = [each for each in found_here if {each.old, each.new} == {row.old, row.new}]
    wanted = next(iter([*exact, *found_here]), None)
    if wanted is None:
        raise RowHangsTogetherError("this row is the same on both sides already")
    comparison = compare([old, new], dialect=dialect)
    found = comparison.by_address[wanted.address]
    result = _spliced(found, old) if wanted.sign == "≠" and not found.children else None
    if result is None:
        result = _rendered(Merge(comparison), found)
    left = changes(parse(result), new, dialect).changed
    if len(left) != len(before) - 1 or parse(encode(result)).text != result:
        raise RowHangsTogetherError("this row hangs together with others: take all of them")
    return result


def _same(one: ChangedRow, other: ChangedRow) -> bool:
    """Whether two comparisons speak of the same place: in either direction."""
    texts = {one.old, one.new} - {""}
    return one.where == other.where and bool(texts & {other.old, other.new})


def _spliced(row: Row, ground: Document) -> str | None:
    """A row that both have is put in the other's place, so that no other byte moves."""
    mine, theirs = row.cells
    if mine is None or theirs is None:
        return None
    return ground.text[: mine.span.start] + theirs.text + ground.text[mine.span.end :]


def _rendered(merge: Merge, row: Row) -> str:
    ground = Choice(Action.TAKE, (0,))
    there = any(cell.source == 1 for part in row.walk() for cell in part.present)
    choice = Choice(Action.TAKE, (1,)) if there else Choice(Action.NONE)
    try:
        decided = decide(decide_all(merge, ground, only_undecided=False), row.address, choice)
        result = render(decided)
    except MergeError as error:
        raise RowHangsTogetherError(str(error)) from error
    if not result.clean:
        raise RowHangsTogetherError("this row hangs together with others: take all of them")
    return result.text
