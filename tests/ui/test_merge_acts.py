"""Deciding in the merge workplace, by every key there is."""

from __future__ import annotations

from agent_studio.core.merge import undecided
from agent_studio.ui.screens.choose import ChooseScreen
from agent_studio.ui.screens.order import OrderScreen
from agent_studio.ui.screens.type_text import TypeScreen
from agent_studio.ui.widgets.definition_editor import DefinitionEditor
from agent_studio.ui.widgets.result_view import ResultView
from merge_desk import SIZE, choice, merge_of, opened, press
from screens import settled, shown_text, studio


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
