"""Mending one kind of problem in many definitions."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_studio.core.check.model import Severity
from agent_studio.store import backups
from agent_studio.store.errors import ChangedOnDisk
from agent_studio.store.library import Entry, Library
from agent_studio.ui.listing.mending import Mendable, in_words, mendable, mended, open_all, write
from agent_studio.ui.screens.ask import AskScreen
from agent_studio.ui.screens.mending import MendingScreen
from screens import settled, shown_text, still, studio

TEXT = "---\nname: {}\ndescription: Use it for: changes\ntools: {}\n---\n\nYou review changes.\n"
TOOLS = {"a": "Read, MultiEdit", "b": "Read, MultiEdit, MultiEdit", "c": "Read"}


@pytest.fixture
def agents(in_folder: Path) -> Path:
    folder = in_folder / ".claude" / "agents"
    folder.mkdir(parents=True)
    for name, tools in TOOLS.items():
        (folder / f"{name}.md").write_text(TEXT.format(name, tools), encoding="utf-8")
    return folder


def opened(folder: Path):
    entries = [each for each in Library([folder]).scan() if isinstance(each, Entry)]
    return open_all(sorted(entries, key=lambda each: each.path), lambda: False)


def test_problems_are_offered_by_rule_with_the_files_they_are_in(agents):
    kinds = mendable(opened(agents))
    first, *rules = kinds
    assert (first.code, first.safe, first.files) == ("", True, 3)
    assert first.fixes == sum(kind.fixes for kind in rules if kind.safe)
    assert all(kind.code for kind in rules)
    assert [kind.safe for kind in rules] == sorted((kind.safe for kind in rules), reverse=True)
    assert any(kind.files == 3 for kind in rules), "the colon is in all of them"


def test_only_that_kind_is_mended_and_only_where_it_is(agents):
    files = opened(agents)
    kind = next(each for each in mendable(files) if each.code and each.files == 2)
    changes = mended(files, kind)
    assert [each.path.stem for each in changes] == ["a", "b"]
    for each in changes:
        assert "Use it for: changes" in each.after.replace('"', ""), "another rule's, left alone"
        assert each.after.count("description: Use it for: changes\n") == 1
        assert each.difference.startswith("--- a/")
        assert "-tools: " in each.difference


def test_all_of_it_is_written_and_taken_back(agents):
    files = opened(agents)
    changes = mended(files, mendable(files)[0])
    backup = write(changes, "before mending")
    for each in changes:
        assert each.path.read_text(encoding="utf-8") == each.after
    assert not any(kind.safe for kind in mendable(opened(agents)))
    backups.restore(backup)
    for name, tools in TOOLS.items():
        assert (agents / f"{name}.md").read_text(encoding="utf-8") == TEXT.format(name, tools)


def test_if_one_is_another_one_by_now_nothing_is_written(agents):
    files = opened(agents)
    changes = mended(files, mendable(files)[0])
    (agents / "b.md").write_text("Somebody else's.\n", encoding="utf-8")
    with pytest.raises(ChangedOnDisk):
        write(changes, "before mending")
    assert (agents / "a.md").read_text(encoding="utf-8") == TEXT.format("a", TOOLS["a"])
    assert (agents / "b.md").read_text(encoding="utf-8") == "Somebody else's.\n"


def test_what_may_do_more_when_mended_comes_first(agents):
    broken = TEXT.format("d", "Read").replace("tools: Read", "tools:\n  allowed: [Bash]")
    (agents / "d.md").write_text(broken.replace("for: c", "for c"), encoding="utf-8")
    files = opened(agents)
    kind = next(each for each in mendable(files) if not each.safe)
    changes = mended(files, kind)
    assert changes[0].path.stem == "d"
    assert changes[0].rights.wider


def test_numbers_in_words():
    assert in_words(Mendable("X", True, Severity.HINT, "", 1, 1)) == "1 fix in 1 definition"
    assert in_words(Mendable("X", True, Severity.HINT, "", 2, 3)) == "3 fixes in 2 definitions"


async def test_one_key_asks_shows_writes_and_another_takes_back(agents, screen):
    app = studio([agents])
    before = (agents / "a.md").read_text(encoding="utf-8")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settled(pilot, lambda: app.screen.related)
        await pilot.press("space", "f")
        await settled(pilot, lambda: isinstance(app.screen, AskScreen))
        assert "1 looked at" in shown_text(app)
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(app.screen, MendingScreen))
        await settled(pilot, lambda: "-description: Use it" in shown_text(app))
        await still(pilot)
        assert app == screen(name="difference")
        assert (agents / "a.md").read_text(encoding="utf-8") == before
        await pilot.press("w")
        await settled(pilot, lambda: "Mended AS111 in 1 definition" in shown_text(app))
        assert (agents / "a.md").read_text(encoding="utf-8") != before
        await pilot.press("z")
        await settled(pilot, lambda: "Taken back" in shown_text(app))
        assert (agents / "a.md").read_text(encoding="utf-8") == before
