"""The tables agree with themselves, and nothing that they refer to is missing."""

from __future__ import annotations

import re

import pytest

from agent_studio.core.dialects import CLAUDE_CODE, DIALECTS, UnknownHarness, dialect
from agent_studio.core.dialects.model import Dialect, MergeKind

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
