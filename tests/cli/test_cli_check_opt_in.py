"""Opt-in rules, groups of rules, and comments that are not heeded."""

from __future__ import annotations

import pytest

from agent_studio.core.check.groups import BEGINNINGS, group_of
from agent_studio.core.check.registry import all_rules
from commands import studio

# AS801 opt-in (no occasion), AS402 (model), AS603 hint (a comment).
TEXT = (
    "---\nname: reviewer\ndescription: Senior reviewer with a deep knowledge of the shop\n"
    "model: gpt-9\n---\n\nYou read.\n\n<!-- aside -->\n"
)
NAME = ".agent-studio.toml"


def told(*options, text=TEXT, words=("-",)):
    done = studio("check", *words, "--format", "json", *options, stdin=text)
    assert done.status in (0, 1), done.err
    return {
        found["code"]: found["severity"]
        for file in done.json["files"]
        for found in file["diagnostics"]
    }


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ([], "AS402 AS603"),
        (["--extend-select", "AS801"], "AS402 AS603 AS801"),
        (["--extend-select", "quality"], "AS402 AS603 AS801"),
        (["--extend-select", "AS603"], "AS402 AS603"),
        (["--extend-select", "quality", "--ignore", "no-occasion"], "AS402 AS603"),
        (["--extend-select", "no-occasion", "--ignore", "quality"], "AS402 AS603 AS801"),
        (["--select", "no-occasion"], "AS801"),
        (["--select", "AS8"], "AS801"),
        (["--select", "quality,body"], "AS603 AS801"),
        (["--select", "values", "--extend-select", "AS801"], "AS402 AS801"),
        (["--select", "all"], "AS402 AS603 AS801"),
        (["--select", "security,AS1,AS7"], ""),
        (["--select", "all", "--ignore", "body"], "AS402 AS801"),
        (["--ignore", "all"], ""),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_what_is_looked_for(options, codes):
    found = {code for code in told(*options) if code in ("AS402", "AS603", "AS801")}
    assert found == set(codes.split())


def test_a_near_miss_of_a_group_is_helped():
    done = studio("check", "-", "--select", "qualty", stdin=TEXT)
    assert (done.status, done.out) == (2, "")
    assert "did you mean the group quality" in done.err


def test_no_rule_is_called_like_a_group_and_every_rule_is_in_one():
    assert not {rule.name for rule in all_rules()} & set(BEGINNINGS)
    assert all(group_of(rule.code) for rule in all_rules())


@pytest.mark.parametrize(
    ("settings", "severity"),
    [
        ("", None),
        ('extend-select = ["AS801"]\n', "info"),
        ('extend-select = "quality"\n', "info"),
        ('[severity]\nAS801 = "error"\n', "error"),
        ('[severity]\nquality = "warning"\n', "warning"),
        ('[severity]\nall = "warning"\n', None),
        ('extend-select = "quality"\nignore = "AS801"\n', None),
        ('[[paths]]\nmatch = "b.md"\nextend-select = ["AS801"]\n', None),
        ('[[paths]]\nmatch = "a.md"\nextend-select = ["AS801"]\n', "info"),
        ('[[paths]]\nmatch = "a.md"\nseverity = { no-occasion = "hint" }\n', "hint"),
        ('extend-select = "AS801"\n[[paths]]\nmatch = "a.md"\nignore = "quality"\n', None),
        ('ignore = "AS801"\n[[paths]]\nmatch = "a.md"\nextend-select = "AS801"\n', "info"),
    ],
)
def test_a_team_asks(in_folder, settings, severity):
    (in_folder / NAME).write_text(settings, encoding="utf-8")
    (in_folder / "a.md").write_text(TEXT, encoding="utf-8")
    assert told(words=["a.md"]).get("AS801") == severity


def test_the_command_line_counts_before_the_team(in_folder):
    (in_folder / NAME).write_text('extend-select = "quality"\n', encoding="utf-8")
    assert "AS801" not in told("--ignore", "AS801")
    assert set(told("--select", "AS402")) == {"AS402"}
    (in_folder / NAME).write_text('ignore = "quality"\n', encoding="utf-8")
    assert "AS801" in told("--extend-select", "AS801")


def test_what_is_wrong_in_the_settings_is_told_with_its_line(in_folder):
    (in_folder / NAME).write_text('\nextend-select = ["AS8O1"]\nno-silence = 1\n', encoding="utf-8")
    done = studio("check", "-", stdin=TEXT)
    assert done.status == 2
    assert f"{NAME}, line 2: no rule is called 'AS8O1'" in done.err
    assert f"{NAME}, line 3: 'no-silence' must be a text or a list of texts" in done.err


def test_a_comment_silences_an_opt_in_rule_and_is_left_over_only_where_that_ran():
    silent = TEXT.replace("name: reviewer\n", "name: reviewer\n# agent-studio: ignore AS801\n")
    idle = silent.replace("Senior", "Use it when you want a senior")
    assert "AS801" not in told("--extend-select", "AS801", text=silent)
    assert "AS001" not in told("--extend-select", "AS801", text=silent)
    assert "AS001" not in told(text=silent)
    assert "AS001" not in told(text=idle)
    assert "AS001" in told("--extend-select", "AS801", text=idle)


def test_a_comment_may_name_a_group():
    silent = TEXT.replace("<!-- aside", "<!-- agent-studio: ignore body -->\n<!-- aside")
    assert "AS603" not in told(text=silent)
    assert "AS001" not in told(text=silent)
    assert "AS603" in told(text=silent.replace("ignore body", "ignore names"))


SILENT = TEXT.replace("model:", "# agent-studio: ignore AS402\nmodel:")


def test_comments_of_strangers_are_not_heeded():
    assert "AS402" not in told(text=SILENT)
    assert "AS402" in told("--no-silence", text=SILENT)
    # It is heeded elsewhere, so it is not left over.
    assert "AS001" not in told("--no-silence", text=SILENT)


@pytest.mark.parametrize(
    ("settings", "heeded"),
    [
        ('no-silence = ["AS402"]\n', False),
        ('no-silence = "values"\n', False),
        ('no-silence = "security"\n', True),
        ('[[paths]]\nmatch = "a.md"\nno-silence = "all"\n', False),
        ('[[paths]]\nmatch = "b.md"\nno-silence = "all"\n', True),
    ],
)
def test_a_team_says_which_rules_no_comment_silences(in_folder, settings, heeded):
    (in_folder / NAME).write_text(settings, encoding="utf-8")
    (in_folder / "a.md").write_text(SILENT, encoding="utf-8")
    assert ("AS402" in told(words=["a.md"])) is not heeded
    assert "AS402" in told("--no-silence", words=["a.md"])


def test_rules_of_the_team_and_of_the_library_are_not_silenced_either(in_folder):
    (in_folder / NAME).write_text('[models]\nallow = "sonnet"\n', encoding="utf-8")
    silent = SILENT.replace("AS402", "AS402, AS012").replace(
        "name:", "# agent-studio: ignore AS701\nname:"
    )
    for name in "ab":
        (in_folder / f"{name}.md").write_text(silent, encoding="utf-8")
    assert not {"AS012", "AS701"} & set(told(words=["."]))
    assert set(told("--no-silence", words=["."])) >= {"AS012", "AS701"}


def test_an_accepted_opt_in_finding_is_gone_only_where_it_was_looked_for(in_folder):
    (in_folder / "a.md").write_text(TEXT, encoding="utf-8")
    assert studio("check", "--write-baseline", ".", "--extend-select", "AS801").status == 0
    assert "nothing new" in studio("check", ".", "--extend-select", "AS801").out
    plain = studio("check", ".")
    assert "nothing new" in plain.out
    assert plain.err == ""


def test_rules_lists_and_marks_and_filters():
    every = studio("rules").out.splitlines()
    (line,) = [line for line in every if "AS801" in line]
    assert "AS801 + no-occasion" in line
    assert every[-1].startswith("+ looked for where it is asked for")
    assert all(" AS6" in line for line in studio("rules", "body").out.splitlines())
    listed = studio("rules", "quality,AS402", "--format", "json").json["rules"]
    assert {rule["code"][:3] for rule in listed} == {"AS4", "AS8"}
    by_code = {rule["code"]: rule for rule in listed}
    assert (by_code["AS801"]["optIn"], by_code["AS801"]["group"]) == (True, "quality")
    assert (by_code["AS402"]["optIn"], by_code["AS402"]["group"]) == (False, "values")
    assert studio("rules", "zebra").status == 2


def test_explain_says_how_to_ask_and_what_a_group_holds():
    page = studio("explain", "no-occasion").out
    assert "--extend-select AS801" in page
    assert 'extend-select = ["no-occasion"]' in page
    assert "extend-select" not in studio("explain", "AS402").out
    assert studio("explain", "quality").out == studio("rules", "quality").out
