"""The merge driver under the real git: in every command that merges, and when it cannot."""

from __future__ import annotations

import sys
from shlex import quote

import pytest

from agent_studio.core.document import parse
from agent_studio.store import git_setup
from agent_studio.store.own_command import own_command
from gitmerge import NAME, TEXT, with_driver, without_driver

OURS = TEXT.replace("- lost data\n", "- lost data\n- missing tests\n").replace("Grep", "Grep, Bash")
THEIRS = TEXT.replace("- lost data\n", "- lost data\n- dead code\n").replace("Grep", "Grep, Edit")
BOTH = (
    "Bash", "Edit", "missing tests", "dead code"
)  # fmt: skip
CLASH = (
    TEXT.replace("Reviews changes", "Reviews every change"),
    TEXT.replace("Reviews changes", "Reviews all pull requests"),
)


@pytest.fixture
def repo(tmp_path):
    return with_driver(tmp_path / "sp ace's \"é")


def assert_both(text):
    document = parse(text)
    assert [field.key for field in document.fields] == ["name", "description", "tools"]
    assert [text.count(word) for word in BOTH] == [1] * len(BOTH)
    assert "<<<<" not in text


def test_a_merge_that_git_alone_cannot_do(repo, tmp_path):
    repo.fork(TEXT, OURS, THEIRS)
    done = repo.run("merge", "side")
    assert done.status == 0, done.err
    assert_both(repo.read())
    alone = without_driver(tmp_path / "alone").fork(TEXT, OURS, THEIRS)
    assert alone.run("merge", "side").status == 1


def test_a_conflict_stands_around_the_smallest_unit(repo):
    repo.fork(TEXT, *CLASH)
    done = repo.run("merge", "side")
    assert done.status == 1
    assert "to decide: description" in done.err
    text = repo.read()
    assert "<<<<<<< HEAD\ndescription: Reviews every change\n" in text
    assert "=======\ndescription: Reviews all pull requests\n>>>>>>> side\n" in text
    assert "|||||||" not in text
    assert text.startswith("---\nname: reviewer\n")
    assert text.endswith(TEXT[TEXT.index("tools:") :])
    assert repo.git("ls-files", "-u").count(NAME) == 3


@pytest.mark.parametrize("style", ["diff3", "zdiff3"])
def test_the_base_is_shown_if_git_is_set_so(repo, style):
    repo.git("config", "merge.conflictStyle", style)
    repo.write(".gitattributes", repo.read(".gitattributes") + "*.md conflict-marker-size=11\n")
    repo.fork(TEXT, *CLASH)
    assert repo.run("merge", "side").status == 1
    text = repo.read()
    assert f"\n{'<' * 11} HEAD\n" in text
    assert f"\n{'|' * 11} base\ndescription: Reviews changes\n{'=' * 11}\n" in text


def test_rebase(repo):
    repo.fork(TEXT, OURS, THEIRS)
    assert repo.run("rebase", "side").status == 0
    assert_both(repo.read())


def test_rebase_with_a_conflict_goes_on_after_it_is_resolved(repo):
    repo.fork(TEXT, *CLASH)
    assert repo.run("rebase", "side").status == 1
    assert repo.read().count("<<<<<<<") == 1
    repo.write(NAME, TEXT)
    repo.git("add", "-A")
    assert repo.run("rebase", "--skip").status == 0


def test_cherry_pick(repo):
    repo.fork(TEXT, OURS, THEIRS)
    assert repo.run("cherry-pick", "side").status == 0
    assert_both(repo.read())


def test_revert_and_patches(repo):
    repo.fork(TEXT, OURS, THEIRS)
    patch = repo.write("../theirs.patch", repo.git("format-patch", "--stdout", "main..side"))
    assert repo.run("am", "-3", str(patch)).status == 0
    assert_both(repo.read())
    assert repo.run("revert", "--no-edit", "HEAD~1").status == 0
    assert "Bash" not in repo.read()
    assert "dead code" in repo.read()


def test_stash_pop(repo):
    repo.write(NAME, TEXT)
    repo.commit()
    repo.write(NAME, THEIRS)
    repo.git("stash")
    repo.write(NAME, OURS)
    repo.commit()
    assert repo.run("stash", "pop").status == 0
    assert_both(repo.read())


def test_rerere_replays_a_resolution(repo):
    repo.git("config", "rerere.enabled", "true")
    repo.fork(TEXT, *CLASH)
    assert repo.run("merge", "side").status == 1
    resolved = TEXT.replace("Reviews changes", "Reviews all of it")
    repo.write(NAME, resolved)
    repo.commit("merged")
    repo.git("reset", "-q", "--hard", "HEAD~1")
    done = repo.run("merge", "side")
    assert "using previous resolution" in done.err
    assert repo.read() == resolved


def test_a_rename_on_one_side(repo):
    repo.fork(TEXT, OURS, THEIRS)
    repo.git("mv", NAME, ".claude/agents/critic.md")
    repo.commit("renamed")
    done = repo.run("merge", "side")
    assert done.status == 0, done.err
    assert_both(repo.read(".claude/agents/critic.md"))


def test_an_edit_against_a_deletion_of_the_file_stays_a_conflict(repo):
    repo.fork(TEXT, OURS, THEIRS)
    repo.git("rm", "-q", NAME)
    repo.git("commit", "-qm", "gone")
    done = repo.run("merge", "side")
    assert done.status == 1
    assert "modify/delete" in done.err
    assert repo.read() == THEIRS


def test_a_file_that_both_sides_add(repo):
    repo.fork(None, OURS, THEIRS)
    assert repo.run("merge", "side").status in (0, 1)
    text = repo.read()
    assert text.count("name: reviewer") == 1
    assert text.count("- wrong results") == 1


def test_criss_cross(repo):
    """Both sides have merged the other before: git makes a base of the two ancestors."""
    repo.fork(TEXT, OURS, THEIRS)
    tips = repo.git("rev-parse", "main", "side").split()
    repo.git("merge", "-q", "side", "-m", "one")
    repo.git("checkout", "-q", "side")
    repo.git("merge", "-q", tips[0], "-m", "two")
    repo.write(NAME, repo.read().replace("Be kind.", "Be very kind."))
    repo.commit("kinder")
    repo.git("checkout", "-q", "main")
    repo.write(NAME, repo.read().replace("wrong results", "wrong answers"))
    repo.commit("answers")
    assert len(repo.git("merge-base", "--all", "main", "side").split()) == 2
    done = repo.run("merge", "side")
    assert done.status == 0, done.err
    assert_both(repo.read())
    assert "wrong answers" in repo.read()
    assert "Be very kind." in repo.read()


def test_criss_cross_over_a_conflict_comes_to_git(repo):
    """The base then holds markers itself, and is no definition any more."""
    repo.fork(TEXT, *CLASH)
    tips = repo.git("rev-parse", "main", "side").split()
    for branch, other, text in (("main", tips[1], CLASH[0]), ("side", tips[0], CLASH[1])):
        repo.git("checkout", "-q", branch)
        assert repo.run("merge", other).status == 1
        repo.write(NAME, text)
        repo.commit("merged")
    done = repo.run("merge", "main")
    assert done.status == 1
    assert "holds conflict markers already" in done.err
    for side in CLASH:
        assert side.splitlines()[2] in repo.read()


def test_an_octopus_is_merged_by_git_and_one_by_one_by_us(repo):
    """git-merge-octopus calls no drivers at all."""
    third = TEXT.replace("Read, Grep", "Read, Grep, Write")
    repo.fork(TEXT, TEXT.replace("Be brief.", "Be short."), THEIRS)
    repo.git("checkout", "-qb", "third", "main~1")
    repo.write(NAME, third)
    repo.commit("third")
    repo.git("checkout", "-q", "main")
    assert repo.run("merge", "side", "third").status != 0
    repo.git("reset", "-q", "--hard")
    for branch in ("side", "third"):
        assert repo.run("merge", branch).status == 0
    assert "tools: Read, Grep, Edit, Write" in repo.read()
    assert "Be short." in repo.read()


def test_the_strategy_option_ours_does_not_reach_drivers(repo):
    """git-merge(1): a merge driver knows nothing of -X; what is a conflict stays one."""
    repo.fork(TEXT, *CLASH)
    assert repo.run("merge", "-X", "ours", "side").status == 1
    assert "<<<<<<<" in repo.read()


def test_line_ends_that_git_converts(repo):
    repo.git("config", "core.autocrlf", "true")
    repo.fork(*(text.replace("\n", "\r\n") for text in (TEXT, OURS, THEIRS)))
    assert repo.run("merge", "side").status == 0
    assert_both(repo.read().replace("\r\n", "\n"))
    assert "\r\n" in repo.read()
    assert "\r" not in repo.git("show", f"HEAD:{NAME}")


def test_line_ends_in_the_repository(repo):
    repo.write(".gitattributes", repo.read(".gitattributes") + "*.md -text\n")
    repo.fork(*(text.replace("\n", "\r\n") for text in (TEXT, OURS, THEIRS)))
    assert repo.run("merge", "side").status == 0
    assert repo.read().count("\n") == repo.read().count("\r\n") > 10


@pytest.mark.parametrize(
    "name", [".claude/agents/-o dd's \"é*.md", "deep/er/.github/agents/x.md"], ids=["odd", "deep"]
)
def test_paths(repo, name):
    repo.fork(TEXT, OURS, THEIRS, name=name)
    repo.write("below/x", "x")
    done = repo.run("merge", "side", folder="below")
    assert done.status == 0, done.err
    assert_both(repo.read(name))


def test_other_files_are_git_s(repo):
    repo.fork(TEXT, OURS, THEIRS, name="README.md")
    assert repo.run("merge", "side").status == 1


@pytest.mark.parametrize("command", [own_command(), f"{quote(sys.executable)} -P -m agent_studio"])
def test_modules_that_lie_in_the_repository_are_not_imported(tmp_path, command):
    repo = with_driver(tmp_path / "r", command)
    for name in ("agent_studio", "yaml", "types", "signal"):
        repo.write(f"{name}.py", "raise SystemExit('imported from the repository')\n")
    repo.fork(TEXT, OURS, THEIRS)
    done = repo.run("merge", "side")
    assert (done.status, "imported" in done.err) == (0, False)
    assert_both(repo.read())


def test_a_linked_worktree(repo):
    repo.fork(TEXT, OURS, THEIRS)
    repo.git("worktree", "add", "-q", "-b", "linked", "linked tree", "main")
    done = repo.run("merge", "side", folder="linked tree")
    assert done.status == 0, done.err
    assert_both(repo.read(f"linked tree/{NAME}"))


def test_a_submodule(repo, tmp_path):
    repo.fork(TEXT, OURS, THEIRS)
    outer = without_driver(tmp_path / "outer")
    outer.git("submodule", "--quiet", "add", str(repo.root), "sub")
    inner = type(repo)(outer.root / "sub")
    inner.git("branch", "side", "origin/side")
    # Settings stay where they are made; a clone has only the attributes.
    assert inner.run("merge", "side").status == 1
    inner.git("merge", "--abort")
    git_setup.install(inner.root, own_command())
    done = inner.run("merge", "side")
    assert done.status == 0, done.err
    assert_both(inner.read())
