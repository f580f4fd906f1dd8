"""What happens at the start and at the end: welcome, kept merges, starters, a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.css import stylesheet

from agent_studio.store import sessions
from agent_studio.ui import opening as shell
from agent_studio.ui.app import StudioApp
from agent_studio.ui.screens.ask import AskScreen
from agent_studio.ui.screens.confirm import ConfirmScreen
from agent_studio.ui.screens.library import LibraryScreen
from agent_studio.ui.screens.message import MessageScreen
from agent_studio.ui.screens.welcome import WelcomeScreen
from agent_studio.ui.startup import ago
from agent_studio.ui.widgets.definition_list import DefinitionList
from definitions import REVIEWER, REVIEWER_BOLD, write_library
from screens import settled, shown_text, still, studio

SIZES = pytest.mark.parametrize("size", [(80, 24), (140, 42)], ids=["80x24", "140x42"])


def kept_merge() -> sessions.Session:
    texts = {"a/reviewer.md": REVIEWER, "b/reviewer[x].md": REVIEWER_BOLD}
    sources = tuple(sessions.SessionSource(Path(name), name, text) for name, text in texts.items())
    session = sessions.start(sources)
    sessions.save(session)
    return session


async def test_a_merge_that_was_left_is_offered_and_gone_on_with(in_folder, monkeypatch):
    session = kept_merge()
    resumed: list[str] = []

    async def resume(_, session_id):
        resumed.append(session_id)

    monkeypatch.setattr(StudioApp, "resume", resume)
    app = studio([in_folder])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: "A merge was not finished" in shown_text(app))
        assert "a/reviewer.md, b/reviewer[x].md" in shown_text(app)
        assert "left just now, in a and 1 more" in shown_text(app)
        await pilot.press("enter")
        await settled(pilot, lambda: resumed == [session.id])


async def test_a_merge_that_was_left_can_wait(in_folder):
    kept_merge()
    app = studio([in_folder])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: isinstance(app.screen, AskScreen))
        await pilot.press("down", "enter")
        await settled(pilot, lambda: isinstance(app.screen, LibraryScreen))
        app.do_unfinished()
        await settled(pilot, lambda: isinstance(app.screen, AskScreen))
    assert len(sessions.pending()) == 1


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "just now"),
        (60, "1 minute ago"),
        (7_199, "1 hour ago"),
        (7_200, "2 hours ago"),
        (999_999, "11 days ago"),
        (-5, "just now"),
    ],
)
def test_a_time_gone_by_is_told_in_its_largest_unit(seconds, told):
    assert ago(seconds) == told


async def test_a_merge_that_was_left_can_be_forgotten(in_folder):
    kept_merge()
    app = studio([in_folder])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: isinstance(app.screen, AskScreen))
        await pilot.press("down", "down", "enter")
        await settled(pilot, lambda: sessions.pending() == ())


async def test_with_nothing_of_ones_own_the_starters_are_shown(in_folder):
    app = studio()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot, lambda: "these are the starters" in shown_text(app))


def test_a_crash_says_where_the_work_is(monkeypatch, capsys):
    def crash(self, **_):
        self._return_code = 1

    monkeypatch.setattr(StudioApp, "run", crash)
    assert shell.run([]) == 1
    told = capsys.readouterr().err
    assert str(sessions.folder()) in told
    assert "offered again" in told


async def test_an_error_is_told_in_full_and_as_it_is(in_folder):
    app = studio([in_folder])
    title, text = "[b]No[/b]\x1b[2J", "cannot write [x]\x1b[2J: the disk is full"
    async with app.run_test(size=(80, 24)) as pilot:
        for dialog in (MessageScreen(title, text), ConfirmScreen(title, text, yes="[i]Yes")):
            app.push_screen(dialog)
            await settled(
                pilot, lambda: "cannot write [x]␛[2J: the disk is full" in shown_text(app)
            )
            assert "[b]No[/b]␛[2J" in shown_text(app)
            await pilot.press("escape")
            await settled(pilot, lambda: isinstance(app.screen, LibraryScreen))


@SIZES
async def test_pictures(in_folder, screen, size):
    write_library(in_folder)
    name = f"{size[0]}x{size[1]}"
    app = StudioApp([str(in_folder)])
    async with app.run_test(size=size) as pilot:
        await settled(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        library = app.screen_stack[0]
        await settled(pilot, lambda: library.related and library.preview.glance)
        await still(pilot)
        assert app == screen(name=f"welcome-{name}")
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(app.screen, LibraryScreen))
        app.push_screen(ConfirmScreen("Leave?", "Two lines of 'x.md' are unsaved.", yes="Leave"))
        await settled(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await still(pilot)
        assert app == screen(name=f"question-{name}")


async def test_picture_of_a_terminal_that_is_too_small(in_folder, screen):
    app = studio([in_folder])
    async with app.run_test(size=(40, 10)) as pilot:
        await settled(pilot, lambda: "60x20" in shown_text(app))
        await still(pilot)
        assert app == screen(name="40x10")


async def test_each_sheet_is_parsed_once_and_a_theme_still_changes_every_colour(
    in_folder, monkeypatch
):
    parsed: list[tuple[str, ...]] = []
    parse = stylesheet.parse

    def counted(scope, css, *more, **named):
        parsed.append((scope, css))
        return parse(scope, css, *more, **named)

    monkeypatch.setattr(stylesheet, "parse", counted)
    app = studio([in_folder])
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot, lambda: app.screen.query(DefinitionList))
        assert len(parsed) == len(set(parsed)) > 5
        before = app.screen.styles.background
        app.theme = "studio-light"
        await settled(pilot, lambda: app.screen.styles.background != before)


async def test_the_first_frame_has_names_before_anything_is_read(in_folder, monkeypatch):
    monkeypatch.setattr(LibraryScreen, "_load", lambda _: None)
    write_library(in_folder)
    app = studio([in_folder])
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot, lambda: "attic/release-writer.md" in shown_text(app))
        assert "5 definitions" in shown_text(app)
