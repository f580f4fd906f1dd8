"""Keys of definitions that are no Markdown, and what is told of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.check.describe import describe
from agent_studio.core.check.examined import examine
from agent_studio.core.check.keys import keys_of
from agent_studio.core.dialects import DIALECTS
from agent_studio.core.dialects.model import Loading
from strategies import any_text

CODEX = '''\
# name = "nobody"
name = "reviewer"
"description" = "has model = 'none' in it"
developer_instructions = """
# Look for
model = "not a key" \\"""
"""
model = "gpt-5"
features.web = true

[mcp_servers.tracker]
command = "tracker"
[[skills.config]]
'''
KIRO = """\
{ "description": "with \\"tools\\": in it",
  "tools": ["fs_read", "name"],
  "mcpServers": {"x": {"description": 1}},
  "model": null
"""
ROO = """\
customModes:
  - slug: docs
    roleDefinition: |
      name: in a text
    groups:
      - read
      - - edit
        - description: of a group
  - slug: tests
    name: Tests
"""
ROO_IN_JSON = '{"customModes": [{"slug": "docs", "groups": ["read", ["edit", {"name": 1}]]}]}'


@pytest.mark.parametrize(
    ("loading", "text", "names"),
    [
        (
            Loading.TOML,
            CODEX,
            "name description developer_instructions model features mcp_servers skills",
        ),
        (Loading.JSON, KIRO, "description tools mcpServers model"),
        (Loading.MODES, ROO, "slug roleDefinition groups slug name"),
        (Loading.MODES, ROO_IN_JSON, "slug groups"),
        (Loading.STRICT, CODEX, ""),
    ],
    ids=["toml", "json", "yaml", "json of modes", "markdown"],
)
def test_keys_are_those_of_the_definition_and_not_of_its_values(loading, text, names):
    found = keys_of(text, loading)
    assert [each.name for each in found] == names.split()
    assert all(each.span.of(text) == each.name for each in found)


@given(any_text() | st.text(alphabet="[]{}:=\"'\\-# \nab", max_size=80), st.sampled_from(Loading))
def test_keys_follow_one_another_within_any_text(text, loading):
    at = 0
    for key in keys_of(text, loading):
        assert at <= key.span.start < key.span.end <= key.value.start <= key.value.end <= len(text)
        at = key.value.end


@pytest.mark.parametrize("start", ['"""', "'''", '"', "{", "[", "\n[", '"""\\', "a=", "- a:\n"])
@pytest.mark.parametrize("loading", [Loading.TOML, Loading.JSON, Loading.MODES])
def test_hundreds_of_thousands_of_signs_are_read_at_once(start, loading):
    assert len(keys_of(start * 100_000, loading)) <= 100_000


@pytest.mark.parametrize(
    ("harness", "text", "words", "title", "paragraph"),
    [
        ("codex", CODEX, 'model = "gpt', "model · Codex", "the session's"),
        ("kiro-json", KIRO, "tools", "", ""),
        ("kiro-json", KIRO + "}", 'tools": [', "tools · Kiro (JSON)", "The only tools"),
        ("kiro-json", KIRO + "}", "fs_read", "fs_read · tool of Kiro (JSON)", "read files"),
        ("roo", ROO, "groups", "groups · Roo Code", "Here: "),
        ("roo", ROO, "edit", "edit · tool of Roo Code", "write files"),
        ("roo", ROO, "of a group", "", ""),
    ],
)
def test_a_key_and_a_tool_are_told_in_every_format(harness, text, words, title, paragraph):
    dialect = DIALECTS[harness]
    told = describe(examine(text, dialect, "x"), text.index(words), dialect)
    if not title:
        assert told is None
        return
    assert told.title == title
    assert any(paragraph in each for each in told.paragraphs)
    assert told.source
