"""The text of one definition in a widget: highlighted, annotated, and byte for byte its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.events import Key
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets.text_area import Edit, EditResult, TextAreaTheme

from agent_studio.core.check.model import Diagnostic
from agent_studio.core.editable import Editable, Lines, TooManyHiddenError
from agent_studio.core.text import Span
from agent_studio.ui.widgets.findings import Findings, findings_of, moved
from agent_studio.ui.widgets.safe_text_area import SafeTextArea
from agent_studio.ui.widgets.text_marks import Layout, layout, marks_of

_BLOCKS = {
    "heading": "heading",
    "heading.marker": "heading",
    "text.literal": "code",
    "punctuation.delimiter": "fence",
    "list.marker": "marker",
    "link.uri": "link",
    "link.label": "link",
    "string.escape": "constant",
}
"""What the Markdown grammar calls a thing, and the role it is drawn in. Marks of quotes are left
out: the widget takes an empty one for a whole line."""

_ROLES = (
    "fence", "key", "string", "constant", "comment", "marker", "heading", "bold", "italic",
    "code", "link", "tag", "hidden", "error", "warning", "info", "hint",
)  # fmt: skip


class DefinitionEditor(SafeTextArea):
    """A `TextArea` over a definition.

    `definition` is the text as the file has it, with its line ends and hidden characters; the
    widget's own ``text`` is the shown form of it (see `Editable`) and nobody else's business.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"definition-editor--{role}" for role in _ROLES}

    @dataclass
    class Stale(Message):
        """The text changed: what was found out about it may no longer hold."""

        editor: DefinitionEditor

        @property
        def control(self) -> DefinitionEditor:
            """The editor that changed."""
            return self.editor

        def can_replace(self, message: Message) -> bool:
            """One look at the newest text is enough."""
            return isinstance(message, DefinitionEditor.Stale)

    def __init__(self, definition: str = "", *, widget_id: str | None = None) -> None:
        self._editable = Editable(definition)
        self._version = 0
        self._typed = -1
        self.key_filter: Callable[[str], bool] = lambda _: False
        """Asked first about every key; ``True`` means that it has been dealt with."""
        self._known: tuple[int, str, Lines] = (-1, "", Lines(""))
        self._marked: tuple[int, Layout] = (-1, Layout(0, frozenset()))
        self._findings: Findings = {}
        self._styles_known = False
        self._block_styles = TextAreaTheme("definition")
        super().__init__(
            self._editable.shown,
            language="markdown",
            tab_behavior="indent",
            show_line_numbers=True,
            max_checkpoints=10_000,
            id=widget_id,
        )
        self.indent_width = 2
        self.register_theme(self._block_styles)
        self.theme = "definition"

    # The text.

    @property
    def version(self) -> int:
        """Grows with every change of the text."""
        return self._version

    @property
    def definition(self) -> str:
        """The text as the file would have it."""
        return self._now()[1]

    @property
    def lines(self) -> Lines:
        """Offsets of `definition` as rows and columns of the widget."""
        return self._now()[2]

    @property
    def line_ends(self) -> str:
        """``LF``, ``CRLF`` or ``mixed``."""
        return self._editable.line_ends

    def _now(self) -> tuple[int, str, Lines]:
        if self._known[0] != self._version:
            raw = self._editable.restore(self.document.text)
            self._known = self._version, raw, Lines(raw)
        return self._known

    def load(self, definition: str) -> None:
        """Begin anew with this text; forgets the undo history.

        Raises:
            TooManyHiddenError: when the text cannot be edited.
        """
        self._editable = Editable(definition)
        self._findings = {}
        self.load_text(self._editable.shown)

    def replace_definition(self, definition: str) -> None:
        """Make `definition` the text in one step that can be undone; the cursor keeps its place."""
        shown, now = self._editable.encode(definition), self.document.text
        if shown != now:
            head, tail = _common(shown, now)
            where = Lines(now)
            self.history.checkpoint()
            self.replace(
                shown[head : len(shown) - tail],
                where.location(head),
                where.location(len(now) - tail),
            )
            self.history.checkpoint()
        if self._editable.restore(shown) != definition:
            # The texts differ in line ends, which only the memory of them can say.
            self._editable.rebase(definition)
            self.update_suggestion()
            self.post_message(self.Changed(self))

    def edit(self, edit: Edit) -> EditResult:
        """Perform an edit; whatever is inserted is brought into the shown form first."""
        try:
            edit.text = self._editable.encode(edit.text)
        except TooManyHiddenError:
            return EditResult(edit.from_location, "")
        result = super().edit(edit)
        if len(edit.text) == 1 and edit.text != "\n":
            self._typed = self._version
        if self._findings:
            self._findings = moved(self._findings, edit.top, edit.bottom, result.end_location)
        return result

    def update_suggestion(self) -> None:
        """Called by the base class behind every change of the text."""
        self._version += 1
        self.post_message(self.Stale(self))

    @property
    def selected_text(self) -> str:
        """The selected text as the file has it, but with plain line feeds."""
        return self._editable.decode(super().selected_text)

    @property
    def cursor_offset(self) -> int:
        """The offset of the cursor in `definition`."""
        return self.lines.offset(self.cursor_location)

    @property
    def just_typed(self) -> bool:
        """Whether the last change was a character typed by a person."""
        return self._typed == self._version

    @property
    def in_front_matter(self) -> bool:
        """Whether the cursor stands between the fences."""
        return 0 < self.cursor_location[0] < self._now_marked().front - 1

    def write(self, span: Span, text: str) -> None:
        """Replace what ``span`` of `definition` covers; the cursor goes behind it."""
        self.replace(
            text,
            self.lines.location(span.start),
            self.lines.location(span.end),
            maintain_selection_offset=False,
        )

    def on_key(self, event: Key) -> None:
        """Let the filter have the key before the text does."""
        if self.key_filter(event.key):
            event.stop()
            event.prevent_default()
        elif event.key.startswith("alt+"):
            event.prevent_default()

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Whether the text takes the key: a terminal's alt+s has the letter in it, and is none."""
        return not key.startswith("alt+") and super().check_consume_key(key, character)

    def select_span(self, span: Span) -> None:
        """Put the cursor at the start of ``span``, in view, with nothing selected."""
        self.move_cursor(self.lines.location(span.start), center=True)

    # What is drawn.

    def show_diagnostics(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Underline what ``diagnostics`` of the present `definition` speak of."""
        order = findings_of(diagnostics, self.lines, self.document.lines)
        if order != self._findings:
            self._findings = order
            self.notify_style_update()
            self.refresh()

    def _role(self, role: str) -> str:
        return f"definition-editor--{role}"

    def notify_style_update(self) -> None:
        """The theme or a style sheet changed."""
        self._styles_known = False
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines of ``crop``; the grammar's styles come from the style sheet too."""
        if not self._styles_known:
            styles = {
                name: self.get_component_rich_style(self._role(role), partial=True)
                for name, role in _BLOCKS.items()
            }
            self._block_styles.syntax_styles.update(styles)
            self._styles_known = True
        return super().render_lines(crop)

    def get_line(self, line_index: int) -> Text:
        """One line with the marks of front matter, inline Markdown and diagnostics."""
        shown = self.document.get_line(line_index)
        masked = self._editable.mask(shown)
        line = Text(masked, end="", no_wrap=True)
        for start, end, role in marks_of(shown, line_index, self._now_marked()):
            self._lay_on(line, role, start, end)
        if masked != shown:
            for column, character in enumerate(masked):
                if character != shown[column]:
                    self._lay_on(line, "hidden", column, column + 1)
        for found in self._findings.get(line_index, ()):
            self._lay_on(line, found.severity.value, found.start, found.end)
        return line

    def _now_marked(self) -> Layout:
        if self._marked[0] != self._version:
            self._marked = self._version, layout(self.document.lines)
        return self._marked[1]

    def _lay_on(self, line: Text, role: str, start: int, end: int) -> None:
        line.stylize(self.get_component_rich_style(self._role(role), partial=True), start, end)

    def render_line(self, y: int) -> Strip:
        """One line of the screen, with the sign of the gravest finding in the gutter."""
        strip = super().render_line(y)
        if not self._findings:
            return strip
        row, column = self.wrapped_document.offset_to_location(Offset(0, y + self.scroll_offset.y))
        found = [each for each in self._findings.get(row, ()) if each.first]
        if column or not found or y + self.scroll_offset.y >= self.wrapped_document.height:
            return strip
        severity, at = found[-1].severity, self.gutter_width - 2
        gap = strip.crop(at, at + 1)
        style = self.get_component_rich_style(self._role(severity.value), partial=True)
        signs = [Segment(severity.sign, (each.style or Style()) + style) for each in gap]
        return Strip.join([strip.crop(0, at), Strip(signs, 1), strip.crop(at + 1)])


def _common(a: str, b: str) -> tuple[int, int]:
    """How many characters two texts share at the start, and at the end behind that."""
    head = _shared(a, b)
    tail = _shared(a[head:][::-1], b[head:][::-1])
    return head, tail


def _shared(a: str, b: str) -> int:
    """How long the common start is: by halves, since slices compare fast."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
