"""What becomes of definitions on a disk in the harnesses that look into their places."""

from __future__ import annotations

import os

import pytest

from agent_studio.core.check.standing import State
from agent_studio.core.document import parse
from agent_studio.store.library import Entry, Library
from agent_studio.store.placings import placings, placings_of


def put(path, name="reviewer", description="Reviews."):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"---\nname: {name}\ndescription: {description}\n---\n\nYou review.\n"
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    return path


def states_of(path, here):
    found = placings_of(path, parse(path.read_bytes()), here)
    return {each.dialect.id: each.state for each in found}


def states_in(folder, here):
    scanned = Library([folder], here=here).scan()
    known = placings([each for each in scanned if isinstance(each, Entry)], here)
    return {path: {each.dialect.id: each.state for each in found} for path, found in known.items()}


def test_a_file_and_a_library_are_told_the_same(tmp_path):
    claude = put(tmp_path / ".claude/agents/reviewer.md")
    github = put(tmp_path / ".github/agents/reviewer.agent.md")
    cursor = put(tmp_path / ".cursor/agents/r.md")
    known = states_in(tmp_path, tmp_path)
    for path in (claude, github, cursor):
        alone = states_of(path, tmp_path)
        assert known[path].items() <= alone.items()
        assert {alone[each] for each in alone.keys() - known[path].keys()} <= {State.WINS}
    assert states_of(claude, tmp_path) == {
        "claude-code": State.WINS,
        "copilot": State.SHADOWED,
        "vscode": State.CONTESTED,
        "cursor": State.SHADOWED,
        "goose": State.WINS,
    }


def test_the_nearest_goes_first_in_one_harness_and_the_farthest_in_another(tmp_path):
    (tmp_path / ".git").mkdir()
    here = tmp_path / "deep"
    for harness in ("claude", "opencode"):
        put(tmp_path / f".{harness}/agents/reviewer.md")
        put(here / f".{harness}/agents/reviewer.md")
    assert states_of(here / ".claude/agents/reviewer.md", here)["claude-code"] is State.WINS
    assert states_of(here / ".opencode/agents/reviewer.md", here)["opencode"] is State.SHADOWED
    # A harness that looks into one folder only is started where the project begins.
    assert states_of(here / ".claude/agents/reviewer.md", here)["goose"] is State.WINS


def test_of_another_project_it_is_told_what_holds_there(tmp_path, home):
    other = put(tmp_path / "other/.claude/agents/a.md")
    put(tmp_path / "mine/.claude/agents/a.md")
    users = put(home / ".claude/agents/a.md")
    (found, *_) = placings_of(other, parse(other.read_bytes()), tmp_path / "mine")
    assert found.behind == (users,)


def test_where_nobody_looks_nothing_is_told_and_namesakes_of_one_folder_are_contested(tmp_path):
    one, two = put(tmp_path / "agents/a.md"), put(tmp_path / "agents/b.md")
    put(tmp_path / "docs/agents/a.md")
    assert states_of(one, tmp_path) == {}
    contested = {"claude-code": State.CONTESTED}
    assert states_in(tmp_path, tmp_path) == {one: contested, two: contested}


def test_names_are_found_however_they_are_written(tmp_path):
    one = put(tmp_path / ".claude/agents/a.md", '"\\u0072eviewer"')
    two = put(tmp_path / ".claude/agents/b.md")
    for odd in ('"\\ud800"', "\udc80"):
        put(tmp_path / ".claude/agents/odd.md", odd)
        assert states_of(tmp_path / ".claude/agents/odd.md", tmp_path)
    assert {states_of(each, tmp_path)["claude-code"] for each in (one, two)} == {State.CONTESTED}


@pytest.mark.skipif(os.geteuid() == 0, reason="to root every folder is open")
def test_what_cannot_be_read_has_no_say(tmp_path, home):
    path = put(tmp_path / ".claude/agents/a.md")
    closed = home / ".claude"
    closed.mkdir()
    closed.chmod(0)
    try:
        assert states_of(path, tmp_path)["claude-code"] is State.WINS
    finally:
        closed.chmod(0o700)
