"""What lies around a definition that is being edited, whether it is saved or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_studio.core.dialects import CLAUDE_CODE
from agent_studio.core.document import parse
from agent_studio.store.library import Entry, Library
from agent_studio.store.neighbours import among


def agent(name: str, line: str = "tools: Read", body: str = "You help.") -> str:
    return f"---\nname: {name}\ndescription: Helps\n{line}\n---\n\n{body}\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CLAUDE_CONFIG_DIR", raising=False)
    agents = tmp_path / "project" / ".claude" / "agents"
    agents.mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "project")
    (agents / "writer.md").write_text(agent("writer", "tools: Agent(checker)"), encoding="utf-8")
    (agents / "checker.md").write_text(agent("checker", "tools: Agent(lead)"), encoding="utf-8")
    return agents


def codes(text: str, path: Path) -> list[tuple[str, str]]:
    entries = [each for each in Library(["."]).scan() if isinstance(each, Entry)]
    found = among(parse(text), path, entries, CLAUDE_CODE)
    return [(each.code, each.span.of(text)) for each in found]


def test_what_an_unsaved_text_names_is_looked_for(project):
    text = agent("lead", "tools: Agent(writer, editor), mcp__tracker__find\nskills: [style]")
    assert codes(text, project / "lead.md") == [
        ("AS721", "writer"),
        ("AS710", "editor"),
        ("AS714", "tracker"),
        ("AS711", "style"),
    ]


def test_a_circle_is_seen_through_files_that_nobody_opened(project):
    assert codes(agent("lead", "tools: Agent(writer)"), project / "lead.md") == [
        ("AS721", "writer")
    ]
    assert codes(agent("other", "tools: Agent(writer)"), project / "lead.md") == []
    (project / "writer.md").unlink()
    assert codes(agent("lead", "tools: Agent(writer)"), project / "lead.md") == [
        ("AS710", "writer")
    ]


def test_of_a_text_in_no_place_nothing_is_said_but_of_links(project):
    text = agent("lead", "tools: Agent(editor)", "See [there](docs/rules.md).")
    assert codes(text, Path.cwd() / "notes" / "lead.md") == [("AS713", "docs/rules.md")]
