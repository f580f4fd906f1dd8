"""How a merge ends, is kept, and is taken up again."""

from __future__ import annotations

from agent_studio.core.compare import compare
from agent_studio.core.document import parse
from agent_studio.core.merge import decisions_from_json, decisions_to_json, render, undecided
from agent_studio.core.text import encode
from agent_studio.store import sessions
from agent_studio.ui.screens.choose import ChooseScreen
from agent_studio.ui.screens.confirm import ConfirmScreen
from agent_studio.ui.screens.left_out import LeftOutScreen
from merge_desk import SIZE, address, merge_of, opened, press, screen_of
from screens import settled, shown_text, studio


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
