"""Which definitions changed, and reverting them and taking that back."""

from __future__ import annotations

import pytest

from agent_studio.store import git
from agent_studio.store.errors import ChangedOnDisk, StoreError
from agent_studio.store.review import (
    Kind,
    Staging,
    changed_definitions,
    revert,
    undo_revert,
)
from gitrepo import agent, sandbox

AGENTS = ".claude/agents"


@pytest.fixture
def repo(tmp_path):
    made = sandbox(tmp_path / "r")
    for name in ("a", "b", "c"):
        made.write(f"{AGENTS}/{name}.md", agent(name))
    made.write("README.md", "# Read me\n")
    made.write("loose.md", agent("loose"))
    made.commit()
    return made


def changes(repo, **wanted):
    return {
        change.label: change for change in changed_definitions(git.discover(repo.root), **wanted)
    }


def test_only_definitions_are_told_of_and_all_of_them(repo):
    repo.write(f"{AGENTS}/a.md", "no front matter any more")
    (repo.root / AGENTS / "b.md").unlink()
    repo.write(f"{AGENTS}/deep/new.md", agent("new"))
    repo.write("README.md", "# Read me, please\n")
    repo.write("loose.md", "empty now")
    repo.write("blog.md", "---\ntitle: x\n---\n")
    repo.write("seed.txt", agent("seed"))
    repo.git("mv", f"{AGENTS}/c.md", f"{AGENTS}/d.md")
    found = changes(repo)
    assert {label: change.kind for label, change in found.items()} == {
        f"{AGENTS}/a.md": Kind.MODIFIED,
        f"{AGENTS}/b.md": Kind.DELETED,
        f"{AGENTS}/d.md": Kind.RENAMED,
        f"{AGENTS}/deep/new.md": Kind.ADDED,
        "loose.md": Kind.MODIFIED,
    }
    assert found[f"{AGENTS}/a.md"].before == agent("a")
    assert found[f"{AGENTS}/a.md"].after == "no front matter any more"
    assert found[f"{AGENTS}/b.md"].after is None
    assert found[f"{AGENTS}/d.md"].former == repo.root / AGENTS / "c.md"
    assert found[f"{AGENTS}/deep/new.md"].untracked
    assert found[f"{AGENTS}/deep/new.md"].harness == "claude-code"
    named = changes(repo, paths=[repo.root / "seed.txt", repo.root / AGENTS / "deep"])
    assert list(named) == [f"{AGENTS}/deep/new.md", "seed.txt"]


def test_a_file_moved_without_git_is_a_rename(repo):
    (repo.root / AGENTS / "a.md").rename(repo.root / AGENTS / "z.md")
    (change,) = changes(repo).values()
    assert (change.kind, change.label) == (Kind.RENAMED, f"{AGENTS}/z.md")
    assert change.former == repo.root / AGENTS / "a.md"


def test_staging_is_told_and_the_index_can_be_the_target(repo):
    path = repo.write(f"{AGENTS}/a.md", agent("staged"))
    repo.git("add", "-A")
    repo.write(f"{AGENTS}/a.md", agent("on disk"))
    repo.write(f"{AGENTS}/b.md", agent("unstaged"))
    found = changes(repo)
    assert found[f"{AGENTS}/a.md"].staging is Staging.PARTLY
    assert found[f"{AGENTS}/a.md"].index == agent("staged")
    assert found[f"{AGENTS}/b.md"].staging is Staging.NO
    (staged,) = changes(repo, target=git.INDEX).values()
    assert (staged.path, staged.after) == (path, agent("staged"))
    unstaged = changes(repo, base=git.INDEX)
    assert unstaged[f"{AGENTS}/a.md"].before == agent("staged")


def test_in_a_fresh_repository_everything_is_new(tmp_path):
    made = sandbox(tmp_path / "r")
    made.write(f"{AGENTS}/a.md", agent("a"))
    made.write(f"{AGENTS}/b.md", agent("b"))
    made.git("add", f"{AGENTS}/b.md")
    found = changes(made)
    assert {change.kind for change in found.values()} == {Kind.ADDED}
    assert [change.staging for change in found.values()] == [Staging.NO, Staging.YES]
    here = git.discover(made.root)
    undo = revert(here, found[f"{AGENTS}/b.md"])
    assert changes(made).keys() == {f"{AGENTS}/a.md"}
    undo_revert(undo)
    assert changes(made) == found


def snapshot(repo):
    files = {
        path.relative_to(repo.root).as_posix(): path.read_bytes()
        for path in repo.root.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(repo.root).parts
    }
    return files, repo.git("ls-files", "-s"), repo.git("status", "--porcelain=v2")


@pytest.mark.parametrize("staged", [False, True])
@pytest.mark.parametrize("what", ["edit", "delete", "rename", "add", "move"])
def test_a_revert_gives_what_was_committed_and_can_be_taken_back(repo, what, staged):
    clean = snapshot(repo)
    path = repo.root / AGENTS / "a.md"
    if what == "edit":
        path.write_text("edited")
    elif what == "delete":
        path.unlink()
    elif what == "rename":
        repo.git("mv", f"{AGENTS}/a.md", f"{AGENTS}/z.md")
    elif what == "move":
        path.rename(path.with_name("z.md"))
    else:
        repo.write(f"{AGENTS}/deep/new.md", agent("new"))
    if staged:
        repo.git("add", "-A")
    changed = snapshot(repo)
    (change,) = changes(repo).values()
    undo = revert(git.discover(repo.root), change)
    assert snapshot(repo) == clean
    undo_revert(undo)
    assert snapshot(repo) == changed


def test_a_revert_that_fails_leaves_everything_as_it_was(repo, monkeypatch):
    repo.write(f"{AGENTS}/a.md", agent("edited"))
    before = snapshot(repo)
    (change,) = changes(repo).values()

    def refuse(*_):
        raise StoreError("git is away")

    monkeypatch.setattr(git, "unstage", refuse)
    with pytest.raises(StoreError, match="git is away"):
        revert(git.discover(repo.root), change)
    assert snapshot(repo) == before


def test_what_changed_since_it_was_shown_is_not_reverted(repo):
    repo.write(f"{AGENTS}/a.md", agent("edited"))
    (change,) = changes(repo).values()
    repo.write(f"{AGENTS}/a.md", agent("newer"))
    with pytest.raises(ChangedOnDisk, match="nothing was reverted"):
        revert(git.discover(repo.root), change)
    assert (repo.root / AGENTS / "a.md").read_text() == agent("newer")


def test_reverting_what_is_staged_does_not_lose_what_is_not(repo):
    path = repo.write(f"{AGENTS}/a.md", agent("staged"))
    repo.git("add", "-A")
    repo.write(f"{AGENTS}/a.md", agent("on disk"))
    (staged,) = changes(repo, target=git.INDEX).values()
    with pytest.raises(StoreError, match="not staged and would be lost"):
        revert(git.discover(repo.root), staged)
    assert path.read_text() == agent("on disk")


def test_a_submodule_and_links_are_no_definitions(repo, tmp_path):
    outer = sandbox(tmp_path / "outer")
    outer.write(f"{AGENTS}/a.md", agent("a"))
    outer.commit()
    outer.git("submodule", "--quiet", "add", str(repo.root), f"{AGENTS}/shared")
    (outer.root / AGENTS / "link.md").symlink_to("a.md")
    outer.git("add", "-A")
    assert changes(outer) == {}
