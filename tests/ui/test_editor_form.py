"""What the Editor offers while somebody writes, and its form."""

from __future__ import annotations

from pathlib import Path

from editor_desk import GOOD, editing


async def test_a_field_name_is_completed_while_typing(file: Path) -> None:
    async with editing(file, GOOD) as desk:
        desk.screen.desk.editor.move_cursor((1, len("name: reviewer")))
        await desk.press("enter", "m", "o", "d")
        await desk.until(lambda: desk.screen.desk.popup.is_open)

        await desk.press("tab")

        assert desk.text.splitlines()[2].startswith("model:")
        assert not desk.screen.desk.popup.is_open


async def test_offers_take_no_keys_once_they_are_closed(file: Path) -> None:
    async with editing(file, GOOD) as desk:
        desk.screen.desk.editor.move_cursor((1, len("name: reviewer")))
        await desk.press("enter", "m", "o")
        await desk.until(lambda: desk.screen.desk.popup.is_open)

        await desk.press("escape", "enter")

        assert desk.text.splitlines()[2:4] == ["mo", ""]


async def test_each_offer_takes_one_line(file: Path) -> None:
    text = GOOD.replace("---\n\n", "tools: Read, \n---\n\n")
    async with editing(file, text) as desk:
        desk.screen.desk.editor.move_cursor((3, len("tools: Read, ")))
        await desk.press("ctrl+space")
        popup = desk.screen.desk.popup
        await desk.until(lambda: popup.is_open and popup.virtual_size.height > 0)

        assert popup.virtual_size.height == popup.option_count


async def test_nothing_is_offered_in_the_body(file: Path) -> None:
    async with editing(file, GOOD) as desk:
        desk.screen.desk.editor.move_cursor((5, 0))
        await desk.press("m", "o")
        await desk.checked()

        assert not desk.screen.desk.popup.is_open


async def test_the_form_writes_into_the_text_and_the_text_into_the_form(file: Path) -> None:
    text = GOOD.replace("---\n\n", "model: opus  # for now\n---\n\n")
    async with editing(file, text) as desk:
        await desk.press("ctrl+t")
        form = desk.screen.desk.form
        await desk.until(lambda: form.rows and form.current)
        assert form.rows[0].text == "reviewer"

        await desk.press("end", "2", "enter")
        await desk.until(lambda: "name: reviewer2" in desk.text)
        assert "model: opus  # for now" in desk.text
        desk.screen.desk.editor.undo()
        await desk.until(lambda: form.rows[0].text == "reviewer")

        assert desk.text == text


async def test_saving_takes_what_is_being_typed_into_the_form(file: Path) -> None:
    async with editing(file, GOOD) as desk:
        await desk.press("ctrl+t")
        await desk.until(lambda: desk.screen.desk.form.current)

        await desk.press("end", "s", "ctrl+s")

        await desk.until(lambda: b"name: reviewers\n" in file.read_bytes())


async def test_the_form_keeps_nested_values_as_they_are(file: Path) -> None:
    text = GOOD.replace("---\n\n", "tools:\n  allowed: [Read]  # yes\n---\n\n")
    async with editing(file, text) as desk:
        await desk.press("ctrl+t")
        form = desk.screen.desk.form
        await desk.until(lambda: form.rows)
        row = next(row for row in form.rows if row.field.key == "tools")
        assert "mapping" in row.field.note
        assert not row.control.focusable

        await desk.press("down", "down", "down")

        assert desk.text == text


async def test_opening_the_form_changes_nothing(file: Path) -> None:
    fields = (
        "color: grene\nmodel: Opus 5\nbackground: 'yes'\nmaxTurns: many\neffort: [a, 'b, c']\n"
        "skills: |\n  one\n  two\nextra: 1.50\nflag: yes\ndescription: again: broken\n"
    )
    text = GOOD.replace("---\n\n", f"{fields}---\n\n").replace("\n", "\r\n")
    async with editing(file, text) as desk:
        await desk.press("ctrl+t")
        form = desk.screen.desk.form
        await desk.until(lambda: form.current)

        await desk.press("down", "up")

        assert form.take() == []
        assert not desk.screen.dirty
        assert desk.text == text
