"""The Editor as a whole: problems, fixes, completion, form, files."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key

from agent_studio.core.text import is_hidden
from agent_studio.ui.screens.message import MessageScreen
from agent_studio.ui.themes import TITLES
from editor_desk import BROKEN, GOOD, HOSTILE, drawn, editing
from screens import still


async def test_typing_brings_problems_and_undo_takes_them_away(file: Path) -> None:
    async with editing(file, GOOD) as desk:
        assert await desk.checked() == ()
        desk.screen.desk.editor.move_cursor((1, 0))

        await desk.press("x")
        assert await desk.checked() != ()
        await desk.press("ctrl+z")

        assert await desk.checked() == ()


async def test_what_other_definitions_mean_for_it_is_listed_once_they_are_known(
    file: Path,
) -> None:
    file.parent.mkdir(parents=True)
    (file.parent / "other.md").write_text(GOOD)
    async with editing(file, GOOD) as desk:
        await desk.press("f2")
        await desk.until(lambda: len(desk.app.entries) == 2)
        await desk.press("f4")
        await desk.until(lambda: desk.screen.desk.problems.diagnostics)
        assert await desk.checked() == ("AS701",)
        desk.screen.desk.editor.move_cursor((1, 14))

        await desk.press("s")
        assert "AS701" not in await desk.checked()


async def test_a_fix_is_one_key_and_one_undo(file: Path) -> None:
    async with editing(file, BROKEN) as desk:
        before = await desk.checked()
        fixable = [each for each in desk.screen.desk.problems.diagnostics if each.fix]
        desk.screen.desk.jump(fixable[0])

        await desk.press("ctrl+f")
        after = await desk.checked()
        await desk.press("ctrl+z")

        assert len(after) < len(before)
        assert desk.text == BROKEN


async def test_fixing_all_leaves_nothing_that_could_be_fixed_safely(file: Path) -> None:
    async with editing(file, BROKEN) as desk:
        await desk.checked()

        for _ in range(3):
            await desk.press("alt+a")
            await desk.checked()

        left = desk.screen.desk.problems.diagnostics
        assert not [each for each in left if each.fix and each.fix.safe]


async def test_problems_are_gone_through_by_key_and_around_the_end(file: Path) -> None:
    async with editing(file, BROKEN) as desk:
        count = len(set(await desk.checked()))
        assert count > 1
        editor = desk.screen.desk.editor
        places = []
        for _ in range(len(desk.screen.desk.problems.diagnostics) + 1):
            await desk.press("ctrl+n")
            places.append(editor.cursor_location)

        await desk.press("ctrl+r")

        assert len(set(places)) > 1
        assert places[0] in places[1:]
        assert editor.cursor_location in places


async def test_the_list_jumps_to_the_words_and_explains(file: Path) -> None:
    async with editing(file, BROKEN) as desk:
        await desk.checked()
        await desk.press("ctrl+l", "home", "enter")
        first = desk.screen.desk.problems.diagnostics[0]
        assert desk.screen.desk.editor.cursor_offset == first.span.start
        assert desk.screen.desk.editor.has_focus

        await desk.press("f12")

        await desk.until(lambda: isinstance(desk.app.screen, MessageScreen))
        assert first.code in str(desk.app.screen.query_one(".dialog").border_title)


async def test_words_are_found_one_after_the_other_and_around_the_end(file: Path) -> None:
    async with editing(file, GOOD) as desk:
        editor, finder = desk.screen.desk.editor, desk.screen.desk.finder

        def chosen() -> tuple[str, int, str]:
            return editor.selected_text, editor.cursor_location[0], str(finder.border_subtitle)

        # As a terminal sends it: with the letter, which must not get into the text.
        desk.app.post_message(Key("alt+s", "s"))
        await desk.until(lambda: finder.has_focus)
        await desk.press(*"review")
        await desk.until(lambda: chosen() == ("review", 1, "1 of 3"))
        await desk.press("enter")
        assert chosen() == ("Review", 2, "2 of 3")
        await desk.press("enter", "enter")
        assert chosen() == ("review", 1, "1 of 3")
        await desk.press("up")
        assert chosen() == ("review", 5, "3 of 3")
        await desk.press("x")
        await desk.until(lambda: finder.border_subtitle == "not found")

        await desk.press("escape")
        assert (finder.display, editor.has_focus, desk.text) == (False, True, GOOD)


async def test_every_theme_draws_the_editor(file: Path) -> None:
    async with editing(file, BROKEN) as desk:
        await desk.checked()
        for theme in TITLES:
            desk.app.theme = theme
            await desk.pilot.pause()
            assert "description" in drawn(desk.app)


async def test_hostile_text_changes_nothing_but_the_text(file: Path) -> None:
    async with editing(file, HOSTILE) as desk:
        await desk.press("ctrl+t")
        await desk.until(lambda: desk.screen.desk.form.rows)
        shown = drawn(desk.app)

        assert "[bold]x[/bold]" in shown
        assert not [c for c in shown if is_hidden(c) and c != "\n"]
        assert desk.text == HOSTILE
        assert desk.app.clipboard == ""


@pytest.mark.parametrize("size", [(80, 24), (140, 42)], ids=["80x24", "140x42"])
async def test_pictures(file: Path, size: tuple[int, int], screen: object) -> None:
    async with editing(file, BROKEN, size) as desk:
        await desk.checked()
        name = f"{size[0]}x{size[1]}"
        await still(desk.pilot)
        assert desk.app == screen(name=f"text-{name}")  # type: ignore[operator]  # the fixture
        await desk.press("ctrl+t")
        await desk.until(lambda: desk.screen.desk.form.current)
        await still(desk.pilot)
        assert desk.app == screen(name=f"form-{name}")  # type: ignore[operator]  # the fixture
