"""``review``: what changed in git, and whether an agent gained rights."""

from __future__ import annotations

import subprocess

import pytest

from agent_studio.store.errors import shown
from commands import studio

AGENT = "---\nname: reviewer\ndescription: Reads changes.\ntools: Read, Grep\n---\n\nYou read.\n"


def git(*words: str) -> None:
    subprocess.run(["git", *words], check=True, capture_output=True)


@pytest.fixture
def repo(in_folder):
    git("init", "-q")
    (in_folder / "agents").mkdir()
    (in_folder / "agents" / "reviewer.md").write_text(AGENT, encoding="utf-8")
    (in_folder / "README.md").write_text("# Something else\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    return in_folder


def edit(repo, before: str, after: str) -> None:
    file = repo / "agents" / "reviewer.md"
    file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def test_nothing_changed(repo):
    done = studio("review")
    assert (done.status, done.err) == (0, "")
    assert done.out == "no definitions changed in the work tree against HEAD\n"


def test_a_change_of_words_is_no_gain(repo):
    edit(repo, "Reads changes.", "Reads every change.")
    (repo / "README.md").write_text("# Changed, but no definition\n", encoding="utf-8")
    done = studio("review", "--format", "json")
    assert done.status == 0
    (definition,) = done.json["definitions"]
    assert definition["path"] == "agents/reviewer.md"
    assert definition["kind"] == "modified"
    assert [change["address"] for change in definition["changes"]] == ["description"]
    assert definition["rights"]["gained"] == []
    assert definition["rights"]["before"] == definition["rights"]["after"]
    assert done.json["wider"] is False


def test_a_gain_of_rights_is_told_first_and_is_the_status(repo):
    edit(repo, "Read, Grep", "Read, Grep, Bash")
    done = studio("review", "--format", "text")
    assert done.status == 1
    lines = done.out.splitlines()
    assert lines[0].startswith("agents/reviewer.md  modified")
    assert lines[1].startswith("▲ gains ")
    assert lines[-1].endswith("1 may do more than before")
    told = studio("review", "--format", "json").json
    assert told["wider"] is True
    assert "run" in told["definitions"][0]["rights"]["after"]["granted"]
    edit(repo, "Read, Grep, Bash", "Read")
    assert studio("review").status == 0


def test_agents_that_may_do_more_come_before_all_others(repo):
    other = repo / "agents" / "author.md"
    other.write_text(AGENT.replace("reviewer", "author"), encoding="utf-8")
    git("add", ".")
    git("commit", "-q", "-m", "second")
    other.write_text(AGENT.replace("reviewer", "author") + "\nMore.\n", encoding="utf-8")
    edit(repo, "Read, Grep", "Read, Grep, Bash")
    lines = studio("review", "--format", "text").out.splitlines()
    assert lines[0].startswith("agents/reviewer.md")
    assert any(line.startswith("agents/author.md") for line in lines[1:])


def test_settings_of_the_team_count_and_broken_ones_are_told(repo):
    edit(repo, "Read, Grep", "Read, Grep, Nonsense")
    settings = repo / ".agent-studio.toml"
    settings.write_text('ignore = ["AS3"]\n', encoding="utf-8")
    (definition,) = studio("review", "--format", "json").json["definitions"]
    assert definition["newDiagnostics"] == []
    settings.write_text('ignores = ["AS3"]\n', encoding="utf-8")
    done = studio("review", "--format", "json")
    assert "The settings do not count: .agent-studio.toml, line 1" in done.err
    assert done.json["definitions"][0]["newDiagnostics"]


def test_new_problems_are_told_old_ones_are_not(repo):
    edit(repo, "Read, Grep", "Read, Grep, Nonsense")
    git("commit", "-q", "-am", "second")
    edit(repo, "Nonsense", "Nonsense, Rubbish")
    (definition,) = studio("review", "--format", "json").json["definitions"]
    messages = [found["message"] for found in definition["newDiagnostics"]]
    assert len(messages) == 1
    assert "Rubbish" in messages[0]


def test_the_index_and_two_revisions(repo):
    edit(repo, "Reads changes.", "Reads every change.")
    git("add", ".")
    edit(repo, "You read.", "You read slowly.")
    staged = studio("review", "--staged", "--format", "json").json
    assert staged["target"] == "index"
    assert [change["address"] for change in staged["definitions"][0]["changes"]] == ["description"]
    git("commit", "-q", "-am", "second")
    done = studio("review", "HEAD~1..HEAD", "--format", "json").json
    assert (done["base"], done["target"]) == ("HEAD~1", "HEAD")
    assert len(done["definitions"][0]["changes"]) == 2
    assert studio("review", "HEAD~1", "--format", "json").json["target"] == "work tree"


def test_paths_narrow_it(repo):
    edit(repo, "Reads changes.", "Reads every change.")
    (repo / "other").mkdir()
    (repo / "other" / "new.md").write_text(AGENT.replace("reviewer", "new"), encoding="utf-8")
    every = studio("review", "--format", "json").json["definitions"]
    assert [each["path"] for each in every] == ["agents/reviewer.md", "other/new.md"]
    assert every[1]["untracked"] is True
    only = studio("review", "agents", "--format", "json").json["definitions"]
    assert [each["path"] for each in only] == ["agents/reviewer.md"]
    only = studio("review", "HEAD", "other", "--format", "json").json["definitions"]
    assert [each["path"] for each in only] == ["other/new.md"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["nonsense"], "nonsense"),
        (["HEAD...HEAD"], "REV..REV"),
        (["HEAD..HEAD", "--staged"], "choose one"),
    ],
    ids=["no revision", "three dots", "staged and two"],
)
def test_what_cannot_be_compared_is_said(repo, words, why):
    done = studio("review", *words)
    assert (done.status, done.out) == (2, "")
    assert why in done.err
    assert done.err.count("\n") == 1


def test_linked_and_nested_work_trees(repo, tmp_path_factory, monkeypatch):
    around = tmp_path_factory.mktemp("around")
    linked, outer, bare = around / "linked", around / "outer", around / "bare"
    git("worktree", "add", "-q", str(linked), "-b", "side")
    git("clone", "-q", "--bare", str(repo), str(bare))
    git("init", "-q", str(outer))
    monkeypatch.chdir(outer)
    git("-c", "protocol.file.allow=always", "submodule", "add", str(repo), "inner")
    git("commit", "-q", "-m", "first")
    for place in (linked, outer / "inner"):
        monkeypatch.chdir(place)
        edit(place, "Read, Grep", "Read, Grep, Bash")
        (definition,) = studio("review", "--format", "json").json["definitions"]
        assert definition["path"] == "agents/reviewer.md"
        assert definition["rights"]["gained"]
        monkeypatch.chdir(place / "agents")
        assert studio("review", "reviewer.md", "--format", "json").json["wider"] is True
    for place in (repo, outer):
        monkeypatch.chdir(place)
        assert studio("review").out.startswith("no definitions changed")
    monkeypatch.chdir(bare)
    done = studio("review")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "without files" in done.err


def test_a_merge_that_stopped_is_a_conflict_on_disk_and_in_the_index(repo):
    git("checkout", "-q", "-b", "side")
    edit(repo, "Read, Grep", "Read, Glob")
    git("commit", "-q", "-am", "theirs")
    git("checkout", "-q", "-")
    edit(repo, "Read, Grep", "Read, Edit")
    git("commit", "-q", "-am", "ours")
    subprocess.run(["git", "merge", "-q", "side"], check=False, capture_output=True)
    assert "modified, in conflict" in studio("review").out
    staged = studio("review", "--staged")
    assert staged.out.splitlines()[0] == "agents/reviewer.md  modified, in conflict"
    assert "loses" not in staged.out


@pytest.mark.parametrize(
    "name",
    ["with space", "q\"uo'te", "new\nline", "-dash", "ünï", "b\\s", "e\x1b[31m", ":(glob)x", "*"],
)
def test_any_file_name_is_asked_for_by_its_name_and_shown_in_one_line(repo, name):
    file = repo / f"{name}.md"
    file.write_text(AGENT, encoding="utf-8")
    git("add", ".")
    git("commit", "-q", "-m", "second")
    file.write_text(AGENT.replace("Grep", "Bash"), encoding="utf-8")
    edit(repo, "Grep", "Bash")
    done = studio("review", "--", file.name)
    assert done.status == 1
    assert done.out.splitlines()[0] == shown(file.name) + "  modified"
    file.unlink()
    done = studio("review", "--", file.name)
    assert done.out.splitlines()[0] == shown(file.name) + "  deleted"


def test_outside_of_git(in_folder):
    done = studio("review")
    assert (done.status, done.out) == (2, "")
    assert "not in a git repository" in done.err
    assert done.err.count("\n") == 1
