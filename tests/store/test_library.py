"""Finding definitions: places, named files, nested and hostile folders, and what entries say."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from agent_studio.core import duplicates
from agent_studio.core.dialects.model import Outcome
from agent_studio.store.facts import LibraryFacts, Relations, describe_library
from agent_studio.store.library import Entry, Library, Progress, Unreadable, scan
from agent_studio.store.places import USER_PRECEDENCE, spot_of, spots
from agent_studio.store.starters import starters, tour
from gitrepo import agent, sandbox


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def found(library):
    events = list(library.scan())
    assert isinstance(events[-1], Progress)
    assert events[-1].done == events[-1].total
    return {event.path: event for event in events if not isinstance(event, Progress)}


def entries_of(*paths, here=None):
    events = Library(paths, here=here).scan()
    return [event for event in events if isinstance(event, Entry)]


def test_without_paths_project_and_user_are_looked_at(in_folder, home, monkeypatch):
    made = sandbox(in_folder / "repo")
    put(made.root / ".claude/agents/deep/a.md", agent("a"))
    put(made.root / "sub/.claude/agents/a.md", agent("a"))
    put(home / ".claude/agents/a.md", agent("a"))
    put(made.root / "a.md", agent("not here"))
    put(in_folder / ".claude/agents/outside.md", agent("outside"))
    here = made.root / "sub" / "deeper"
    here.mkdir()
    rows = found(Library(here=here))
    assert [(row.scope, row.precedence) for row in rows.values()] == [
        ("project", 1), ("project", 2), ("user", USER_PRECEDENCE),
    ]  # fmt: skip
    nearest = made.root / "sub/.claude/agents/a.md"
    facts = describe_library(rows.values(), here=here)
    assert set(facts.winner.values()) == {nearest}
    assert len(facts.winner) == 2
    assert facts.winners == {nearest}
    assert all(len(names) == 2 for names in facts.same_name.values())


def test_other_harnesses_have_their_places_and_the_environment_moves_them(home, tmp_path):
    moved = tmp_path / "moved"
    environ = {"CLAUDE_CONFIG_DIR": str(moved), "XDG_CONFIG_HOME": str(tmp_path / "xdg")}
    known = {(spot.harness, spot.scope): spot.folder for spot in spots(tmp_path, environ)}
    assert known["claude-code", "user"] == moved / "agents"
    assert known["claude-code", "project"] == tmp_path / ".claude/agents"
    assert known["opencode", "user"] == tmp_path / "xdg/opencode/agents"
    assert known["gemini-cli", "user"] == home / ".gemini/agents"


def test_a_place_knows_its_endings_and_whether_it_goes_deep(tmp_path):
    assert spot_of(tmp_path / ".claude/agents/x/y/a.md").harness == "claude-code"
    assert spot_of(tmp_path / ".claude/agents/a.txt") is None
    assert spot_of(tmp_path / ".gemini/agents/a.md").harness == "gemini-cli"
    assert spot_of(tmp_path / ".gemini/agents/deep/a.md") is None
    assert spot_of(tmp_path / "agents/a.md") is None


def test_nothing_found_shows_the_starters(in_folder):
    library = Library()
    rows = found(library)
    assert library.starters
    assert library.roots == (starters(),)
    assert len(rows) > 12
    assert {path.name for path in tour().glob("*.md")} <= {row.path.name for row in rows.values()}


def test_a_named_file_is_opened_whatever_it_is_called_or_holds(tmp_path):
    plain = put(tmp_path / "plain", "no front matter")
    seed = put(tmp_path / "seed.txt", agent("seed"))
    rows = {entry.path: entry for entry in entries_of(plain, seed, tmp_path / "plain")}
    assert rows[plain].name == "plain"
    assert rows[plain].outcome is Outcome.DROPPED
    assert rows[plain].rights is None
    assert (rows[seed].name, rows[seed].scope) == ("seed", "folder")


def test_a_named_folder_gives_what_begins_with_front_matter(tmp_path):
    for name in ("a.md", "deep/b.txt", "deep/er/c", ".claude/agents/d.md"):
        put(tmp_path / name, agent(name[-4:]))
    put(tmp_path / ".claude/agents/bare.md", "no front matter, but in its place")
    for name in ("README.md", "x.txt", "empty.md"):
        put(tmp_path / name, "" if name == "empty.md" else "text\n---\n")
    for name in (
        ".git/e.md", "node_modules/f.md", ".hidden/g.md", ".claude/commands/h.md",
        ".claude/worktrees/w/.claude/agents/i.md", "k.yaml", ".github/workflows/l.yml",
        "team/commands/m.md", "prompts/n.prompt.md", "docs/o.instructions.md",
    ):  # fmt: skip
        put(tmp_path / name, agent("no"))
    put(tmp_path / "docs/page.md", "---\ntitle: A page\ndescription: Of a site\n---\n\nname: no\n")
    put(tmp_path / "docs/titled.md", "---\ntitle: An agent\nname: titled\n---\n")
    put(tmp_path / "docs/unclosed.md", "---\ntitle: What is this?\n")
    assert [str(entry.path.relative_to(tmp_path)) for entry in entries_of(tmp_path)] == [
        "a.md", ".claude/agents/bare.md", ".claude/agents/d.md", "deep/b.txt", "deep/er/c",
        "docs/titled.md", "docs/unclosed.md",
    ]  # fmt: skip


def test_links_in_circles_sockets_and_dead_links_do_no_harm(tmp_path):
    put(tmp_path / "a.md", agent("a"))
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "loop.md").symlink_to("loop.md")
    (tmp_path / "dead.md").symlink_to("nowhere.md")
    put(tmp_path / "z" / "b.md", agent("b"))
    os.mkfifo(tmp_path / "pipe.md")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "plug.md"))
        events = [event for event in scan([tmp_path]) if not isinstance(event, Progress)]
    assert [event.path.name for event in events if isinstance(event, Entry)] == ["a.md", "b.md"]
    refused = {event.path.name: event.why for event in events if isinstance(event, Unreadable)}
    assert set(refused) == {"loop.md", "dead.md"}
    assert "lead in a circle" in refused["loop.md"]


def test_what_is_missing_is_said_and_the_rest_is_shown(tmp_path):
    put(tmp_path / "a.md", agent("a"))
    missing, entry, *_ = Library([tmp_path / "none.md", tmp_path / "a.md"], here=tmp_path).scan()
    assert isinstance(entry, Entry)
    assert missing == Unreadable(tmp_path / "none.md", "cannot read none.md: it is not there")


def test_an_entry_says_what_the_harness_makes_of_it(tmp_path):
    text = "---\nname: a\ndescription: b: c\ntools: Read, Bash\n---\n\nDo.\n"
    (entry,) = entries_of(put(tmp_path / ".claude/agents/other.md", text), here=tmp_path)
    assert (entry.name, entry.description, entry.label) == ("a", "b: c", ".claude/agents/other.md")
    assert entry.outcome is Outcome.RESCUED
    assert entry.reason
    assert entry.rights.tools == ("Read", "Bash")
    assert entry.size == len(text)
    assert entry.tokens > 0
    assert entry.errors + entry.warnings > 0
    assert entry.placed


def test_namesakes_in_one_folder_are_contested_and_other_projects_are_apart(tmp_path):
    for name in ("one", "two"):
        put(tmp_path / "pile" / f"{name}.txt", agent("same") + name * 30)
        put(tmp_path / name / ".claude/agents/a.md", agent("same") + name * 40)
    rows = entries_of(tmp_path / "pile", tmp_path / "one", tmp_path / "two", here=tmp_path)
    facts = describe_library(rows, here=tmp_path)
    assert facts.contested == {tmp_path / "pile/one.txt", tmp_path / "pile/two.txt"}
    assert facts.winner == {}


def test_twins_are_found_by_content(tmp_path):
    body = " ".join(f"word{number}" for number in range(200))
    a = put(tmp_path / "a.md", agent("a") + body)
    b = put(tmp_path / "b.md", agent("a") + body)
    c = put(tmp_path / "c.md", agent("a") + body + " and more")
    put(tmp_path / "d.md", agent("d"))
    facts = describe_library(entries_of(tmp_path))
    assert facts.same_content == {a: (b,), b: (a,)}
    assert {path for path, _ in facts.near[c]} == {a, b}
    assert describe_library(entries_of(tmp_path), cancelled=lambda: True).near == {}


def test_a_scan_can_be_stopped_and_reports_how_far_it_is(tmp_path):
    for number in range(300):
        put(tmp_path / f"{number}.md", agent(str(number)))
    events = list(scan([tmp_path]))
    steps = [event for event in events if isinstance(event, Progress)]
    assert steps[-1] == Progress(300, 300)
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert len(steps) > 1
    stop = []
    some = []
    for event in Library([tmp_path]).scan(lambda: bool(stop)):
        some.append(event)
        if len(some) == 5:
            stop.append(True)
    assert len(some) == 5


def test_one_changed_path_is_read_again(tmp_path):
    path = put(tmp_path / "a.md", agent("a"))
    library = Library([tmp_path])
    assert len(found(library)) == 1
    path.write_text(agent("b"))
    again = library.rescan(path)
    assert isinstance(again, Entry)
    assert again.name == "b"
    path.write_text("no definition any more")
    assert library.rescan(path) is None
    path.unlink()
    assert library.rescan(path) is None
    assert list(library.files()) == []


def test_every_file_of_the_corpus_becomes_an_entry(corpus):
    rows = [event for event in scan([corpus / "hard", corpus / "files"]) if event]
    assert not [row for row in rows if isinstance(row, Unreadable)]
    assert sum(isinstance(row, Entry) for row in rows) > 1000


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look into everything")
def test_a_folder_that_may_not_be_entered_is_said(tmp_path):
    put(tmp_path / "shut" / "a.md", agent("a"))
    (tmp_path / "shut").chmod(0)
    try:
        events = list(scan([tmp_path]))
    finally:
        (tmp_path / "shut").chmod(0o700)
    assert any(isinstance(event, Unreadable) for event in events)


def test_twins_can_be_stopped_while_texts_are_compared(tmp_path):
    body = " ".join(f"word{number}" for number in range(200))
    for name in "abc":
        put(tmp_path / f"{name}.md", agent(name) + body + f" and {name}")
    entries = entries_of(tmp_path)
    asked = []

    def stopped():
        asked.append(True)
        return len(asked) > len(entries)

    assert len(describe_library(entries).near) == 3
    assert describe_library(entries, cancelled=stopped) == LibraryFacts()


def test_after_a_change_only_what_changed_is_looked_at_anew(tmp_path, monkeypatch):
    body = " ".join(f"word{number}" for number in range(200))
    for name in "abc":
        put(tmp_path / f"{name}.md", agent(name) + f"{body} and {name}")
    put(tmp_path / "other.md", agent("other") + "nothing like those")
    relations, signed, told = Relations(), [], []
    sign = duplicates.sign

    def counted(name, text):
        signed.append(name)
        return sign(name, text)

    monkeypatch.setattr(duplicates, "sign", counted)

    first = relations.describe(entries_of(tmp_path), progress=lambda *count: told.append(count))
    assert len(first.near) == 3
    assert told == [(done, 4) for done in range(4)]

    assert sorted(signed) == ["a", "b", "c", "other"]

    signed.clear()
    put(tmp_path / "c.md", agent("c") + "now something else altogether")
    (tmp_path / "other.md").unlink()
    entries = entries_of(tmp_path)
    again = relations.describe(entries)
    assert signed == ["c"]
    assert again == describe_library(entries)


def test_a_definition_that_is_gone_by_then_has_no_twins(tmp_path):
    one, two, three = (put(tmp_path / f"{name}.md", agent("same")) for name in "abc")
    entries = entries_of(tmp_path)
    two.unlink()
    facts = describe_library(entries)
    assert facts.same_content == {one: (three,), three: (one,)}
