"""What harnesses load: strict YAML, the rescue with its traps, and what drops a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

from agent_studio.core.dialects import CLAUDE_CODE, DIALECTS, dialect, load
from agent_studio.core.dialects.front_reading import rescue_line
from agent_studio.core.dialects.loading import unknown_keys
from agent_studio.core.dialects.model import Outcome
from agent_studio.core.document import parse
from strategies import any_bytes, clean_definitions


def _definition(*lines: str, end: str = "\n") -> str:
    return end.join(["---", *lines, "---", "", "You review.", ""])


NAME = "name: reviewer"


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("description: Use when: asked", "Use when: asked"),
        ("description: Say <b>: x</b> \\d", "Say <b>: x</b> \\d"),
        ('description: He said "go": now', 'He said "go": now'),
        ("description: @everyone", "@everyone"),
        ("description: *.py files", "*.py files"),
        ("description: [a] [b]", "[a] [b]"),
        ('description: "abc: d', '"abc: d'),
        ("description: One: two\\nthree", "One: two\nthree"),
    ],
)
def test_unquoted_values_are_rescued(line: str, read: str) -> None:
    loaded = load(parse(_definition(NAME, line)), CLAUDE_CODE)
    assert loaded.outcome is Outcome.RESCUED
    assert loaded.fields == {"name": "reviewer", "description": read}
    assert loaded.prompt == "You review."


@pytest.mark.parametrize(
    "lines",
    [
        ["description: Reviews", "and tests it"],
        ["description: x", "list:", "  - foo: bar: baz"],
        ["description: x", "key2: a: b"],
        ['description: "abc'],
        ['description: "a" b'],
        ["description: >-", "  text", "model: a: b"],
    ],
)
def test_what_the_rescue_does_not_reach_is_dropped(lines: list[str]) -> None:
    loaded = load(parse(_definition(NAME, *lines)), CLAUDE_CODE)
    assert loaded.outcome is Outcome.DROPPED
    assert loaded.fields == {}
    assert "not YAML" in loaded.reason


def test_the_rescue_does_not_see_lines_with_a_carriage_return() -> None:
    colon = ["description: Use when: asked"]
    assert load(parse(_definition(NAME, *colon)), CLAUDE_CODE).loads
    assert not load(parse(_definition(NAME, *colon, end="\r\n")), CLAUDE_CODE).loads
    assert load(parse(_definition(NAME, "description: Fine", end="\r\n")), CLAUDE_CODE).loads


def test_the_rescue_spoils_its_neighbours() -> None:
    text = _definition(
        NAME, "description: a: b", "tools: [Read, Grep]", "model: sonnet # cheap", "color: red"
    )
    assert load(parse(text), CLAUDE_CODE).fields == {
        "name": "reviewer",
        "description": "a: b",
        "tools": "[Read, Grep]",
        "model": "sonnet # cheap",
        "color": "red",
    }


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("a: plain", True),
        ('a: "b: c"', True),
        ("a: 'b: c'", True),
        ("  a: b: c", True),
        ("a2: b: c", True),
        ("a: b:c", True),
        ("a: b: c\r", True),
        ("a: b: c", False),
        ("a:\tb # c", False),
    ],
)
def test_only_simple_lines_are_rewritten(line: str, same: bool) -> None:
    assert (rescue_line(line) == line) is same


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# Title\n", "no fields"),
        ("", "empty"),
        ("\n" + _definition(NAME, "description: x"), "before the opening"),
        ("---\nname: a\ndescription: b\n", "not closed"),
        (_definition("description: x"), "no name"),
        (_definition(NAME), "no description"),
        (_definition(NAME, "description:"), "no description"),
        (_definition("name: 7", "description: x"), "its name is no text"),
        (_definition(NAME, "description: 7"), "its description is no text"),
        (_definition("name: -a", "description: x"), "begins with '-'"),
        (_definition("name: a:b", "description: x"), "contains ':'"),
    ],
)
def test_a_dropped_file_says_why(text: str, why: str) -> None:
    loaded = load(parse(text), CLAUDE_CODE)
    assert loaded.outcome is Outcome.DROPPED
    assert why in loaded.reason


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + _definition(NAME, "description: x"),
        _definition(NAME, "description: x").replace("---", "---  ", 1),
        _definition(NAME, "description: a\x01b"),
        _definition(NAME, "description: x", "---------------------"),
        _definition(NAME, "description: x", "model: opus", "model: sonnet"),
        _definition(NAME, "description: x\udce9"),
    ],
)
def test_odd_files_that_load(text: str) -> None:
    assert load(parse(text), CLAUDE_CODE).outcome is Outcome.LOADS


def test_single_values_are_kept_as_the_harness_keeps_them() -> None:
    text = _definition(NAME, "description: a\\nb", 'background: "true"', "model: a", "model: b")
    fields = load(parse(text), CLAUDE_CODE).fields
    assert fields["description"] == "a\nb"
    assert fields["background"] is True
    assert fields["model"] == "b"
    assert load(parse(_definition(NAME, "description: a\x01b")), CLAUDE_CODE).fields[
        "description"
    ] == ("a\x01b")


def test_three_dashes_end_the_front_matter_wherever_they_stand() -> None:
    loaded = load(parse(_definition(NAME, "description: a --- b", "model: opus")), CLAUDE_CODE)
    assert loaded.fields == {"name": "reviewer", "description": "a"}
    assert loaded.prompt.startswith("b\nmodel: opus")


def test_other_harnesses_read_strictly_or_reject_what_they_do_not_know() -> None:
    colon = parse(_definition(NAME, "description: a: b"))
    coloured = parse(_definition(NAME, "description: x", "color: red"))
    assert not load(colon, dialect("goose")).loads
    assert load(coloured, dialect("qwen-code")).loads
    refused = load(coloured, dialect("gemini-cli"))
    assert not refused.loads
    assert "'color'" in refused.reason


@given(any_bytes())
def test_loading_never_raises_and_drops_with_a_reason(data: bytes) -> None:
    document = parse(data)
    for table in DIALECTS.values():
        loaded = load(document, table)
        assert loaded.harness == table.id
        assert (loaded.outcome is Outcome.LOADS) == (loaded.reason == "")


@given(clean_definitions())
def test_strict_files_load_with_their_strict_values(text: str) -> None:
    document = parse(text)
    loaded = load(document, CLAUDE_CODE)
    assert loaded.outcome is Outcome.LOADS
    assert loaded.fields == document.front.value


# Files whose first `name:` line is not the one that counts: they loaded, under the second.
SECOND_NAME = {
    "920f55d1a270abe546081f3321e6a192aeae9dfb",
    "16f3333eee63ef67e7a8f85856017ab3393b1194",
    "2f010afe1e265ee77fd4db801898fa5dec218499",
    "50502a0ed72c6fb38c61975dc67de7d0f34064ad",
}


def test_the_corpus_loads_as_the_program_said(corpus: Path) -> None:
    rows = [json.loads(line) for line in (corpus / "claude_code.jsonl").open(encoding="utf-8")]
    for row in rows:
        if row["file"].rsplit("/", 1)[1] in SECOND_NAME:
            continue
        loaded = load(parse((corpus / f"{row['file']}.md").read_bytes()), CLAUDE_CODE)
        assert loaded.loads is row["loads"], row["file"]


def test_the_corpus_has_the_unknown_keys_that_the_program_told(corpus: Path) -> None:
    """It tells five keys, and behind some of them the known one that it takes to be meant."""
    known = {spec.key for spec in CLAUDE_CODE.fields}
    for row in map(json.loads, (corpus / "claude_code.jsonl").open(encoding="utf-8")):
        told = [key for key in row.get("unknown_keys", ()) if key not in known]
        if not row["loads"] and not told:
            continue
        loaded = load(parse((corpus / f"{row['file']}.md").read_bytes()), CLAUDE_CODE)
        assert unknown_keys(loaded.fields, CLAUDE_CODE)[:5] == told, row["file"]
