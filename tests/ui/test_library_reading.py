"""The Library while it reads, compares, and files change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

from agent_studio.store.facts import LibraryFacts, Relations
from agent_studio.ui.listing.messages import Found, Loaded
from agent_studio.ui.screens.help import HelpScreen
from library_desk import SIZE, cursor, ready, rows
from screens import settled, shown_text, studio


async def test_what_is_written_elsewhere_shows_up_by_itself(library):
    app = studio([library])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        (library / "team/new.md").write_text("---\nname: newcomer\ndescription: x\n---\nHi\n")
        await settled(pilot, lambda: "newcomer" in shown_text(app))
        (library / "team/new.md").unlink()
        await settled(pilot, lambda: "newcomer" not in shown_text(app))


async def test_reading_again_keeps_the_cursor(library):
    app = studio([library])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("G", "r")
        await ready(pilot)
        assert cursor(app) == "team/tester.md"


async def test_nothing_to_open_says_so(in_folder):
    app = studio([in_folder])
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot, lambda: "There is no definition here." in shown_text(app))


async def test_a_path_that_is_not_there_is_said_and_the_rest_is_shown(library):
    app = studio([library / "team", library / "gone"])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot, 2)
        await settled(pilot, lambda: "gone: it is not there" in shown_text(app))


async def test_escape_stops_comparing_and_says_so(library, monkeypatch):
    waiting = Event()

    def endless(_, entries, *, cancelled, progress, **more):
        del more
        while not cancelled():
            progress(3, len(entries))
            waiting.wait(0.01)
        return LibraryFacts()

    monkeypatch.setattr(Relations, "describe", endless)
    app = studio([library])
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot, lambda: "Comparing texts… 3 of 5 · esc stops" in shown_text(app))
        before = cursor(app)
        await pilot.press("down", "down")
        assert cursor(app) != before, "the list is used meanwhile"

        await pilot.press("escape")
        await settled(pilot, lambda: "stopped: twins of other names" in shown_text(app))
        assert "=2" in shown_text(app), "those of one name are known"
        (library / "team/late.md").write_text("---\nname: late\n---\n", encoding="utf-8")
        await settled(pilot, lambda: "team/late.md" in rows(app))
        await settled(pilot, lambda: app.screen.related)
        assert "Comparing" not in shown_text(app), "nobody asked to compare again"

        monkeypatch.undo()
        await pilot.press("r")
        await settled(pilot, lambda: "stopped" not in shown_text(app))


async def test_under_a_dialog_the_list_is_not_drawn_again_and_again(library):
    app = studio([library])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        screen = app.screen
        app.push_screen(HelpScreen(screen))
        await settled(pilot, lambda: app.screen is not screen)
        shown = screen.definitions.shown
        screen.post_message(Found((replace(shown[0], path=Path("/new"), name="zzz"),), 6))
        await pilot.pause()
        assert screen.definitions.shown == shown
        screen.post_message(Loaded(True, screen._shelf))
        await settled(pilot, lambda: len(screen.definitions.shown) == 6)
