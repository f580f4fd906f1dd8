"""The tables agree with themselves, and nothing that they refer to is missing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.dialects import (
    CLAUDE_CODE,
    DIALECTS,
    UnknownHarness,
    dialect,
    load,
    rights,
    rights_change,
)
from agent_studio.core.dialects.formats import blocks_text, read_lines
from agent_studio.core.dialects.harnesses import HARNESSES, MERGED
from agent_studio.core.dialects.model import Dialect, Loaded, MergeKind, Outcome, Right
from agent_studio.core.dialects.values import faults
from agent_studio.core.document import parse
from strategies import any_bytes, values

every_table = pytest.mark.parametrize("table", DIALECTS.values(), ids=lambda table: table.id)


@every_table
def test_keys_tools_and_places_are_told_once(table: Dialect) -> None:
    for names in (
        [spec.key for spec in table.fields],
        [tool.name for tool in table.tools],
        [(place.scope, place.folder) for place in table.places],
    ):
        assert len(names) == len(set(names))


@every_table
def test_what_a_table_refers_to_is_in_it(table: Dialect) -> None:
    keys = {spec.key for spec in table.fields}
    tools = {tool.name for tool in table.tools}
    for tool in table.tools:
        assert {tool.replacement, tool.needs, tool.folded_into} <= tools | {""}
        assert set(tool.stands_for) <= tools
        assert tool.replacement or not tool.borrowed
    for spec in table.fields:
        assert spec.instead in keys | {""}
    named = (table.tools_field, table.denied_tools_field, table.permission_field)
    named += (table.switches_field, table.background_field, table.mode_field, table.model_field)
    named += (table.body_field, table.always_unless, *(each.key for each in table.limits))
    assert {*named, *(each.key for each in table.mode_aliases)} <= keys | {""}
    assert set(table.always_tools) <= tools
    for grant in table.tool_grants:
        assert grant.key in keys
        assert set(grant.tools) <= tools
    assert set(table.background_tools) <= tools
    assert set(table.unescaped_fields) <= keys
    if table.mode_field:
        assert {note.mode for note in table.mode_notes} <= set(table.spec(table.mode_field).values)


@every_table
def test_every_field_explains_itself(table: Dialect) -> None:
    for spec in table.fields:
        assert spec.doc.endswith(".")
        assert spec.source
        assert spec.merge in MergeKind
        assert not set(spec.mistaken_for) & {each.key for each in table.fields}
        assert {meant for _, meant in spec.near_values} <= set(spec.values)


@every_table
def test_places_lie_below_a_root(table: Dialect) -> None:
    assert table.places
    for place in table.places:
        assert place.scope in ("project", "user")
        assert not place.folder.startswith(("/", "~"))
        assert place.suffixes


def test_a_harness_is_found_by_its_id_and_an_unknown_one_is_told() -> None:
    assert dialect("Claude-Code") is CLAUDE_CODE
    with pytest.raises(UnknownHarness, match=r"no harness is called 'clippy'.*claude-code"):
        dialect("clippy")


def test_claude_code_has_the_fields_of_its_documentation() -> None:
    assert {spec.key for spec in CLAUDE_CODE.fields} == {
        *("name", "description", "tools", "disallowedTools", "model", "permissionMode"),
        *("maxTurns", "skills", "mcpServers", "hooks", "memory", "background", "effort"),
        *("isolation", "color", "initialPrompt", "omitClaudeMd", "experimental"),
    }
    assert [spec.key for spec in CLAUDE_CODE.fields if spec.required] == ["name", "description"]


@pytest.mark.parametrize(
    ("model", "known"),
    [
        ("claude-sonnet-4-5-20250929", True),
        ("claude-opus-5-5[1m]", True),
        ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", True),
        ("claude-sonnet-4@20250514", True),
        ("gpt-5", False),
        ("Claude Sonnet 4.5", False),
        ("gemini-3-pro", False),
    ],
)
def test_full_model_ids_have_a_form(model: str, known: bool) -> None:
    assert bool(re.fullmatch(CLAUDE_CODE.model_pattern, model)) is known


def test_the_list_of_harnesses_says_what_their_tables_say() -> None:
    assert [each.id for each in HARNESSES] == list(DIALECTS)
    for each in HARNESSES:
        table = DIALECTS[each.id]
        assert (table.id, table.title, table.places) == (each.id, each.title, each.places)
    assert len(DIALECTS) == len(HARNESSES) > len(MERGED)
    assert "clippy" not in DIALECTS


@every_table
def test_a_table_is_dated_and_names_its_sources(table: Dialect) -> None:
    assert re.fullmatch(r"20\d\d-\d\d(-\d\d)?", table.dated)
    assert table.source
    for spec in table.fields:
        assert not spec.pattern or re.compile(spec.pattern)


@given(any_bytes(), st.sampled_from(list(DIALECTS)))
def test_no_table_raises_and_no_rights_differ_from_themselves(data: bytes, harness: str) -> None:
    table = DIALECTS[harness]
    may = rights(load(parse(data), table), table)
    assert rights_change(may, may).gained == ()


@given(st.data(), st.sampled_from(list(DIALECTS)))
def test_any_value_in_any_field_is_judged(data: st.DataObject, harness: str) -> None:
    table = DIALECTS[harness]
    keys = st.sampled_from([spec.key for spec in table.fields])
    fields = data.draw(st.dictionaries(keys, values(), max_size=4))
    list(faults(fields, table))
    rights(Loaded(table.id, Outcome.LOADS, "", fields), table)


@pytest.mark.parametrize("harness", ["claude-code", "copilot", "gemini-cli", "qwen-code", "kiro"])
def test_a_list_of_tools_never_gives_more_than_no_list(harness: str) -> None:
    table = DIALECTS[harness]
    everything = rights(Loaded(table.id, Outcome.LOADS, "", {}), table)
    for tool in table.tools:
        fields = {table.tools_field: [tool.name]}
        some = rights(Loaded(table.id, Outcome.LOADS, "", fields), table)
        assert some.granted <= everything.granted
        assert some.granted <= {*tool.rights, *_all_rights(table, tool.replacement)} | set()


def _all_rights(table: Dialect, name: str) -> frozenset[Right]:
    tool = table.tool(name) if name else None
    return tool.rights if tool else frozenset()


def test_values_with_a_colon_become_blocks_and_nothing_else_changes() -> None:
    front = 'a: b: c\nkept: "x: y"\n  in: side: d\n# e: f: g\nlist-key: h: i\nj: k\n'
    assert blocks_text(front) == (
        'a: |-\n  b: c\nkept: "x: y"\n  in: side: d\n# e: f: g\nlist-key: h: i\nj: k\n'
    )


def test_what_is_read_line_by_line() -> None:
    front = (
        'name: "the \\"one\\""\ndescription: Use when: ready\n# note\n\ntools:\n  - Read\n  - 7\n'
        "runConfig:\n  max_turns: 5\n  fast: true\nempty:\nmodel: null\nratio: 1.50\n"
    )
    assert read_lines(front) == {
        "name": 'the "one"',
        "description": "Use when: ready",
        "tools": ["Read", 7],
        "runConfig": {"max_turns": 5, "fast": True},
        "ratio": 1.5,
    }
