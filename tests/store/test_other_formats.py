"""Definitions that are no Markdown, or not called as others are: found, named and read."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_studio.core.dialects.model import Outcome
from agent_studio.core.dialects.paths import dialect_at
from agent_studio.core.stems import stem_of
from agent_studio.store.library import Entry, Library
from commands import studio

FILES = {
    ".codex/agents/reviewer.toml": (
        'name = "checker"\ndescription = "Looks"\ndeveloper_instructions = "You look."\n'
    ),
    ".codex/agents/deep/broken.toml": "name = \n",
    ".roomodes": (
        "customModes:\n"
        "  - {slug: looker, name: Looks, roleDefinition: You look., groups: [read]}\n"
        "  - {slug: tester, name: Tests, roleDefinition: You test., groups: [read, edit]}\n"
    ),
    ".cursor/rules/style.mdc": "---\ndescription: Style\nglobs: '*.py'\n---\n\nUse blanks.\n",
    ".kiro/agents/looker.json": '{"name": "Looks", "tools": ["read"]}',
    ".kiro/agents/looker.md": "---\ndescription: Looks\ntools: [read]\n---\n\nYou look.\n",
    ".vibe/agents/looker.toml": 'agent_type = "subagent"\n',
    ".cline/agents/looker.yml": "---\nname: looker\ndescription: Looks\n---\n\nYou look.\n",
    ".github/agents/looker.agent.md": "---\ndescription: Looks\n---\n\nYou look.\n",
    ".claude/skills/look/SKILL.md": "---\ndescription: How to look\n---\n\nLook.\n",
    "plugins/eyes/skills/stare/SKILL.md": "---\ndescription: How to stare\n---\n\nStare.\n",
    ".cline/agents/looker.md": "---\nname: other\ndescription: Looks\n---\n\nYou look.\n",
    "package.json": '{"name": "no agent"}',
    "settings/agents.toml": "name = 1\n",
}
FOUND = {
    ("codex", "checker"),
    ("codex", "broken"),
    ("roo", "looker"),
    ("cursor-rules", "style"),
    ("kiro-json", "looker"),
    ("kiro", "looker"),
    ("vibe", "looker"),
    ("cline", "looker"),
    ("copilot", "looker"),
    ("claude-skills", "look"),
}


@pytest.fixture
def project(in_folder: Path) -> Path:
    (in_folder / ".git").mkdir()
    for name, text in FILES.items():
        path = in_folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return in_folder


@pytest.mark.parametrize("paths", [(), (".",)], ids=["places", "folder"])
def test_the_library_lists_the_files_of_every_harness(project: Path, paths: tuple[str]) -> None:
    found = {each for each in Library(paths).scan() if isinstance(each, Entry)}
    beyond = {("claude-skills", "stare")} if paths else set()
    assert {(each.harness, each.name) for each in found} == FOUND | beyond
    by_name = {each.label: each for each in found}
    assert by_name[".codex/agents/deep/broken.toml"].outcome is Outcome.DROPPED
    modes = by_name[".roomodes"]
    assert (modes.outcome, modes.scope) == (Outcome.LOADS, "project")
    assert modes.rights is not None
    assert modes.rights.tools == ("read",)


def test_they_are_checked_and_shown_in_the_eyes_of_their_harness(project: Path) -> None:
    found = studio("check", ".", "--format", "json").json
    errors = {
        each["file"]
        for each in found["files"]
        if any(one["severity"] == "error" for one in each["diagnostics"])
    }
    assert errors == {".codex/agents/deep/broken.toml"}
    shown = studio("show", ".roomodes").out
    assert "holds 2 definitions: looker, tester" in shown
    assert "\nno front matter" not in shown
    assert "roleDefinition" in shown


def test_only_markdown_is_merged(project: Path) -> None:
    refused = studio("merge", ".codex/agents/reviewer.toml", ".kiro/agents/looker.md")
    assert (refused.status, refused.out) == (2, "")
    assert "only Markdown can be merged, and .codex/agents/reviewer.toml is TOML" in refused.err


@pytest.mark.parametrize(
    ("path", "stem"),
    [
        (".claude/agents/reviewer.md", "reviewer"),
        (".github/agents/reviewer.agent.md", "reviewer"),
        ("a.b.md", "a.b"),
        ("skills/review/SKILL.md", "review"),
        (".agents/agents/reviewer/agent.md", "reviewer"),
        ("SKILL.md", ""),
        (".roomodes", ""),
        ("Makefile", "Makefile"),
        ("", ""),
    ],
)
def test_what_a_file_is_called(path: str, stem: str) -> None:
    assert stem_of(path) == stem


@pytest.mark.parametrize(
    ("path", "harness"),
    [
        (".claude/skills/look/SKILL.md", "claude-skills"),
        (".agents/skills/look/SKILL.md", "agent-skills"),
        ("plugins/eyes/skills/look/SKILL.md", "claude-skills"),
        ("rules/python.mdc", "cursor-rules"),
        ("plugins/eyes/agents/look.agent.md", "copilot"),
        (".github/chatmodes/look.agent.md", "vscode"),
        (".gemini/agents/ai/look.md", "gemini-cli"),
        ("skills/look/ANOTHER-SKILL.md", "claude-code"),
        ("x/.roomodes", "roo"),
        (".kiro/agents/a.json", "kiro-json"),
        ("notes/a.json", "claude-code"),
    ],
)
def test_whose_a_path_is(path: str, harness: str) -> None:
    assert dialect_at(path).id == harness
