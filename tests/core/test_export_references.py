"""Mentions of agents by name in other definitions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.document import parse
from agent_studio.core.export.references import find_references, rename_references
from strategies import definitions

NAMES = ["api-designer", "api", "reviewer", "qa_lead"]


def agent(body="", **fields):
    front = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return parse(f"---\nname: caller\n{front}---\n\n{body}\n")


@pytest.mark.parametrize(
    "line",
    [
        "Use the api-designer agent for that.",
        "Use api-designer.",
        "Hand over to `api-designer`, then stop.",
        "Ask @api-designer first.",
        'Start Task(subagent_type="api-designer").',
        "See **api-designer**: it knows.",
        "(api-designer)",
        "api-designer's plan",
    ],
)
def test_a_telling_name_is_found_wherever_it_stands(line):
    document = agent(line)
    (found,) = find_references(document, NAMES)
    assert found.name == "api-designer" == document[found.span]
    assert found.name in found.context
    renamed = rename_references(document, {"api-designer": "designer"})
    assert renamed.text == document.text.replace("api-designer", "designer")


@pytest.mark.parametrize(
    "line",
    [
        "senior-api-designer", "api-designer-2", "my_api-designer", "api-designers",
        "https://x.org/api-designer/y", "agents/api-designer.md", "The api-designer.py file",
    ],
)  # fmt: skip
def test_inside_of_longer_words_and_paths_it_is_not_the_name(line):
    assert find_references(agent(line), ["api-designer"]) == ()


@pytest.mark.parametrize(
    ("line", "is_name"),
    [
        ("Be a strict reviewer of code.", False),
        ("The reviewer reads it.", False),
        ("Ask the reviewer agent.", True),
        ("Ask the `reviewer` about it.", True),
        ("Delegate to agent reviewer.", True),
        ("Call @reviewer.", True),
        ("Mail me@reviewer.org", False),
        ("Tools: Agent(reviewer), Read", True),
        ("Agent(api-designer, reviewer)", True),
        ("**reviewer**", True),
    ],
)
def test_a_plain_word_is_a_name_only_where_it_is_marked(line, is_name):
    assert bool(find_references(agent(line), ["reviewer"])) is is_name


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"escalation_to": "reviewer"}, 1),
        ({"handoffs": "[reviewer, api]"}, 2),
        ({"tools": "Read, Agent(reviewer), Task(api)"}, 2),
        ({"collaborates_with": "\n  - reviewer\n  - api-designer"}, 2),
        ({"coordination": "\n  escalates_to: reviewer\n  note: the reviewer decides"}, 1),
        ({"description": "A reviewer of api changes"}, 0),
        ({"description": "Use after the qa_lead agent"}, 1),
        ({"model": "api"}, 0),
    ],
)
def test_fields_that_name_agents_are_understood(fields, count):
    assert len(find_references(agent(**fields), NAMES)) == count


def test_a_definition_does_not_refer_to_itself_by_its_name_field():
    document = parse("---\nname: api-designer\n---\n\nYou are api-designer.\n")
    (found,) = find_references(document, ["api-designer"])
    assert document.lines.position(found.span.start).line == 4


def test_names_are_swapped_in_one_go():
    document = agent("`a-x` and `b-x`")
    assert "`b-x` and `a-x`" in rename_references(document, {"a-x": "b-x", "b-x": "a-x"}).text


def test_the_context_is_one_short_line():
    document = agent("word " * 50 + "api-designer" + " word" * 50 + "\nnext")
    (found,) = find_references(document, ["api-designer"])
    assert len(found.context) < 110
    assert found.context.startswith("…")
    assert found.context.endswith("…")
    assert "next" not in found.context


@given(definitions().map(parse), st.lists(st.sampled_from([*NAMES, "*", "", "(", "user", "API"])))
def test_renaming_touches_nothing_but_the_names(document, names):
    found = find_references(document, names)
    renamed = rename_references(document, dict.fromkeys(names, "z-z-z"))
    kept, done = [], 0
    for each in found:
        assert document[each.span] == each.name
        assert each.name in names
        kept.append(document.text[done : each.span.start])
        done = each.span.end
    assert renamed.text == "z-z-z".join([*kept, document.text[done:]])
    assert rename_references(document, {}) == document
