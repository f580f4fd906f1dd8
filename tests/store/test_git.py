"""Git as it is: fresh, renamed, conflicted, linked, nested, bare, missing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from agent_studio.store import git
from agent_studio.store.errors import StoreError, shown
from agent_studio.store.git import State
from gitrepo import agent, sandbox

ODD = "od d\n*:(top)\t[x]'é.md"
"""A name with everything that patterns, quoting and line formats stumble over."""


@pytest.fixture
def repo(tmp_path):
    made = sandbox(tmp_path / "r")
    made.write("a.md", agent("a"))
    made.write(ODD, agent("odd"))
    made.commit()
    return made


def states(repo):
    found = git.status(git.discover(repo.root), ignored=True)
    return {path.relative_to(repo.root).as_posix(): entry.state for path, entry in found.items()}


def test_every_state_is_told(repo):
    repo.write(".gitignore", "*.log\nskip/\n")
    for name in ("staged", "partly", "gone", "modified"):
        repo.write(f"{name}.md", agent(name))
    repo.commit()
    repo.write("staged.md", "x")
    repo.write("partly.md", "x")
    repo.git("add", "-A")
    repo.write("partly.md", "y")
    repo.write("modified.md", "z")
    (repo.root / "gone.md").unlink()
    repo.write("sub/new.md", "n")
    repo.write("x.log", "l")
    repo.write("skip/deep/b.md", "b")
    assert states(repo) == {
        "staged.md": State.STAGED,
        "partly.md": State.PARTLY,
        "modified.md": State.MODIFIED,
        "gone.md": State.DELETED,
        "sub/new.md": State.UNTRACKED,
        "x.log": State.IGNORED,
        "skip": State.IGNORED,
    }
    members = [repo.root / name for name in ("a.md", "skip/deep/b.md", "sub/new.md")]
    assert git.states([*members, Path("/none/x.md")]) == {
        members[0]: State.CLEAN,
        members[1]: State.IGNORED,
        members[2]: State.UNTRACKED,
    }


def test_a_renamed_file_tells_where_it_was(repo):
    repo.git("mv", ODD, "new name.md")
    (entry,) = git.status(git.discover(repo.root)).values()
    assert entry.former == repo.root / ODD
    (delta,) = git.deltas(git.discover(repo.root), "HEAD")
    assert (delta.letter, delta.path, delta.former) == (
        "R", repo.root / "new name.md", repo.root / ODD,
    )  # fmt: skip


def test_a_conflict_is_told(repo):
    repo.git("checkout", "-qb", "other")
    repo.write("a.md", "theirs")
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write("a.md", "ours")
    repo.commit()
    with pytest.raises(Exception, match="merge"):
        repo.git("merge", "-q", "other")
    assert states(repo) == {"a.md": State.CONFLICTED}


def test_contents_of_revision_index_and_nothing(repo):
    here = git.discover(repo.root)
    path = repo.write(ODD, "staged")
    git.stage(here, [path])
    repo.write(ODD, "on disk")
    assert git.content(here, path, "HEAD") == agent("odd").encode()
    assert git.content(here, path, git.INDEX) == b"staged"
    assert git.content(here, repo.root / "none.md", "HEAD") is None
    assert git.content(here, repo.root / "none.md", git.INDEX) is None


def test_contents_come_with_the_line_ends_they_would_have_on_disk(repo):
    repo.write(".gitattributes", "*.md text eol=crlf\n")
    path = repo.write("a.md", "one\r\ntwo\r\n")
    repo.commit()
    here = git.discover(repo.root)
    assert git.content(here, path, "HEAD") == b"one\r\ntwo\r\n"
    git.stage_content(here, path, b"one\r\n2\r\n")
    assert repo.git("show", ":a.md") == "one\n2\n"
    assert git.content(here, path, git.INDEX) == b"one\r\n2\r\n"
    assert path.read_bytes() == b"one\r\ntwo\r\n"


def test_staging_and_unstaging_touch_only_what_is_named(repo):
    here = git.discover(repo.root)
    odd, other = repo.write(ODD, "x"), repo.write("a.md", "y")
    git.stage(here, [odd])
    assert states(repo) == {ODD: State.STAGED, "a.md": State.MODIFIED}
    git.unstage(here, [odd])
    assert states(repo) == {ODD: State.MODIFIED, "a.md": State.MODIFIED}
    other.unlink()
    git.stage(here, [other])
    assert git.index_entry(here, other).object == ""
    git.unstage(here, [other])
    assert git.content(here, other, git.INDEX) == agent("a").encode()


def test_staging_a_content_keeps_the_mode(repo):
    here = git.discover(repo.root)
    script = repo.write("run.md", "x")
    script.chmod(0o755)
    repo.commit()
    git.stage_content(here, script, b"y")
    entry = git.index_entry(here, script)
    assert entry.mode == "100755"
    git.stage_content(here, repo.root / ODD, b"z")
    git.stage_content(here, repo.root / "fresh.md", b"new")
    assert git.content(here, repo.root / ODD, git.INDEX) == b"z"
    assert git.content(here, repo.root / "fresh.md", git.INDEX) == b"new"
    git.set_index_entry(here, git.IndexEntry(repo.root / "fresh.md", "", ""))
    assert git.content(here, repo.root / "fresh.md", git.INDEX) is None


@pytest.mark.parametrize("hashes", ["sha1", "sha256"])
def test_a_repository_without_commits(tmp_path, hashes):
    made = sandbox(tmp_path / "r", f"--object-format={hashes}")
    here = git.discover(made.root)
    one, two = made.write("a.md", agent("a")), made.write("b.md", agent("b"))
    assert not git.has_commits(here)
    git.stage(here, [one])
    assert [delta.letter for delta in git.deltas(here, "HEAD")] == ["A", "?"]
    assert [delta.path for delta in git.deltas(here, "HEAD", git.INDEX)] == [one]
    git.unstage(here, [one])
    assert {entry.state for entry in git.status(here).values()} == {State.UNTRACKED}
    git.stage_content(here, two, b"part")
    git.set_index_entry(here, git.IndexEntry(two, "", ""))
    git.stage(here, [one, two])
    assert git.commit(here, "First").subject == "First"
    assert git.deltas(here, "HEAD") == ()


def test_committing_says_what_hooks_say(repo):
    here = git.discover(repo.root)
    git.stage(here, [repo.write("a.md", "x")])
    hook = repo.write(".git/hooks/pre-commit", "#!/bin/sh\necho 'too \033[31mred' >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(git.GitRefused, match="git commit refused") as refusal:
        git.commit(here, "no")
    assert "red" in refusal.value.output
    assert "\x1b" not in refusal.value.output
    hook.write_text("#!/bin/sh\necho fine >&2\n")
    done = git.commit(here, "# Subject\n\nWith # a body\n")
    assert (done.subject, done.output) == ("# Subject", "fine")
    with pytest.raises(StoreError):
        git.commit(here, "again")
    with pytest.raises(StoreError, match="needs a message"):
        git.commit(here, " \n")


def test_between_two_revisions(repo):
    repo.write("a.md", "x")
    repo.commit()
    here = git.discover(repo.root)
    (delta,) = git.deltas(here, "HEAD~1", "HEAD")
    assert (delta.letter, delta.path) == ("M", repo.root / "a.md")
    for wrong in ("none", "--all", "-x", ""):
        with pytest.raises(StoreError, match="there is no revision"):
            git.deltas(here, wrong)


def test_a_linked_worktree_and_a_submodule_are_work_trees_of_their_own(repo, tmp_path):
    repo.git("worktree", "add", "-q", str(tmp_path / "linked"), "-b", "side")
    (tmp_path / "linked" / "a.md").write_text("x")
    linked = git.discover(tmp_path / "linked")
    assert list(git.status(linked)) == [tmp_path / "linked" / "a.md"]
    assert git.status(git.discover(repo.root)) == {}
    outer = sandbox(tmp_path / "outer")
    outer.git("submodule", "--quiet", "add", str(repo.root), "inner")
    outer.commit()
    inside = outer.write("inner/a.md", "y")
    assert git.discover(outer.root / "inner").root == outer.root / "inner"
    assert git.status(git.discover(outer.root)) == {}
    assert git.deltas(git.discover(outer.root), "HEAD") == ()
    assert git.states([inside]) == {inside: State.MODIFIED}


def test_through_a_symbolic_link_to_the_repository(repo, tmp_path):
    (tmp_path / "way").symlink_to(repo.root)
    here = git.discover(tmp_path / "way")
    path = tmp_path / "way" / "a.md"
    path.write_text("x")
    assert git.content(here, path, "HEAD") == agent("a").encode()
    assert git.states([path]) == {path: State.MODIFIED}


def test_outside_git_there_is_one_clear_sentence(tmp_path, monkeypatch):
    with pytest.raises(StoreError, match="is not in a git repository"):
        git.discover(tmp_path)
    sandbox(tmp_path / "bare.git", "--bare")
    with pytest.raises(StoreError, match=r"without files \(a bare one\)"):
        git.discover(tmp_path / "bare.git")

    made = sandbox(tmp_path / "r")
    here = git.discover(made.root)
    with pytest.raises(StoreError, match="is not in the repository"):
        git.stage(here, [tmp_path / "x.md"])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreError, match="git is not installed"):
        git.discover(made.root)


def test_looking_takes_no_lock(repo):
    here = git.discover(repo.root)
    os.utime(repo.root / "a.md", (5, 5))
    before = (repo.root / ".git" / "index").read_bytes()
    git.status(here)
    git.deltas(here, "HEAD")
    assert (repo.root / ".git" / "index").read_bytes() == before


def test_inside_the_folder_of_git_the_way_to_the_files_is_told(repo, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in (".git", ".git/objects"):
        with pytest.raises(StoreError) as refusal:
            git.discover(repo.root / folder)
        told = str(refusal.value)
        assert "where git keeps a repository's own data" in told
        assert told.endswith(f"its files are in {shown(repo.root)}")
        assert "bare" not in told
