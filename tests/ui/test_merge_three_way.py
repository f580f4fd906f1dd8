"""Merging on top of a base as a person does it, down to a sentence."""

from __future__ import annotations

import pytest

from agent_studio.core.merge import undecided
from agent_studio.core.merge.model import Action, Choice, Policy
from agent_studio.store import sessions, settings
from agent_studio.ui.screens.choose import ChooseScreen
from agent_studio.ui.screens.confirm import ConfirmScreen
from agent_studio.ui.screens.done import DoneScreen
from agent_studio.ui.screens.left_out import LeftOutScreen
from agent_studio.ui.screens.merge import MergeScreen
from agent_studio.ui.screens.write import WriteScreen
from agent_studio.ui.widgets.result_view import ResultView
from merge_desk import SIZE, address, press, screen_of
from screens import settled, shown_text, still, studio
from three import BASE, CONFLICTS, write_three

REPORT, MANNERS = CONFLICTS


@pytest.fixture
def three(in_folder):
    """Ours, the base, theirs: the order in which a person might mark them."""
    base, ours, theirs = write_three(in_folder)
    return [ours, base, theirs]


async def on_base(pilot, three) -> MergeScreen:
    """The merge workplace with the second definition declared the base of the others."""
    app = pilot.app
    await app.compare(three)
    await settled(pilot, lambda: screen_of(app).bench is not None)
    screen = screen_of(app)
    await settled(pilot, lambda: screen.grid.has_focus)
    await press(pilot, "l", "a")
    await settled(pilot, lambda: screen.bench.compared.base is not None)
    await settled(pilot, lambda: screen.grid.comparison is screen.bench.comparison)
    await pilot.pause()
    return screen


def choice(screen, where):
    decision = screen.bench.working.decisions.get(where)
    return decision.choice if decision else None


async def test_one_of_the_marked_definitions_is_declared_the_base_and_a_source_again(three):
    app = studio(three)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await on_base(pilot, three)
        assert screen.bench.compared.labels == ("ours.md", "theirs.md")
        assert "2 definitions on top of their base" in shown_text(app)
        assert "Read only: 2 things to decide" in shown_text(app)
        await press(pilot, "a")
        await settled(pilot, lambda: screen.bench.compared.base is None)
        assert len(screen.bench.compared.documents) == 3
        await press(pilot, "0")
        await settled(pilot, lambda: "There is no base" in shown_text(app))


async def test_another_base_asks_before_decisions_are_set_aside(three):
    app = studio(three)
    async with app.run_test(size=SIZE) as pilot:
        screen = await on_base(pilot, three)
        screen.grid.go_to(REPORT)
        await press(pilot, "1", "a")
        await settled(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await press(pilot, "n")
        assert choice(screen, REPORT) == Choice(Action.TAKE, (0,))
        await press(pilot, "a", "y")
        await settled(pilot, lambda: screen.bench.compared.base is None)
        assert len(sessions.pending()) == 1, "they stay kept"
        await settled(pilot, lambda: app.screen is screen and screen.grid.has_focus)
        screen.grid.source = 2
        await press(pilot, "a")
        await settled(pilot, lambda: isinstance(app.screen, ChooseScreen))
        await press(pilot, "c")
        await settled(pilot, lambda: choice(screen, REPORT) == Choice(Action.TAKE, (0,)))


async def test_the_base_is_a_column_on_demand(three):
    app = studio(three)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await on_base(pilot, three)
        screen.grid.go_to(REPORT)
        await pilot.pause()
        assert "0 base" not in shown_text(app)
        await press(pilot, "0")
        await settled(pilot, lambda: "0 base" in shown_text(app))
        assert list(screen.grid.columns.sources) == [0, 1], "both sides stay in view"
        line = next(line for line in shown_text(app).splitlines() if line.startswith("▌≠"))
        assert line.count("Write one line for") == 2
        await press(pilot, "0")
        await settled(pilot, lambda: "0 base" not in shown_text(app))


async def test_every_row_says_why_it_is_decided_or_which_conflict_it_is(three):
    app = studio(three)
    async with app.run_test(size=SIZE) as pilot:
        screen = await on_base(pilot, three)
        await press(pilot, "m")
        for where, words in (
            ("model", "only 1 (ours.md) changed it"),
            ("body/1/~3", "only 2 (theirs.md) changed it"),
            (REPORT, "conflict: both edited"),
            (MANNERS, "conflict: edited / deleted"),
        ):
            screen.grid.go_to(where)
            await settled(pilot, lambda words=words: words in shown_text(app))


async def test_a_conflict_is_decided_by_parts_in_either_order_and_revisited(three):
    app = studio(three)
    async with app.run_test(size=SIZE) as pilot:
        screen = await on_base(pilot, three)
        await press(pilot, "m")
        assert address(screen) == REPORT
        text = shown_text(app)
        assert "both: 1, then 2" in text
        assert "both: 2, then 1" in text
        await press(pilot, "v")
        assert choice(screen, REPORT) == Choice(Action.ALL, (1, 0))
        await press(pilot, "b")
        assert choice(screen, REPORT) == Choice(Action.ALL, (0, 1))
        await press(pilot, "n", "2")
        assert choice(screen, MANNERS) == Choice(Action.NONE), "theirs deleted it"
        await press(pilot, "1", "c")
        assert address(screen) == REPORT, "a decided conflict is come back to"
        await press(pilot, "C")
        assert address(screen) == MANNERS
        assert undecided(screen.bench.working) == ()
        await settled(pilot, lambda: "2 of 2 decided" in shown_text(app))


async def test_a_row_is_split_with_undo_and_redo_across_it(three):
    app = studio(three)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await on_base(pilot, three)
        await press(pilot, "m")
        screen.grid.go_to("body/1/~1")
        await press(pilot, "d")
        assert address(screen) == "body/1"
        assert not screen.grid.row.is_split
        await press(pilot, "d")
        assert address(screen) == "body/1/~1"
        await press(pilot, "2")
        assert "You read code with care. You say what is wrong." in screen.result.text
        await press(pilot, "z", "z", "z")
        assert screen.grid.row.is_split or address(screen).startswith("body/1/~")
        assert "great care" in screen.result.text
        await press(pilot, "Z", "Z", "Z")
        assert choice(screen, "body/1/~1") == Choice(Action.TAKE, (1,))
        screen.grid.go_to("model")
        await press(pilot, "d")
        await settled(pilot, lambda: "A setting is one value" in shown_text(app))


async def test_proposals_are_accepted_one_by_one_or_all_at_once(three):
    settings.settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings.settings_file().write_text('[merge]\npolicy = "ask"\n')
    app = studio(three)
    async with app.run_test(size=SIZE) as pilot:
        screen = await on_base(pilot, three)
        assert screen.bench.policy is Policy.ASK
        await press(pilot, "m")
        assert "0 of 9 decided, 2 conflicts open, 7 proposed" in shown_text(app)
        screen.grid.go_to("model")
        await settled(pilot, lambda: "yes to what is proposed" in shown_text(app))
        assert any("≠ ◇" in line for line in shown_text(app).splitlines())
        await press(pilot, "y")
        assert not screen.bench.working.decisions["model"].proposed
        assert "6 proposed" in shown_text(app)
        await press(pilot, "Y")
        assert "7 of 9 decided, 2 conflicts open" in shown_text(app)
        await press(pilot, "z")
        assert "6 proposed" in shown_text(app)
        screen.do_policy()
        await pilot.pause()
        assert "7 of 9 decided, 2 conflicts open" not in shown_text(app)
        assert screen.bench.policy is Policy.CAREFUL
        assert screen.bench.progress.proposed == 0


async def test_only_what_asks_is_listed_on_one_key(three):
    app = studio(three)
    async with app.run_test(size=SIZE) as pilot:
        screen = await on_base(pilot, three)
        await press(pilot, "m", "t")
        text = shown_text(app)
        assert "ask nothing" in text
        assert "model: opus" not in text.partition("▏")[0]
        await press(pilot, "1", "n", "1")
        assert undecided(screen.bench.working) == ()
        listed = [each.address for each in screen.grid._sheet.listed if hasattr(each, "address")]
        assert {REPORT, MANNERS} <= set(listed), "what was asked stays in view"
        await press(pilot, "t")
        assert "ask nothing" not in shown_text(app)


async def test_what_is_left_is_written_between_markers_after_a_question(three):
    app = studio(three)
    async with app.run_test(size=SIZE) as pilot:
        screen = await on_base(pilot, three)
        await press(pilot, "m", "1", "w")
        await settled(pilot, lambda: isinstance(app.screen, ChooseScreen))
        assert "Still undecided: 1 thing (1 conflict)." in shown_text(app)
        await press(pilot, "w")
        await settled(pilot, lambda: isinstance(app.screen, LeftOutScreen))
        await press(pilot, "w")
        await settled(pilot, lambda: isinstance(app.screen_stack[0], WriteScreen))
        writing = app.screen_stack[0]
        await settled(
            pilot, lambda: writing.draft is not None and writing.draft.mentions is not None
        )
        await settled(pilot, lambda: "1 conflict marked in it" in shown_text(app))
        assert "Conflicts are left" in (writing.why_not("write.originals") or "")
        await press(pilot, "w")
        await settled(pilot, lambda: isinstance(app.screen, DoneScreen))
        assert "the merge is kept" in " ".join(shown_text(app).split())
        target = writing.draft or three[0].parent / "reviewer.md"
        text = (three[0].parent / "reviewer.md").read_text(encoding="utf-8")
        assert target
        assert text.count("<<<<<<<") == 1
        assert "||||||| base" in text
        assert len(sessions.pending()) == 1
        await press(pilot, "escape")
        await app.open_workplace("merge")
        await settled(pilot, lambda: app.screen_stack[0] is screen)
        assert undecided(screen.bench.working)


async def test_escape_keeps_the_merge_and_says_so(three):
    app = studio(three)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await on_base(pilot, three)
        await press(pilot, "m", "1", "escape")
        await settled(pilot, lambda: app.current_mode == "library")
        await settled(pilot, lambda: "The merge is kept" in " ".join(shown_text(app).split()))
        await press(pilot, "f3")
        await settled(pilot, lambda: app.screen is screen)
        assert choice(screen, REPORT) == Choice(Action.TAKE, (0,))


async def test_two_studios_on_one_merge_are_told(three):
    app = studio(three)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await on_base(pilot, three)
        await press(pilot, "m", "1")
        await settled(pilot, sessions.pending)
        (kept,) = sessions.pending()
        sessions.save(kept)
        await press(pilot, "n", "1")
        await settled(pilot, lambda: "Another studio went on" in " ".join(shown_text(app).split()))
        assert len(sessions.pending()) == 2
        assert screen.bench.progress.open == 0


async def test_one_that_is_deleted_while_it_is_open_is_told_and_can_still_be_written(three):
    app = studio(three)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await on_base(pilot, three)
        three[2].unlink()
        await press(pilot, "m", "1", "n", "1")
        await settled(pilot, sessions.pending)
        (kept,) = sessions.pending()
        await app.resume(kept.id)
        await settled(pilot, lambda: "is gone from the disk" in shown_text(app))
        await settled(pilot, lambda: screen.bench.progress.decided == 2)
        assert choice(screen, MANNERS) == Choice(Action.TAKE, (0,))
        assert screen.bench.compared.base is not None


async def test_the_same_twice_says_so_and_line_ends_make_no_difference(in_folder):
    paths = [in_folder / name for name in ("a.md", "b.md")]
    paths[0].write_bytes(BASE.encode())
    paths[1].write_bytes(BASE.replace("\n", "\r\n").encode())
    app = studio(paths)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await app.compare(paths)
        await settled(pilot, lambda: screen_of(app).bench is not None)
        await settled(pilot, lambda: "the same in every row" in shown_text(app))
        for count in (1, 10):
            await app.compare(paths[:1] * count)
            await settled(pilot, lambda count=count: f"compared, not {count}." in shown_text(app))


async def test_a_click_on_the_base_chooses_no_source(three):
    app = studio(three)
    async with app.run_test(size=SIZE) as pilot:
        screen = await on_base(pilot, three)
        await press(pilot, "m", "0")
        screen.grid.source = 1
        await pilot.pause()
        y = screen.grid._sheet.tops[screen.grid.cursor] - screen.grid.scroll_offset.y
        await pilot.click(screen.grid, offset=(8, y), times=2)
        await pilot.pause()
        assert screen.grid.source == 1
        assert choice(screen, REPORT) is None
        assert screen.query_one(ResultView)


@pytest.mark.parametrize("size", [(80, 24), (140, 42)], ids=["80x24", "140x42"])
async def test_pictures(three, screen, size):
    app = studio(three)
    async with app.run_test(size=size) as pilot:
        merging = await on_base(pilot, three)
        await press(pilot, "m", "0")
        await settled(pilot, lambda: merging.settled)
        await still(pilot)
        assert app == screen(name="base")
        await press(pilot, "0")
        merging.grid.go_to("body/1")
        await still(pilot)
        assert app == screen(name="split")
        merging.do_policy()
        merging.grid.go_to("model")
        await settled(pilot, lambda: merging.settled)
        await still(pilot)
        assert app == screen(name="proposed")
        await press(pilot, "w")
        await still(pilot)
        assert app == screen(name="write with conflicts")
