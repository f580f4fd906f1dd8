"""What the comparison shows, as data: which rows stand where, which columns fit, which signs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from agent_studio.core.compare.model import Address, Cell, Comparison, Row, RowKind, State
from agent_studio.core.merge.model import Action, Choice, Decision, Reason
from agent_studio.ui.merging.asking import whole_of
from agent_studio.ui.merging.branches import Branch, parts


class Part(StrEnum):
    """The two parts of a definition that people think in."""

    FIELDS = "fields"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Band:
    """The heading line above all fields, or above the body."""

    part: Part
    rows: int
    """A part that only one source has counts as one."""
    open: int
    """How many of these rows are not the same everywhere."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows that nobody needs to look at, folded into one line."""

    rows: tuple[Row, ...]
    agree: bool = True
    """Whether all sources have them alike; else they only ask nothing."""

    @property
    def address(self) -> Address:
        """The address of the first of its rows."""
        return self.rows[0].address


Entry = Band | Fold | Branch | Row
"""One thing in the list: heading, folded run, folded part of one source, or row."""


def part_of(row: Row) -> Part:
    """Whether a row belongs to the front matter or to the body."""
    return Part.FIELDS if row.kind in (RowKind.FIELD, RowKind.MEMBER) else Part.BODY


def quiet(row: Row) -> bool:
    """Whether there is nothing to decide at this row: all sources have it and agree."""
    return row.settled and not any(part.caution for part in row.walk())


def entries(
    comparison: Comparison,
    *,
    fold: bool = True,
    branches: bool = True,
    opened: Collection[Address] = (),
    only: Collection[Address] | None = None,
) -> tuple[Entry, ...]:
    """Everything the list shows, in the order of the result.

    Args:
        comparison: What is compared.
        fold: Whether runs of agreeing rows stand in one line.
        branches: Whether, with ``fold``, a part that only one source has stands in one line.
        opened: Addresses of the first rows of runs and parts that are shown all the same.
        only: Where given, the rows that ask something: all others but their headings are folded.
    """
    found: list[Entry] = []
    fold = fold or only is not None
    hidden = _agrees if only is None else _silent(only)
    for part in Part:
        tops = [row for row in comparison.rows if part_of(row) is part]
        rows = [row for top in tops for row in top.walk()]
        if rows:
            counted = list(_branched(tops, ())) if branches else rows
            found.append(Band(part, len(counted), sum(not _agrees(each) for each in counted)))
            closed = _branched(tops, opened) if fold and branches else rows
            found += _folded(closed, opened, hidden) if fold else rows
    return tuple(found)


def _agrees(entry: Row | Branch) -> bool:
    return isinstance(entry, Row) and quiet(entry)


def _silent(only: Collection[Address]) -> Callable[[Row | Branch], bool]:
    """Whether nothing at or below an entry asks; a part is seen where another part does."""
    wholes = {whole_of(address) for address in only}

    def silent(entry: Row | Branch) -> bool:
        if isinstance(entry, Row) and entry.kind is RowKind.PART:
            return quiet(entry) or whole_of(entry.address) not in wholes
        return not any(row.address in only for row in entry.walk())

    return silent


def _branched(rows: Sequence[Row], opened: Collection[Address]) -> Iterator[Row | Branch]:
    """The rows and all below them; what only one source has closed, unless it was opened."""
    for part in parts(rows):
        if isinstance(part, Branch) and part.address not in opened:
            yield part
        else:
            for row in part.rows if isinstance(part, Branch) else (part,):
                yield row
                yield from _branched(row.children, opened)


def _folded(
    rows: Iterable[Row | Branch],
    opened: Collection[Address],
    hidden: Callable[[Row | Branch], bool],
) -> Iterator[Entry]:
    run: list[Row] = []
    for row in rows:
        if hidden(row):
            run += row.walk() if isinstance(row, Branch) else (row,)
            continue
        yield from _run(run, opened)
        run = []
        yield row
    yield from _run(run, opened)


def _run(run: list[Row], opened: Collection[Address]) -> Iterator[Entry]:
    if run and run[0].address in opened:
        yield from run
    elif run:
        yield Fold(tuple(run), all(quiet(row) for row in run))


def rows_of(entry: Entry) -> Iterator[Row]:
    """The rows that an entry stands for; none for a heading line."""
    if isinstance(entry, Row):
        yield entry
    elif isinstance(entry, Fold):
        yield from entry.rows
    elif isinstance(entry, Branch):
        yield from entry.walk()


def index_of(listed: Sequence[Entry], address: Address) -> int | None:
    """Where the row of that address is listed, alone or folded away."""
    for index, entry in enumerate(listed):
        if any(row.address == address for row in rows_of(entry)):
            return index
    return None


def next_stop(
    listed: Sequence[Entry], waiting: Collection[Address], index: int, step: int
) -> Address | None:
    """The next entry with something to decide after (``step`` 1) or before (-1) ``index``.

    It goes round at the end. The address is that of a folded part as a whole.
    """
    for turn in range(1, len(listed) + 1):
        entry = listed[(index + step * turn) % len(listed)]
        found = next((row.address for row in rows_of(entry) if row.address in waiting), None)
        if found is not None:
            return entry.address if isinstance(entry, Branch) else found
    return None


# Signs: they and their places carry the meaning, colour only helps.

STATE_SIGNS = {State.SAME: "=", State.ONE: "+", State.SOME: "⊂", State.DIFFERS: "≠"}
STATE_WORDS = {
    State.SAME: "the same in every source",
    State.ONE: "in one source only",
    State.SOME: "the same in several sources, missing in others",
    State.DIFFERS: "different",
}
SAME = "="
UNDECIDED = "?"
PROPOSED = "◇"
TYPED = "✎"
UNION = "∪"
NOTHING = "✗"
SEVERAL = "⊕"
CAUTION = "⚠"


def state_sign(row: Row) -> str:
    """One character for how the sources stand to one another."""
    return CAUTION if row.caution else STATE_SIGNS[row.state]


def change_sign(row: Row) -> str:
    """The same for two columns that are a before and an after."""
    before, after = row.cells
    if before is None:
        return "+"
    if after is None:
        return "−"
    return "~" if row.state is State.DIFFERS else "="


def state_words(row: Row) -> str:
    """How the sources stand to one another at ``row``: "in 2 and 3, missing in 1"."""
    have = [number for number, cell in enumerate(row.cells, start=1) if cell]
    if row.state is State.SAME:
        return STATE_WORDS[State.SAME]
    lack = [number for number, cell in enumerate(row.cells, start=1) if not cell]
    words = f"only in {have[0]}" if row.state is State.ONE else f"in {listed(have)}"
    if row.state is State.DIFFERS:
        words = f"different in {listed(have)}"
    return words + (f", missing in {listed(lack)}" if lack and row.state is not State.ONE else "")


def listed(numbers: Sequence[int]) -> str:
    """``1``, ``1 and 3``, ``1, 2 and 4``; empty for none."""
    texts = [str(number) for number in numbers]
    return " and ".join(part for part in (", ".join(texts[:-1]), *texts[-1:]) if part)


def decision_sign(decision: Decision | None) -> str:
    """One character for what the result takes."""
    if decision is None:
        return UNDECIDED
    if decision.proposed:
        return PROPOSED
    choice = decision.choice
    match choice.action:
        case Action.UNION:
            return UNION
        case Action.ALL:
            return SEVERAL
        case Action.TEXT:
            return TYPED
        case Action.NONE:
            return NOTHING
        case Action.TAKE:
            return SAME if decision.reason is Reason.SAME else str(choice.sources[0] + 1)


def taken_from(choice: Choice | None, cells: Sequence[Cell | None]) -> frozenset[int]:
    """The sources whose text the result takes for a row."""
    if choice is None or choice.action in (Action.TEXT, Action.NONE):
        return frozenset()
    if choice.sources:
        return frozenset(choice.sources)
    return frozenset(cell.source for cell in cells if cell is not None)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the decision about a row has come."""

    sign: str = " "
    taken: frozenset[int] = frozenset()
    """The sources that the result takes something of this row from."""
    decided: bool = False


def branch_standing(
    branch: Branch, decisions: Mapping[Address, Decision], waiting: Collection[Address]
) -> Standing:
    """The standing of a folded part: open as long as anything in it is."""
    telling = [row for row in branch.walk() if not row.children or row.address in decisions]
    below = [standing(row, decisions, waiting) for row in telling]
    found = _together(below)
    if found.decided and any(row.address in waiting for row in branch.walk()):
        return Standing(UNDECIDED)
    return found


def standing(
    row: Row, decisions: Mapping[Address, Decision], waiting: Collection[Address]
) -> Standing:
    """The standing of a row; that of a set or list follows from its members and items."""
    decision = decisions.get(row.address)
    if decision is not None:
        taken = taken_from(decision.choice, row.cells)
        return Standing(decision_sign(decision), taken, decided=not decision.proposed)
    if row.address in waiting:
        return Standing(UNDECIDED)
    if not row.children or row.kind is RowKind.SECTION:
        return Standing()
    # What all have alike says nothing about whose text the rest is.
    telling = [child for child in row.children if not quiet(child)] or row.children
    return _together([standing(child, decisions, waiting) for child in telling])


def _together(below: Sequence[Standing]) -> Standing:
    """What several standings are as one: as far as the one that has come least far."""
    signs = {each.sign for each in below}
    taken = frozenset(source for each in below for source in each.taken)
    if all(each.decided for each in below):
        return Standing(signs.pop() if len(signs) == 1 else UNION, taken, decided=True)
    if any(not each.decided and each.sign != PROPOSED for each in below):
        return Standing(UNDECIDED)
    return Standing(PROPOSED, taken)
