"""Compare and merge as a person uses it."""

from __future__ import annotations

from threading import Event

import pytest

from agent_studio.core.merge import undecided
from agent_studio.core.text import hidden_offsets
from agent_studio.store import sessions
from agent_studio.ui.merging.sources import load_sources
from agent_studio.ui.merging.view import Fold
from agent_studio.ui.screens import merge_keeping
from agent_studio.ui.screens.left_out import LeftOutScreen
from agent_studio.ui.screens.type_text import TypeScreen
from agent_studio.ui.widgets.comparison_grid import ComparisonGrid
from agent_studio.ui.widgets.result_view import ResultView
from definitions import HOSTILE
from merge_desk import ALPHA, SIZE, address, choice, merge_of, opened, press, screen_of
from screens import settled, shown_text, still, studio


async def test_nothing_is_decided_before_a_merge_is_started(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        assert merge_of(screen) is None
        assert "Read only" in shown_text(app)
        assert not screen.has_class("-result")
        await press(pilot, "j", "k", "f", "f", "l", "h", "n")
        assert merge_of(screen) is None
        assert sessions.pending() == ()
        await press(pilot, "m")
        assert merge_of(screen) is not None
        assert screen.has_class("-result")
        assert "decided" in shown_text(app)
        assert "Read only" not in shown_text(app)


async def test_while_it_is_read_no_key_says_that_nothing_is_there(two, monkeypatch):
    asked = Event()

    def slow(paths):
        asked.wait(10)
        return load_sources(paths)

    monkeypatch.setattr(merge_keeping, "load_sources", slow)
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        await app.compare(two)
        await settled(pilot, lambda: screen_of(app).reading)
        screen = screen_of(app)
        assert "being read" in (screen.why_not("merge.richest") or "")
        assert "Nothing to compare" not in shown_text(app)
        asked.set()
        await settled(pilot, lambda: screen.bench is not None)
        assert "being read" not in (screen.why_not("merge.richest") or "")


async def test_the_first_pick_starts_the_merge(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        screen.grid.go_to("description")
        await press(pilot, "2")
        assert choice(screen, "description").sources == (1,)
        assert "name" in merge_of(screen).decisions, "what all have alike decides itself"


async def test_rows_stand_side_by_side_and_agreeing_ones_are_folded(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        text = shown_text(app)
        line = next(line for line in text.splitlines() if "description: Looks" in line)
        assert line.count("description: Looks at code") == 2
        assert "rows agree: name" in text or "row agrees: name" in text
        assert "color: blue" not in text
        await press(pilot, "f")
        assert shown_text(app).count("color: blue") == 2
        await press(pilot, "f")
        await press(pilot, "g")
        assert isinstance(screen.grid.entry, Fold)
        await press(pilot, "space")
        lines = shown_text(app).splitlines()
        assert any(line.startswith("▌=") and line.count("name: alpha") == 2 for line in lines)


async def test_differing_words_are_marked_and_not_by_colour_alone(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        screen.grid.go_to("body/1")
        await pilot.pause()
        underlined = {
            segment.text.strip()
            for y in range(screen.grid.size.height)
            for segment in screen.grid.render_line(y)
            if segment.style and segment.style.underline
        }
        assert {"wrong", "good"} <= underlined
        assert not any("You look" in text for text in underlined)


async def test_every_key_says_what_it_will_do_before_it_is_pressed(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        screen.grid.go_to("description")
        await pilot.pause()
        text = shown_text(app)
        for words in ("take 1: description: Looks at code", "take 2: description: Looks at code",
                      "drop this field", "type it"):  # fmt: skip
            assert words in text
        screen.grid.go_to("tools")
        await pilot.pause()
        assert "union: every member of all sources, each once" in shown_text(app)


async def test_a_key_that_does_not_apply_says_why(two):
    app = studio(two)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await opened(pilot, two)
        await press(pilot, "m")
        screen.grid.go_to("description")
        await press(pilot, "u")
        await settled(pilot, lambda: "A union needs a set or a list" in shown_text(app))
        await press(pilot, "7")
        await settled(pilot, lambda: "There are 2 sources, no number 7." in shown_text(app))
        assert choice(screen, "description") is None


async def test_next_and_previous_go_through_what_is_open(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        await press(pilot, "m")
        waiting = undecided(merge_of(screen))
        assert address(screen) == waiting[0]
        for expected in (*waiting[1:], waiting[0]):
            await press(pilot, "n")
            assert address(screen) == expected
        await press(pilot, "p")
        assert address(screen) == waiting[-1]


async def test_the_cursors_of_list_and_result_go_together(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        await press(pilot, "R", "tab")
        view = screen.query_one(ResultView)
        assert view.has_focus
        await press(pilot, "g", "j", "j")
        assert address(screen) == "description"
        await press(pilot, "e")
        await settled(pilot, lambda: isinstance(app.screen, TypeScreen))
        await press(pilot, "escape")


async def test_columns_scroll_together_and_say_what_is_hidden(four):
    app = studio(four)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, four)
        assert list(screen.grid.columns.sources) == [0, 1]
        assert "2›" in shown_text(app)
        await press(pilot, "l", "l")
        assert list(screen.grid.columns.sources) == [1, 2]
        assert "‹1" in shown_text(app)
        await press(pilot, "greater_than_sign", "greater_than_sign")
        assert list(screen.grid.columns.sources) == [2, 3]
        await press(pilot, "less_than_sign", "h", "left")
        assert list(screen.grid.columns.sources) == [0, 1]
        await press(pilot, "m", "r")
        assert screen.has_class("-result")
        await settled(pilot, lambda: len(screen.grid.columns.widths) == 1)
        await press(pilot, "r")
        await settled(pilot, lambda: len(screen.grid.columns.widths) == 2)


async def test_the_mouse_takes_a_cell_and_opens_a_fold(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        lines = shown_text(app).splitlines()
        top = screen.grid.region.y
        y = next(at for at, line in enumerate(lines) if "description: Looks" in line) - top
        await pilot.click(ComparisonGrid, offset=(80, y))
        assert address(screen) == "description"
        assert screen.grid.source == 1
        assert merge_of(screen) is None
        await pilot.click(ComparisonGrid, offset=(80, y), times=2)
        await settled(pilot, lambda: merge_of(screen) is not None)
        assert choice(screen, "description").sources == (1,)


async def test_no_text_of_a_file_acts_on_the_screen(in_folder):
    paths = [in_folder / "one.md", in_folder / "two.md"]
    for number, path in enumerate(paths):
        path.write_text(HOSTILE.replace("beware", f"beware {number}"), encoding="utf-8")
    app = studio(paths)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, paths)
        screen.grid.go_to("description")
        for key in ("f", "A", "escape", "e", "escape", "2", "R", "r", "r", "s"):
            await press(pilot, key)
            text = shown_text(app)
            assert "\x1b" not in text
            assert hidden_offsets(text) == []
            assert "[" in text
        assert isinstance(app.screen, LeftOutScreen)
        assert "\x1b]52" in screen.result.text, "what is shown is made visible, not changed"


async def test_files_that_cannot_be_read_are_told_in_one_sentence(two, in_folder):
    app = studio(two)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await app.compare([two[0], in_folder / "gone.md"])
        await settled(pilot, lambda: "gone.md" in shown_text(app))
        assert "it is not there" in shown_text(app)


@pytest.mark.parametrize("size", [(80, 24), (140, 42)], ids=["80x24", "140x42"])
async def test_pictures(four, screen, size):
    app = studio(four)
    async with app.run_test(size=size) as pilot:
        merging = await opened(pilot, four)
        await still(pilot)
        assert app == screen(name="read only")
        merging.grid.go_to("description")
        await press(pilot, "3", "n", "n")
        await settled(pilot, lambda: merging.settled)
        await still(pilot)
        assert app == screen(name="merging")
        if size[0] == 80:
            await press(pilot, "r")
            await still(pilot)
            assert app == screen(name="result")
        await press(pilot, "R")
        await settled(pilot, lambda: merging.settled)
        await press(pilot, "w")
        await settled(pilot, lambda: isinstance(app.screen, LeftOutScreen))
        await still(pilot)
        assert app == screen(name="left out")


async def test_nine_definitions_at_once(in_folder):
    paths = [in_folder / f"agent-{number}.md" for number in range(1, 10)]
    for number, path in enumerate(paths, start=1):
        text = ALPHA.replace("code", f"code of kind {number}")
        path.write_text(text, encoding="utf-8")
    app = studio(paths)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, paths)
        assert "7›" in shown_text(app)
        screen.grid.go_to("description")
        await pilot.pause()
        assert all(f"take {number}:" in shown_text(app) for number in range(1, 10))
        await press(pilot, "9")
        assert "Looks at code of kind 9" in screen.result.text
        await press(pilot, *["l"] * 8)
        assert "‹7" in shown_text(app)
        assert any("≠ 9" in line and "description" in line for line in shown_text(app).splitlines())
