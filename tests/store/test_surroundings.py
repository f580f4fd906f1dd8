"""What lies around a definition is looked for where it belongs, once, and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from agent_studio.core.check.subject import Subject
from agent_studio.core.check.surroundings import UNSEEN, Surroundings
from agent_studio.core.dialects import CLAUDE_CODE
from agent_studio.core.document import parse
from agent_studio.store import ground, surroundings
from agent_studio.store.ground import lying
from agent_studio.store.surroundings import Lookout

NAMING = """\
---
name: lead
description: Leads
tools: Read, Agent(planner), mcp__tracker__search
skills: [house-style, mine, "away:theirs", "../../../outside"]
---

Follow [our rules](docs/rules.md), [those](../../../../outside.md) and [these](/etc/passwd.md).
Read `docs/plan.md`, `../../../../private.md` and `~/private/list.md` first.
"""


def write(path: Path, text: str = "---\ndescription: x\n---\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path, monkeypatch):
    for name in ("CLAUDE_CONFIG_DIR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "work" / "project" / ".git").mkdir(parents=True)
    (tmp_path / "work" / "project" / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "work" / "project")
    return tmp_path / "home"


def look(path: Path, lookout: Lookout | None = None, text: str = NAMING) -> Surroundings:
    subject = Subject(parse(text), CLAUDE_CODE, path.stem)
    in_place = ".claude" in path.parts
    where = lying(str(path), str(path.parent), in_place=in_place)
    return (lookout or Lookout()).around(subject, where)


def test_a_project_is_asked_up_to_its_root_and_then_the_user(home):
    root = Path.cwd()
    write(root / ".claude" / "skills" / "house-style" / "SKILL.md")
    write(home / ".claude" / "skills" / "mine" / "SKILL.md")
    write(root / ".mcp.json", '{"mcpServers": {"tracker": {}}}')
    write(home / ".claude" / "agents" / "p.md", "---\nname: planner\ndescription: x\n---\n")
    found = look(root / "part" / ".claude" / "agents" / "lead.md")
    assert found.skills == {"house-style", "mine"}
    assert found.servers == {"tracker"}
    assert "planner" in (found.agents or ())
    assert found.missing == {"docs/rules.md", "docs/plan.md"}


def test_servers_of_the_user_count_for_this_project_only_where_they_say_so(home):
    root = Path.cwd()
    write(
        home / ".claude.json",
        f'{{"mcpServers": {{"one": {{}}}}, "projects": {{"{root}": {{"mcpServers": {{"two": 1}}}},'
        ' "/elsewhere": {"mcpServers": {"three": 1}}}}',
    )
    assert look(root / ".claude" / "agents" / "lead.md").servers == {"one", "two"}


def test_where_the_user_moved_the_folder_it_is_looked_for_there(home, tmp_path, monkeypatch):
    monkeypatch.setenv("CLAUDE_CONFIG_DIR", str(tmp_path / "moved"))
    write(tmp_path / "moved" / "skills" / "mine" / "SKILL.md")
    write(tmp_path / "moved" / ".claude.json", '{"mcpServers": {"tracker": {}}}')
    found = look(Path.cwd() / ".claude" / "agents" / "lead.md")
    assert found.skills == {"mine"}
    assert found.servers == {"tracker"}


def test_of_a_file_that_cannot_be_read_nothing_is_said(home):
    write(Path.cwd() / ".mcp.json", "[" * 5_000)
    assert look(Path.cwd() / ".claude" / "agents" / "lead.md").servers is None
    write(Path.cwd() / ".mcp.json", '["mcpServers"]')
    assert look(Path.cwd() / ".claude" / "agents" / "lead.md").servers == frozenset()


def test_a_definition_of_the_user_is_seen_from_the_working_folder(home):
    write(Path.cwd() / ".claude" / "skills" / "house-style" / "SKILL.md")
    lead = write(home / ".claude" / "agents" / "lead.md", NAMING)
    found = look(lead)
    assert found.skills == {"house-style"}
    assert found.servers == frozenset()
    assert look(lead, Lookout(here=str(home.parent / "elsewhere"))).skills == frozenset()


def test_in_no_place_only_links_are_looked_for(home):
    found = look(Path.cwd() / "agents" / "lead.md")
    assert found == Surroundings(missing=frozenset({"docs/rules.md"}))


def test_what_names_nothing_has_no_surroundings(home, monkeypatch):
    monkeypatch.setattr(ground, "root_of", None)
    text = "---\nname: lead\ndescription: Leads\n---\n\nYou lead.\n"
    assert look(Path.cwd() / ".claude" / "agents" / "lead.md", text=text) is UNSEEN


def test_nothing_outside_the_project_and_the_harness_is_touched(home, monkeypatch, tmp_path):
    touched: list[str] = []

    def watching(name):
        real = getattr(os.path, name)

        def watched(path):
            touched.append(path)
            return real(path)

        return watched

    for name in ("lexists", "isfile", "isdir"):
        monkeypatch.setattr(os.path, name, watching(name))
    root = Path.cwd()
    look(root / ".claude" / "agents" / "lead.md")
    allowed = (str(root), str(home / ".claude"))
    assert touched
    assert not [path for path in touched if not path.startswith(allowed)]


def test_what_a_folder_holds_is_found_once(home, monkeypatch):
    root = Path.cwd()
    write(root / ".claude" / "skills" / "house-style" / "SKILL.md")
    scanned: list[str] = []
    real = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: (scanned.append(str(path)), real(path))[1])
    lookout = Lookout()
    for number in range(5):
        look(root / ".claude" / "agents" / f"{number}.md", lookout)
    assert scanned.count(str(root / ".claude" / "skills")) == 1


def test_agents_that_are_known_need_no_search(home, monkeypatch):
    monkeypatch.setattr(surroundings, "_definitions", None)
    found = look(Path.cwd() / ".claude" / "agents" / "lead.md", Lookout(frozenset({"planner"})))
    assert "planner" in (found.agents or ())
