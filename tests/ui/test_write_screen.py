"""Writing a merge, from the first key to the file on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_studio.core.check import check
from agent_studio.core.check.model import Severity
from agent_studio.core.dialects import CLAUDE_CODE, load
from agent_studio.core.document import parse
from agent_studio.core.text import hidden_offsets
from agent_studio.store import backups, sessions
from agent_studio.ui.app import StudioApp
from agent_studio.ui.merging.view import Fold
from agent_studio.ui.screens.ask import AskTextScreen
from agent_studio.ui.screens.done import DoneScreen
from agent_studio.ui.screens.left_out import LeftOutScreen
from agent_studio.ui.screens.write import WriteScreen
from agent_studio.ui.widgets.comparison_grid import ComparisonGrid
from agent_studio.ui.widgets.definition_list import DefinitionList
from conftest import ROOT
from definitions import HOSTILE
from merge_desk import SIZE
from merge_desk import screen_of as merge_screen_of
from screens import settled, shown_text, still, studio

OTHER = """---
name: python-coder
description: Writes Python code.
---
You write Python.
"""
CALLER = """---
name: lead
description: Leads a team of agents. Hands Python to python-coder.
---
Ask `python-coder` first.
"""
MERGED = """---
name: coder
description: Writes code in any language.
---
You write code.
"""


@pytest.fixture
def coders(in_folder: Path) -> list[Path]:
    paths = [in_folder / "coder.md", in_folder / "python-coder.md"]
    for path, text in zip(paths, (MERGED, OTHER), strict=True):
        path.write_text(text, encoding="utf-8")
    (in_folder / "lead.md").write_text(CALLER, encoding="utf-8")
    return paths


def write_screen(app: StudioApp) -> WriteScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, WriteScreen)
    return screen


async def drafted(pilot, paths) -> WriteScreen:
    """The write workplace with the richest merge of ``paths``."""
    app = pilot.app
    listed = app.screen_stack[0].query_one(DefinitionList)
    await settled(pilot, lambda: len(listed.shown) >= len(paths))
    await app.compare(paths)
    await settled(pilot, lambda: merge_screen_of(app).bench is not None)
    await pilot.press("R", "w")
    await settled(pilot, lambda: isinstance(app.screen, LeftOutScreen))
    await pilot.press("w")
    await settled(pilot, lambda: app.current_mode == "export")
    await settled(pilot, lambda: write_screen(app).draft is not None)
    screen = write_screen(app)
    await settled(pilot, lambda: screen.draft.mentions is not None)
    await pilot.pause()
    return screen


async def test_from_launch_to_the_written_result_in_six_keys(four):
    pressed = []
    app = studio([four[0].parent])
    async with app.run_test(size=SIZE) as pilot:

        async def press(key: str) -> None:
            pressed.append(key)
            await pilot.press(key)

        listed = app.screen.query_one(DefinitionList)
        await settled(pilot, lambda: len(listed.shown) == 4)
        await press("a")
        await press("m")
        await settled(pilot, lambda: app.current_mode == "merge" and merge_screen_of(app).bench)
        await press("R")
        await press("w")
        await settled(pilot, lambda: isinstance(app.screen, LeftOutScreen))
        await press("w")
        await settled(pilot, lambda: app.current_mode == "export" and write_screen(app).draft)
        await press("w")
        await settled(pilot, lambda: isinstance(app.screen, DoneScreen))
    assert len(pressed) == 6
    written = parse(four[0].read_bytes())
    loaded = load(written, CLAUDE_CODE)
    assert loaded.loads
    assert loaded.reason == ""
    assert loaded.fields["name"] == "backend-engineer"
    errors = [each for each in check(written) if each.severity is Severity.ERROR]
    assert errors == []
    assert sessions.pending() == ()


async def test_what_is_replaced_is_seen_before(four):
    app = studio([four[0].parent])
    async with app.run_test(size=SIZE) as pilot:
        screen = await drafted(pilot, four)
        text = shown_text(app)
        assert "in the place of source 1" in text
        assert "− on disk now" in text
        assert "+ as it will be written" in text
        assert "2, 3 and 4 kept" in text
        assert screen.has_class("-difference")
        await pilot.press("v")
        await pilot.pause()
        assert not screen.has_class("-difference")
        await settled(pilot, lambda: "1 ▎ name: backend-engineer" in shown_text(app))
        await pilot.press("escape")
        await settled(pilot, lambda: app.current_mode == "merge")


async def test_originals_go_and_references_follow_and_one_command_undoes_it(coders, in_folder):
    before = {path: path.read_bytes() for path in in_folder.glob("*.md")}
    app = studio([in_folder])
    async with app.run_test(size=SIZE) as pilot:
        screen = await drafted(pilot, coders)
        assert "2 mentions of 'python-coder' in 1 definition left as they are" in shown_text(app)
        await pilot.press("o")
        await pilot.pause()
        text = shown_text(app)
        assert "2 removed, after a backup that one command restores" in text
        assert "rewritten to 'coder'" in text
        assert "write coder.md and remove 1 original and rewrite 1 other definition" in text
        await pilot.press("f")
        assert not screen.draft.rewrite
        await pilot.press("f", "w")
        await settled(pilot, lambda: isinstance(app.screen, DoneScreen))
        text = shown_text(app)
        (backup,) = backups.list_backups()
        assert f"agent-studio restore {backup.id}" in text
        await pilot.press("enter")
        await settled(pilot, lambda: app.current_mode == "library")
    assert not coders[1].exists()
    assert "Hands Python to coder." in (in_folder / "lead.md").read_text(encoding="utf-8")
    assert "Ask `coder` first." in (in_folder / "lead.md").read_text(encoding="utf-8")
    backups.restore(backup.id)
    assert {path: path.read_bytes() for path in in_folder.glob("*.md")} == before


async def test_a_file_that_changed_meanwhile_is_not_overwritten(coders, in_folder):
    app = studio([in_folder])
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await drafted(pilot, coders)
        coders[0].write_text("somebody else was here\n", encoding="utf-8")
        await pilot.press("w")
        await settled(pilot, lambda: "changed meanwhile; nothing was written" in shown_text(app))
        assert coders[0].read_text(encoding="utf-8") == "somebody else was here\n"
        await settled(pilot, lambda: "somebody else was here" in shown_text(app))
    assert len(sessions.pending()) == 1, "the merge is still there"


async def test_another_place_can_be_chosen(coders, in_folder):
    app = studio([in_folder])
    async with app.run_test(size=SIZE) as pilot:
        screen = await drafted(pilot, coders)
        await pilot.press("t")
        await settled(pilot, lambda: isinstance(app.screen, AskTextScreen))
        await pilot.press("ctrl+u", *"new/one.md", "enter")
        await settled(pilot, lambda: screen.draft.target.name == "one.md")
        await settled(pilot, lambda: "a new file" in shown_text(app))
        assert screen.why_not("write.view")
        await pilot.press("w")
        await settled(pilot, lambda: isinstance(app.screen, DoneScreen))
    assert (in_folder / "new" / "one.md").exists()
    assert coders[0].read_text(encoding="utf-8") == MERGED


async def test_what_is_made_of_starters_goes_into_the_project(in_folder):
    tour = sorted((ROOT / "agents" / "tour").glob("*.md"))
    before = {path: path.read_bytes() for path in tour}
    app = studio([tour[0].parent])
    async with app.run_test(size=SIZE) as pilot:
        screen = await drafted(pilot, tour)
        assert screen.draft.target == in_folder / ".claude" / "agents" / "backend-engineer.md"
        assert "originals: the starters stay" in shown_text(app)
        assert screen.why_not("write.originals")
        await pilot.press("w")
        await settled(pilot, lambda: isinstance(app.screen, DoneScreen))
    assert (in_folder / ".claude" / "agents" / "backend-engineer.md").exists()
    assert {path: path.read_bytes() for path in tour} == before


async def test_enter_opens_and_closes_what_is_folded_and_else_says_which_key_writes(
    coders, in_folder
):
    before = coders[0].read_bytes()
    app = studio([in_folder])
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await drafted(pilot, coders)
        grid = screen.query_one(ComparisonGrid)
        await pilot.press("g")
        await pilot.pause()
        folded = len(grid._sheet.listed)
        assert isinstance(grid.entry, Fold)
        await pilot.press("enter")
        await settled(pilot, lambda: len(grid._sheet.listed) > folded)
        await pilot.press("enter")
        await settled(pilot, lambda: len(grid._sheet.listed) == folded)
        await pilot.press("G", "enter")
        await settled(pilot, lambda: "w writes it, t chooses where to" in shown_text(app))
        assert app.screen is screen
    assert coders[0].read_bytes() == before


async def test_without_a_merge_it_says_what_to_do(in_folder):
    app = studio([in_folder], start="export")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot, lambda: "Nothing to write yet." in shown_text(app))
        await pilot.press("w")
        await settled(pilot, lambda: "There is nothing to write" in shown_text(app))


async def test_no_text_of_a_file_acts_on_the_screen(in_folder):
    paths = [in_folder / "one.md", in_folder / "two.md"]
    for number, path in enumerate(paths):
        path.write_text(HOSTILE.replace("beware", f"beware {number}"), encoding="utf-8")
    app = studio([in_folder])
    async with app.run_test(size=SIZE) as pilot:
        await drafted(pilot, paths)
        for key in ("v", "v", "o", "d", "t", "escape", "w"):
            await pilot.press(key)
            await pilot.pause()
            text = shown_text(app)
            assert "\x1b" not in text
            assert hidden_offsets(text) == []


@pytest.mark.parametrize("size", [(80, 24), (140, 42)], ids=["80x24", "140x42"])
async def test_pictures(coders, in_folder, screen, size):
    app = studio([in_folder])
    async with app.run_test(size=size) as pilot:
        await drafted(pilot, coders)
        await pilot.press("o")
        await still(pilot)
        assert app == screen(name="writing")
