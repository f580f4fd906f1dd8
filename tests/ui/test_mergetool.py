"""The merge screen as git's merge tool: the conflicts first, saved when asked, an honest status."""

from __future__ import annotations

import pytest

from agent_studio.core.merge import undecided
from agent_studio.store import sessions
from agent_studio.ui import app as ui_app
from agent_studio.ui.mergetool import MergetoolApp, run_mergetool, status_of
from agent_studio.ui.screens.choose import ChooseScreen
from agent_studio.ui.screens.confirm import ConfirmScreen
from agent_studio.ui.screens.left_out import LeftOutScreen
from agent_studio.ui.screens.mergetool import Three
from agent_studio.ui.screens.too_small import TooSmallScreen
from merge_desk import SIZE, press
from screens import settled, shown_text, still
from three import CONFLICTS, OURS, write_three

REPORT, MANNERS = CONFLICTS
LEFT_BY_GIT = "<<<<<<< HEAD\nours\n||||||| 1a2b3c4\nbase\n=======\ntheirs\n>>>>>>> topic\n"


@pytest.fixture
def three(in_folder) -> Three:
    merged = in_folder / "reviewer.md"
    merged.write_text(LEFT_BY_GIT, encoding="utf-8")
    return Three(*write_three(in_folder), merged)


async def opened(pilot):
    screen = pilot.app.tool
    await settled(pilot, lambda: screen.bench is not None and screen.bench.merge is not None)
    await settled(pilot, lambda: screen.grid.has_focus and screen.settled)
    return screen


def listed(screen):
    return [each.address for each in screen.grid._sheet.listed if hasattr(each, "address")]


async def test_it_opens_on_the_first_conflict_with_nothing_else_in_view(three):
    app = MergetoolApp(three)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert screen.grid.row.address == REPORT
        text = shown_text(app)
        assert "1 ours" in text
        assert "2 theirs" in text
        assert "git mergetool · reviewer.md" in text
        assert "conflict: both edited" in text
        assert "0 of 2 decided, 2 conflicts open" in text
        assert "model" not in listed(screen)
        await press(pilot, "t")
        assert "model" in listed(screen)


async def test_saved_with_nothing_left_is_status_0(three):
    app = MergetoolApp(three)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "2", "n", "x", "w")
        await settled(pilot, lambda: isinstance(app.screen, ChooseScreen))
        assert "Everything is decided." in shown_text(app)
        assert three.merged.read_text(encoding="utf-8") == LEFT_BY_GIT, "only when asked"
        await press(pilot, "w")
        await settled(pilot, lambda: app.return_value is not None)
        assert screen.result is not None
    assert status_of(app) == 0
    text = three.merged.read_text(encoding="utf-8")
    assert "Write a short paragraph for each finding." in text
    assert "Manners" not in text
    assert "tools: Read, Grep, Bash, Glob" in text
    assert "<<<" not in text
    assert sessions.pending(tool=str(three.merged)) == ()


async def test_saved_with_conflicts_left_is_status_1_and_goes_on_the_next_time(three):
    app = MergetoolApp(three)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "2", "w")
        await settled(pilot, lambda: isinstance(app.screen, ChooseScreen))
        text = " ".join(shown_text(app).split())
        assert "Still undecided: 1 thing (1 conflict)." in text
        assert "status 1" in text
        await press(pilot, "n")
        assert app.tool.grid.row.address == MANNERS
        await press(pilot, "w", "w")
        await settled(pilot, lambda: app.return_value is not None)
    assert status_of(app) == 1
    text = three.merged.read_text(encoding="utf-8")
    assert "<<<<<<< HEAD\n## Manners" in text
    assert "||||||| 1a2b3c4\n" in text, "as git's own markers look here"
    assert ">>>>>>> topic\n" in text
    assert text.count("<<<<<<<") == 1

    three.merged.write_text(LEFT_BY_GIT, encoding="utf-8")  # git puts its own version back
    again = MergetoolApp(three)
    async with again.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await settled(pilot, lambda: isinstance(again.screen, ChooseScreen))
        await press(pilot, "c")
        await settled(pilot, lambda: screen.bench.progress.open == 1)
        assert undecided(screen.bench.working)[0] == MANNERS
        assert "model" not in listed(screen)


async def test_leaving_asks_and_leaves_the_file_as_git_left_it(three):
    app = MergetoolApp(three)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "1", "escape")
        await settled(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        assert "reviewer.md is not saved" in shown_text(app)
        await press(pilot, "n")
        await settled(pilot, lambda: app.screen is screen)
        await press(pilot, "q", "y")
        await settled(pilot, lambda: app.return_value is not None)
    assert status_of(app) == 1
    assert three.merged.read_text(encoding="utf-8") == LEFT_BY_GIT


async def test_other_workplaces_wait_for_git(three):
    app = MergetoolApp(three)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await opened(pilot)
        for key in ("f2", "f4", "o"):
            await press(pilot, key)
        await settled(pilot, lambda: "git waits for this merge" in shown_text(app))
        assert app.screen is screen
        assert "git says" in screen.why_not("merge.ancestor")


async def test_what_somebody_else_wrote_is_not_run_over_unasked(three):
    app = MergetoolApp(three)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await opened(pilot)
        await press(pilot, "1", "n", "1")
        three.merged.write_text("somebody else\n", encoding="utf-8")
        await press(pilot, "w", "w")
        await settled(pilot, lambda: "was changed meanwhile" in shown_text(app))
        assert three.merged.read_text(encoding="utf-8") == "somebody else\n"
        await press(pilot, "w", "w")
        await settled(pilot, lambda: app.return_value is not None)
    assert status_of(app) == 0
    assert "You stay polite and brief." in three.merged.read_text(encoding="utf-8")


async def test_a_file_that_both_added_has_an_empty_base(three):
    three.base.unlink()
    app = MergetoolApp(three)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert screen.bench.compared.base is not None
        assert undecided(screen.bench.working)
        await press(pilot, "0")
        await settled(pilot, lambda: "0 base" in shown_text(app))


async def test_nothing_left_to_ask_shows_everything_and_saves(three):
    three.theirs.write_text(OURS, encoding="utf-8")
    app = MergetoolApp(three)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert not screen.only_asking
        assert "Rules have settled everything" in shown_text(app)
        await press(pilot, "w", "s")
        await settled(pilot, lambda: isinstance(app.screen, LeftOutScreen))
        await press(pilot, "escape", "w", "w")
        await settled(pilot, lambda: app.return_value is not None)
    assert status_of(app) == 0
    assert three.merged.read_text(encoding="utf-8") == OURS


async def test_a_side_that_cannot_be_read_is_status_1(three):
    three.theirs.unlink()
    app = MergetoolApp(three)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot, lambda: app.return_value is not None)
    assert status_of(app) == 1
    assert three.merged.read_text(encoding="utf-8") == LEFT_BY_GIT


@pytest.mark.parametrize(
    ("saved", "code", "status"), [(True, 0, 0), (True, None, 0), (False, 0, 1), (True, 1, 1)]
)
def test_only_a_finished_and_saved_merge_is_status_0(three, monkeypatch, saved, code, status):
    def run(app):
        app.tool.saved = saved
        return 0

    monkeypatch.setattr(MergetoolApp, "run", run)
    monkeypatch.setattr(MergetoolApp, "return_code", code)
    assert run_mergetool(three.base, three.ours, three.theirs, three.merged) == status
    assert ui_app.run_mergetool(three.base, three.ours, three.theirs, three.merged) == status


async def test_leaving_a_terminal_that_is_too_small_is_status_1(three):
    app = MergetoolApp(three)
    async with app.run_test(size=(40, 8)) as pilot:
        await settled(pilot, lambda: isinstance(app.screen, TooSmallScreen))
        await press(pilot, "q")
        await settled(pilot, lambda: app.return_value is not None)
    assert status_of(app) == 1


@pytest.mark.parametrize("size", [(80, 24), (140, 42)], ids=["80x24", "140x42"])
async def test_pictures(three, screen, size):
    app = MergetoolApp(three)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await still(pilot)
        assert app == screen(name="start")
        await press(pilot, "1", "w")
        await still(pilot)
        assert app == screen(name="save with conflicts")
