"""Setting git up around what somebody else has set: it stays, and is told."""

from __future__ import annotations

import pytest

from agent_studio.store import git_setup
from agent_studio.store.git_setup_model import PATHS, PRE_COMMIT, State
from git_settings import (
    CONFIGURED,
    DRIVER,
    EVERYTHING,
    US,
    hook,
    install,
    pictured,
    setting,
    states,
    uninstall,
)
from gitrepo import sandbox


@pytest.fixture
def repo(tmp_path):
    return sandbox(tmp_path / "a b's")


@pytest.mark.parametrize(
    ("scope", "key", "group"),
    [
        ("--local", DRIVER, [DRIVER, "merge.agent-studio.name", PATHS]),
        ("--global", DRIVER, [DRIVER, "merge.agent-studio.name", PATHS]),
        ("--local", "merge.agent-studio.name", [DRIVER, "merge.agent-studio.name", PATHS]),
        ("--global", "mergetool.agent-studio.cmd", [*CONFIGURED[3:]]),
        ("--local", "difftool.agent-studio.cmd", ["difftool.agent-studio.cmd"]),
    ],
)
def test_a_foreign_value_and_what_belongs_to_it_is_left_alone(repo, scope, key, group):
    repo.git("config", scope, key, "their own")
    before = pictured(repo.root)
    done = install(repo)
    assert states(done)[key] is State.FOREIGN
    assert setting(done, key).found == "their own"
    for name in EVERYTHING:
        assert (states(done)[name] is State.OURS) == (name not in group)
    assert repo.git("config", key) == "their own\n"
    uninstall(repo)
    assert pictured(repo.root) == before


def test_a_switch_without_a_command_is_somebody_else_s(repo):
    repo.git("config", "mergetool.agent-studio.trustExitCode", "true")
    before = pictured(repo.root)
    done = install(repo)
    assert states(done)["mergetool.agent-studio.trustExitCode"] is State.FOREIGN
    assert states(done)["mergetool.agent-studio.cmd"] is State.CLOSED
    uninstall(repo)
    assert pictured(repo.root) == before


def test_a_foreign_value_beside_ours_stays(repo):
    install(repo)
    repo.git("config", "--add", DRIVER, "theirs %A")
    assert states(git_setup.status(repo.root, US))[DRIVER] is State.FOREIGN
    uninstall(repo)
    assert repo.git("config", "--get-all", DRIVER) == "theirs %A\n"
    config = (repo.root / ".git/config").read_text()
    assert ">>>" not in config
    assert "trustExitCode" not in config
    assert config.endswith('[merge "agent-studio"]\n\tdriver = theirs %A\n')


def test_a_value_that_git_changed_in_our_block_is_somebody_else_s(repo):
    before = pictured(repo.root)
    install(repo)
    repo.git("config", "mergetool.agent-studio.cmd", "theirs")
    repo.git("config", "mergetool.agent-studio.prompt", "false")
    repo.git("config", "user.nick", "me")
    assert install(repo).changed == frozenset()
    uninstall(repo)
    assert repo.git("config", "mergetool.agent-studio.cmd") == "theirs\n"
    assert repo.git("config", "mergetool.agent-studio.prompt") == "false\n"
    assert repo.git("config", "user.nick") == "me\n"
    for each in ("mergetool.agent-studio", "user"):
        repo.git("config", "--remove-section", each)
    assert pictured(repo.root) == before


def test_values_of_ours_that_stand_elsewhere_are_found(repo):
    install(repo)
    values = {key: repo.git("config", key).rstrip("\n") for key in CONFIGURED}
    uninstall(repo)
    before = pictured(repo.root)
    for key, value in values.items():
        repo.git("config", key, value)
    assert {states(git_setup.status(repo.root, US))[key] for key in CONFIGURED} == {State.OURS}
    git_setup.install(repo.root, "/other/agent-studio")
    assert "/other/agent-studio" in repo.git("config", "--get-all", DRIVER)
    assert "my tools" not in (repo.root / ".git/config").read_text()
    uninstall(repo)
    assert pictured(repo.root) == before


@pytest.mark.parametrize(
    ("line", "where", "told"),
    [
        ("*.md merge=union", ".gitattributes", "merge=union"),
        ("*.md -merge", ".gitattributes", "-merge"),
        ("*.md binary", ".git/info/attributes", "-merge"),
        ("**/agents/** merge", ".gitattributes", "merge"),
    ],
)
def test_paths_that_somebody_merges_otherwise_are_left_alone(repo, line, where, told):
    repo.write(where, f"{line}\n")
    before = pictured(repo.root)
    done = install(repo)
    assert f" {told} " in f" {setting(done, PATHS).note} "
    value = repo.git("check-attr", "merge", ".claude/agents/a.md").split()[-1]
    assert value == {"merge=union": "union", "-merge": "unset", "merge": "set"}[told]
    uninstall(repo)
    assert pictured(repo.root) == before


def test_where_every_path_is_somebody_else_s_nothing_is_written(repo):
    repo.write(".gitattributes", "* merge=union\n")
    assert states(install(repo))[PATHS] is State.FOREIGN
    assert (repo.root / ".gitattributes").read_text() == "* merge=union\n"


def test_one_definition_that_is_merged_otherwise_is_named(repo):
    repo.write(".gitattributes", "special.md merge=ours\n")
    repo.write(".claude/agents/special.md", "x")
    repo.commit()
    done = install(repo)
    assert states(done)[PATHS] is State.OURS
    assert "overruled by merge=ours for .claude/agents/special.md" in setting(done, PATHS).note
    told = repo.git("check-attr", "merge", ".claude/agents/special.md", ".claude/agents/b.md")
    assert [line.rpartition(" ")[2] for line in told.splitlines()] == ["ours", "agent-studio"]


@pytest.mark.parametrize(
    ("text", "mode", "why"),
    [
        ("#!/usr/bin/env python3\nprint()\n", 0o755, "no shell script"),
        ("\x7fELF", 0o755, "no shell script"),
        ("echo no shebang\n", 0o755, "no shell script"),
        ("#!/bin/sh\n", 0o644, "switched off"),
        ("#!/bin/sh\n# >>> agent-studio git install >>>\n", 0o755, "only half"),
    ],
)
def test_a_hook_that_no_block_can_go_into_is_left_alone(repo, text, mode, why):
    path = hook(text, repo, mode)
    found = setting(install(repo), PRE_COMMIT)
    assert found.state is State.FOREIGN
    assert why in found.note
    assert f"add: {US} check --staged || exit 1" in found.note
    assert path.read_text() == text
    uninstall(repo)
    assert path.read_text() == text


def test_a_hook_that_is_a_link_is_left_alone(repo, tmp_path):
    (tmp_path / "shared").write_text("#!/bin/sh\n")
    (tmp_path / "shared").chmod(0o755)
    (repo.root / ".git/hooks/pre-commit").unlink(missing_ok=True)
    (repo.root / ".git/hooks/pre-commit").symlink_to(tmp_path / "shared")
    assert "symbolic link" in setting(install(repo), PRE_COMMIT).note
    assert (tmp_path / "shared").read_text() == "#!/bin/sh\n"
