"""How one entry of the comparison is drawn: strips of the Line API, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from agent_studio.core.compare.model import Cell, Row, RowKind, State
from agent_studio.core.text import visible
from agent_studio.ui.merging.branches import Branch, branch_words
from agent_studio.ui.merging.columns import BASE, GUTTER, cell_at
from agent_studio.ui.merging.sheet import Sheet, text_width
from agent_studio.ui.merging.view import (
    Band,
    Entry,
    Fold,
    Part,
    Standing,
    listed,
    state_sign,
)
from agent_studio.ui.wrap import Line, runs

COMPONENTS = {
    *(f"grid--{name}" for name in (
        "band", "fold", "branch", "rule", "missing", "state", "undecided", "decided", "cursor",
        "blurred", "active", "changed", "differs", "passed", "same", "heading", "caution",
    )),
    *(f"source-{number}" for number in range(1, 10)),
}  # fmt: skip
NOWHERE = -2
"""In the place of a source's number; the base has one of its own."""
_BAND_TITLES = {Part.FIELDS: "Front matter", Part.BODY: "Body"}


@dataclass(frozen=True, slots=True)
class Look:
    """What changes the picture of an entry beside the entry itself."""

    standing: Standing = field(default_factory=Standing)
    cursor: bool = False
    focused: bool = False
    active: int = NOWHERE
    """The source that the cursor is on; `NOWHERE` if it is on another entry."""


@dataclass(frozen=True)
class Painter:
    """Draws entries of one sheet."""

    sheet: Sheet
    style: Callable[[str], Style]
    """The style of a component class, without what it inherits."""
    sign: Callable[[Row], str] = state_sign

    def paint(self, entry: Entry, look: Look) -> list[Strip]:
        """All lines of ``entry``."""
        base = self._base(look)
        if look.cursor and look.focused:
            # The cursor has colours of its own that are sure to be read; roles keep their form.
            return replace(self, style=lambda name: self.style(name).without_color)._paint(
                entry, look, base
            )
        return self._paint(entry, look, base)

    def _paint(self, entry: Entry, look: Look, base: Style) -> list[Strip]:
        if isinstance(entry, Row):
            return self._row(entry, look, base)
        if isinstance(entry, Band):
            return [self._across(_band_text(entry), self.style("grid--band"), base)]
        if isinstance(entry, Branch):
            return [self._branch(entry, look, base)]
        text = f"  {'=' if entry.agree else ' '}   {_fold_text(entry)}"
        return [self._across(text, self.style("grid--fold"), base, cursor=look.cursor)]

    def _branch(self, branch: Branch, look: Look, base: Style) -> Strip:
        width = self.sheet.columns.width
        number = f"source-{branch.source + 1}"
        taken = branch.source in look.standing.taken
        text = visible(f" {branch_words(branch)}")
        if cell_len(text) > width - 1:
            text = set_cell_size(text, width - 2) + "…"
        return Strip(
            [
                *self._gutter(_telling(branch), look, base, 0),
                Segment("▎" if taken else "▸", base + self.style(number)),
                Segment(set_cell_size(text, width - 1), base + self.style("grid--branch")),
            ]
        )

    def _base(self, look: Look) -> Style:
        if not look.cursor:
            return Style()
        return self.style("grid--cursor" if look.focused else "grid--blurred")

    def _across(self, text: str, style: Style, base: Style, *, cursor: bool = False) -> Strip:
        width = GUTTER + self.sheet.columns.width
        text = set_cell_size(text, width)
        if cursor:
            text = "▌" + text[1:]
        return Strip([Segment(text, base + style)], width)

    def _row(self, row: Row, look: Look, base: Style) -> list[Strip]:
        if row.kind is RowKind.SECTION:
            base = self.style("grid--heading") + base
        height = self.sheet.height(row)
        columns = self.sheet.columns
        if not any(cell_at(row, column) for column, _ in columns.shown):
            return [self._elsewhere(row, look, base)]
        cells = [
            self._cell(row, column, width, look, base, height) for column, width in columns.shown
        ]
        rule = Segment("│", base + self.style("grid--rule"))
        strips = []
        for index in range(height):
            segments = self._gutter(row, look, base, index)
            for number, cell in enumerate(cells):
                if number:
                    segments.append(rule)
                segments += cell[index]
            strips.append(Strip(segments))
        return strips

    def _gutter(self, row: Row, look: Look, base: Style, index: int) -> list[Segment]:
        bar = Segment("▌" if look.cursor else " ", base + self.style("grid--state"))
        if index:
            return [bar, Segment(" " * (GUTTER - 1), base)]
        state = self.sign(row)
        state_style = self.style("grid--caution" if row.caution else "grid--state")
        sign = look.standing.sign
        if not look.standing.decided:
            sign_style = self.style("grid--undecided")
        else:
            sign_style = self.style(f"source-{sign}" if sign.isdigit() else "grid--decided")
        return [
            bar,
            Segment(state, base + state_style),
            Segment(" ", base),
            Segment(sign, base + sign_style),
            Segment(" ", base),
        ]

    def _cell(
        self, row: Row, source: int, width: int, look: Look, base: Style, height: int
    ) -> list[list[Segment]]:
        """The lines of one cell, each exactly ``width`` cells wide."""
        if source == look.active:
            base = base + self.style("grid--active")
        cell = cell_at(row, source)
        blank = [Segment(" " * width, base)]
        if cell is None:
            missing = Segment(set_cell_size(" ·", width), base + self.style("grid--missing"))
            return [[missing], *([blank] * (height - 1))]
        taken = source in look.standing.taken
        text_base = base + self._text_style(row, look, source)
        before = Segment(" ", base)
        if taken:
            before = Segment("▎", base + self.style(f"source-{source + 1}"))
        elif source == look.active:
            before = Segment("▸", base + self.style("grid--active"))
        if row.kind is RowKind.BLOCK and row.children and not row.is_split:
            return [[before, self._summary(row, source, width, base), Segment(" ", base)]]
        lines = self.sheet.texts.lines(row, cell, text_width(width))
        changed = "grid--differs" if look.standing.decided else "grid--changed"
        drawn = self._text(row, cell, lines[:height], text_base, self.style(changed), width)
        if len(lines) > height:
            drawn[-1] = self._more(lines, height, width, text_base, drawn[-1])
        behind = before if taken else Segment(" ", base)
        drawn = [
            [behind if index else before, *line, Segment(" ", base)]
            for index, line in enumerate(drawn)
        ]
        return drawn + [blank] * (height - len(drawn))

    def _elsewhere(self, row: Row, look: Look, base: Style) -> Strip:
        """A row that no source in view has: one line that says which do, and what."""
        columns = self.sheet.columns
        words = " ".join(self.sheet.texts.shown(row, row.present[0]).text.split())
        under = "  " if row.kind is RowKind.MEMBER else ""
        numbers = listed([cell.source + 1 for cell in row.present])
        text = f" · {under}only in {numbers}: {words}"
        width = columns.width
        if cell_len(text) > width:
            text = set_cell_size(text, width - 1) + "…"
        drawn = Segment(set_cell_size(text, width), base + self.style("grid--fold"))
        return Strip([*self._gutter(row, look, base, 0), drawn])

    def _summary(self, row: Row, source: int, width: int, base: Style) -> Segment:
        """A list whose items have rows of their own is not shown twice."""
        count = sum(cell_at(child, source) is not None for child in row.children)
        words = f"list of {count} {'item' if count == 1 else 'items'}"
        return Segment(set_cell_size(words, text_width(width)), base + self.style("grid--fold"))

    def _text_style(self, row: Row, look: Look, source: int) -> Style:
        if row.kind is RowKind.SECTION:
            return Style()
        if source == BASE or row.is_split:
            return self.style("grid--passed")
        if row.state is State.SAME:
            return self.style("grid--same")
        if look.standing.decided and source not in look.standing.taken:
            return self.style("grid--passed")
        return Style()

    def _more(
        self, lines: Sequence[Line], height: int, width: int, base: Style, last: list[Segment]
    ) -> list[Segment]:
        hidden = len(lines) - height
        if height == 1:
            text = "".join(segment.text for segment in last)
            cut = set_cell_size(text.rstrip(), min(cell_len(text.rstrip()), text_width(width) - 2))
            return [
                Segment(set_cell_size(f"{cut} ⋯", text_width(width)), base),
            ]
        words = f"⋯ {hidden + 1} more lines · space"
        return [Segment(set_cell_size(words, text_width(width)), base + self.style("grid--fold"))]

    def _text(
        self, row: Row, cell: Cell, lines: Sequence[Line], base: Style, mark: Style, width: int
    ) -> list[list[Segment]]:
        shown = self.sheet.texts.shown(row, cell)
        marks = self.sheet.texts.marks(row, cell)
        drawn = []
        for line in lines:
            segments = [Segment(" " * line.indent, base)] if line.indent else []
            used = line.indent
            for start, end, role in runs(line, marks):
                part = shown.text[start:end]
                used += cell_len(part)
                segments.append(Segment(part, base + mark if role else base))
            if used < text_width(width):
                segments.append(Segment(" " * (text_width(width) - used), base))
            drawn.append(segments)
        return drawn


def _telling(branch: Branch) -> Row:
    """The row whose sign stands for a folded part: one to look at twice, if there is one."""
    return next((row for row in branch.walk() if row.caution), branch.row)


def _band_text(band: Band) -> str:
    title = _BAND_TITLES[band.part]
    rows = "row" if band.rows == 1 else "rows"
    words = f"{band.open} of {band.rows} {rows} not the same everywhere"
    if not band.open:
        words = "1 row, the same everywhere" if band.rows == 1 else f"all {band.rows} rows agree"
    return f"── {title} ── {words} " + "─" * 200


def _fold_text(fold: Fold) -> str:
    count = len(fold.rows)
    labels = " · ".join(" ".join(visible(row.label).split()) for row in fold.rows[:40])
    if not fold.agree:
        return f"{count} {'rows ask' if count > 1 else 'row asks'} nothing: {labels}"
    return f"{count} {'rows agree' if count > 1 else 'row agrees'}: {labels}"
