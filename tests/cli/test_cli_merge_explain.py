"""``merge --explain``, policies and markers: what is told of a three-way merge."""

from __future__ import annotations

import json

import pytest

from agent_studio.core.compare import compare
from agent_studio.core.document import parse
from agent_studio.core.merge import decisions_to_json, propose, render, take, unsplit
from commands import studio

BASE = """\
---
name: reviewer
description: Reads changes. Says what is wrong.
color: blue
---

You read every change.

## Look for

- wrong results
- lost data

## Tone

Be kind.

- Praise first.
"""
OURS = (
    BASE.replace("Reads changes.", "Reads all changes.")
    .replace("color: blue", "color: green")
    .replace("- lost data\n", "- lost data\n- missing tests\n")
    .replace("Be kind.", "Be kind and brief.")
)
THEIRS = (
    BASE.replace("what is wrong.", "what is wrong, and why.")
    .replace("color: blue", "color: red")
    .partition("## Tone")[0]
)


@pytest.fixture
def three(in_folder):
    for name, text in (("base", BASE), ("ours", OURS), ("theirs", THEIRS)):
        (in_folder / f"{name}.md").write_text(text, encoding="utf-8")
    return in_folder


def merge(*more: str):
    return studio("merge", "ours.md", "theirs.md", "--base", "base.md", *more)


REPORT = """\
2 conflicts (4 rows)
  color  both edited
    ours.md    blue → green
    theirs.md  blue → red
  body/Tone  with the 2 rows below it  edited / deleted
    ours.md    Be kind. → Be kind and brief.
    theirs.md  deleted
3 rows settled
  one side changed (1): one side changed it, the other did not
    body/Look for/1/3  ours.md  + missing tests
  different sentences (2): the sides changed different sentences of it
    description
      ours.md  Reads changes. → Reads all changes.
      theirs.md  Says what is wrong. → Says what is wrong, and why.
5 rows the same everywhere
"""


def test_the_report_is_the_result_and_the_text_goes_to_the_file(three):
    done = merge("--explain")
    assert (done.status, done.out, done.err) == (1, REPORT, "")
    written = merge("--explain", "-o", "out.md")
    assert (written.status, written.out) == (1, REPORT)
    assert (three / "out.md").read_text(encoding="utf-8") == merge().out


def test_what_was_decided_by_hand_is_told_with_its_reason(three):
    done = merge("--explain", "--take", "color=2", "--take", "body/Tone=none")
    assert done.status == 0
    assert "    color  theirs.md  blue → red\n" in done.out
    assert "  person (4): somebody decided it\n" in done.out
    # They deleted it, and that was taken, all of it as one.
    assert "    body/Tone  with the 2 rows below it  theirs.md  − ## Tone\n" in done.out
    assert "conflict" not in done.out


def test_in_json_the_explanation_stands_beside_the_text(three):
    told = merge("--explain", "--format", "json").json
    assert told["text"] == merge().out
    explanation = told["explanation"]
    color, tone = explanation["conflicts"]
    assert (color["address"], color["reason"]) == ("color", "conflict: both edited")
    assert color["sides"] == ["color: green", "color: red"]
    assert (color["before"], color["after"], color["from"]) == ("color: blue", None, [])
    assert (tone["reason"], tone["count"]) == ("conflict: edited / deleted", 3)
    assert [part["address"] for part in tone["parts"]] == ["body/Tone/1"]
    one_side, sentences = explanation["settled"]
    assert (one_side["reason"], one_side["count"]) == ("one side changed", 1)
    assert one_side["rows"][0]["from"] == [1]
    assert sentences["reason"] == "different sentences"
    assert [part["from"] for part in sentences["rows"][0]["parts"]] == [[1], [2]]
    assert explanation["same"] == 5
    assert "explanation" not in merge("--format", "json").json


def test_every_row_is_told_or_counted_once(three):
    for more in ([], ["--policy", "ask"], ["--take", "*=1"], ["--take", "color=text:color: pink"]):
        told = merge("--explain", "--format", "json", *more).json
        explanation = told["explanation"]
        rows = [*explanation["conflicts"], *explanation["offered"], *explanation["proposed"]]
        assert sum(row["count"] for row in rows) == told["counts"]["undecided"]
        settled = sum(group["count"] for group in explanation["settled"])
        assert settled + explanation["same"] == told["counts"]["decided"]


def test_without_a_base_what_differs_and_what_only_some_have(three):
    done = studio("merge", "ours.md", "theirs.md", "--explain")
    assert done.status == 1
    lines = done.out.splitlines()
    assert lines[0].endswith("conflicts")
    assert "  body/Look for/1/3  only ours.md  missing tests" in lines
    assert "  body/Tone  with the 2 rows below it  only ours.md  ## Tone" in lines
    told = studio("merge", "ours.md", "theirs.md", "--explain", "--format", "json").json
    assert {row["reason"] for row in told["explanation"]["conflicts"]} == {None}
    assert all("base" not in row for row in told["rows"])


def test_a_report_of_one_definition_has_nothing_to_tell(three):
    done = studio("merge", "ours.md", "--explain")
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith("rows the same everywhere\n")
    assert done.out.count("\n") == 1


def test_texts_of_a_report_are_short_and_hide_nothing(three):
    long = "Reads " + "very " * 60 + "\x1b[31mcarefully."
    (three / "ours.md").write_text(BASE.replace("Be kind.", long), encoding="utf-8")
    done = merge("--explain")
    assert "\x1b" not in done.out
    assert max(map(len, done.out.splitlines())) < 160


def test_what_git_would_have_asked_waits_under_the_policy_ask(three):
    for name, text in (("ours", OURS), ("theirs", THEIRS)):
        kept = text.replace("green", "blue").replace("red", "blue")
        tone = BASE[BASE.index("## Tone") :]
        (three / f"{name}.md").write_text(kept.partition("## Tone")[0] + tone, encoding="utf-8")
    careful = merge()
    assert (careful.status, careful.err) == (0, "")
    ask = merge("--policy", "ask")
    assert ask.status == 1
    assert "<<<<<<< ours.md" in ask.out
    assert "2 of them proposed" in ask.err
    accepted = merge("--policy", "ask", "--accept")
    assert (accepted.status, accepted.out) == (0, careful.out)
    told = merge("--policy", "ask", "--explain").out
    assert told.startswith("2 rows proposed, waiting for a yes\n")
    assert "  description/~1  one side changed  ours.md  Reads changes. → Reads all" in told
    rows = {
        row["address"]: row for row in merge("--policy", "ask", "--format", "json").json["rows"]
    }
    assert [rows[f"description/~{n}"]["proposed"] for n in (1, 2)] == [True, True]
    assert rows["name"]["proposed"] is False
    # A person's own decision needs no second yes.
    taken = merge("--policy", "ask", "--take", "description=1")
    assert (taken.status, "Reads all changes. Says what is wrong." in taken.out) == (0, True)


def test_markers_as_git_would_write_them(three):
    plain = merge("--conflict-style", "merge", "--marker-size", "11")
    assert plain.status == 1
    lines = plain.out.splitlines()
    assert "<" * 11 + " ours.md" in lines
    assert "=" * 11 in lines
    assert ">" * 11 + " theirs.md" in lines
    assert not any(line.startswith("|||") for line in lines)
    assert "||||||| base\ncolor: blue\n=======\n" in merge().out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--policy", "ask"], "--base"),
        (["--marker-size", "0"], "--marker-size"),
        (["--marker-size", "seven"], "seven"),
        (["--conflict-style", "zealous"], "zealous"),
        (["--policy", "brave"], "brave"),
    ],
    ids=["no base", "zero", "no number", "style", "policy"],
)
def test_what_means_nothing_is_refused(three, words, why):
    done = studio("merge", "ours.md", "theirs.md", *words)
    assert (done.status, done.out) == (2, "")
    assert why in done.err
    assert done.err.count("\n") == 1


def test_rows_in_json_hold_what_a_program_needs_to_decide(three):
    told = merge("--format", "json").json
    rows = {row["address"]: row for row in told["rows"]}
    color = rows["color"]
    assert color["reason"] == "conflict: both edited"
    assert [cell["text"] for cell in color["cells"]] == ["color: green", "color: red"]
    assert color["base"]["text"] == "color: blue"
    for row in told["rows"]:
        for cell in row["cells"]:
            text = (OURS, THEIRS)[cell["source"] - 1]
            assert text[cell["start"] : cell["end"]] == cell["text"]
        if row["base"]:
            assert BASE[row["base"]["start"] : row["base"]["end"]] == row["base"]["text"]
    assert rows["body/Look for/1/3"]["base"] is None
    assert rows["body/Tone"]["reason"] == "conflict: edited / deleted"
    assert (rows["description"]["split"], rows["description"]["decidable"]) == (True, False)
    assert rows["description"]["reason"] == "different sentences"
    parts = [row for row in told["rows"] if row["kind"] == "part"]
    assert [part["address"] for part in parts] == ["description/~1", "description/~2"]
    assert [part["decision"] for part in parts] == ["1", "2"]


def test_decisions_about_sentences_replay(three):
    """A part is decided in a file by its address, as the rows are cut three ways."""
    decisions = {"description/~1": "2", "description/~2": "2", "color": "1"}
    written = json.dumps({"version": 1, "decisions": decisions})
    (three / "decisions.json").write_text(written, encoding="utf-8")
    done = merge("--decisions", "decisions.json")
    assert "description: Reads changes. Says what is wrong, and why.\ncolor: green\n" in done.out
    takes = [word for row, choice in decisions.items() for word in ("--take", f"{row}={choice}")]
    assert merge(*takes) == done


def test_sentences_of_a_row_that_nobody_cut_replay_too(three):
    """Without a base no row is cut by itself; naming a part cuts it, in a file and by --take."""
    decisions = {"color": "1", "description/~1": "2", "description/~2": "2"}
    written = json.dumps({"version": 1, "decisions": decisions})
    by_file = studio("merge", "ours.md", "theirs.md", "--decisions", "-", stdin=written)
    assert "description: Reads changes. Says what is wrong, and why.\ncolor: green\n" in by_file.out
    takes = [word for row, choice in decisions.items() for word in ("--take", f"{row}={choice}")]
    assert studio("merge", "ours.md", "theirs.md", *takes) == by_file
    assert studio("merge", "ours.md", "theirs.md", "--take", "color/~1=2").status == 2
    assert studio("merge", "ours.md", "theirs.md", "--take", "description/~9=2").status == 2


def test_a_file_written_by_hand_means_what_takes_mean(three):
    """A section stands for all below it, whatever the order, unless a row is named by itself."""
    decisions = {"body/Tone/1": "1", "body/Tone": "none", "color": "2", "description": "1"}
    written = json.dumps({"version": 1, "decisions": decisions})
    (three / "decisions.json").write_text(written, encoding="utf-8")
    told = merge("--decisions", "decisions.json", "--format", "json")
    rows = {row["address"]: row for row in told.json["rows"]}
    assert (told.status, rows["body/Tone/1"]["decision"]) == (0, "1")
    assert rows["body/Tone/2/1"]["decision"] == "none"
    assert [rows[f"description/~{n}"]["decision"] for n in (1, 2)] == ["1", "1"]


def test_what_the_studio_saves_replays_whatever_was_cut_or_put_together(three):
    documents = [parse(text) for text in (OURS, THEIRS)]
    three_ways = compare(documents, labels=("ours.md", "theirs.md"), base=parse(BASE))
    proposed = take(propose(three_ways), "body/Tone=1")
    whole = take(unsplit(proposed, "description"), "description=2")
    cut = take(proposed, "description/~2=text:Says little.")
    for on_screen in (proposed, whole, cut):
        saved = json.dumps(decisions_to_json(on_screen))
        (three / "decisions.json").write_text(saved, encoding="utf-8")
        done = merge("--decisions", "decisions.json")
        assert done.out == render(on_screen, markers=True).text
        done = merge("--decisions", "decisions.json", "--take", "color=1")
        assert (done.status, done.err) == (0, "")
