"""The Editor as a whole: problems, fixes, completion, form, files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot

from agent_studio.core.text import is_hidden
from agent_studio.store import drafts
from agent_studio.ui.app import StudioApp
from agent_studio.ui.screens.ask import AskScreen, AskTextScreen
from agent_studio.ui.screens.editor import EditorScreen
from agent_studio.ui.screens.message import MessageScreen
from agent_studio.ui.themes import TITLES
from screens import still

GOOD = """\
---
name: reviewer
description: Reviews changes before they are merged.
---

You review changes.
"""
BROKEN = """\
---
name: reviewer
description: Use this agent when: somebody asks
color: grene
tools: Read, Grpe
---

You review **changes**.

- One
- Two
"""
HOSTILE = (
    "---\nname: [bold]x[/bold]\ndescription: a \x1b]52;c;aGVsbG8=\x07 b \u202e c"
    " \U000e0041\U000e0042 d [/] [red\ntools:\n  [b]: \x1b[31m\n---\n\n# [blink]\x1b[5m\u200b\n"
)


class Desk:
    """A started studio with the Editor open on one file."""

    def __init__(self, app: StudioApp, pilot: Pilot[int], path: Path) -> None:
        self.app, self.pilot, self.path = app, pilot, path

    @property
    def screen(self) -> EditorScreen:
        found = self.app.screen_stack[0]
        assert isinstance(found, EditorScreen)
        return found

    @property
    def text(self) -> str:
        return self.screen.desk.editor.definition

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(20):
            while not condition():
                await self.pilot.pause()
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def checked(self) -> tuple[str, ...]:
        """The codes of the problems that the list shows, once they are those of the text."""
        desk = self.screen.desk
        await self.until(lambda: desk.is_fresh)
        return tuple(each.code for each in desk.problems.diagnostics)

    async def answer(self, answer: str) -> None:
        await self.until(lambda: isinstance(self.app.screen, AskScreen))
        self.app.screen.dismiss(answer)
        await self.until(lambda: not isinstance(self.app.screen, AskScreen))


@asynccontextmanager
async def editing(
    path: Path, text: str | bytes | None, size: tuple[int, int] = (100, 32)
) -> AsyncIterator[Desk]:
    if text is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    app = StudioApp([str(path.parent)], start="editor")
    app.remember(welcomed=True)
    async with app.run_test(size=size) as pilot:
        desk = Desk(app, pilot, path)
        await desk.until(lambda: isinstance(app.screen, EditorScreen))
        await app.edit(path)
        await desk.until(lambda: desk.screen.file is not None)
        desk.screen.desk.editor.cursor_blink = False
        yield desk


@pytest.fixture
def file(in_folder: Path) -> Path:
    return in_folder / ".claude" / "agents" / "reviewer.md"


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


@pytest.mark.parametrize(
    "data",
    [
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r\n", 2).encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.encode().rstrip() + b" \xff\x00 end",
    ],
    ids=["crlf", "mixed", "bom", "nul and stray bytes"],
)
async def test_saving_changes_only_what_was_typed(file: Path, data: bytes) -> None:
    async with editing(file, data) as desk:
        desk.screen.desk.editor.move_cursor((2, len("description: ")))
        await desk.press("X", "ctrl+s")
        await desk.until(lambda: not desk.screen.dirty)

        assert file.read_bytes() == data.replace(b"description: ", b"description: X")


async def test_a_change_on_disk_is_read_if_nothing_is_unsaved(file: Path) -> None:
    async with editing(file, GOOD) as desk:
        file.write_text(GOOD + "More.\n")

        desk.screen.look_at_disk()

        await desk.until(lambda: desk.text == GOOD + "More.\n")
        assert not desk.screen.dirty


async def test_a_change_on_disk_is_merged_with_unsaved_text(file: Path) -> None:
    async with editing(file, GOOD) as desk:
        desk.screen.desk.editor.move_cursor((1, len("name: reviewer")))
        await desk.press("s")
        file.write_text(GOOD.replace("before they are merged", "carefully"))

        await desk.press("ctrl+s")
        await desk.answer("merge")
        await desk.until(lambda: not desk.screen.dirty)

        wanted = GOOD.replace("before they are merged", "carefully").replace(
            "reviewer\n", "reviewers\n"
        )
        assert file.read_text() == wanted


async def test_keeping_mine_replaces_what_is_on_disk(file: Path) -> None:
    async with editing(file, GOOD) as desk:
        desk.screen.desk.editor.move_cursor((5, 0))
        await desk.press("Z")
        file.write_text("something else\n")

        await desk.press("ctrl+s")
        await desk.answer("keep")
        await desk.until(lambda: not desk.screen.dirty)

        assert file.read_text() == GOOD.replace("You review", "ZYou review")


async def test_looking_at_the_disk_offers_what_is_there(file: Path) -> None:
    async with editing(file, GOOD) as desk:
        desk.screen.desk.editor.move_cursor((5, 0))
        await desk.press("Z")
        file.write_text(GOOD + "More.\n")

        await desk.press("alt+r")
        await desk.answer("take")
        await desk.until(lambda: desk.text == GOOD + "More.\n")
        assert not desk.screen.dirty

        await desk.press("ctrl+z")
        assert "ZYou review" in desk.text


async def test_saving_twice_at_once_asks_nothing(file: Path) -> None:
    async with editing(file, GOOD) as desk:
        desk.screen.desk.editor.move_cursor((5, 0))
        desk.screen.desk.editor.insert("Z")

        desk.screen.do_save()
        desk.screen.do_save()
        saving = [each for each in desk.app.workers if each.group == "file"]
        await desk.until(lambda: all(each.is_finished for each in saving))

        assert desk.app.screen is desk.screen
        assert "ZYou review" in file.read_text()


async def test_unsaved_text_survives_a_crash(file: Path) -> None:
    async with editing(file, GOOD) as desk:
        desk.screen.desk.editor.move_cursor((5, 0))
        await desk.press("Z")
        await desk.until(lambda: drafts.draft_of(file.absolute()))
    assert file.read_text() == GOOD

    app = StudioApp([str(file.parent)])
    async with app.run_test(size=(100, 32)) as pilot:
        desk = Desk(app, pilot, file)
        await desk.answer(f"text:{file.absolute()}")
        await desk.until(lambda: isinstance(app.screen, EditorScreen) and desk.screen.file)
        await desk.until(lambda: "ZYou review" in desk.text)
        await desk.press("ctrl+s")
        await desk.until(lambda: drafts.draft_of(file.absolute()) is None)

    assert "ZYou review" in file.read_text()


async def test_a_file_that_cannot_be_written_is_told_and_the_text_stays(file: Path) -> None:
    async with editing(file, GOOD) as desk:
        desk.screen.desk.editor.move_cursor((5, 0))
        await desk.press("Z")
        file.unlink()
        file.mkdir()

        await desk.press("ctrl+s")

        await desk.until(lambda: isinstance(desk.app.screen, MessageScreen))
        assert "ZYou review" in desk.text
        assert desk.screen.unsaved()


async def test_a_definition_that_is_not_there_yet_is_begun(file: Path) -> None:
    file.parent.mkdir(parents=True)
    async with editing(file, None) as desk:
        assert not file.exists()
        desk.screen.desk.editor.insert("---\nname: reviewer\n---\n")

        await desk.press("ctrl+s")

        await desk.until(file.exists)
        assert file.read_text().startswith("---\nname: reviewer\n")


async def test_a_new_definition_is_begun_from_the_template_and_saved(in_folder: Path) -> None:
    wanted = in_folder / ".claude" / "agents" / "fresh.md"
    async with editing(in_folder / "old.md", GOOD) as desk:
        await desk.press("alt+n")
        await desk.answer("template")
        await desk.until(lambda: isinstance(desk.app.screen, AskTextScreen))
        await desk.press(*"fresh", "enter")
        await desk.until(lambda: desk.text.startswith("---\nname: fresh\n"))
        assert desk.screen.unsaved()

        await desk.press("ctrl+s")

        await desk.until(lambda: not desk.screen.dirty)
        assert desk.screen.file is not None
        assert desk.screen.file.path.read_text() == desk.text
        assert wanted.name == desk.screen.file.path.name


async def test_every_theme_draws_the_editor(file: Path) -> None:
    async with editing(file, BROKEN) as desk:
        await desk.checked()
        for theme in TITLES:
            desk.app.theme = theme
            await desk.pilot.pause()
            assert "description" in drawn(desk.app)


async def test_another_editor_gets_a_copy_and_its_text_comes_back(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from agent_studio.store.outside import edit_outside

    monkeypatch.setenv("EDITOR", "sed -i s/review/check/")

    assert (
        edit_outside(GOOD.encode(), "reviewer.md")
        == GOOD.replace("review", "check", 1).replace("You review", "You check").encode()
    )


def drawn(app: StudioApp) -> str:
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line) for line in lines)


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
