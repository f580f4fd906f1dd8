"""``check`` on some rules and severities only, for one harness or another."""

from __future__ import annotations

import pytest

from commands import studio

# AS111 warning (rescued), AS116 (twice a key), AS402 (model), AS603 hint (a comment).
MANY = (
    "---\nname: reviewer\ndescription: Use for: changes\nmodel: gpt-9\n---\n\n"
    "You read.\n\n<!-- aside -->\n"
)


def codes(*options):
    done = studio("check", "-", "--format", "json", *options, stdin=MANY)
    assert done.status in (0, 1), done.err
    return [found["code"] for found in done.json["files"][0]["diagnostics"]]


def test_everything_is_what_there_is_without_a_choice():
    assert codes() == ["AS111", "AS402", "AS603"]


@pytest.mark.parametrize(
    ("options", "left"),
    [
        (["--select", "AS111"], ["AS111"]),
        (["--select", "as1,html-comment"], ["AS111", "AS603"]),
        (["--select", "AS402", "--select", "AS6"], ["AS402", "AS603"]),
        (["--select", "AS5"], []),
        (["--ignore", "AS111"], ["AS402", "AS603"]),
        (["--ignore", "AS"], []),
        (["--ignore", "AS", "--select", "AS6"], ["AS603"]),
        (["--ignore", "AS402", "--select", "AS4"], []),
        (["--ignore", "AS4", "--select", "AS402"], ["AS402"]),
        (["--ignore", "AS4", "--select", "AS4"], []),
        (["--severity", "warning"], ["AS111", "AS402"]),
        (["--severity", "error"], []),
    ],
    ids=" ".join,
)
def test_a_choice(options, left):
    assert codes(*options) == left


def test_what_is_not_shown_is_not_counted():
    done = studio("check", "-", "--severity", "error", stdin=MANY)
    assert (done.status, done.out) == (0, "1 definition: nothing found\n")
    nameless = MANY.replace("name: reviewer\n", "")
    assert studio("check", "-", stdin=nameless).status == 1
    assert studio("check", "-", "--ignore", "AS201", stdin=nameless).status == 0


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("word", "near"),
    [("AS11l", "AS11"), ("html-coment", "AS603 (html-comment)"), ("zebra", "agent-studio rules")],
)
def test_a_word_that_is_no_rule_is_refused_with_the_nearest(option, word, near):
    done = studio("check", "-", option, word, stdin=MANY)
    assert (done.status, done.out) == (2, "")
    assert f"'{word}'" in done.err
    assert near in done.err


def test_choosing_nothing_is_refused():
    done = studio("check", "-", "--select", ",", stdin=MANY)
    assert (done.status, done.err) == (2, "agent-studio: --select names no rule\n")


def test_only_what_is_chosen_is_mended():
    done = studio("check", "-", "--fix", "--ignore", "rescued-yaml", stdin=MANY)
    assert done.out == MANY
    done = studio("check", "-", "--fix", "--select", "rescued-yaml", stdin=MANY)
    assert done.out == MANY.replace("Use for: changes", '"Use for: changes"')
