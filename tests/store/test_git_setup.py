"""Setting git up: once, twice, back again, and wherever git keeps its settings."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from agent_studio.store import git_setup
from agent_studio.store.errors import StoreError
from agent_studio.store.git_setup_model import PATHS, PRE_COMMIT, State
from git_settings import DRIVER, EVERYTHING, US, hook, install, pictured, setting, states, uninstall
from gitrepo import sandbox


@pytest.fixture
def repo(tmp_path):
    return sandbox(tmp_path / "a b's")


def test_everything_is_set_and_git_understands_it(repo):
    assert set(states(git_setup.status(repo.root, US)).values()) == {State.UNSET}
    done = install(repo)
    assert states(done) == dict.fromkeys(EVERYTHING, State.OURS)
    assert done.changed == set(EVERYTHING)
    driver = repo.git("config", "--get", DRIVER)
    assert driver.startswith("case $('/opt/my tools/it'\\''s 100%% \"agent-studio\"' git driver")
    asked = [".claude/agents/a.md", "x/.claude/agents/b/c.md", ".github/agents/d.md", "README.md"]
    told = repo.git("check-attr", "merge", *asked).splitlines()
    assert [line.rpartition(" ")[2] for line in told] == ["agent-studio"] * 3 + ["unspecified"]
    assert os.access(repo.root / ".git/hooks/pre-commit", os.X_OK)


def test_the_settings_call_the_program_whatever_its_path(repo, tmp_path):
    script = tmp_path / 'it\'s 100% "mine" %A'
    script.write_text('#!/bin/sh\nprintf "%s|" "$@" >>"$0.log"; echo clean\n')
    script.chmod(0o755)
    git_setup.install(repo.root, shlex.quote(str(script)))
    repo.write(".claude/agents/o d's.md", "1")
    repo.commit()
    repo.git("checkout", "-qb", "side")
    repo.write(".claude/agents/o d's.md", "2")
    repo.commit()
    repo.git("checkout", "-q", "-")
    repo.write(".claude/agents/o d's.md", "3")
    repo.commit()
    repo.git("merge", "-q", "side")
    repo.git("difftool", "-y", "-t", "agent-studio", "side", "HEAD", "--", ".claude")
    log = Path(f"{script}.log").read_text()
    assert log.startswith("check|--staged|")
    assert "|git|driver|--|.merge_file_" in log
    assert "|7|.claude/agents/o d's.md|" in log
    assert "|git|difftool|--|" in log


def test_there_and_back_leaves_no_trace(repo):
    before = pictured(repo.root)
    install(repo)
    once = pictured(repo.root)
    assert install(repo).changed == frozenset()
    assert pictured(repo.root) == once
    for _ in range(2):
        done = uninstall(repo)
        assert set(states(done).values()) == {State.UNSET}
        assert pictured(repo.root) == before


@pytest.mark.parametrize(
    "attributes",
    [
        b"",
        b"*.png binary\n",
        b"*.png binary",
        b"\xef\xbb\xbf*.a x\r\n*.b y\r\n",
        b"\n\n# x\n",
        b"\xff\n",
    ],
)
def test_attributes_that_are_there_keep_every_byte(repo, attributes):
    path = repo.write(".gitattributes", attributes)
    before = pictured(repo.root)
    install(repo)
    assert path.read_bytes().endswith(attributes.removeprefix(b"\xef\xbb\xbf"))
    assert repo.git("check-attr", "merge", ".claude/agents/a.md").endswith("agent-studio\n")
    uninstall(repo)
    assert pictured(repo.root) == before


@pytest.mark.parametrize(
    "config",
    [
        "[core]\n\tbare = false",
        "# only this\n[core]\n\tbare=false\n# end",
        "[core] bare = false\n\n\n",
    ],
)
def test_a_configuration_that_is_there_keeps_every_byte(repo, config):
    repo.write(".git/config", config)
    before = pictured(repo.root)
    install(repo)
    assert repo.git("config", "mergetool.agent-studio.trustExitCode") == "true\n"
    install(repo)
    uninstall(repo)
    assert pictured(repo.root) == before


@pytest.mark.parametrize(
    "text",
    [
        "#!/bin/sh\nexec true\n",
        "#!/usr/bin/env bash\nset -eu\nexit 0",
        "#!/bin/sh -e",
        "#!/usr/bin/env -S bash -u\necho on\n",
    ],
)
def test_a_hook_that_is_there_keeps_every_byte(repo, text):
    path = hook(text, repo)
    before = pictured(repo.root)
    assert setting(git_setup.status(repo.root, US), PRE_COMMIT).note.startswith("the hook that is")
    install(repo)
    first, _, rest = path.read_text().partition("\n")
    assert first == text.partition("\n")[0]
    assert rest.startswith("# >>> agent-studio")
    uninstall(repo)
    assert pictured(repo.root) == before


def test_what_was_written_behind_our_block_stays(repo):
    install(repo)
    for name in (".gitattributes", ".git/hooks/pre-commit"):
        path = repo.root / name
        path.write_bytes(path.read_bytes() + b"# mine\n")
    uninstall(repo)
    assert (repo.root / ".gitattributes").read_bytes() == b"# mine\n"
    assert (repo.root / ".git/hooks/pre-commit").read_bytes() == b"#!/bin/sh\n# mine\n"


def test_another_installation_is_brought_up_to_date(repo):
    install(repo, "/gone/bin/agent-studio")
    found = git_setup.status(repo.root, US)
    assert states(found)[DRIVER] is State.OUTDATED
    assert setting(found, DRIVER).note == "it calls /gone/bin/agent-studio"
    assert states(found)[PRE_COMMIT] is State.OUTDATED
    assert states(found)[PATHS] is State.OURS
    install(repo)
    after = pictured(repo.root)
    uninstall(repo)
    install(repo)
    assert pictured(repo.root) == after
    done = uninstall(repo, "/elsewhere/python -P -m agent_studio")
    assert set(states(done).values()) == {State.UNSET}


# Where hooks and settings are


@pytest.mark.parametrize("path", [".git hooks", "deep/er"])
def test_a_hooks_path_of_the_repository(repo, path):
    repo.git("config", "core.hooksPath", path)
    before = pictured(repo.root)
    install(repo)
    assert (repo.root / path / "pre-commit").exists()
    assert not (repo.root / ".git/hooks/pre-commit").exists()
    uninstall(repo)
    assert pictured(repo.root) == before


def test_hooks_that_all_repositories_share_are_for_global(repo, home):
    shared = home / "hooks"
    repo.git("config", "--global", "core.hooksPath", str(shared))
    done = install(repo)
    assert states(done)[PRE_COMMIT] is State.CLOSED
    assert "--global" in setting(done, PRE_COMMIT).note
    assert not shared.exists()
    git_setup.install(None, US)
    assert (shared / "pre-commit").exists()
    git_setup.uninstall(None, US)
    assert not shared.exists()


def test_a_relative_path_of_hooks_is_each_repository_s_own(repo):
    repo.git("config", "--global", "core.hooksPath", ".hooks")
    before = pictured(repo.root)
    install(repo)
    assert (repo.root / ".hooks/pre-commit").exists()
    uninstall(repo)
    assert pictured(repo.root) == before
    found = setting(git_setup.install(None, US), PRE_COMMIT)
    assert (found.state, "relative" in found.note) == (State.CLOSED, True)


def test_hooks_that_are_switched_off(repo):
    repo.git("config", "core.hooksPath", os.devnull)
    done = install(repo)
    assert states(done)[PRE_COMMIT] is State.CLOSED
    assert "switched off" in setting(done, PRE_COMMIT).note
    assert states(done)[DRIVER] is State.OURS


def test_a_linked_worktree_and_a_folder_below(repo, tmp_path):
    repo.write("sub/x", "x")
    repo.commit()
    repo.git("worktree", "add", "-q", str(tmp_path / "linked"))
    git_setup.install(tmp_path / "linked" / "sub", US)
    assert (tmp_path / "linked/.gitattributes").exists()
    assert (repo.root / ".git/hooks/pre-commit").exists()
    assert repo.git("config", DRIVER)
    assert states(git_setup.status(repo.root, US))[PATHS] is State.UNSET
    git_setup.uninstall(tmp_path / "linked", US)
    assert not (tmp_path / "linked/.gitattributes").exists()


def test_a_repository_that_is_itself_a_place(tmp_path):
    repo = sandbox(tmp_path / ".claude")
    install(repo)
    told = repo.git("check-attr", "merge", "agents/a.md", "notes.md").split("\n")
    assert [line.rpartition(" ")[2] for line in told[:2]] == ["agent-studio", "unspecified"]


def test_a_bare_repository_and_none_at_all(tmp_path):
    bare = sandbox(tmp_path / "bare", "--bare")
    with pytest.raises(StoreError, match="without files"):
        install(bare)
    with pytest.raises(StoreError, match="not in a git repository"):
        git_setup.install(tmp_path, US)


def test_for_all_repositories(repo, home):
    before = pictured(home)
    done = git_setup.install(None, US)
    assert states(done) == {**dict.fromkeys(EVERYTHING, State.OURS), PRE_COMMIT: State.CLOSED}
    assert (home / "config/git/attributes").exists()
    assert repo.git("config", "--global", DRIVER)
    told = repo.git("check-attr", "merge", "x/.claude/agents/a.md")
    assert told.endswith("agent-studio\n")
    assert "but it is in" in setting(git_setup.status(repo.root, US), DRIVER).note
    assert git_setup.install(None, US).changed == frozenset()
    # One repository can be set up on top, and taken back alone.
    install(repo)
    uninstall(repo)
    assert states(git_setup.status(None, US))[DRIVER] is State.OURS
    git_setup.uninstall(None, US)
    assert pictured(home) == before


def test_files_of_git_that_were_not_there_are_gone_again(home, monkeypatch):
    monkeypatch.delenv("GIT_CONFIG_GLOBAL")
    (home / ".gitconfig").unlink()
    before = pictured(home)
    git_setup.install(None, US)
    assert (home / ".gitconfig").exists()
    git_setup.install(None, US)
    git_setup.uninstall(None, US)
    assert pictured(home) == before


def test_attributes_where_the_person_has_them(home):
    subprocess.run(["git", "config", "--global", "core.attributesFile", "~/my attrs"], check=True)
    (home / "my attrs").write_bytes(b"*.x y")
    git_setup.install(None, US)
    assert b"merge=agent-studio" in (home / "my attrs").read_bytes()
    git_setup.uninstall(None, US)
    assert (home / "my attrs").read_bytes() == b"*.x y"


def test_what_cannot_be_written_is_said_and_the_rest_is_done(repo):
    repo.write("file", "x")
    repo.git("config", "core.hooksPath", "file/hooks")
    done = install(repo)
    assert len(done.problems) == 1
    assert "file/hooks/pre-commit" in done.problems[0]
    assert done.changed == set(EVERYTHING) - {PRE_COMMIT}


def test_what_cannot_be_read_is_said(repo):
    (repo.root / ".gitattributes").mkdir()
    with pytest.raises(StoreError, match="folder"):
        install(repo)
