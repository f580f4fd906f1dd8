"""The Library tells where another definition of the same name goes before one."""

from __future__ import annotations

from agent_studio.ui.widgets.definition_list import DefinitionList
from screens import settled, shown_text, studio


async def test_the_preview_tells_where_another_goes_before_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = "---\nname: reviewer\ndescription: Reviews.\n---\n\nYou review.\n"
    for path in (".claude/agents/reviewer.md", ".github/agents/reviewer.agent.md"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    app = studio([tmp_path])
    async with app.run_test(size=(140, 42)) as pilot:
        await settled(pilot, lambda: app.screen.related)
        app.screen.query_one(DefinitionList).go_to(tmp_path / ".claude/agents/reviewer.md")
        await settled(pilot, lambda: "GitHub Copilot: not used" in shown_text(app))
        assert "Claude Code: " not in shown_text(app)
