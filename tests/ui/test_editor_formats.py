"""The Editor on files that are no Markdown: in the eyes of their harness, as text."""

from __future__ import annotations

import asyncio
from pathlib import Path

from agent_studio.ui.app import StudioApp
from agent_studio.ui.screens.editor import EditorScreen

ROLE = 'name = "checker"\ndescription = "Looks"\ndeveloper_instructions = "You look."\n'


async def test_a_role_is_edited_as_text_in_the_eyes_of_its_harness(in_folder: Path) -> None:
    path = in_folder / ".codex" / "agents" / "checker.toml"
    path.parent.mkdir(parents=True)
    path.write_text(ROLE + 'sandbox_mode = "read-only"\n', encoding="utf-8")
    app = StudioApp([str(path.parent)], start="editor")
    app.remember(welcomed=True)
    async with app.run_test(size=(100, 32)) as pilot:
        await app.edit(path)
        screen = app.screen_stack[0]
        assert isinstance(screen, EditorScreen)
        async with asyncio.timeout(20):
            while screen.file is None or not screen.desk.is_fresh:
                await pilot.pause()
        assert screen.desk.dialect.id == "codex"
        assert [each.code for each in screen.desk.problems.diagnostics] == ["AS415"]
        assert "edited as text" in (screen.why_not("editor.form") or "")
