"""``check`` with a baseline: what is there today is accepted, what is new is told."""

from __future__ import annotations

import json

import pytest

from commands import studio

TEXT = (
    "---\nname: reviewer\ndescription: Reads changes.\ncolor: teal\n---\n\n"
    "<!-- one -->\n<!-- one -->\n\nYou read.\n"
)
NAME = ".agent-studio-baseline.json"


@pytest.fixture
def folder(in_folder):
    (in_folder / ".git").mkdir()
    (in_folder / "agents").mkdir()
    (in_folder / "agents" / "reviewer.md").write_text(TEXT, encoding="utf-8")
    return in_folder


def change(folder, *pairs):
    file = folder / "agents" / "reviewer.md"
    text = file.read_text(encoding="utf-8")
    for old, new in pairs:
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def new(*options):
    done = studio("check", "agents", "--format", "json", *options)
    return [each["code"] for file in done.json["files"] for each in file["diagnostics"]]


def test_what_is_there_today_is_accepted(folder):
    done = studio("check", "agents", "--write-baseline")
    assert (done.status, done.out) == (0, f"3 findings accepted in {NAME}\n")
    assert new() == []
    done = studio("check", "agents")
    assert done.out == "1 definition: nothing new; 3 accepted by the baseline\n"
    assert done.err == ""
    assert new("--no-baseline") == ["AS401", "AS603", "AS603"]


def test_lines_that_move_stay_accepted_and_new_words_do_not(folder):
    studio("check", "agents", "--write-baseline")
    change(folder, ("color:", "# our colour\ncolor:"), ("\n\n<!--", "\n\nFirst.\n\n<!--"))
    assert new() == []
    change(folder, ("teal", "tan"))
    assert new() == ["AS401"]
    done = studio("check", "agents")
    assert f"{NAME} accepts what no longer occurs: AS401 in agents/reviewer.md ('teal')" in done.err


def test_one_more_of_the_same_is_new(folder):
    studio("check", "agents", "--write-baseline")
    change(folder, ("You read.", "<!-- one -->\nYou read."))
    assert new() == ["AS603"]
    assert studio("check", "agents").err == ""


def test_errors_that_are_accepted_are_no_failure(folder):
    change(folder, ("name: reviewer\n", ""))
    assert studio("check", "agents").status == 1
    studio("check", "agents", "--write-baseline")
    assert studio("check", "agents").status == 0
    assert studio("check", "agents", "--no-baseline").status == 1


def test_it_is_found_at_the_root_from_anywhere(folder, monkeypatch):
    studio("check", "--write-baseline")
    monkeypatch.chdir(folder / "agents")
    assert studio("check", "reviewer.md").out.endswith("3 accepted by the baseline\n")


def test_other_files_stay_accepted(folder):
    (folder / "agents" / "b.md").write_text(
        TEXT.replace("name: reviewer", "name: b"), encoding="utf-8"
    )
    studio("check", "agents", "--write-baseline")
    change(folder, ("teal", "red"))
    done = studio("check", "agents/reviewer.md", "--write-baseline")
    assert done.out == f"2 findings accepted in {NAME}\n"
    assert new() == []
    (folder / "agents" / "b.md").unlink()
    assert "agents/b.md" in studio("check", "agents").err
    studio("check", "agents", "--write-baseline")
    assert studio("check", "agents").err == ""


def test_a_file_that_is_named(folder):
    done = studio("check", "--write-baseline", "mine.json", "agents")
    assert done.out == "3 findings accepted in mine.json\n"
    assert len(new()) == 3
    assert new("--baseline", "mine.json") == []
    assert json.loads((folder / "mine.json").read_text(encoding="utf-8"))["version"] == 1


def test_choosing_rules_makes_nothing_gone(folder):
    studio("check", "agents", "--write-baseline")
    assert studio("check", "agents", "--ignore", "AS401").err == ""
    assert studio("check", "agents", "--for", "gemini-cli").err == ""


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "is not JSON"),
        ("[]", "no list 'accepted'"),
        ('{"version": 2, "accepted": []}', "another version"),
        ('{"version": 1, "accepted": [{"path": 1}]}', "its entry 1"),
    ],
)
def test_a_file_that_is_none_is_refused(folder, content, why):
    (folder / NAME).write_text(content, encoding="utf-8")
    done = studio("check", "agents")
    assert (done.status, done.out) == (2, "")
    assert why in done.err
    assert studio("check", "agents", "--no-baseline").status == 0


def test_what_does_not_go_together(folder):
    assert studio("check", "agents", "--baseline", "gone.json").status == 2
    assert studio("check", "--no-baseline", "--baseline", "x.json", "agents").status == 2
    assert studio("check", "--write-baseline", "--fix", "agents").status == 2


def test_hidden_characters_are_named_in_it(folder):
    change(folder, ("teal", "t\u202eeal"))
    studio("check", "agents", "--write-baseline")
    assert "U+202E" in json.loads((folder / NAME).read_text())["accepted"][0]["words"]
    assert new() == []
