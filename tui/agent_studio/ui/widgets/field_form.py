"""The fields of a definition as a form over the same text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import DescendantBlur, DescendantFocus
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Select

from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import Performer
from agent_studio.ui.editing.fields import Control, FormField
from agent_studio.ui.widgets.plain import PlainText, plain
from agent_studio.ui.widgets.safe_text_area import SafeTextArea

_PAUSE = 0.4
"""Seconds without a keystroke after which what is typed is written into the text."""


class FieldRow(Vertical):
    """One field: its key, its control, and a note if it needs one."""

    @dataclass
    class Edited(Message):
        """A person has given the field another value."""

        key: str
        text: str

    def __init__(self, field: FormField) -> None:
        super().__init__(classes="field-row")
        self.field = field
        self._typing: Timer | None = None

    def compose(self) -> ComposeResult:
        """Key and control on one line, the note below."""
        with Horizontal():
            yield PlainText(self._label(), classes="field-key")
            yield self._make()
        yield PlainText(classes="field-note")

    def on_mount(self) -> None:
        """Show what the field holds."""
        self._dress()

    def _label(self) -> str:
        return f"{self.field.key}{' *' if self.field.required else ''}"

    def _make(self) -> Widget:
        field = self.field
        control: Widget
        match field.control:
            case Control.LINE:
                suggester = SuggestFromList(field.options) if field.options else None
                control = Input(field.text, compact=True, suggester=suggester)
            case Control.TEXT:
                control = SafeTextArea(field.text, compact=True, highlight_cursor_line=False)
                control.cursor_blink = False
            case Control.CHOICE:
                control = _choice(field)
            case Control.RAW:
                control = PlainText(field.text)
        control.add_class("field-control")
        return control

    def show(self, field: FormField) -> None:
        """Show another state of the same field, unless a person is typing just now."""
        if self._typing is not None or field == self.field:
            return
        self.field = field
        with self.prevent(Input.Changed, SafeTextArea.Changed, Select.Changed):
            self._fill(field)
        self._dress()

    def _fill(self, field: FormField) -> None:
        control = self.control
        if isinstance(control, Input):
            if control.value != field.text:
                control.value = field.text
        elif isinstance(control, SafeTextArea):
            if control.text != field.text:
                control.text = field.text
        elif isinstance(control, Select):
            control.value = field.text if field.text in field.options else Select.NULL
        elif isinstance(control, PlainText):
            control.show(field.text)

    def _dress(self) -> None:
        note = self.query_one(".field-note", PlainText)
        note.show(self.field.note)
        note.display = bool(self.field.note)
        self.set_class(not self.field.present, "-absent")

    @property
    def control(self) -> Widget:
        """The widget that holds the value."""
        return self.query_one(".field-control")

    @property
    def text(self) -> str:
        """What the control holds now."""
        control = self.control
        if isinstance(control, Input):
            return control.value
        if isinstance(control, SafeTextArea):
            return control.text
        if isinstance(control, Select):
            return str(control.value) if control.value is not Select.NULL else ""
        return self.field.text

    @property
    def is_pending(self) -> bool:
        """Whether a person has typed something that nobody has taken yet."""
        return self.field.control is not Control.RAW and self.text != self.field.text

    def take(self) -> tuple[str, str] | None:
        """What a person has typed and nobody has taken yet: key and text."""
        if self._typing is not None:
            self._typing.stop()
            self._typing = None
        if not self.is_pending:
            return None
        self.field = replace(self.field, text=self.text)
        return self.field.key, self.field.text

    def commit(self) -> None:
        """Say so if the value is another one than before."""
        taken = self.take()
        if taken is not None:
            self.post_message(self.Edited(*taken))

    @on(Input.Changed)
    @on(SafeTextArea.Changed)
    def _typed(self, event: Message) -> None:
        event.stop()
        if self._typing is not None:
            self._typing.stop()
        self._typing = self.set_timer(_PAUSE, self.commit)

    @on(Input.Submitted)
    @on(Select.Changed)
    def _chosen(self, event: Message) -> None:
        event.stop()
        self.commit()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Leaving a field writes it."""
        del event
        self.commit()


def _choice(field: FormField) -> Select[str]:
    options = [(option, option) for option in field.options]
    value = field.text if field.text in field.options else Select.NULL
    return Select(options, value=value, compact=True, prompt="–")


class FieldForm(VerticalScroll, Performer):
    """One row for each field of the dialect and for each other field of the definition."""

    BINDINGS = bindings_for("form")
    can_focus = False

    def __init__(self, *, widget_id: str) -> None:
        super().__init__(id=widget_id, classes="panel")
        self.border_title = "Fields"
        self._shape: tuple[tuple[str, Control], ...] = ()

    async def show(self, fields: Sequence[FormField]) -> None:
        """Show these; rows are made anew only where a field came, went or changed its kind."""
        shape = tuple((field.key, field.control) for field in fields)
        if shape == self._shape:
            for row, field in zip(self.rows, fields, strict=True):
                row.show(field)
            return
        focused = next((row.field.key for row in self.rows if row.has_focus_within), "")
        self._shape = shape
        async with self.batch():
            await self.remove_children()
            await self.mount_all(FieldRow(field) for field in fields)
        for row in self.rows:
            if row.field.key == focused:
                row.control.focus()

    @property
    def rows(self) -> tuple[FieldRow, ...]:
        """The rows, from top to bottom."""
        return tuple(self.query(FieldRow))

    @property
    def current(self) -> FieldRow | None:
        """The row that has the focus."""
        return next((row for row in self.rows if row.has_focus_within), None)

    def take(self) -> list[tuple[str, str]]:
        """What is typed and not yet written, key and text of each row."""
        taken = [row.take() for row in self.rows]
        return [each for each in taken if each is not None]

    def enter(self) -> None:
        """Put the focus into the first row that can have it."""
        for row in self.rows:
            if row.control.focusable:
                row.control.focus()
                return

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say what the field means."""
        del event
        row = self.current
        self.border_subtitle = plain(" ".join(row.field.doc.split()) if row else "")

    def do_next(self) -> None:
        """To the row below."""
        self._go(1)

    def do_previous(self) -> None:
        """To the row above."""
        self._go(-1)

    def _go(self, by: int) -> None:
        rows = [row for row in self.rows if row.control.focusable]
        at = next((i for i, row in enumerate(rows) if row.has_focus_within), None)
        if at is not None and rows:
            rows[(at + by) % len(rows)].control.focus()
