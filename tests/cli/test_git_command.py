"""``git install`` and what it makes git do: the command, the hook, the tools."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agent_studio.cli import three_way
from agent_studio.core.dialects.paths import dialect_at, expression, globs, is_in_place
from agent_studio.store import git_setup
from agent_studio.store.own_command import own_command
from commands import studio
from gitmerge import NAME, TEXT, Branches
from gitrepo import sandbox

ROOT = Path(__file__).parents[2]
BROKEN = "---\ndescription: No name\n---\n\nDo it.\n"


@pytest.fixture
def repo(tmp_path, monkeypatch):
    made = Branches(sandbox(tmp_path / "sp ace's").root)
    monkeypatch.chdir(made.root)
    return made


# The command


def test_it_is_listed_and_teaches():
    assert re.search(
        r"(?m)^  git +have git merge, show and check definitions", studio("--help").out
    )
    help_text = studio("git", "--help").out
    for word in ("install", "uninstall", "status", "--global", "mergetool -t agent-studio"):
        assert word in help_text
    assert "driver %O" not in help_text


def test_install_status_uninstall_as_a_person_sees_it(repo):
    done = studio("git", "install")
    assert (done.status, done.err) == (0, "")
    assert "✔ merge.agent-studio.driver             set now  .git/config\n" in done.out
    assert "✔ pre-commit hook                       set now  .git/hooks/pre-commit\n" in done.out
    assert "commit .gitattributes" in done.out
    again = studio("git", "install")
    assert (again.status, again.out.count("set by us")) == (0, 7)
    assert studio("git", "status").out == again.out
    assert "removed" in studio("git", "uninstall").out
    done = studio("git", "uninstall")
    assert (done.status, done.out.count("not set")) == (0, 7)


def test_json(repo):
    repo.git("config", "difftool.agent-studio.cmd", "theirs")
    done = studio("git", "install", "--format", "json").json
    assert (done["version"], done["action"], done["scope"]) == (1, "install", "repository")
    assert [each["name"] for each in done["settings"] if each["changed"]] == [
        "merge.agent-studio.driver",
        "merge.agent-studio.name",
        "mergetool.agent-studio.cmd",
        "mergetool.agent-studio.trustExitCode",
        "merge=agent-studio",
        "pre-commit hook",
    ]
    foreign = next(each for each in done["settings"] if each["state"] == "foreign")
    assert (foreign["value"], foreign["where"]) == ("theirs", str(repo.root / ".git/config"))
    assert studio("git", "status", "--global", "--format", "json").json["scope"] == "global"
    words = set(re.findall(r"\w+", (ROOT / "docs/json.md").read_text(encoding="utf-8")))
    assert not {*done, *foreign, *(each["state"] for each in done["settings"])} - words


def test_where_nothing_can_be_done_the_status_is_2(repo, tmp_path, monkeypatch):
    for key in (
        "merge.agent-studio.driver",
        "mergetool.agent-studio.cmd",
        "difftool.agent-studio.cmd",
    ):
        repo.git("config", key, "theirs")
    repo.write(".git/hooks/pre-commit", "#!/usr/bin/perl\n").chmod(0o755)
    done = studio("git", "install")
    assert done.status == 2
    assert done.out.count("set by somebody else") == 4
    assert "there: theirs" in done.out
    monkeypatch.chdir(tmp_path)
    done = studio("git", "install")
    assert (done.status, done.out) == (2, "")
    assert "is not in a git repository" in done.err


def test_a_bare_repository_is_told_so(tmp_path, monkeypatch):
    monkeypatch.chdir(sandbox(tmp_path / "bare", "--bare").root)
    done = studio("git", "install")
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert "a bare one" in done.err


def test_the_program_is_named_in_full():
    command = own_command()
    assert command.startswith(("/", "'/"))


# The places


def test_every_place_has_its_pattern(repo):
    names = [
        ".claude/agents/a.md", "x/.claude/agents/y/a.md", ".github/agents/a.agent.md",
        ".github/chatmodes/a.chatmode.md", ".opencode/agent/a.md", ".claude/skills/b/SKILL.md",
        ".github/agents/deeper/a.md", ".github/chatmodes/a.md", ".claude/agents/a.txt", "a.md",
    ]  # fmt: skip
    studio("git", "install")
    told = repo.git("check-attr", "merge", *names).splitlines()
    driven = [line.endswith(": agent-studio") for line in told]
    searched = [bool(re.search(expression(), name)) for name in names]
    assert driven == searched == [is_in_place(name) for name in names] == [True] * 6 + [False] * 4
    assert dialect_at("/r/.github/agents/a.md").id == "copilot"
    assert dialect_at("a.md").id == "claude-code"
    assert globs("/home/x/.claude/agents")[1] == "/**/*.md"


def test_the_pre_commit_framework_looks_for_the_same_files():
    import yaml

    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["language"], hook["entry"]) == (
        "agent-studio-check",
        "python",
        "agent-studio check",
    )
    assert hook["files"] == expression()


# Before a commit


def test_a_commit_of_a_definition_with_errors_is_stopped(repo):
    repo.write("seed", "x")
    repo.commit()
    studio("git", "install")
    repo.write(NAME, BROKEN)
    repo.git("add", "-A")
    refused = repo.run("commit", "-m", "x")
    assert refused.status == 1
    assert f"{NAME}:1:1 ✖ error AS" in refused.err
    # What counts is what is staged, not the file.
    repo.write(NAME, TEXT)
    assert repo.run("commit", "-m", "x").status == 1
    repo.git("add", "-A")
    repo.write(NAME, BROKEN)
    done = repo.run("commit", "-m", "x")
    assert done.status == 0, done.err
    assert repo.run("commit", "-am", "x").status == 1
    assert repo.run("commit", "-m", "x", NAME).status == 1
    assert repo.run("commit", "--no-verify", "-am", "x").status == 0


def test_the_hook_in_a_linked_worktree_and_in_a_submodule(repo, tmp_path):
    repo.write("seed", "x")
    repo.commit()
    repo.git("submodule", "--quiet", "add", str(repo.root), "sub")
    repo.git("worktree", "add", "-q", "-b", "linked", "../linked tree")
    studio("git", "install")
    git_setup.install(repo.root / "sub", own_command())
    for folder in ("../linked tree", "sub"):
        tree = Branches(repo.root / folder)
        tree.write(NAME, BROKEN)
        tree.git("add", "-A")
        refused = tree.run("commit", "-m", "x")
        assert (refused.status, "error AS201" in refused.err) == (1, True)
        tree.write(NAME, TEXT)
        assert tree.run("commit", "-am", "x").status == 0


def test_other_commits_hear_nothing_of_it(repo):
    studio("git", "install")
    repo.write("docs/page.md", "---\ndescription: A page\n---\n\nText.\n")
    repo.git("add", "docs")
    done = repo.run("commit", "-qm", "x")
    assert (done.status, done.err) == (0, "")


def test_the_hook_that_was_there_runs_too(repo):
    repo.write(".git/hooks/pre-commit", "#!/bin/sh\necho theirs\nexec false\n").chmod(0o755)
    studio("git", "install")
    repo.write(NAME, TEXT)
    repo.git("add", "-A")
    done = repo.run("commit", "-m", "x")
    assert done.status == 1
    assert "theirs" in done.err


def test_check_staged(repo):
    repo.write(NAME, TEXT)
    repo.write("docs/page.md", BROKEN)
    repo.write("team/mine.md", BROKEN)
    repo.git("add", "-A")
    done = studio("check", "--staged")
    assert (done.status, done.err) == (0, "")
    assert "1 definition" in done.out
    assert studio("check", "--staged", "docs").status == 1
    found = studio("check", "--staged", "docs", "--format", "json").json
    assert [each["file"] for each in found["files"]] == ["docs/page.md"]
    # Whoever has git merge a folder by us wants it checked as well.
    repo.write(".gitattributes", "team/*.md merge=agent-studio\n")
    assert studio("check", "--staged").status == 1
    repo.git("commit", "-qam", "x")
    assert (studio("check", "--staged").status, studio("check", "--staged").out) == (0, "")
    assert studio("check", "--staged", "--format", "json").json["files"] == []
    repo.git("rm", "-q", NAME)
    assert studio("check", "--staged").out == ""


@pytest.mark.parametrize("words", [["--staged", "--fix"], []])
def test_check_says_what_it_wants(repo, words):
    done = studio("check", *words)
    assert (done.status, done.out) == (2, "")
    assert "--fix" in done.err if words else "PATH" in done.err


# The tools


def sides(tmp_path, base, local, remote):
    texts = {"BASE": base, "LOCAL": local, "REMOTE": remote, "MERGED": "<<<<<<< as git left it\n"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    return [tmp_path / name for name in texts]


def test_mergetool_without_a_terminal_writes_only_what_is_settled(tmp_path):
    ours = TEXT.replace("lost data", "lost rows")
    theirs = TEXT.replace("Be kind.", "Be very kind.")
    files = sides(tmp_path, TEXT, ours, theirs)
    assert studio("git", "mergetool", "--", *files).status == 0
    assert files[3].read_text() == ours.replace("Be kind.", "Be very kind.")


def test_mergetool_leaves_what_a_person_has_to_decide(tmp_path):
    files = sides(tmp_path, TEXT, TEXT.replace("Reviews", "Reads"), TEXT.replace("Reviews", "Sees"))
    done = studio("git", "mergetool", *files)
    assert (done.status, done.out) == (1, "")
    assert "left as it is: a person has to decide description" in done.err
    assert files[3].read_text() == "<<<<<<< as git left it\n"


def test_mergetool_leaves_what_is_no_definition_or_would_be_none(tmp_path, monkeypatch):
    files = sides(tmp_path, "a\n", "a\nb\n", "a\n")
    done = studio("git", "mergetool", *files)
    assert (done.status, "not a definition" in done.err) == (1, True)
    files = sides(tmp_path, TEXT, TEXT.replace("kind", "good"), TEXT)
    monkeypatch.setattr(three_way, "fault_of", lambda *_: "it would not load")
    done = studio("git", "mergetool", *files)
    assert (done.status, "it would not load" in done.err) == (1, True)
    assert files[3].read_text() == "<<<<<<< as git left it\n"
    files[2].unlink()
    assert studio("git", "mergetool", *files).status == 2


def test_git_believes_the_mergetool_s_status(repo):
    studio("git", "install")
    (repo.root / ".git/hooks/pre-commit").unlink()
    clash = [TEXT.replace("Reviews", word) for word in ("Reads", "Checks")]
    repo.fork(TEXT, *clash)
    assert repo.run("merge", "side").status == 1
    done = repo.run("mergetool", "-y", "-t", "agent-studio")
    assert done.status == 1
    assert "a person has to decide description" in done.err
    assert "<<<<<<<" in repo.read()
    assert repo.git("ls-files", "-u")


def test_difftool_without_a_terminal_prints_what_differs(repo):
    studio("git", "install")
    repo.write(NAME, TEXT)
    repo.write("gone.md", TEXT)
    repo.git("add", "-A")
    repo.git("commit", "--no-verify", "-qm", "x")
    repo.write(NAME, TEXT.replace("Read, Grep", "Read, Grep, Bash"))
    (repo.root / "gone.md").unlink()
    done = repo.run("difftool", "-y", "-t", "agent-studio")
    assert done.status == 0
    assert f"{NAME}\n▲ gains write files\n" in done.err
    assert "tools/Bash  added" in done.err
    assert "\ngone.md\n" in done.err
    assert "name  removed" in done.err


@pytest.mark.parametrize("call", ["driver", "mergetool", "difftool"])
def test_what_git_calls_says_what_it_wants(call):
    done = studio("git", call, "one")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "for git to call" in done.err
