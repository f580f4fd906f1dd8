"""``check --fix``, with ``--unsafe`` and as a ``--diff``."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent_studio.core.patch import unified
from commands import studio

# AS111 (rescued) has a safe fix; AS402 with a model that is nearly one has an unsafe one.
TEXT = (
    "---\nname: reviewer\ndescription: Use for: changes\nmodle: haiku\n---\n\n"
    "You read.\n\n1\n2\n3\n4\n5\n"
)
SAFE = TEXT.replace("Use for: changes", '"Use for: changes"')
UNSAFE = SAFE.replace("modle", "model")


@pytest.fixture
def file(in_folder):
    path = in_folder / "reviewer.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_fix_applies_safe_fixes_and_unsafe_ones_only_if_asked(file):
    assert studio("check", file.name, "--fix").status == 0
    assert file.read_text(encoding="utf-8") == SAFE
    done = studio("check", file.name, "--fix", "--unsafe")
    assert (done.status, done.out) == (0, "1 problem mended; 1 definition: nothing found\n")
    assert file.read_text(encoding="utf-8") == UNSAFE
    assert studio("check", file.name, "--fix", "--unsafe").out == "1 definition: nothing found\n"
    assert studio("restore", "1").status == 0
    assert file.read_text(encoding="utf-8") == SAFE


@pytest.mark.parametrize(
    ("options", "after", "told"),
    [
        ([], SAFE, "1 fix in 1"),
        (["--unsafe"], UNSAFE, "2 fixes in 1"),
        (["--fix", "--unsafe"], UNSAFE, "2 fixes in 1"),
        (["--unsafe", "--ignore", "rescued-yaml"], TEXT.replace("modle", "model"), "1 fix in 1"),
        (["--select", "AS6"], TEXT, "no fixes in 0"),
    ],
    ids=["safe", "unsafe", "both words", "some", "none"],
)
def test_diff_shows_what_would_change_and_writes_nothing(file, options, after, told):
    done = studio("check", file.name, "--diff", *options)
    assert file.read_text(encoding="utf-8") == TEXT
    assert done.status == (after != TEXT)
    assert done.err == f"agent-studio: {told} of 1 definition; nothing was written\n"
    assert done.out == unified("reviewer.md", TEXT, after)
    assert studio("check", file.name, "--fix", *options).status == 0
    assert file.read_text(encoding="utf-8") == after


def test_a_diff_of_what_was_piped_in(file):
    done = studio("check", "-", "--diff", stdin=TEXT)
    assert done.status == 1
    assert done.out.startswith("--- a/<stdin>\n+++ b/<stdin>\n@@ -1,6 +1,6 @@\n ---\n")
    assert '-description: Use for: changes\n+description: "Use for: changes"\n' in done.out


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--unsafe"], "with --fix or --diff"),
        (["--diff", "--format", "json"], "not with --format"),
        (["--diff", "--write-baseline"], "not with --write-baseline"),
    ],
)
def test_what_makes_no_sense_is_refused(file, options, why):
    done = studio("check", file.name, *options)
    assert (done.status, done.out) == (2, "")
    assert why in done.err


LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\r\n", "\n", "d\x85e\n", "f\x0cg"]), max_size=12)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(LINES.map("".join), LINES.map("".join)), min_size=4, max_size=12))
def test_git_makes_of_a_diff_what_was_meant(tmp_path_factory, pairs):
    folder = tmp_path_factory.mktemp("diffs")
    patch = ""
    pairs = [(old, new) for old, new in pairs if old and new]
    for number, (old, new) in enumerate(pairs):
        (folder / f"{number} ü.md").write_bytes(old.encode())
        patch += unified(f"{number} ü.md", old, new)
    if not patch:
        return
    subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"],
        cwd=folder,
        input=patch.encode(),
        check=True,
        capture_output=True,
    )
    for number, (_, new) in enumerate(pairs):
        assert (folder / f"{number} ü.md").read_bytes() == new.encode()
