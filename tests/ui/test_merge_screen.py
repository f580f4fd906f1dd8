"""Compare and merge as a person uses it."""

from __future__ import annotations

import shutil
from pathlib import Path
from threading import Event

import pytest

from agent_studio.core.compare import compare
from agent_studio.core.document import parse
from agent_studio.core.merge import decisions_from_json, decisions_to_json, render, undecided
from agent_studio.core.text import encode, hidden_offsets
from agent_studio.store import sessions
from agent_studio.ui.app import StudioApp
from agent_studio.ui.merging.sources import load_sources
from agent_studio.ui.merging.view import Fold
from agent_studio.ui.screens import merge_keeping
from agent_studio.ui.screens.choose import ChooseScreen
from agent_studio.ui.screens.confirm import ConfirmScreen
from agent_studio.ui.screens.left_out import LeftOutScreen
from agent_studio.ui.screens.merge import MergeScreen
from agent_studio.ui.screens.order import OrderScreen
from agent_studio.ui.screens.type_text import TypeScreen
from agent_studio.ui.widgets.comparison_grid import ComparisonGrid
from agent_studio.ui.widgets.definition_editor import DefinitionEditor
from agent_studio.ui.widgets.result_view import ResultView
from conftest import ROOT
from definitions import HOSTILE
from screens import settled, shown_text, still, studio

SIZE = (120, 36)
NAMES = ("backend-engineer", "backend-engineer-platform", "backend-engineer-payments",
         "backend-engineer-company")  # fmt: skip
ALPHA = """---
name: alpha
description: Looks at code
tools: Read, Grep
color: blue
---

You look at code and say what is wrong.

## How

- Read every line
- Ask when unsure
- Name the file
"""
BETA = """---
name: alpha
description: Looks at code and tests
tools: Read, Bash
color: blue
---

You look at code and say what is good.

## How

- Read every line
- Run the tests
- Name the file
"""


@pytest.fixture
def four(in_folder: Path) -> list[Path]:
    """Four definitions of one name, in four shapes."""
    folder = in_folder / "agents"
    folder.mkdir()
    for name in NAMES:
        shutil.copy(ROOT / "agents" / "tour" / f"{name}.md", folder / f"{name}.md")
    return [folder / f"{name}.md" for name in NAMES]


@pytest.fixture
def two(in_folder: Path) -> list[Path]:
    paths = [in_folder / "alpha.md", in_folder / "beta.md"]
    for path, text in zip(paths, (ALPHA, BETA), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def screen_of(app: StudioApp) -> MergeScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, MergeScreen)
    return screen


async def opened(pilot, paths) -> MergeScreen:
    """The merge workplace on ``paths``."""
    app = pilot.app
    await app.compare(paths)
    await settled(pilot, lambda: screen_of(app).bench is not None)
    screen = screen_of(app)
    await settled(pilot, lambda: screen.grid.has_focus)
    await pilot.pause()
    return screen


async def press(pilot, *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


def merge_of(screen: MergeScreen):
    assert screen.bench is not None
    return screen.bench.merge


def address(screen: MergeScreen) -> str:
    row = screen.grid.row
    return row.address if row else ""


def choice(screen: MergeScreen, where: str):
    merge = merge_of(screen)
    decision = merge.decisions.get(where) if merge else None
    return decision.choice if decision else None


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


async def test_take_union_all_type_drop_and_undecide(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        await press(pilot, "m")
        screen.grid.go_to("tools")
        await press(pilot, "u")
        assert "tools: Read, Bash, Grep" in screen.result.text
        screen.grid.go_to("body/1")
        await press(pilot, "b")
        text = screen.result.text
        assert text.index("what is wrong") < text.index("what is good")
        await press(pilot, "v")
        text = screen.result.text
        assert text.index("what is good") < text.index("what is wrong")
        await press(pilot, "x")
        assert "You look at code" not in screen.result.text
        await press(pilot, "backspace")
        assert "body/1" in undecided(merge_of(screen))
        await press(pilot, "e")
        await settled(pilot, lambda: isinstance(app.screen, TypeScreen))
        editor = app.screen.query_one(DefinitionEditor)
        assert "You look at code" in editor.definition
        editor.load("You look twice.")
        await press(pilot, "ctrl+s")
        await settled(pilot, lambda: app.screen is screen)
        assert "You look twice." in screen.result.text
        assert choice(screen, "body/1").text == "You look twice."


async def test_escape_leaves_a_row_as_it_was(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        screen.grid.go_to("description")
        await press(pilot, "1", "e")
        await settled(pilot, lambda: isinstance(app.screen, TypeScreen))
        await press(pilot, "x", "y", "escape")
        await settled(pilot, lambda: app.screen is screen)
        assert choice(screen, "description").sources == (0,)


async def test_several_texts_in_a_chosen_order(four):
    app = studio(four)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, four)
        screen.grid.go_to("body/1")
        await press(pilot, "B")
        await settled(pilot, lambda: isinstance(app.screen, OrderScreen))
        present = [cell.source for cell in screen.grid.row.present]
        order = (present[-1], present[0])
        await press(pilot, *(str(source + 1) for source in order), "enter")
        await settled(pilot, lambda: app.screen is screen)
        assert choice(screen, "body/1").sources == order


async def test_a_key_on_a_heading_holds_for_everything_below_it(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        screen.grid.go_to("body/How")
        await press(pilot, "2")
        below = [row.address for row in screen.grid.row.walk()]
        assert len(below) > 3
        assert not set(below) & set(undecided(merge_of(screen)))
        assert "- Run the tests" in screen.result.text
        assert "- Ask when unsure" not in screen.result.text


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


async def test_many_at_once_by_a_chooser(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        screen.grid.go_to("description")
        await press(pilot, "1", "A")
        await settled(pilot, lambda: isinstance(app.screen, ChooseScreen))
        assert "all undecided rows from beta.md" in shown_text(app)
        await press(pilot, "2")
        await settled(pilot, lambda: app.screen is screen)
        assert undecided(merge_of(screen)) == ()
        assert choice(screen, "description").sources == (0,), "what was decided stays"
        assert "what is good" in screen.result.text


async def test_undo_and_redo_without_limit(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        await press(pilot, "m")
        states = [merge_of(screen).decisions]
        for where, key in (("description", "1"), ("description", "2"), ("body/1", "x"),
                           ("tools", "u"), ("tools", "R"), ("body/How", "1")):  # fmt: skip
            screen.grid.go_to(where)
            await press(pilot, key)
            states.append(merge_of(screen).decisions)
        for state in reversed(states[:-1]):
            await press(pilot, "z")
            assert merge_of(screen).decisions == state
        assert screen.why_not("merge.undo") == "There is nothing to undo."
        for state in states[1:]:
            await press(pilot, "ctrl+y")
            assert merge_of(screen).decisions == state
        assert screen.why_not("merge.redo") == "There is nothing to do again."


async def test_the_result_is_signed_checked_and_weighed(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        await press(pilot, "R")
        await settled(pilot, lambda: screen.settled)
        text = shown_text(app)
        assert "tokens" in text
        assert "Claude Code loads it" in text
        assert "Read, Bash, Grep" in text
        assert "wider than" in text
        assert any("1 ▎ name: alpha" in line for line in text.splitlines())
        assert any("∪ ▎ tools: Read" in line for line in text.splitlines())


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


async def test_what_was_left_out_is_listed_and_can_still_be_taken(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        await press(pilot, "A")
        await settled(pilot, lambda: isinstance(app.screen, ChooseScreen))
        await press(pilot, "1")
        await settled(pilot, lambda: app.screen is screen)
        assert "Run the tests" not in screen.result.text
        await press(pilot, "s")
        await settled(pilot, lambda: isinstance(app.screen, LeftOutScreen))
        text = shown_text(app)
        assert "Run the tests" in text
        assert "from 2" in text
        assert "2 from 2." in text or "3 from 2." in text or "4 from 2." in text
        while "Run the tests" not in app.screen.item.text:
            await press(pilot, "j")
        await press(pilot, "enter")
        assert "Run the tests" in screen.result.text
        await press(pilot, "escape")
        await settled(pilot, lambda: app.screen is screen)
        await press(pilot, "z")
        assert "Run the tests" not in screen.result.text


async def test_writing_what_is_not_decided_asks_first(two):
    app = studio(two)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await opened(pilot, two)
        await press(pilot, "m", "w")
        await settled(pilot, lambda: isinstance(app.screen, ChooseScreen))
        assert "Still undecided:" in shown_text(app)
        await press(pilot, "n")
        await settled(pilot, lambda: app.screen is screen)
        assert address(screen) in undecided(merge_of(screen))


async def test_what_only_one_source_has_is_left_out_as_one_line_that_opens(four):
    app = studio(four)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, four)
        await press(pilot, "m", "A", "1", "s")
        await settled(pilot, lambda: isinstance(app.screen, LeftOutScreen))
        listed = app.screen._items
        parts = [at for at, item in enumerate(listed) if item.part is not None]
        assert parts
        for _ in range(parts[0]):
            await press(pilot, "j")
        assert "take all of it from" in shown_text(app)
        await press(pilot, "o")
        assert len(app.screen._items) > len(listed)
        await press(pilot, "o")
        assert app.screen._items == listed
        texts = [each.text.strip() for each in app.screen.item.texts]
        await press(pilot, "enter", "escape")
        await settled(pilot, lambda: app.screen is screen)
        shown = screen.result.text
        assert all(text.splitlines()[0] in shown for text in texts)
        await press(pilot, "z")
        assert screen.result.text != shown


async def test_decisions_of_the_screen_replayed_by_the_core_give_the_same_bytes(four):
    app = studio(four)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, four)
        screen.grid.go_to("description")
        await press(pilot, "3")
        screen.grid.go_to("body/1")
        await press(pilot, "b", "R")
        await settled(pilot, lambda: screen.settled)
        shown = screen.result.text
        saved = decisions_to_json(merge_of(screen))
    documents = [parse(path.read_bytes()) for path in four]
    replayed = decisions_from_json(compare(documents), saved)
    assert encode(render(replayed).text) == encode(shown)


async def test_a_merge_in_progress_survives_the_end_of_the_studio(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        screen.grid.go_to("tools")
        await press(pilot, "u")
        # No waiting: leaving in a hurry must not lose the last decision.
        left = screen.result.text
    two[0].write_text("changed meanwhile", encoding="utf-8")
    (session,) = sessions.pending()
    again = studio(two)
    async with again.run_test(size=SIZE, notifications=True) as pilot:
        await again.resume(session.id)
        await settled(pilot, lambda: again.current_mode == "merge" and screen_of(again).bench)
        resumed = screen_of(again)
        assert resumed.result.text == left
        assert address(resumed) == "tools"
        await settled(pilot, lambda: "changed on disk" in shown_text(again))


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


async def test_opening_the_same_files_again_offers_the_unfinished_merge(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        screen.grid.go_to("tools")
        await press(pilot, "u")
        await settled(pilot, sessions.pending)
        await app.compare(two)
        await settled(pilot, lambda: isinstance(app.screen, ChooseScreen))
        assert merge_of(screen) is None
        await press(pilot, "c")
        await settled(pilot, lambda: merge_of(screen) is not None)
        assert "Read, Bash, Grep" in screen.result.text
        assert len(sessions.pending()) == 1


async def test_any_line_of_the_result_can_be_edited_in_place(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        await press(pilot, "R", "tab", "g", "j")
        assert screen.query_one(ResultView).address == "name"
        assert screen.grid.row is None, "the agreeing row stays folded"
        await press(pilot, "enter")
        await settled(pilot, lambda: isinstance(app.screen, TypeScreen))
        app.screen.query_one(DefinitionEditor).load("name: omega")
        await press(pilot, "ctrl+s")
        await settled(pilot, lambda: app.screen is screen)
        assert "name: omega\n" in screen.result.text
        assert any("✎ ▎ name: omega" in line for line in shown_text(app).splitlines())


async def test_an_abandoned_merge_is_not_offered_again(two):
    app = studio(two)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, two)
        await press(pilot, "R")
        await settled(pilot, sessions.pending)
        screen.do_abandon()
        await settled(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await press(pilot, "y")
        await settled(pilot, lambda: merge_of(screen) is None)
        assert sessions.pending() == ()
        assert not screen.has_class("-result")
    assert sessions.pending() == ()


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
