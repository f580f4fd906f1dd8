"""Where our merge cannot: the repository looks as if there were no driver."""

from __future__ import annotations

import shlex
import subprocess
import sys

import pytest

from agent_studio.cli.commands import git_driver
from agent_studio.store.own_command import own_command
from commands import studio
from gitmerge import NAME, TEXT, with_driver, without_driver

CLASH = OURS, THEIRS = (
    TEXT.replace("Be brief. Be kind. Say why.", "Be brief.").replace("lost data", "lost rows"),
    TEXT.replace("You review", "You read and review").replace("lost data", "lost files"),
)
CLEAN = (TEXT.replace("Be brief.", "Be short."), TEXT.replace("You review", "You read and review"))

BREAKS = """
import sys
from agent_studio.cli import main
from agent_studio.cli import three_way
from agent_studio.cli.commands import git_driver
{break_it}
sys.exit(main())
"""
WAYS = {
    "error": (
        "def broken(*_): raise KeyError('deep inside\\nof it')\nthree_way.merge_texts = broken"
    ),
    "memory": "def broken(*_): raise MemoryError\nthree_way.merge_texts = broken",
    "recursion": "def broken(*_): return broken()\nthree_way.merge_texts = broken",
    "endless": (
        "git_driver.PATIENCE = 0.2\n"
        "def broken(*_):\n"
        "    while True:\n"
        "        try: pass\n"
        "        except Exception: pass\n"
        "three_way.merge_texts = broken"
    ),
    "bad result": "three_way.ThreeWay.text = lambda *_: '---\\na: [\\n---\\n'",
    "line lost": (
        "text = three_way.ThreeWay.text\n"
        "three_way.ThreeWay.text = lambda *a: text(*a).replace('- wrong results\\n', '')"
    ),
    "disk full": (
        "def full(*_): raise OSError(28, 'No space left on device')\ngit_driver.write_result = full"
    ),
}
SAID = {
    "error": "of an error in agent-studio (KeyError: 'deep inside\\nof it')",
    "memory": "there is not enough memory",
    "recursion": "RecursionError",
    "endless": "it took longer than 0.2 seconds",
    "bad result": "the merged text would not load",
    "line lost": "the merged text would lack a line that nobody touched",
    "disk full": "No space left",
}


def wrapper(tmp_path, break_it):
    """A program that is agent-studio, but for one fault."""
    script = tmp_path / "agent studio's.py"
    script.write_text(BREAKS.format(break_it=break_it))
    # No `#!` line: it ends at the first blank of the interpreter's path.
    return shlex.join([sys.executable, str(script)])


def assert_as_git(repo, tmp_path, sides, base=TEXT, labels=("HEAD", "side")):
    """What git leaves behind with the driver is what it leaves behind without."""
    alone = without_driver(tmp_path / "alone")
    done = []
    for each in (repo, alone):
        each.git("config", "merge.conflictStyle", "zdiff3")
        each.fork(base, *sides)
        done.append(each.run("merge", "side"))
    mine, git = done
    assert mine.status == git.status
    found, wanted = repo.read(), alone.read()
    # Before 2.44 git does not tell a driver what it calls the base.
    if "||||||| base\n" in found:
        found, wanted = (
            "\n".join(
                "|||||||" if line.startswith("|||||||") else line for line in text.split("\n")
            )
            for text in (found, wanted)
        )
    assert found == wanted
    assert repo.git("status", "--short", NAME) == alone.git("status", "--short", NAME)
    return mine


@pytest.mark.parametrize(
    ("way", "sides"),
    [*((way, CLEAN) for way in WAYS if way != "memory"), ("memory", CLASH)],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_whatever_goes_wrong_inside_git_merges(tmp_path, way, sides):
    repo = with_driver(tmp_path / "r", wrapper(tmp_path, WAYS[way]))
    done = assert_as_git(repo, tmp_path, sides)
    lines = [line for line in done.err.splitlines() if "agent-studio: " in line]
    assert len(lines) == 1
    assert f"agent-studio: {NAME}: merged by git itself, because " in lines[0]
    assert SAID[way] in lines[0]


@pytest.mark.parametrize(
    ("program", "sides"),
    [
        ("#!/nowhere/python\n", CLEAN),
        ("#!/bin/sh\nkill -9 $$\n", CLEAN),
        (f"#!/bin/sh\nexec {shlex.quote(sys.executable)} -c 'import nowhere'\n", CLEAN),
        ("", CLASH),
    ],
    ids=["no interpreter", "killed", "no package", "gone"],
)
def test_a_program_that_cannot_even_start(tmp_path, program, sides):
    """git itself would keep our side and not say that theirs is missing."""
    script = tmp_path / "agent studio"
    if program:
        script.write_text(program)
        script.chmod(0o755)
    repo = with_driver(tmp_path / "r", shlex.quote(str(script))).fork(TEXT, *sides)
    alone = without_driver(tmp_path / "alone").fork(TEXT, *sides)
    done, git = (each.run("merge", "side") for each in (repo, alone))
    assert done.status == git.status
    assert "agent-studio does not answer: merged by git itself" in done.err
    found = repo.read().replace("<<<<<<< ours", "<<<<<<< HEAD")
    assert found.replace(">>>>>>> theirs", ">>>>>>> side") == alone.read()


@pytest.mark.parametrize(
    ("base", "sides", "why"),
    [
        ("a\n", ("a\nb\n", "a\nc\n"), "not a definition"),
        (TEXT, (TEXT + "\0", TEXT + "x\n"), "NUL"),
        (TEXT, (OURS, ""), "not a definition"),
        (TEXT, (OURS, THEIRS + "\n<<<<<<< a\n=======\n>>>>>>> b\n"), "conflict markers already"),
        (TEXT, (OURS, THEIRS + "x" * (git_driver.LARGEST + 1)), "larger than 4 MB"),
    ],
    ids=["no front matter", "nul", "emptied", "markers", "huge"],
)
def test_what_is_not_ours_to_merge_is_git_s(tmp_path, base, sides, why):
    repo = with_driver(tmp_path / "r")
    done = assert_as_git(repo, tmp_path, sides, base)
    assert why in done.err


def files(tmp_path, *texts):
    found = []
    for name, text in zip(("base", "ours", "theirs"), texts, strict=True):
        path = tmp_path / f"-{name} é"
        path.write_text(text)
        found.append(path)
    return found


def test_the_statuses_and_the_answers(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    clash = (TEXT, TEXT.replace("Reviews", "Reads"), TEXT.replace("Reviews", "Checks"))
    for texts, status, answer in ((clash, 1, "conflicts\n"), ((TEXT, *CLEAN), 0, "clean\n")):
        names = [path.name for path in files(tmp_path, *texts)]
        done = studio("git", "driver", *names, "7", NAME)
        assert (done.status, done.out) == (status, answer)
        done = studio("git", "driver", "--", *names, 9, NAME, "B", "O", "T")
        assert done.status == 1 if status else done.status == 0
    assert studio("git", "driver", "a", "b").status == 2
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["-base é", "-ours é", "-theirs é"]


def test_labels_and_size_come_from_git(tmp_path):
    texts = (TEXT, TEXT.replace("Reviews", "Reads"), TEXT.replace("Reviews", "Checks"))
    base, ours, theirs = files(tmp_path, *texts)
    done = studio("git", "driver", "--", base, ours, theirs, "9", NAME, "old one", "mine", "yours")
    assert done.status == 1
    assert "\n<<<<<<<<< mine\n" in ours.read_text()
    assert "\n>>>>>>>>> yours\n" in ours.read_text()


def test_a_missing_file_is_a_conflict_and_nothing_is_lost(tmp_path):
    base, ours, theirs = files(tmp_path, TEXT, OURS, THEIRS)
    theirs.unlink()
    done = studio("git", "driver", base, ours, theirs, "7", NAME)
    assert (done.status, done.out) == (1, "conflicts\n")
    assert ours.read_text() == OURS


def test_a_closed_standard_error_changes_nothing(tmp_path):
    base, ours, theirs = files(tmp_path, "a\n", "a\nb\n", "a\n")
    command = f"{own_command()} git driver -- {shlex.join(map(str, (base, ours, theirs)))} 7 x 2>&-"
    done = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert (done.returncode, done.stdout, ours.read_text()) == (0, b"clean\n", "a\nb\n")
