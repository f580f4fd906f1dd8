"""Rows for the bodies: the aligned parts of all sources as one tree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from agent_studio.core.compare.content import COMPOSING, MERGING, Alignment, align_content
from agent_studio.core.compare.inplace import align_rewritten
from agent_studio.core.compare.model import Address, Cell, Row, RowKind
from agent_studio.core.compare.order import leading, merge_orders
from agent_studio.core.compare.polarity import contrary_words
from agent_studio.core.compare.sections import align_sections
from agent_studio.core.compare.units import Unit, units_of
from agent_studio.core.compare.words import word_list
from agent_studio.core.dialects.model import MergeKind
from agent_studio.core.document import Document
from agent_studio.core.records import dataclass

if TYPE_CHECKING:
    from agent_studio.core.compare.meaning import Meaning

_TOP = -1
_LABEL = 60


@dataclass
class _Place:
    """An aligned part on its way to becoming a row."""

    units: list[int]
    parent: int = _TOP
    caution: str = ""


def body_rows(
    documents: Sequence[Document], base: Document | None, meaning: Meaning | None = None
) -> tuple[Row, ...]:
    """The rows of the bodies: what stands at the top first, then the sections."""
    columns = [*documents, *([base] if base is not None else [])]
    units: list[Unit] = []
    for source, document in enumerate(columns):
        offset = len(units)
        for unit in units_of(document, source):
            unit.parent += offset if unit.parent >= 0 else 0
            unit.children = [child + offset for child in unit.children]
            units.append(unit)
    return _Tree(units, len(documents), base is not None, meaning).rows()


class _Tree:
    """The aligned parts, who stands under whom, and in which order."""

    def __init__(
        self, units: Sequence[Unit], sources: int, has_base: bool, meaning: Meaning | None
    ) -> None:
        self._units = units
        self._sources = sources
        self._has_base = has_base
        picked = [index for index, unit in enumerate(units) if unit.kind is RowKind.SECTION]
        sections = align_sections(units, picked, ground=sources if has_base else -1)
        row_of_section = {index: row for row, group in enumerate(sections) for index in group}
        where = [self._section_of(index, row_of_section) for index in range(len(units))]
        # What all sides added has no origin that would speak for what belongs together.
        grounded = has_base and any(unit.source == sources for unit in units)
        aligned = align_content(
            units, where, MERGING if grounded else COMPOSING, None if has_base else meaning
        )
        if has_base:
            ground = sources if grounded else 0
            aligned.groups = align_rewritten(units, where, aligned.groups, ground)
        # What only the base has is in no source: there is nothing to decide about it.
        groups = [
            group
            for group in [*sections, *aligned.groups]
            if any(units[index].source < sources for index in group)
        ]
        self._places = [_Place(group) for group in groups]
        self._row_of = {
            index: row for row, place in enumerate(self._places) for index in place.units
        }
        self._settle_parents()
        self._note_opposites(aligned)

    def _section_of(self, index: int, rows: dict[int, int]) -> int:
        parent = self._units[index].parent
        while parent >= 0 and self._units[parent].kind is not RowKind.SECTION:
            parent = self._units[parent].parent
        return rows[parent] if parent >= 0 else _TOP

    def _settle_parents(self) -> None:
        """The source that leads a row says what it stands under.

        That is the first one; with a base the first that moved the row. Should moves on
        several sides make a ring, every row of it falls back to the first.
        """
        for place in self._places:
            place.parent = self._parent(self._mover(place))
        for row, place in enumerate(self._places):
            if self._in_ring(row):
                place.parent = self._parent(place.units[0])
        for row, place in enumerate(self._places):
            if self._in_ring(row):
                place.parent = _TOP

    def _mover(self, place: _Place) -> int:
        ground = next((i for i in place.units if self._units[i].source >= self._sources), None)
        if ground is None:
            return place.units[0]
        home = self._parent(ground)
        moved = (i for i in place.units if self._parent(i) != home)
        return next(moved, place.units[0])

    def _parent(self, index: int) -> int:
        parent = self._units[index].parent
        return self._row_of.get(parent, _TOP) if parent >= 0 else _TOP

    def _in_ring(self, row: int) -> bool:
        seen = set()
        while row != _TOP:
            if row in seen:
                return True
            seen.add(row)
            row = self._places[row].parent
        return False

    def _note_opposites(self, aligned: Alignment) -> None:
        """Rows that contradict one another name one another, what is most alike first."""
        named: defaultdict[int, dict[int, tuple[bool, str]]] = defaultdict(dict)
        for pair in aligned.opposed:
            one, other = (self._row_of.get(index) for index in pair)
            if one is None or other is None or one == other:
                continue
            first, second = (self._units[index] for index in pair)
            role = first.avoiding != second.avoiding
            named[one].setdefault(other, (role, _label(second.key)))
            named[other].setdefault(one, (role, _label(first.key)))
        for row, others in named.items():
            told = []
            for role, why in ((False, "says the opposite"), (True, "stands the other way round")):
                texts = [f"\u201c{text}\u201d" for found, text in others.values() if found is role]
                told += [f"{why}: {', '.join(texts)}"] if texts else []
            self._places[row].caution = f"much alike, but {'; '.join(told)}"

    def rows(self) -> tuple[Row, ...]:
        """The finished tree."""
        below: defaultdict[int, list[int]] = defaultdict(list)
        for row, place in enumerate(self._places):
            below[place.parent].append(row)
        return self._rows(_TOP, below, "body", 0)

    def _rows(
        self, parent: int, below: dict[int, list[int]], path: Address, depth: int
    ) -> tuple[Row, ...]:
        titles: Counter[str] = Counter()
        rows, number = [], 0
        for row in self._ordered(below.get(parent, [])):
            unit = self._units[self._places[row].units[0]]
            if unit.is_list and row not in below:
                # Its items stand in other lists' rows: there is nothing left to decide about it.
                continue
            if unit.kind is RowKind.SECTION:
                name = _title_address(unit.title)
                titles[name] += 1
                name += f"#{titles[name]}" if titles[name] > 1 else ""
            else:
                number += 1
                name = str(number)
            address = f"{path}/{name}"
            children = self._rows(row, below, address, depth + 1)
            rows.append(self._row(row, address, depth, children))
        return tuple(rows)

    def _ordered(self, rows: Sequence[int]) -> list[int]:
        """Rows under one parent.

        Blocks, lead-ins and the title come before headings: behind one they would be its own.
        Where a title stands below headings, so does what follows it, and comes before the rest.
        """
        # Units are numbered in the order of their source's text.
        held = sorted((index, row) for row in rows for index in self._places[row].units)
        ranks = {row: self._rank(row) for row in rows}
        found: list[int] = []
        for rank in sorted(set(ranks.values())):
            orders: list[list[int]] = [[] for _ in range(self._sources + 1)]
            for index, row in held:
                if ranks[row] == rank:
                    orders[self._units[index].source].append(row)
            ground = orders[self._sources] if self._has_base else None
            found += merge_orders(leading(orders[: self._sources], ground), ground)
        return found

    def _rank(self, row: int) -> int:
        units = [self._units[index] for index in self._places[row].units]
        heads = any(unit.heads for unit in units)
        if self._late_title and (heads or any(self._is_under_title(unit) for unit in units)):
            if self._has_base:
                return 2
            if not heads:
                return 3
            return 2 if any(self._is_above_title(unit) for unit in units) else 4
        if heads:
            return 4
        leads = all(unit.title_only and self._stands_first(unit) for unit in units)
        return 0 if leads and not self._has_base else 1

    def _stands_first(self, title: Unit) -> bool:
        first = next(unit for unit in self._units if unit.source == title.source)
        return first is title

    def _is_above_title(self, unit: Unit) -> bool:
        title = self._titles.get(unit.source)
        return title is not None and unit.span.start < title.span.start

    def _is_under_title(self, unit: Unit) -> bool:
        title = self._titles.get(unit.source)
        return unit.parent == _TOP and title is not None and title.span.start <= unit.span.start

    @cached_property
    def _titles(self) -> dict[int, Unit]:
        return {unit.source: unit for unit in self._units if unit.title_only}

    @cached_property
    def _late_title(self) -> bool:
        """Whether a source has headings before its title, and so what follows behind them."""
        return any(
            unit.heads
            and unit.source in self._titles
            and unit.span.start < self._titles[unit.source].span.start
            for unit in self._units
        )

    def _row(self, row: int, address: Address, depth: int, children: tuple[Row, ...]) -> Row:
        place = self._places[row]
        cells: list[Cell | None] = [None] * self._sources
        base = None
        for index in place.units:
            unit = self._units[index]
            if unit.source < self._sources:
                cells[unit.source] = Cell(unit.source, unit.span, unit.text, unit.key)
            else:
                base = Cell(-1, unit.span, unit.text, unit.key)
        unit = self._units[place.units[0]]
        label = f"list of {len(children)}" if unit.is_list else _label(unit.title or unit.key)
        container = unit.is_list or unit.kind is RowKind.SECTION
        caution = place.caution or self._contrary(place)
        return Row(
            address,
            unit.kind,
            label,
            tuple(cells),
            MergeKind.LIST if container else MergeKind.TEXT,
            base,
            self._has_base,
            children,
            depth,
            caution,
            unit.block,
        )

    def _contrary(self, place: _Place) -> str:
        """A warning where texts of one row differ by a word and its contrary."""
        keys = {self._units[index].key for index in place.units}
        if len(keys) < 2 or len(keys) > 9:
            return ""
        bags = [frozenset(word_list(key)) for key in keys]
        apart = any(contrary_words(a - b, b - a) for a in bags for b in bags if a != b)
        return "these differ by a word and its contrary" if apart else ""


def _title_address(title: str) -> str:
    """A title as part of an address; quoted if it could be taken for a row's number."""
    plain = title.replace("/", "∕")
    return f'"{plain}"' if not plain or plain.isdigit() else plain


def _label(text: str) -> str:
    """The first words of ``text``."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LABEL else plain[: _LABEL - 1].rstrip() + "…"
