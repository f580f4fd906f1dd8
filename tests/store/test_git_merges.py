"""Merges of real git: their sides, their base, and which definitions they concern."""

from __future__ import annotations

import pytest

from agent_studio.store import git
from agent_studio.store.errors import StoreError
from agent_studio.store.git_ground import Kind
from agent_studio.store.git_merges import find_merge, read_merge
from gitrepo import sandbox

BASE = "---\nname: reviewer\ndescription: Reads.\ntools: Read\n---\n\nOne.\n\nTwo.\n\nThree.\n"
FILE = "agents/reviewer.md"


class Tree:
    """A repository with one definition, and what a person does in it."""

    def __init__(self, root):
        self.box = sandbox(root)
        self.box.write(FILE, BASE)
        self.box.commit("base")
        self.repo = git.discover(root)

    def edit(self, branch, before, after, file=FILE):
        """Change a word on a branch that begins where HEAD is, or goes on where it ended."""
        known = branch in self.box.git("branch", "--format=%(refname:short)").split()
        self.box.git("checkout", "-q", *([] if known else ["-b"]), branch)
        text = (self.box.root / file).read_text(encoding="utf-8")
        assert before in text
        self.box.write(file, text.replace(before, after))
        self.box.commit(f"{branch}: {after.strip()}")

    def read(self, revision=""):
        return read_merge(self.repo, find_merge(self.repo, revision))


@pytest.fixture
def tree(tmp_path):
    return Tree(tmp_path / "tree")


def test_the_definitions_that_both_sides_changed(tree):
    tree.box.write("agents/alone.md", BASE.replace("reviewer", "alone"))
    tree.box.write("notes.md", "# Notes\n\nOne.\n\nTwo.\n\nThree.\n")
    tree.box.commit("more")
    for branch, word in (("side", "One."), ("main", "Three.")):
        tree.edit(branch, word, f"{word} And more.")
        tree.edit(branch, word, f"{word} And more.", "notes.md")
        tree.box.git("checkout", "-q", "main")
    tree.edit("side", "Two.", "Both.", "agents/alone.md")
    tree.box.git("checkout", "-q", "main")
    tree.box.git("merge", "-q", "-m", "together", "side")
    read = tree.read()
    assert (read.merge.subject, read.kind) == ("together", Kind.ONE)
    assert [parent.label for parent in read.merge.parents] == ["ours", "theirs"]
    assert [parent.subject for parent in read.merge.parents] == [
        "main: Three. And more.",
        "side: Both.",
    ]
    # notes.md is no definition, alone.md was changed on one side and taken as it was.
    (found,) = read.definitions
    assert found.label == FILE
    assert found.base == BASE
    assert found.sides[0] == BASE.replace("Three.", "Three. And more.")
    assert found.sides[1] == BASE.replace("One.", "One. And more.")
    assert found.result == found.sides[0].replace("One.", "One. And more.")
    assert tree.read("HEAD") == read


def test_what_somebody_changed_in_the_merge_itself(tree):
    tree.box.write("agents/quiet.md", BASE.replace("reviewer", "quiet"))
    tree.box.write("agents/dropped.md", BASE.replace("reviewer", "dropped"))
    tree.box.commit("more")
    tree.edit("side", "One.", "1.", "agents/dropped.md")
    tree.box.git("checkout", "-q", "main")
    tree.edit("main", "Two.", "2.")
    tree.box.git("merge", "-q", "--no-commit", "--no-ff", "side")
    # Nobody had touched the one, and the change to the other is thrown away.
    tree.box.write("agents/quiet.md", BASE.replace("tools: Read", "tools: Read, Bash"))
    tree.box.write("agents/dropped.md", BASE.replace("reviewer", "dropped"))
    tree.box.git("add", "-A")
    tree.box.git("commit", "-qm", "not what it seems")
    found = {each.label: each for each in tree.read().definitions}
    assert list(found) == ["agents/dropped.md", "agents/quiet.md"]
    assert found["agents/quiet.md"].base in found["agents/quiet.md"].sides
    assert "Bash" in found["agents/quiet.md"].result
    assert found["agents/dropped.md"].result == found["agents/dropped.md"].sides[0]


def test_renamed_on_one_side(tree):
    tree.edit("side", "One.", "1.")
    tree.box.git("checkout", "-q", "main")
    tree.box.git("mv", FILE, "agents/reader.md")
    tree.edit("main", "Three.", "3.", "agents/reader.md")
    tree.box.git("merge", "-q", "-m", "together", "side")
    (found,) = tree.read().definitions
    assert (found.label, found.labels) == ("agents/reader.md", ("agents/reader.md", FILE))
    assert found.base == BASE
    assert found.result == BASE.replace("One.", "1.").replace("Three.", "3.")


def test_deleted_on_one_side(tree):
    tree.edit("side", "One.", "1.")
    tree.box.git("checkout", "-q", "main")
    (tree.box.root / FILE).unlink()
    tree.box.commit("away")
    with pytest.raises(Exception, match="git"):
        tree.box.git("merge", "-q", "side")
    (found,) = tree.read().definitions
    assert found.sides == (None, BASE.replace("One.", "1."))
    assert found.result == found.sides[1]
    (tree.box.root / FILE).unlink()
    (found,) = tree.read().definitions
    assert found.result is None


def test_in_progress_comes_before_head(tree):
    tree.edit("side", "One.", "1.")
    tree.box.git("checkout", "-q", "main")
    tree.edit("main", "One.", "I.")
    with pytest.raises(Exception, match="git"):
        tree.box.git("merge", "-q", "side")
    read = tree.read()
    assert (read.merge.commit, read.merge.subject) == ("", "merge in progress")
    (found,) = read.definitions
    assert "<<<<<<< HEAD" in found.result


def criss_cross(tree, one, other):
    """Two branches that merged each other's first change, and changed more since."""
    tree.edit("a", *one)
    tree.box.git("branch", "a1")
    tree.box.git("checkout", "-q", "main")
    tree.edit("b", *other)
    tree.box.git("branch", "b1")
    for ours, theirs in (("a", "b1"), ("b", "a1")):
        tree.box.git("checkout", "-q", ours)
        tree.box.git(
            "merge", "-q", "-s", "ours" if one[0] == other[0] else "ort", "-m", "x", theirs
        )
    tree.edit("a", "Three.", "3.")
    tree.edit("b", "Reads.", "Reads all.")
    tree.box.git("merge", "-q", "-X", "ours", "-m", "criss", "a")


def objects(tree):
    return sorted((tree.box.root / ".git" / "objects").rglob("*"))


def test_criss_cross_has_the_base_that_git_makes(tree):
    criss_cross(tree, ("One.", "1."), ("Two.", "2."))
    before = objects(tree)
    read = tree.read()
    assert (read.kind, len(read.bases)) == (Kind.VIRTUAL, 2)
    (found,) = read.definitions
    assert found.base == BASE.replace("One.", "1.").replace("Two.", "2.")
    assert not found.first_base
    assert objects(tree) == before


def test_bases_that_contradict_each_other_make_no_text_with_markers(tree):
    criss_cross(tree, ("One.", "1."), ("One.", "I."))
    read = tree.read()
    (found,) = read.definitions
    assert read.kind is Kind.VIRTUAL
    assert found.first_base
    assert found.base in (BASE.replace("One.", "1."), BASE.replace("One.", "I."))


def test_an_old_git_gives_the_first_of_several_bases(tree, monkeypatch):
    from agent_studio.store import git_ground, git_program

    criss_cross(tree, ("One.", "1."), ("Two.", "2."))

    def old(folder, *words, **more):
        if words[0] == "merge-tree":
            raise git_program.GitRefused("git merge-tree refused", "usage: git merge-tree")
        return git_program.ask(folder, *words, **more)

    monkeypatch.setattr(git_ground, "ask", old)
    read = tree.read()
    assert read.kind is Kind.FIRST
    (found,) = read.definitions
    assert found.base in (BASE.replace("One.", "1."), BASE.replace("Two.", "2."))


def test_histories_that_have_nothing_in_common(tree):
    tree.box.git("checkout", "-q", "--orphan", "other")
    tree.box.write(FILE, BASE.replace("One.", "1."))
    tree.box.commit("another beginning")
    tree.box.git("checkout", "-q", "main")
    merge = ("merge", "-q", "--allow-unrelated-histories", "-X", "ours", "-m", "both", "other")
    tree.box.git(*merge)
    read = tree.read()
    assert (read.kind, read.bases) == (Kind.NONE, ())
    (found,) = read.definitions
    assert found.base is None
    assert None not in found.sides


def test_an_octopus_has_all_its_parents(tree):
    for branch, word in (("one", "One."), ("three", "Three.")):
        tree.edit(branch, word, f"{word} And more.")
        tree.box.git("checkout", "-q", "main")
    tree.edit("main", "Reads.", "Reads all.")
    tree.box.git("merge", "-q", "-m", "octopus", "one", "three")
    read = tree.read()
    assert [parent.label for parent in read.merge.parents] == ["parent 1", "parent 2", "parent 3"]
    (found,) = read.definitions
    assert len(found.sides) == 3
    assert len(set(found.sides)) == 3


def test_a_linked_work_tree_of_a_repository_whose_path_is_no_plain_word(tmp_path):
    tree = Tree(tmp_path / 'li nk:ed "x"')
    criss_cross(tree, ("One.", "1."), ("Two.", "2."))
    linked = tmp_path / "linked"
    tree.box.git("worktree", "add", "-q", "--detach", str(linked), "HEAD")
    repo = git.discover(linked)
    read = read_merge(repo, find_merge(repo))
    assert (read.kind, len(read.definitions)) == (Kind.VIRTUAL, 1)
    assert read.definitions[0].path == linked / FILE
    assert tree.read().kind is Kind.VIRTUAL


def test_paths_narrow_it(tree):
    tree.edit("side", "One.", "1.")
    tree.box.git("checkout", "-q", "main")
    tree.edit("main", "Three.", "3.")
    tree.box.git("merge", "-q", "-m", "together", "side")
    merge = find_merge(tree.repo)
    assert read_merge(tree.repo, merge, [tree.box.root / "agents"]).definitions
    assert not read_merge(tree.repo, merge, [tree.box.root / "docs"]).definitions


@pytest.mark.parametrize(
    ("revision", "why"),
    [("", "is no merge, and none is in progress"), ("HEAD", "is no merge"), ("gone", "no commit")],
)
def test_what_is_no_merge(tree, revision, why):
    with pytest.raises(StoreError, match=why):
        find_merge(tree.repo, revision)


def test_before_the_first_commit(tmp_path):
    box = sandbox(tmp_path / "empty")
    with pytest.raises(StoreError, match="nothing was ever committed"):
        find_merge(git.discover(box.root))
