"""The result of a merge as it will be written, every line signed by who it comes from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from agent_studio.core.check.model import Diagnostic
from agent_studio.core.compare.model import Address, Comparison
from agent_studio.core.merge.model import Origin, Result
from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import Performer
from agent_studio.ui.merging.asking import whole_of
from agent_studio.ui.merging.result_lines import ResultLine, Written, result_lines, written
from agent_studio.ui.wrap import Line, Mark, runs, show, wrap

_GUTTER = 4


class ResultView(ScrollView, Performer, can_focus=True):
    """A read-only text with a cursor that goes from line to line."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("list")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"result--{name}" for name in (
            "waiting", "typed", "several", "cursor", "blurred", "bar",
            "error", "warning", "info", "hint",
        )),
        *(f"source-{number}" for number in range(1, 10)),
    }  # fmt: skip

    cursor: reactive[int] = reactive(0)
    """The line under the cursor."""

    @dataclass
    class Moved(Message):
        """The cursor was put on a line that belongs to a row."""

        view: ResultView
        address: Address

        def can_replace(self, message: Message) -> bool:
            """Only where the cursor is last counts."""
            return isinstance(message, ResultView.Moved)

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._written = Written("", (), ())
        self._lines: tuple[ResultLine, ...] = ()
        self._findings: Sequence[Diagnostic] = ()
        self._wrapped: list[tuple[Line, ...]] = []
        self._tops: list[int] = [0]
        self._address: Address = ""

    def show(
        self, result: Result, comparison: Comparison, proposed: Collection[Address] = ()
    ) -> None:
        """Show another result; the cursor stays with its row. ``proposed`` rows wait for a yes."""
        self._written = written(result)
        self._lines = result_lines(result, comparison, proposed)
        self._findings = ()
        self._lay_out()
        self.follow(self._address)

    def underline(self, findings: Sequence[Diagnostic]) -> None:
        """Mark the words that diagnostics speak of."""
        self._findings = findings
        self.refresh()

    def follow(self, address: Address) -> None:
        """Bring the lines of a row into view and put the cursor there."""
        self._address = address
        index = self._line_of(address)
        if index is None and whole_of(address) != address:
            index = self._line_of(whole_of(address))
        if index is not None and self._row_at(self.cursor) != address:
            self.set_reactive(ResultView.cursor, index)
        self._reveal()
        self.refresh()

    @property
    def address(self) -> Address:
        """The row that the line under the cursor belongs to; empty if none."""
        return self._row_at(self.cursor)

    def _row_at(self, index: int) -> Address:
        return self._lines[index].address if index < len(self._lines) else ""

    def _line_of(self, address: Address) -> int | None:
        below = address + "/"
        found = [
            index
            for index, line in enumerate(self._lines)
            if line.address == address or line.address.startswith(below)
        ]
        # Blank lines around a text belong to it too, but nobody looks for them.
        return next((index for index in found if self._lines[index].sign), next(iter(found), None))

    # Drawing

    def _lay_out(self) -> None:
        width = max(self.scrollable_content_region.width - _GUTTER, 8)
        self._wrapped = [wrap(show(line.text or line.waiting).text, width) for line in self._lines]
        self._tops = list(accumulate((len(lines) for lines in self._wrapped), initial=0))
        self.virtual_size = Size(width + _GUTTER, self._tops[-1])
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the text, or a part of one."""
        at = y + self.scroll_offset.y
        width = self.size.width
        if not 0 <= at < self._tops[-1]:
            return Strip.blank(width, self.rich_style)
        index = bisect_right(self._tops, at) - 1
        part = at - self._tops[index]
        line = self._lines[index]
        base = self._base(index)
        segments = self._gutter(line, part, base)
        segments += self._text(line, self._wrapped[index][part], base)
        if index == self.cursor and self.has_focus:
            # The cursor has colours of its own that are sure to be read.
            segments = [Segment(each.text, _form(each.style) + base) for each in segments]
        strip = Strip(segments)
        filled = strip.cell_length
        if filled < width:
            strip = Strip([*segments, Segment(" " * (width - filled), base)])
        return strip.crop(0, width).apply_style(self.rich_style)

    def _base(self, index: int) -> Style:
        line = self._lines[index]
        if index == self.cursor:
            return self._style("result--cursor" if self.has_focus else "result--blurred")
        here = self._address
        if here and (line.address == here or line.address.startswith(here + "/")):
            return self._style("result--blurred")
        return Style()

    def _gutter(self, line: ResultLine, part: int, base: Style) -> list[Segment]:
        sign = line.sign or " "
        if sign.isdigit():
            style = self._style(f"source-{sign}")
        elif line.waiting:
            style = self._style("result--waiting")
        else:
            style = self._style("result--several" if line.sources else "result--typed")
        return [
            Segment(sign if part == 0 else " ", base + style),
            Segment(" ", base),
            Segment("▎" if line.sign else " ", base + style),
            Segment(" ", base),
        ]

    def _text(self, line: ResultLine, place: Line, base: Style) -> list[Segment]:
        if line.waiting:
            style = base + self._style("result--waiting")
            text = show(line.waiting).text[place.start : place.end]
            return [Segment(" " * place.indent + text, style)]
        shown = show(line.text)
        segments = [Segment(" " * place.indent, base)] if place.indent else []
        marks = list(self._marks(line, shown.at))
        findings = list(self._finding_marks(line, shown.at))
        for start, end, role in runs(place, marks):
            style = base + self._style(role) if role else base
            for low, high, severity in runs(Line(start, end), findings):
                run_style = style + self._style(f"result--{severity}") if severity else style
                segments.append(Segment(shown.text[low:high], run_style))
        return segments

    def _marks(self, line: ResultLine, at: Callable[[int], int]) -> Iterator[Mark]:
        """In a line of several hands the words of each."""
        if len(line.sources) < 2:
            return
        end = line.start + len(line.text)
        for low, high, piece in self._written.between(line.start, end):
            if piece.origin is Origin.SOURCE:
                start, stop = at(low - line.start), at(high - line.start)
                yield start, stop, f"source-{piece.source + 1}"

    def _finding_marks(self, line: ResultLine, at: Callable[[int], int]) -> Iterator[Mark]:
        end = line.start + len(line.text)
        done = line.start
        for finding in sorted(self._findings, key=lambda each: each.span):
            low, high = max(finding.span.start, done), min(finding.span.end, end)
            if low < high:
                done = high
                yield at(low - line.start), at(high - line.start), finding.severity.value

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    # Moving

    def _reveal(self) -> None:
        if self.cursor >= len(self._lines) or not self.size.height:
            return
        top, bottom = self._tops[self.cursor], self._tops[self.cursor + 1]
        view, page = self.scroll_offset.y, self.size.height
        if top < view or bottom > view + page:
            self.scroll_to(y=max(0, top - page // 3), animate=False)

    def _go(self, index: int) -> None:
        if not self._lines:
            return
        self.cursor = max(0, min(index, len(self._lines) - 1))
        self._address = self._row_at(self.cursor)
        self._reveal()
        self.refresh()
        if self._address:
            self.post_message(self.Moved(self, self._address))

    def do_up(self) -> None:
        """One line up."""
        self._go(self.cursor - 1)

    def do_down(self) -> None:
        """One line down."""
        self._go(self.cursor + 1)

    def do_page_up(self) -> None:
        """One screen up."""
        self._go(self.cursor - max(self.size.height - 2, 1))

    def do_page_down(self) -> None:
        """One screen down."""
        self._go(self.cursor + max(self.size.height - 2, 1))

    def do_first(self) -> None:
        """To the first line."""
        self._go(0)

    def do_last(self) -> None:
        """To the last line."""
        self._go(len(self._lines) - 1)

    # Events

    def on_resize(self) -> None:
        """Another width means other lines."""
        self._lay_out()
        self._reveal()

    def on_focus(self) -> None:
        """The cursor line is drawn stronger."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor line is drawn weaker."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Go to the line under the mouse."""
        at = event.y + self.scroll_offset.y
        if 0 <= at < self._tops[-1]:
            self._go(bisect_right(self._tops, at) - 1)


def _form(style: Style | None) -> Style:
    """A style without its colours."""
    return style.without_color if style else Style()
