"""The text widget of the Editor: bytes kept, marks drawn, nothing hidden, undo that survives."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from agent_studio.core.check.model import Diagnostic, Severity
from agent_studio.core.text import Span, decode, encode
from agent_studio.ui.widgets import definition_editor
from agent_studio.ui.widgets.definition_editor import DefinitionEditor
from agent_studio.ui.widgets.text_marks import layout, marks_of

STYLES = Path(definition_editor.__file__).with_suffix(".tcss")

HARD = [
    b"---\r\nname: a\r\n---\r\nBody\r\n",
    b"---\nname: a\r\n---\nBody\r\nmore\n",
    b"\xef\xbb\xbf---\nname: a\n---\nBody",
    b"---\nname: \x00a\n---\n\x1b]52;c;aGk=\x07\n",
    b"---\nname: caf\xe9\n---\n\xff\xfe\n",
    "---\nname: a\u202eb\n---\n\u2028\x85 \U000e0041\n".encode(),
    b"",
    b"no front matter",
    b"a\rb\r\r\n",
]


class Bench(App[None]):
    CSS_PATH = str(STYLES)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.editor = DefinitionEditor(text)

    def compose(self) -> ComposeResult:
        yield self.editor

    def on_mount(self) -> None:
        self.editor.focus()


@asynccontextmanager
async def bench(
    text: str | bytes, size: tuple[int, int] = (60, 12)
) -> AsyncIterator[tuple[DefinitionEditor, Pilot[None]]]:
    app = Bench(decode(text) if isinstance(text, bytes) else text)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app.editor, pilot


def screen_text(editor: DefinitionEditor) -> list[str]:
    return [editor.render_line(y).text.rstrip() for y in range(editor.size.height)]


@pytest.mark.parametrize("data", HARD, ids=range(len(HARD)))
async def test_opening_changes_no_byte(data: bytes) -> None:
    async with bench(data) as (editor, _):
        assert encode(editor.definition) == data
        assert all(line.isprintable() for line in screen_text(editor))


@pytest.mark.parametrize("data", HARD, ids=range(len(HARD)))
async def test_typing_in_one_line_changes_only_that_line(data: bytes) -> None:
    async with bench(data) as (editor, pilot):
        row = min(1, editor.document.line_count - 1)
        editor.move_cursor((row, 0))

        await pilot.press("Z")

        expected = data.split(b"\n")
        expected[row] = b"Z" + expected[row]
        assert encode(editor.definition) == b"\n".join(expected)


async def test_undo_restores_mixed_line_ends() -> None:
    data = b"one\r\ntwo\nthree\r\nfour\n"
    async with bench(data) as (editor, pilot):
        editor.move_cursor((1, 0))
        await pilot.press("ctrl+shift+k", "ctrl+shift+k")
        assert encode(editor.definition) == b"one\r\nfour\n"

        await pilot.press("ctrl+z", "ctrl+z")

        assert encode(editor.definition) == data


async def test_undoing_a_long_paste_in_a_small_widget_keeps_the_app_alive() -> None:
    """Textualize/textual#6686: the old cursor was looked up in the shortened text."""
    async with bench("short\n", size=(30, 4)) as (editor, pilot):
        editor.insert("\n".join(f"line {number}" for number in range(300)))
        await pilot.pause()

        await pilot.press("ctrl+z")
        assert editor.definition == "short\n"
        await pilot.press("ctrl+y")
        await pilot.pause()
        assert editor.definition.count("line") == 300
        assert editor.cursor_location == (299, len("line 299"))


async def test_undo_without_anything_to_undo_keeps_the_cursor() -> None:
    async with bench("one\ntwo\n") as (editor, pilot):
        editor.move_cursor((1, 2))

        await pilot.press("ctrl+z", "ctrl+y")

        assert editor.cursor_location == (1, 2)


async def test_a_replaced_text_is_one_step_back() -> None:
    async with bench("---\nname: a\nmodel: x\n---\nBody\n") as (editor, pilot):
        editor.replace_definition("---\nname: b\nmodel: y\ncolor: red\n---\nBody\n")
        assert editor.definition == "---\nname: b\nmodel: y\ncolor: red\n---\nBody\n"

        await pilot.press("ctrl+z")

        assert editor.definition == "---\nname: a\nmodel: x\n---\nBody\n"


async def test_a_replaced_text_may_change_line_ends_only() -> None:
    async with bench("a\r\nb\r\n") as (editor, _):
        editor.replace_definition("a\nb\n")

        assert editor.definition == "a\nb\n"
        assert editor.line_ends == "LF"


async def test_what_is_pasted_is_shown_and_kept() -> None:
    async with bench("") as (editor, _):
        editor.insert("a\x1b[31m\r\nb\u202e")

        assert screen_text(editor)[:2] == ["1  a␛[31m", "2  b⯑"]
        assert editor.definition == "a\x1b[31m\nb\u202e"
        editor.select_all()
        assert editor.selected_text == "a\x1b[31m\nb\u202e"


def finding(text: str, words: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    start = text.index(words)
    return Diagnostic("X001", severity, "why", Span(start, start + len(words)))


def underlined(editor: DefinitionEditor, y: int) -> str:
    return "".join(
        segment.text
        for segment in editor.render_line(y).crop(editor.gutter_width)
        if segment.style and segment.style.underline
    )


async def test_diagnostics_stand_under_their_words_and_in_the_gutter() -> None:
    text = "---\r\nname: a\r\ncolour: red\r\n---\r\nBody\r\n"
    async with bench(text) as (editor, _):
        editor.show_diagnostics(
            [finding(text, "colour", Severity.WARNING), finding(text, "red", Severity.ERROR)]
        )

        assert screen_text(editor)[2] == "3✖ colour: red"
        assert underlined(editor, 2) == "colourred"
        assert underlined(editor, 1) == ""


async def test_diagnostics_move_with_the_text_until_the_next_check() -> None:
    text = "---\nname: a\ncolour: red\n---\n"
    async with bench(text) as (editor, pilot):
        editor.show_diagnostics([finding(text, "red")])
        editor.move_cursor((1, 0))

        await pilot.press("x", "enter")
        editor.move_cursor((3, 0))
        await pilot.press("y")

        assert screen_text(editor)[3] == "4✖ ycolour: red"
        assert underlined(editor, 3) == "red"


@pytest.mark.parametrize(
    ("line", "row", "expected"),
    [
        ("name: 'x' # why", 1, {"key": "name", "string": "'x'", "comment": "# why"}),
        ("text: he said 'x'", 1, {"key": "text"}),
        ("  - true", 1, {"marker": "  - ", "constant": "true"}),
        ("see **this** and `that`", 4, {"bold": "**this**", "code": "`that`"}),
        ("snake_case_name", 4, {}),
        ("# Title", 4, {"heading": "# Title"}),
        ("# no title", 6, {}),
    ],
)
def test_lines_are_marked(line: str, row: int, expected: dict[str, str]) -> None:
    lines = ["---", "name: a", "---", "", "text", "```", "code", "```"]

    marks = marks_of(line, row, layout(lines))

    found = {role: line[start:end] for start, end, role in marks if line[start:end] != ":"}
    assert found == expected
