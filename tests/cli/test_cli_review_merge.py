"""``review --merge``: what a git merge settled, what people did with it, which rights came out."""

from __future__ import annotations

import subprocess

import pytest

from commands import studio
from gitrepo import sandbox

BASE = """\
---
name: reviewer
description: Reads changes. Says what is wrong.
tools: Read, Grep
color: blue
---

You read every change.

## Look for

- wrong results
- lost data

## Tone

Be kind.
"""
FILE = "agents/reviewer.md"


def changed(text, *pairs):
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    return text


OURS = changed(
    BASE,
    ("Reads changes.", "Reads all changes."),
    ("color: blue", "color: green"),
    ("- lost data\n", "- lost data\n- missing tests\n"),
)
THEIRS = changed(BASE, ("what is wrong.", "what is wrong, and why."), ("color: blue", "color: red"))
MERGED = changed(OURS, ("what is wrong.", "what is wrong, and why."))


@pytest.fixture
def box(in_folder):
    made = sandbox(in_folder)
    made.write(FILE, BASE)
    made.commit("base")
    return made


def merge(box, ours, theirs, result=None):
    """Both sides, git's merge of them, and what somebody made of it; ``None``: still open."""
    box.git("checkout", "-q", "-b", "side")
    box.write(FILE, theirs)
    box.commit("their change")
    box.git("checkout", "-q", "main")
    box.write(FILE, ours)
    box.commit("our change")
    subprocess.run(["git", "merge", "-q", "--no-commit", "side"], check=False, capture_output=True)
    if result is not None:
        box.write(FILE, result)
        box.git("add", "-A")
        box.git("commit", "-qm", "together")


def the_only(done):
    (definition,) = done.json["definitions"]
    return definition


def test_what_was_settled_and_what_people_did(box):
    result = changed(MERGED, ("color: green", "color: red"), ("Be kind.", "Be kind and quick."))
    merge(box, OURS, THEIRS, result)
    done = studio("review", "--merge")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].endswith(" together")
    assert lines[1].endswith(" our change")
    assert lines[2].endswith(" their change")
    assert lines[3].startswith("  merge base ")
    assert lines[5:] == [
        "agents/reviewer.md",
        "left to a person, and decided so:",
        "  color  took theirs  red",
        "settled by the merge, and changed by hand:",
        "  body/Tone/1  new text  Be kind. → Be kind and quick.",
        "by the merge:",
        "  1 conflict",
        "    color  both edited",
        "      ours    blue → green",
        "      theirs  blue → red",
        "  3 rows settled",
        "    one side changed (1): one side changed it, the other did not",
        "      body/Look for/1/3  ours  + missing tests",
        "    different sentences (2): the sides changed different sentences of it",
        "      description",
        "        ours  Reads changes. → Reads all changes.",
        "        theirs  Says what is wrong. → Says what is wrong, and why.",
        *lines[-3:],
    ]
    assert lines[-1] == "1 definition merged on several sides or by hand"
    assert studio("review", "--merge", "HEAD").out == done.out
    box.git("commit", "-q", "--allow-empty", "-m", "later")
    assert studio("review", "--merge", "HEAD~1", "agents").out == done.out


@pytest.mark.parametrize(
    ("result", "hands"),
    [
        (changed(MERGED, ("green", "red")), {"color": ("took", [2], True)}),
        (changed(MERGED, ("green", "blue")), {"color": ("kept the base's", [], True)}),
        (changed(MERGED, ("green", "pink")), {"color": ("new text", [], True)}),
        (changed(MERGED, ("color: green\n", "")), {"color": ("dropped", [], True)}),
        (
            OURS,
            {"color": ("took", [1], True), "description/~2": ("took", [1], False)},
        ),
        (
            changed(MERGED, ("all changes", "every change")),
            {"color": ("took", [1], True), "description/~1": ("new text", [], False)},
        ),
        (
            changed(MERGED, ("- missing tests\n", "")),
            {"color": ("took", [1], True), "body/Look for/1/3": ("took", [2], False)},
        ),
        (
            changed(MERGED, ("- lost data\n", "")),
            {"color": ("took", [1], True), "body/Look for/1/2": ("dropped", [], False)},
        ),
        (
            changed(MERGED, ("- lost data\n", "- lost data\n- slow queries\n")),
            {"color": ("took", [1], True), "body/Look for/1/3": ("added", [], False)},
        ),
        (
            changed(MERGED, ("\n## Tone\n\nBe kind.\n", "")),
            {"color": ("took", [1], True), "body/Tone": ("dropped", [], False)},
        ),
    ],
    ids=["theirs", "base", "new", "nothing", "all of ours", "sentence", "item undone", "item lost",
         "item new", "section lost"],
)  # fmt: skip
def test_how_each_row_was_decided(box, result, hands):
    merge(box, OURS, THEIRS, result)
    definition = the_only(studio("review", "--merge", "--format", "json"))
    told = {
        hand["address"]: (hand["how"], hand["from"], hand["leftToPerson"])
        for hand in definition["byHand"]
    }
    assert told == hands
    assert definition["asSide"] == ([1] if result == OURS else [])
    assert definition["explanation"]["conflicts"][0]["address"] == "color"


def test_taking_both_is_told_as_both(box):
    ours = changed(BASE, ("- lost data\n", "- lost data, above all silently\n"))
    theirs = changed(BASE, ("- lost data\n", "- lost data in old backups\n"))
    both = "- lost data, above all silently\n- lost data in old backups\n"
    merge(box, ours, theirs, changed(BASE, ("- lost data\n", both)))
    definition = the_only(studio("review", "--merge", "--format", "json"))
    (hand,) = definition["byHand"]
    assert (hand["address"], hand["how"], hand["from"]) == ("body/Look for/1/2", "took", [1, 2])


def test_the_very_merge_leaves_nothing_to_tell(box):
    clean = changed(MERGED, ("green", "blue"))
    merge(box, changed(OURS, ("green", "blue")), changed(THEIRS, ("red", "blue")), clean)
    definition = the_only(studio("review", "--merge", "--format", "json"))
    assert definition["byHand"] == []
    assert definition["explanation"]["conflicts"] == []


def test_a_right_that_no_side_had_is_told_first_and_is_the_status(box):
    other = BASE.replace("reviewer", "alpha")
    box.write("agents/alpha.md", other)
    box.commit("another")
    box.git("checkout", "-q", "-b", "side")
    box.write("agents/alpha.md", other.replace("Reads", "Reads all"))
    box.commit("alpha, theirs")
    box.git("checkout", "-q", "main")
    box.write("agents/alpha.md", other.replace("kind.", "kind and brief."))
    box.commit("alpha, ours")
    box.git("branch", "-f", "keep", "side")
    box.git("checkout", "-q", "side")
    box.write(FILE, THEIRS)
    box.commit("their change")
    box.git("checkout", "-q", "main")
    box.write(FILE, changed(OURS, ("Read, Grep", "Read, Grep, Edit")))
    box.commit("our change")
    subprocess.run(["git", "merge", "-q", "--no-commit", "side"], check=False, capture_output=True)
    box.write(FILE, changed(MERGED, ("Read, Grep", "Read, Grep, Edit, Bash")))
    box.git("add", "-A")
    box.git("commit", "-qm", "together")
    done = studio("review", "--merge")
    assert done.status == 1
    lines = done.out.splitlines()
    # Before agents/alpha.md, which comes first by name.
    assert lines[5] == FILE
    assert lines[6] == "▲ gains run commands  no side had it"
    gains = [line for line in lines if line.startswith(("▲", "△"))]
    assert "▲ gains tool Bash  no side had it" in gains
    assert gains[-1] == "△ gains tool Edit  only ours had it"
    assert lines[-1].endswith(", 1 may do what no side allowed")
    told = studio("review", "--merge", "--format", "json").json
    assert told["wider"] is True
    first, second = told["definitions"]
    assert (first["path"], second["path"]) == (FILE, "agents/alpha.md")
    assert {"right": "tool Edit", "had": [1], "baseHad": False} in first["rights"]["gained"]
    assert {"right": "tool Bash", "had": [], "baseHad": False} in first["rights"]["gained"]
    assert first["rights"]["sides"][1]["tools"] == ["Read", "Grep"]


def test_a_right_that_one_side_had_taken_away(box):
    merge(box, changed(OURS, ("Read, Grep", "Read")), THEIRS, MERGED)
    done = studio("review", "--merge")
    assert done.status == 0
    assert "△ keeps tool Grep  only theirs had it; ours had taken it away\n" in done.out
    assert "  tools/Grep  took theirs  Grep\n" in done.out


def test_every_tool_is_more_than_the_tools_of_both(box):
    none = changed(BASE, ("tools: Read, Grep\n", "disallowedTools: Bash\n"))
    free = changed(none, ("disallowedTools: Bash\n", "disallowedTools: Edit\n"))
    merge(box, none, changed(BASE, ("kind", "brief")), free)
    told = the_only(studio("review", "--merge", "--format", "json"))["rights"]["gained"]
    assert {"right": "tool Bash", "had": [], "baseHad": False} in told
    assert {"right": "every tool of the session", "had": [1], "baseHad": False} in told


def test_new_problems_are_those_of_no_side(box):
    merge(
        box,
        changed(OURS, ("Read, Grep", "Read, Grep, Nonsense")),
        THEIRS,
        changed(MERGED, ("Read, Grep", "Read, Grep, Nonsense, Rubbish")),
    )
    definition = the_only(studio("review", "--merge", "--format", "json"))
    (found,) = definition["newDiagnostics"]
    assert "Rubbish" in found["message"]


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_a_merge_in_progress_and_what_is_still_open(box, style):
    box.git("config", "merge.conflictStyle", style)
    merge(box, OURS, THEIRS)
    done = studio("review", "--merge")
    assert done.status == 0
    lines = done.out.splitlines()
    assert lines[0] == "merge in progress"
    text = (box.root / FILE).read_text(encoding="utf-8").splitlines()
    spots = [number for number, line in enumerate(text, 1) if line[:7] in ("<" * 7, ">" * 7)]
    told = [line for line in lines if line.endswith("still a conflict")]
    assert told == [
        f"✖ lines {first} to {last} are still a conflict"
        for first, last in zip(spots[::2], spots[1::2], strict=True)
    ]
    assert lines[lines.index("between the markers:") + 1] == "  description, color"
    assert "decided so" not in done.out
    assert "changed by hand" not in done.out
    # The markers are what is wrong, not what they make of the front matter.
    definition = the_only(studio("review", "--merge", "--format", "json"))
    assert definition["newDiagnostics"] == []
    assert definition["conflicts"] == [
        {"line": first, "endLine": last}
        for first, last in zip(spots[::2], spots[1::2], strict=True)
    ]


def test_deleted_against_edited(box):
    box.git("checkout", "-q", "-b", "side")
    box.write(FILE, THEIRS)
    box.commit("their change")
    box.git("checkout", "-q", "main")
    (box.root / FILE).unlink()
    box.commit("away")
    subprocess.run(["git", "merge", "-q", "side"], check=False, capture_output=True)
    box.git("add", "-A")
    box.git("commit", "-qm", "kept")
    done = studio("review", "--merge")
    assert done.status == 0
    state = "agents/reviewer.md  deleted in ours; the whole file is that of theirs"
    assert done.out.splitlines()[5] == state
    definition = the_only(studio("review", "--merge", "--format", "json"))
    assert (definition["deletedBy"], definition["explanation"]) == ([1], None)


def test_an_octopus_names_its_parents_by_number(box):
    for branch, pair in (("one", ("kind", "brief")), ("two", ("lost data", "lost days"))):
        box.git("checkout", "-q", "-b", branch, "main")
        box.write(FILE, changed(BASE, pair))
        box.commit(branch)
    box.git("checkout", "-q", "main")
    box.write(FILE, changed(BASE, ("Reads changes.", "Reads all.")))
    box.commit("main")
    box.git("merge", "-q", "-m", "octopus", "one", "two")
    done = studio("review", "--merge")
    assert done.status == 0
    assert "body/Look for/1/2  parent 3  lost data → lost days" in done.out
    assert done.out.count("\n  parent ") == 3


def test_hidden_characters_are_named(box):
    merge(box, OURS, THEIRS, changed(MERGED, ("Be kind.", "Be \x1b[31mkind.")))
    assert "\x1b" not in studio("review", "--merge").out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([], "HEAD"),
        (["HEAD"], "is no merge"),
        (["nonsense"], "nonsense"),
        (["HEAD..HEAD"], "one merge commit"),
        (["--staged"], "choose one"),
    ],
    ids=["head", "named", "gone", "two", "staged"],
)
def test_what_is_no_merge_is_said(box, words, why):
    done = studio("review", "--merge", *words)
    assert (done.status, done.out) == (2, "")
    assert why in done.err
    assert done.err.count("\n") == 1


def test_outside_of_git(in_folder):
    done = studio("review", "--merge")
    assert (done.status, done.out) == (2, "")
    assert "not in a git repository" in done.err


def test_bases_that_contradict_each_other_are_named(box):
    for branch, word in (("a", "brief"), ("b", "terse")):
        box.git("checkout", "-q", "-b", branch, "main")
        box.write(FILE, changed(BASE, ("kind", word)))
        box.commit(branch)
        box.git("branch", f"{branch}1")
    for branch, other in (("a", "b1"), ("b", "a1")):
        box.git("checkout", "-q", branch)
        box.git("merge", "-q", "-s", "ours", "-m", "cross", other)
    box.git("merge", "-q", "-X", "ours", "-m", "criss", "a")
    lines = studio("review", "--merge").out.splitlines()
    assert lines[3].startswith("  2 merge bases (")
    assert lines[3].endswith("merged into one, as git does")
    assert lines[5].startswith(f"{FILE}  the bases contradict each other here: the first one")
