"""The Editor's files: saving, drafts, what others write meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_studio.store import drafts
from agent_studio.ui.app import StudioApp
from agent_studio.ui.screens.ask import AskTextScreen
from agent_studio.ui.screens.editor import EditorScreen
from agent_studio.ui.screens.message import MessageScreen
from agent_studio.ui.widgets.status_line import StatusLine
from editor_desk import GOOD, Desk, editing


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


async def test_another_editor_gets_a_copy_and_its_text_comes_back(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from agent_studio.store.outside import edit_outside

    monkeypatch.setenv("EDITOR", "sed -i s/review/check/")

    assert (
        edit_outside(GOOD.encode(), "reviewer.md")
        == GOOD.replace("review", "check", 1).replace("You review", "You check").encode()
    )


async def test_a_text_is_looked_at_as_its_place_and_its_team_have_it(in_folder: Path) -> None:
    (in_folder / ".git").mkdir()
    settings = in_folder / ".agent-studio.toml"
    settings.write_text("[fields.owner]\nrequired = true\n", encoding="utf-8")
    file = in_folder / ".gemini" / "agents" / "reviewer.md"
    async with editing(file, GOOD.replace("---\n\n", "color: blue\n---\n\n")) as desk:
        assert desk.screen.desk.dialect.id == "gemini-cli"
        assert await desk.checked() == ("AS011", "AS404")
        settings.write_text("nonsense = 1\n", encoding="utf-8")
        await desk.press("x")
        assert "AS011" not in await desk.checked()
        status = str(desk.screen.query_one(StatusLine).visual)
        assert "The settings do not count: .agent-studio.toml, line 1" in status


async def test_leaving_keeps_the_very_latest_text_as_a_draft(file: Path) -> None:
    async with editing(file, GOOD) as desk:
        await desk.press("X")
        assert "stays as a draft" in desk.screen.unsaved()
        await desk.press("ctrl+q", "y")
        assert desk.app.leaving

        kept = drafts.draft_of(file.absolute())
        assert kept is not None
        assert kept.text == f"X{GOOD}"
