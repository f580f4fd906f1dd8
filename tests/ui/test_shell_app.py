"""The shell around the workplaces: navigation, help, palette, jump keys, themes, size, leaving."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.command import CommandPalette

from agent_studio.ui import themes
from agent_studio.ui.app import StudioApp
from agent_studio.ui.base import StudioScreen, perform
from agent_studio.ui.jump import JumpScreen
from agent_studio.ui.screens.confirm import ConfirmScreen
from agent_studio.ui.screens.help import HelpScreen
from agent_studio.ui.screens.library import LibraryScreen
from agent_studio.ui.screens.too_small import TooSmallScreen
from agent_studio.ui.screens.welcome import WelcomeScreen
from agent_studio.ui.widgets.key_bar import KeyBar
from agent_studio.ui.widgets.masthead import Masthead
from agent_studio.ui.widgets.plain import PlainText
from definitions import write_library
from screens import settled, shown_text, studio

SIZE = (120, 36)


async def test_every_workplace_is_one_key_away():
    app = studio()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        for key, mode in (
            ("f3", "merge"),
            ("f4", "editor"),
            ("f5", "review"),
            ("f8", "export"),
            ("f2", "library"),
        ):
            await pilot.press(key)
            await settled(pilot, lambda mode=mode: app.current_mode == mode)
            assert isinstance(app.screen, StudioScreen)
            assert app.screen.tab == mode


async def test_a_click_on_a_tab_opens_the_workplace():
    app = studio()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        line = app.screen.query_one(Masthead).render().plain
        await pilot.click(Masthead, offset=(line.index("Review"), 0))
        await settled(pilot, lambda: app.current_mode == "review")


async def test_a_click_in_the_footer_does_what_the_key_does():
    app = studio()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        line = app.screen.query_one(KeyBar).render().plain
        await pilot.click(KeyBar, offset=(line.index("Help"), 0))
        await settled(pilot, lambda: isinstance(app.screen, HelpScreen))


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_shows_the_keys_that_apply_and_why_some_do_not(key, in_folder):
    app = studio([in_folder])
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press(key)
        await settled(pilot, lambda: isinstance(app.screen, HelpScreen))
        text = shown_text(app)
        assert "Mark or unmark" in text or "not now: There is no definition yet." in text
        assert "not now: There is no definition" in text
        await pilot.press("G")
        await settled(pilot, lambda: "loaded of several of the same name" in shown_text(app))
        await pilot.press("escape")
        await settled(pilot, lambda: isinstance(app.screen, LibraryScreen))


async def test_a_key_that_does_not_apply_says_why(in_folder):
    app = studio([in_folder])
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.press("m", "m")
        await settled(pilot, lambda: "There is no definition to merge." in shown_text(app))
        assert len(app._notifications) == 1, "what is still to be read is not said twice"


async def test_the_palette_finds_what_can_be_done_here():
    app = studio()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.press("ctrl+p")
        await settled(pilot, lambda: isinstance(app.screen, CommandPalette))
        await settled(pilot, lambda: "Invert" in shown_text(app))
        await pilot.press(*"revi")
        await settled(pilot, lambda: "What changed in git" in shown_text(app))
        await settled(pilot, lambda: "Invert" not in shown_text(app))
        await pilot.press("enter")
        await settled(pilot, lambda: app.current_mode == "review")


async def test_jump_keys_lead_to_a_part():
    app = studio()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.press("ctrl+o")
        await settled(pilot, lambda: isinstance(app.screen, JumpScreen))
        labels = [label.render().plain.strip() for label in app.screen.query(PlainText)]
        assert labels == ["a", "s"]
        await pilot.press("s")
        await settled(pilot, lambda: app.screen.focused is app.screen.query_one("#preview"))


async def test_a_theme_is_shown_while_it_is_looked_at_and_given_back_on_escape():
    app = studio()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        before = app.theme
        app.do_theme()
        await settled(pilot, lambda: "High contrast" in shown_text(app))
        await pilot.press("down", "down")
        await settled(pilot, lambda: app.theme == "studio-contrast")
        await pilot.press("escape")
        await settled(pilot, lambda: app.theme == before)


async def test_a_chosen_theme_stays_and_is_remembered():
    app = studio()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        app.do_theme()
        await settled(pilot, lambda: "High contrast" in shown_text(app))
        await pilot.press(*"orange")
        await settled(pilot, lambda: app.theme == "studio-blue-orange")
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(app.screen, LibraryScreen))
        assert app.theme == "studio-blue-orange"
    again = studio()
    async with again.run_test(size=SIZE) as pilot:
        await settled(pilot, lambda: again.theme == "studio-blue-orange")


async def test_every_theme_has_every_colour_role():
    app = studio()
    async with app.run_test(size=(80, 24)) as pilot:
        for theme in themes.THEMES:
            app.theme = theme.name
            await pilot.pause()
            assert {"quiet", "faint", "cursor", "mark", "source-1", "source-9"} <= set(
                app.theme_variables
            )
            assert "Library" in shown_text(app)


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [part / 255 for part in Color.parse(colour).rgb]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", [each.name for each in themes.THEMES if not each.ansi])
def test_what_has_to_be_read_stands_out_in_every_theme(name):
    theme = next(each for each in themes.THEMES if each.name == name)
    has = {**themes.roles(theme), **theme.variables}
    read = ["quiet", "added", "removed", "mark", *(f"source-{number}" for number in range(1, 10))]
    colours = {role: has[role] for role in read}
    colours |= {role: getattr(theme, role) for role in ("primary", "warning", "error", "success")}
    weak = {role for role, it in colours.items() if _contrast(it, theme.background) < 4}
    assert weak == set()
    assert _contrast(has["cursor"], has["cursor-text"]) >= 4.5
    # A row under the cursor keeps the colours of its parts in most lists.
    on_cursor = {role: colours[role] for role in ("quiet", "warning", "error", "success")}
    assert {role for role, it in on_cursor.items() if _contrast(it, has["cursor"]) < 2.5} == set()


async def test_a_small_terminal_is_refused_until_it_grows():
    app = studio()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.resize_terminal(40, 10)
        await settled(pilot, lambda: isinstance(app.screen, TooSmallScreen))
        assert "at least 60x20" in " ".join(shown_text(app).split())
        await pilot.resize_terminal(50, 12)
        await settled(pilot, lambda: "50x12" in shown_text(app))
        await pilot.resize_terminal(60, 20)
        await settled(pilot, lambda: isinstance(app.screen, LibraryScreen))
        line = app.screen.query_one(KeyBar).render().plain
        assert line.endswith(" ? Help "), "a key that does not fit is left out, not cut"


async def test_starting_too_small_is_refused_too():
    app = StudioApp([])
    async with app.run_test(size=(40, 10)) as pilot:
        await settled(pilot, lambda: isinstance(app.screen, TooSmallScreen))
        await pilot.resize_terminal(80, 24)
        await settled(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await pilot.resize_terminal(40, 10)
        await settled(pilot, lambda: isinstance(app.screen, TooSmallScreen))
        await pilot.resize_terminal(80, 24)
        await settled(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await pilot.resize_terminal(40, 10)
        await settled(pilot, lambda: isinstance(app.screen, TooSmallScreen))
        await pilot.press("q")
    assert app.return_value == 0


async def test_leaving_asks_only_if_something_is_unsaved(monkeypatch):
    app = studio()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        monkeypatch.setattr(LibraryScreen, "unsaved", lambda _: "Two lines of 'x.md' are unsaved.")
        await pilot.press("q")
        await settled(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        assert "Two lines of 'x.md'" in shown_text(app)
        await pilot.press("n")
        await settled(pilot, lambda: isinstance(app.screen, LibraryScreen))
        monkeypatch.undo()
        await pilot.press("q")
    assert app.return_value == 0


async def test_remapped_keys_work_and_are_shown(home):
    folder = home / "config" / "agent-studio"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text(
        '[keys]\n"app.help" = ["f11"]\n"library.sort" = ["space"]\n', encoding="utf-8"
    )
    app = studio()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot, lambda: "F11 Help" in shown_text(app))
        await settled(pilot, lambda: "'space' cannot be 'Sort'" in shown_text(app))
        await pilot.press("f11")
        await settled(pilot, lambda: isinstance(app.screen, HelpScreen))


async def test_the_first_start_explains_itself_once():
    app = StudioApp([])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: "Welcome" in shown_text(app))
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(app.screen, LibraryScreen))
    again = StudioApp([])
    async with again.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: "definition" in shown_text(again))
        assert isinstance(again.screen, LibraryScreen)


async def test_keys_that_are_typed_after_quitting_open_nothing(in_folder):
    write_library(in_folder)
    app = studio([in_folder])
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot, lambda: app.screen.definitions.card)
        # Faster than the studio ends.
        await perform(app.screen, "app.quit")
        await perform(app.screen, "library.edit")
        assert isinstance(app.screen, LibraryScreen)
    assert app.return_code == 0
