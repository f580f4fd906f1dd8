"""What ``git difftool`` opens."""

from __future__ import annotations

from dataclasses import replace

from agent_studio.store import settings
from agent_studio.ui.difftool import SideBySideApp
from agent_studio.ui.screens.merge import MergeScreen
from gitrepo import agent
from screens import settled, shown_text


async def test_two_definitions_stand_side_by_side(tmp_path):
    settings.save_state(replace(settings.load_state(), welcomed=True))
    for name in ("old", "new"):
        (tmp_path / f"{name}.md").write_text(agent(name), encoding="utf-8")
    app = SideBySideApp([str(tmp_path / "old.md"), str(tmp_path / "new.md")])
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot, lambda: isinstance(app.screen, MergeScreen))
        wanted = ("Does old", "Does new", "old.md", "new.md")
        await settled(pilot, lambda: all(words in shown_text(app) for words in wanted))
        await pilot.press("q")
        await settled(pilot, lambda: app.return_value == 0)
