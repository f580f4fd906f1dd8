"""Finding the picks that make of a merge what a person committed.

Every pick is one that the screen offers and is made through the same function (`decide`,
after `split` where a text is decided by its parts). Nothing is typed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from agent_studio.core.compare import Cell, Row, RowKind
from agent_studio.core.compare.units import Unit, units_of
from agent_studio.core.document import Document, parse
from agent_studio.core.merge import (
    Action,
    Choice,
    Merge,
    MergeError,
    can_split,
    decide,
    split,
    undecided,
    unsplit,
)

_NONE = Choice(Action.NONE)


def take(source: int) -> Choice:
    """One source's text."""
    return Choice(Action.TAKE, (source,))


def flat(text: str) -> str:
    """``text`` with every run of blanks as one blank."""
    return " ".join(text.split())


@dataclass
class _Wanted:
    """What the person's result has, and how much of it has been found so far."""

    document: Document
    units: list[Unit]
    left: Counter[tuple[str, str]]
    fields: dict[str, str]
    """Key to the field's lines, blanks aside."""
    whole: str

    def place(self, kind: RowKind, key: str) -> int:
        """Where a unit of that kind and key stands first; -1 if it does not."""
        for number, unit in enumerate(self.units):
            if (unit.kind, unit.key) == (kind, key):
                return number
        return -1


def _wanted(result: str) -> _Wanted:
    document = parse(result)
    units = units_of(document, 0)
    left = Counter((unit.kind.value, unit.key) for unit in units)
    fields = {field.key: flat(field.span.of(result)) for field in document.fields}
    return _Wanted(document, units, left, fields, flat(result))


class Picker:
    """Makes one decision after the other, each because of what the result has."""

    def __init__(self, merge: Merge, result: str) -> None:
        self.merge = merge
        self._wanted = _wanted(result)

    def pick(self, *, only_undecided: bool) -> Merge:
        """The merge with a choice for every row, or for the undecided ones."""
        waiting = set(undecided(self.merge))
        rows = list(self.merge.comparison.rows)
        for row in rows:
            self._visit(row, waiting if only_undecided else None)
        return self.merge

    def _decide(self, address: str, choice: Choice) -> None:
        # Where the choice is not legal the row stays as it was: then it is not reached.
        try:
            self.merge = decide(self.merge, address, choice)
        except MergeError:
            return

    def _visit(self, row: Row, waiting: set[str] | None) -> None:
        if waiting is not None and not any(part.address in waiting for part in row.walk()):
            for part in row.walk():
                self._use_up(part)
            return
        if row.kind is RowKind.FIELD:
            self._field(row)
        elif row.is_split or not row.children:
            self._leaf(row)
        else:
            if row.kind is RowKind.SECTION and (waiting is None or row.address in waiting):
                self._heading(row, whole=waiting is None)
            for child in row.children:
                self._visit(child, waiting)

    def _use_up(self, row: Row) -> None:
        decision = self.merge.decisions.get(row.address)
        if decision is not None:
            for source in decision.choice.sources:
                cell = row.cells[source]
                if cell is not None:
                    self._wanted.left[row.kind.value, cell.key] -= 1

    def _found(self, row: Row) -> list[Cell]:
        """The cells whose text the result has, one of each text, in the result's order."""
        cells: dict[str, Cell] = {}
        for cell in row.present:
            if self._wanted.left[row.kind.value, cell.key] > 0:
                cells.setdefault(cell.key, cell)
        for key in cells:
            self._wanted.left[row.kind.value, key] -= 1
        return sorted(cells.values(), key=lambda cell: self._wanted.place(row.kind, cell.key))

    def _heading(self, row: Row, *, whole: bool) -> None:
        found = self._found(row)
        if not whole:
            # A choice for a section holds for all below it: those that follow are made again.
            before = dict(self.merge.decisions)
        source = found[0].source if found else row.present[0].source
        self._decide(row.address, take(source) if found or row.children else _NONE)
        if not whole:
            kept = {address: made for address, made in before.items() if address != row.address}
            mine = self.merge.decisions.get(row.address)
            decisions = kept if mine is None else {**kept, row.address: mine}
            self.merge = Merge(self.merge.comparison, decisions)

    def _leaf(self, row: Row) -> None:
        found = self._found(row)
        if len(found) > 1 and row.is_split:
            self.merge = unsplit(self.merge, row.address)
        if len(found) == 1:
            self._decide(row.address, take(found[0].source))
        elif found:
            sources = tuple(cell.source for cell in found)
            self._decide(row.address, Choice(Action.ALL, sources))
        elif row.is_split or can_split(self.merge, row.address):
            self._parts(row, self._wanted.whole)
        else:
            self._decide(row.address, _NONE)

    def _parts(self, row: Row, within: str) -> None:
        """Part by part: those whose words the result has."""
        if not row.is_split:
            self.merge = split(self.merge, row.address)
        for part in self.merge.comparison.by_address[row.address].children:
            places = {cell.source: within.find(flat(cell.text)) for cell in part.present}
            there = [source for source, place in places.items() if place >= 0]
            there = self._longest(part, there)
            if not there:
                self._decide(part.address, _NONE)
            elif len(there) == 1:
                self._decide(part.address, take(there[0]))
            else:
                ordered = tuple(sorted(there, key=lambda source: places[source]))
                self._decide(part.address, Choice(Action.ALL, ordered))

    def _longest(self, part: Row, there: list[int]) -> list[int]:
        """One source of each text; not one whose text is only a piece of another's."""
        texts: dict[str, int] = {}
        for source in there:
            cell = part.cells[source]
            if cell is not None:
                texts.setdefault(flat(cell.text), source)
        return [
            source
            for text, source in texts.items()
            if not any(text != other and text in other for other in texts)
        ]

    def _field(self, row: Row) -> None:
        wanted = self._wanted.fields.get(re.sub(r"#\d+\Z", "", row.label))
        if wanted is None:
            self._decide(row.address, _NONE)
            return
        for cell in row.present:
            if flat(cell.text) == wanted:
                self._decide(row.address, take(cell.source))
                return
        if row.children and row.children[0].kind is RowKind.MEMBER:
            self._members(row, wanted)
        elif row.is_split or can_split(self.merge, row.address):
            self._parts(row, wanted)
        else:
            self._decide(row.address, take(row.present[0].source))

    def _members(self, row: Row, wanted: str) -> None:
        for member in row.children:
            name = re.escape(member.label)
            there = re.search(rf"(?<![\w-]){name}(?![\w-])", wanted)
            source = member.present[0].source
            self._decide(member.address, take(source) if there else _NONE)
