"""Keys of definitions that are no Markdown, and what is told of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.check.completion import complete
from agent_studio.core.check.describe import describe
from agent_studio.core.check.examined import examine
from agent_studio.core.check.keys import keys_of
from agent_studio.core.dialects import DIALECTS
from agent_studio.core.dialects.model import Loading
from agent_studio.core.document import parse
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


OFFERED = {
    "toml key": ("codex", 'name = "x"\nmod|', "model", "model = "),
    "toml key before others": ("codex", 'per|\nname = "x"\n', "personality", "personality = "),
    "toml value": ("codex", "web_search = |\n", "live", '"live"'),
    "toml value in quotes": ("codex", 'web_search = "l|"\n', "live", "live"),
    "toml switch": ("codex", "hide_agent_reasoning = |", "true", "true"),
    "json key": ("kiro-json", '{"name": "x",\n  "to|', "tools", 'tools": '),
    "json key in quotes": ("kiro-json", '{"|"}', "tools", "tools"),
    "json tool": ("kiro-json", '{"tools": ["fs_read", "fs_w|"]}', "fs_write", "fs_write"),
    "yaml key": ("roo", "customModes:\n  - slug: x\n    ro|", "roleDefinition", "roleDefinition: "),
    "yaml key of an item": ("roo", "customModes:\n  - slug: x\n  - n|\n", "name", "name: "),
    "yaml tool": ("roo", "customModes:\n  - slug: x\n    groups:\n      - re|\n", "read", "read"),
    "yaml tool between": ("roo", "customModes:\n  - slug: x\n    groups: [ed|]\n", "edit", "edit"),
}
"""Where the bar stands, what is offered among others, and what is written then."""
NOTHING = {
    "in a text": ("codex", 'developer_instructions = """\nmod|\n"""\n'),
    "in a list": ("codex", "nickname_candidates = [\n  mod|\n]\n"),
    "in a table": ("codex", "[features]\nmod|\n"),
    "behind words": ("codex", 'web_search = "live or |"'),
    "of a value in json": ("kiro-json", '{"mcpServers": {"na|"}}'),
    "a text in json": ("kiro-json", '{"prompt": "to|"}'),
    "too deep": ("roo", "customModes:\n  - slug: x\n    groups:\n      - - edit\n        - fi|\n"),
}


@pytest.mark.parametrize("case", OFFERED.values(), ids=OFFERED)
def test_what_fits_is_offered_in_every_format(case):
    harness, marked, label, insert = case
    text, offset = marked.replace("|", ""), marked.index("|")
    offers = {each.label: each for each in complete(parse(text), offset, DIALECTS[harness])}
    assert offers[label].insert == insert
    assert offers[label].span.start <= offset <= offers[label].span.end


@pytest.mark.parametrize("case", NOTHING.values(), ids=NOTHING)
def test_nothing_is_offered_where_nothing_fits(case):
    harness, marked = case
    text, offset = marked.replace("|", ""), marked.index("|")
    assert complete(parse(text), offset, DIALECTS[harness]) == ()


@given(any_text() | st.text(alphabet="[]{}:=\"'\\-# \nab", max_size=60), st.integers(0, 60))
def test_offers_replace_words_around_the_place(text, number):
    offset = min(number, len(text))
    for harness in ("codex", "kiro-json", "roo"):
        for each in complete(parse(text), offset, DIALECTS[harness]):
            assert 0 <= each.span.start <= offset <= each.span.end <= len(text)
