"""``merge``: the same decisions as on the screen, made on the command line."""

from __future__ import annotations

import json

import pytest

from agent_studio.core.compare import compare
from agent_studio.core.document import parse
from agent_studio.core.merge import decisions_to_json, propose, render, richest
from commands import studio

ONE = """\
---
name: reviewer
description: Reads changes.
tools: Read, Grep
---

## Look for

- wrong results
- lost data
"""
OTHER = """\
---
name: reviewer
description: Reads every change with care.
tools: Read, Bash  # runs the tests
color: blue
---

## Look for

- wrong results
- missing tests
"""
WIDER = (
    "agent-studio: ▲ wider than 1: write files, run commands, use the network; tool Bash\n"
    "agent-studio: ▲ wider than 2: tool Grep\n"
)
"""Both can do more together: said before anything else."""


@pytest.fixture
def pair(in_folder):
    (in_folder / "a.md").write_text(ONE, encoding="utf-8")
    (in_folder / "b.md").write_text(OTHER, encoding="utf-8")
    return in_folder


def rows(done):
    return {row["address"]: row for row in done.json["rows"]}


def test_one_definition_merged_is_itself_byte_for_byte(in_folder):
    text = ONE.replace("\n", "\r\n").encode() + b"\xff no line end"
    (in_folder / "a.md").write_bytes(text)
    done = studio("merge", "a.md")
    assert done.status == 0
    assert done.out.encode("utf-8", "surrogateescape") == text
    assert studio("merge", "a.md", "a.md").out == done.out


def test_what_is_left_stands_between_markers_and_is_named(pair):
    done = studio("merge", "a.md", "b.md")
    assert done.status == 1
    assert "<<<<<<< a.md" in done.out
    assert ">>>>>>> b.md" in done.out
    assert "not decided" in done.err
    assert "description" in done.err


def test_decisions_by_row(pair):
    done = studio(
        "merge", "a.md", "b.md", "--take", "description=2", "--take", "tools=union",
        "--take", "*=union",
    )  # fmt: skip
    assert (done.status, done.err) == (0, WIDER)
    merged = parse(done.out)
    assert merged.field("description").value == "Reads every change with care."
    assert {"Read", "Grep", "Bash"} <= set(merged.field("tools").value.split(", "))
    assert merged.field("color").value == "blue"
    assert done.out.count("- wrong results\n") == 1
    assert "- lost data\n" in done.out
    assert "- missing tests\n" in done.out


def test_everything_from_one_source(pair):
    done = studio("merge", "a.md", "b.md", "--take", "*=2")
    assert done.status == 0
    assert parse(done.out).field("description").value == "Reads every change with care."
    assert "# runs the tests" in done.out


def test_decisions_from_a_file_give_the_same_bytes_as_the_screen(pair):
    """The screen holds a Merge and renders it; what it saves replays to the same bytes."""
    comparison = compare([parse(ONE), parse(OTHER)], labels=("a.md", "b.md"))
    on_screen = richest(propose(comparison))
    (pair / "decisions.json").write_text(json.dumps(decisions_to_json(on_screen)))
    done = studio("merge", "a.md", "b.md", "--decisions", "decisions.json")
    assert (done.status, done.err) == (0, WIDER)
    assert done.out == render(on_screen).text


def test_a_file_written_by_hand_names_only_what_a_person_decides(pair):
    waiting = studio("merge", "a.md", "b.md", "--format", "json").json["undecided"]
    decisions = {"version": 1, "decisions": dict.fromkeys(waiting, "2")}
    legal = {
        address: "2"
        for address in decisions["decisions"]
        if studio("merge", "a.md", "b.md", "--take", f"{address}=2").status != 2
    }
    assert "description" in legal
    written = json.dumps({"version": 1, "decisions": legal})
    by_file = studio("merge", "a.md", "b.md", "--decisions", "-", stdin=written)
    takes = [word for address in legal for word in ("--take", f"{address}=2")]
    by_hand = studio("merge", "a.md", "b.md", *takes)
    assert by_file == by_hand


def test_three_ways(in_folder):
    base = ONE
    ours = ONE.replace("Reads changes.", "Reads all changes.")
    theirs = ONE.replace("- lost data\n", "- lost data\n- missing tests\n")
    for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
        (in_folder / f"{name}.md").write_text(text, encoding="utf-8")
    done = studio("merge", "ours.md", "theirs.md", "--base", "base.md")
    assert (done.status, done.err) == (0, "")
    assert done.out == ours.replace("- lost data\n", "- lost data\n- missing tests\n")
    theirs = base.replace("Reads changes.", "Reads some changes.")
    (in_folder / "theirs.md").write_text(theirs, encoding="utf-8")
    done = studio("merge", "ours.md", "theirs.md", "--base", "base.md", "--format", "json")
    assert done.status == 1
    assert rows(done)["description"]["state"] == "conflict"
    assert rows(done)["name"]["state"] == "same"


def test_json_tells_rows_decisions_and_provenance(pair):
    done = studio("merge", "a.md", "b.md", "--take", "*=union", "--format", "json")
    assert done.status == 0
    told = done.json
    assert told["version"] == 1
    assert told["sources"] == ["a.md", "b.md"]
    assert told["clean"] is True
    assert told["undecided"] == []
    assert told["text"] == studio("merge", "a.md", "b.md", "--take", "*=union").out
    found = rows(done)
    assert found["name"]["state"] == "same"
    assert found["description"]["state"] == "differs"
    assert found["color"]["state"] == "one"
    assert found["color"]["decision"]
    end = 0
    for part in told["provenance"]:
        assert part["start"] == end
        end = part["end"]
        if "source" in part:
            source = (ONE, OTHER)[part["source"] - 1]
            there = source[part["sourceStart"] : part["sourceEnd"]]
            assert told["text"][part["start"] : part["end"]] == there
    assert end == len(told["text"])
    assert any("source" in part for part in found["description"]["provenance"])


def test_provenance_covers_the_text_with_its_markers(pair):
    told = studio("merge", "a.md", "b.md", "--format", "json").json
    assert "<<<<<<<" in told["text"]
    assert told["provenance"][-1]["end"] == len(told["text"])
    assert told["clean"] is False


def test_into_a_file(pair):
    done = studio("merge", "a.md", "b.md", "--take", "*=union", "-o", "c.md")
    assert (done.status, done.out) == (0, "")
    merged = (pair / "c.md").read_text(encoding="utf-8")
    assert merged == studio("merge", "a.md", "b.md", "--take", "*=union").out


def test_a_file_that_is_replaced_can_be_had_back(pair):
    (pair / "c.md").write_text("something else\n", encoding="utf-8")
    assert studio("merge", "a.md", "b.md", "--take", "*=union", "-o", "c.md").status == 0
    assert "c.md" in studio("restore").out
    assert studio("restore", "1").status == 0
    assert (pair / "c.md").read_text(encoding="utf-8") == "something else\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["a.md", "gone.md"], "gone.md"),
        (["a.md"] * 10, "9"),
        (["a.md", "b.md", "--take", "nonsense=1"], "nonsense"),
        (["a.md", "b.md", "--take", "description=7"], "7"),
        (["a.md", "b.md", "--take", "description"], "description"),
        (["a.md", "b.md", "--take", "description=perhaps"], "perhaps"),
        (["a.md", "b.md", "--decisions", "a.md"], "a.md"),
        (["a.md", "b.md", "-o", "folder"], "folder"),
        (["-", "-"], "standard input"),
    ],
    ids=["gone", "ten", "address", "source", "no choice", "choice", "no json", "folder", "stdin"],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(pair, arguments, words):
    (pair / "folder").mkdir()
    before = sorted(pair.rglob("*"))
    done = studio("merge", *arguments)
    assert (done.status, done.out) == (2, "")
    assert words in done.err
    assert done.err.count("\n") == 1
    assert sorted(pair.rglob("*")) == before
