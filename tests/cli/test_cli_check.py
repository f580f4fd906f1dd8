"""``check``: findings in four formats, alone and together, and mended."""

from __future__ import annotations

import json
import re

import pytest

from agent_studio.core.check.registry import all_rules
from agent_studio.core.document import parse
from commands import studio

GOOD = "---\nname: reviewer\ndescription: Reads changes.\ntools: Read, Grep\n---\n\nYou read.\n"
RESCUED = GOOD.replace("Reads changes.", "Use for: changes.")
BROKEN = GOOD.replace("name: reviewer\n", "")


@pytest.fixture
def folder(in_folder):
    for name, text in (("good", GOOD), ("rescued", RESCUED), ("broken", BROKEN)):
        (in_folder / name).mkdir()
        (in_folder / name / "reviewer.md").write_text(text, encoding="utf-8")
    return in_folder


def codes(done):
    return {
        file["file"]: [found["code"] for found in file["diagnostics"]]
        for file in done.json["files"]
    }


def test_a_good_definition(folder):
    done = studio("check", "good/reviewer.md")
    assert (done.status, done.err) == (0, "")
    assert done.out == "1 definition: nothing found\n"


def test_warnings_are_no_errors(folder):
    done = studio("check", "rescued")
    assert done.status == 0
    assert re.search(r"^rescued/reviewer\.md:3:\d+ ▲ warning AS111 ", done.out, re.MULTILINE)
    assert done.out.endswith("1 definition: 1 warning; --fix mends 1\n")


def test_errors_are_the_status(folder):
    done = studio("check", "broken/reviewer.md", "--format", "json")
    assert done.status == 1
    assert codes(done) == {"broken/reviewer.md": ["AS201"]}
    assert done.json["summary"]["errors"] == 1


def test_standard_input(folder):
    assert studio("check", "-", stdin=GOOD).status == 0
    done = studio("check", "-", "--format", "json", stdin=BROKEN)
    assert done.status == 1
    assert list(codes(done)) == ["<stdin>"]


def test_a_folder_is_checked_as_one_library(folder):
    done = studio("check", ".", "--format", "json")
    found = codes(done)
    assert list(found) == ["broken/reviewer.md", "good/reviewer.md", "rescued/reviewer.md"]
    assert "AS701" in found["good/reviewer.md"]
    assert "AS701" in found["rescued/reviewer.md"]
    assert "AS701" not in found["broken/reviewer.md"]


def test_a_file_named_twice_is_one_file(folder):
    done = studio("check", "good", "good/reviewer.md", "./good/reviewer.md", "--format", "json")
    assert done.json["summary"]["files"] == 1
    assert codes(done)["good/reviewer.md"] == []


def test_the_harness_that_is_asked_for(folder):
    colour = GOOD.replace("tools:", "color: blue\ntools:")
    assert studio("check", "-", stdin=colour).status == 0
    done = studio("check", "-", "--for", "gemini-cli", "--format", "json", stdin=colour)
    assert done.status == 1
    assert all("gemini-cli" in found["harnesses"] for found in done.json["files"][0]["diagnostics"])
    done = studio("check", "-", "--for", "nothing-such", stdin=colour)
    assert done.status == 2
    assert "nothing-such" in done.err


def test_the_harness_whose_place_it_is(in_folder):
    for place in (".claude/agents", ".gemini/agents"):
        (in_folder / place).mkdir(parents=True)
        text = GOOD.replace("tools:", "color: blue\ntools:")
        (in_folder / place / "reviewer.md").write_text(text, encoding="utf-8")
    found = codes(studio("check", ".", "--format", "json"))
    assert found[".claude/agents/reviewer.md"] == []
    assert found[".gemini/agents/reviewer.md"] != []


@pytest.mark.parametrize("written", ["{0}/mine", "{0}//mine/", "~/mine", "{0}/nothing-here"])
def test_a_place_that_the_environment_moves(in_folder, monkeypatch, written):
    name = "mine/opencode/agents/reviewer.md"
    (in_folder / name).parent.mkdir(parents=True)
    (in_folder / name).write_text(GOOD.replace("tools:", "color: teal\ntools:"), encoding="utf-8")
    # Claude Code drops the colour; whose folder it is rejects the file for it, and for the tools.
    assert codes(studio("check", name, "--format", "json")) == {name: ["AS401"]}
    monkeypatch.setenv("HOME", str(in_folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", written.format(in_folder))
    found = ["AS401"] if "nothing-here" in written else ["AS411", "AS411"]
    assert codes(studio("check", name, "--format", "json")) == {name: found}


def test_fixing_writes_what_is_safe_and_reports_what_is_left(folder):
    done = studio("check", "--fix", "rescued/reviewer.md")
    assert (done.status, done.out) == (0, "1 problem mended; 1 definition: nothing found\n")
    text = (folder / "rescued" / "reviewer.md").read_text(encoding="utf-8")
    assert parse(text).field("description").value == "Use for: changes."
    assert text.replace('"', "") == RESCUED
    again = studio("check", "--fix", "rescued/reviewer.md")
    assert again.out == "1 definition: nothing found\n"
    assert "rescued/reviewer.md" in studio("restore").out
    assert studio("restore", "1").status == 0
    assert (folder / "rescued" / "reviewer.md").read_text(encoding="utf-8") == RESCUED


def test_fixing_standard_input_is_a_filter(folder):
    done = studio("check", "--fix", "-", stdin=RESCUED)
    assert done.status == 0
    assert parse(done.out).field("description").value == "Use for: changes."
    assert "mended" in done.err


def test_sarif(folder):
    done = studio("check", "rescued/reviewer.md", "--format", "sarif")
    log = done.json
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in all_rules()]
    (result,) = run["results"]
    assert result["level"] == "warning"
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "AS111"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "rescued/reviewer.md"
    region = place["region"]
    assert (region["startLine"], run["columnKind"]) == (3, "unicodeCodePoints")
    span = RESCUED[region["charOffset"] : region["charOffset"] + region["charLength"]]
    line = RESCUED.split("\n")[2]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == span
    change = result["fixes"][0]["artifactChanges"][0]
    mended = RESCUED
    for edit in sorted(
        change["replacements"], key=lambda edit: -edit["deletedRegion"]["charOffset"]
    ):
        start = edit["deletedRegion"]["charOffset"]
        end = start + edit["deletedRegion"]["charLength"]
        mended = mended[:start] + edit["insertedContent"]["text"] + mended[end:]
    assert parse(mended).field("description").value == "Use for: changes."


def test_github_annotations_cannot_be_forged(in_folder):
    name = "a,b: c%.md"
    text = GOOD.replace("name: reviewer", "name: -bad\nname: x")
    (in_folder / name).write_text(text, encoding="utf-8")
    done = studio("check", name, "--format", "github")
    assert done.out.count("\n") == len(re.findall(r"^::(?:error|warning|notice) ", done.out, re.M))
    assert "file=a%2Cb%3A c%25.md,line=" in done.out
    forged = GOOD.replace("Read, Grep", "'Read, x\n\n  ::error::forged'")
    done = studio("check", "-", "--format", "github", stdin=forged)
    assert not re.search(r"^::error::forged", done.out, re.M)


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "junit"])
def test_hidden_characters_never_come_out_raw(form):
    evil = GOOD.replace("changes", "\x1b]52;c;aGk=\x07 \u202e \U000e0041")
    done = studio("check", "-", "--format", form, stdin=evil)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e\U000e0041]", done.out)
    if form in ("json", "sarif"):
        json.loads(done.out)


@pytest.mark.parametrize(
    ("words", "why"),
    [(["gone.md"], "gone.md"), (["empty"], "no definition"), (["good", "gone"], "gone")],
    ids=["gone", "empty folder", "one of two"],
)
def test_what_cannot_be_checked_is_said(folder, words, why):
    (folder / "empty").mkdir()
    done = studio("check", *words)
    assert (done.status, done.out) == (2, "")
    assert why in done.err
