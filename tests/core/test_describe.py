"""What is told of a place in a definition, and of a finding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.check import LIBRARY_RULES, RULES, check
from agent_studio.core.check.describe import describe, explain, findings_at
from agent_studio.core.check.examined import examine
from agent_studio.core.check.mending import mend
from agent_studio.core.check.model import Diagnostic, Severity
from agent_studio.core.dialects import CLAUDE_CODE, DIALECTS
from agent_studio.core.document import parse
from agent_studio.core.text import Span
from strategies import any_text, definitions

TEXT = """\
---
name: reviewer
description: Reviews
tools: Read, Task, MultiEdit, mcp__git__log, Grep, Bash(git *), AskUserQuestion, Nothing
permissionMode: plan
color: blue
extra: Read
---

Read tools.
"""


def told_at(words, *, text=TEXT):
    return describe(examine(text, CLAUDE_CODE, "reviewer"), text.index(words), CLAUDE_CODE)


def test_a_field_is_told_with_its_form_values_and_source():
    told = told_at("color")
    spec = CLAUDE_CODE.spec("color")
    assert told.title == f"color · {CLAUDE_CODE.title}"
    assert told.paragraphs[:2] == (spec.doc, "Optional; string.")
    assert all(value in told.paragraphs[2] for value in spec.values)
    assert told.source == spec.source
    assert told.span.of(TEXT) == "color"


def test_a_tool_list_is_told_with_what_the_agent_may_do_here():
    here = next(each for each in told_at("tools:").paragraphs if each.startswith("Here: "))
    assert "Read" in here
    assert "run commands" in here
    assert "Nothing" not in here


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("Read,", "With it the agent may read files."),
        ("Task,", "Another name of Agent."),
        ("MultiEdit", "There is no such tool any more. Write Edit instead."),
        ("mcp__git", "MCP server"),
        ("Grep", "It is not handed out beside Bash, which does its work."),
        ("Bash", "run commands"),
        ("AskUser", "A subagent never gets it."),
    ],
)
def test_a_tool_is_told_with_its_rights(word, words):
    assert words in " ".join(told_at(word).paragraphs)


def test_a_name_that_is_no_tool_is_told_as_its_field():
    assert told_at("Nothing").title.startswith("tools ")


def test_a_mode_is_told_in_its_own_words():
    told = told_at("plan")
    assert told.title == "plan · permissionMode"
    assert told.paragraphs[0].lower().startswith(CLAUDE_CODE.mode("plan").note.lower()[:-1])


def test_nothing_is_told_of_unknown_fields_and_of_the_body():
    assert told_at("extra") is None
    assert told_at("Read tools") is None
    assert told_at("no", text="no front matter") is None


def test_of_a_dropped_file_the_rights_are_not_told():
    text = "---\ntools: Read\n---\n"
    here = [each for each in told_at("tools", text=text).paragraphs if each.startswith("Here: ")]
    assert here == ["Here: the file is dropped: it has no name."]


@pytest.mark.parametrize("rule", [*RULES, *LIBRARY_RULES], ids=lambda rule: rule.code)
def test_every_rule_is_explained_with_examples_and_source(rule):
    found = Diagnostic(rule.code, Severity.ERROR, "What happens.", Span(1, 2))
    told = explain(found)
    assert told.title == f"{rule.code} {rule.name}"
    assert told.paragraphs == ("What happens.", rule.summary)
    assert told.source == rule.source
    assert [title for title, text in told.examples if text] == ["Good", "Bad"]


def test_findings_at_a_place_come_the_nearest_first():
    wide = Diagnostic("AS101", Severity.ERROR, "", Span(0, 9))
    near = Diagnostic("AS102", Severity.HINT, "", Span(3, 5))
    assert findings_at([wide, near], 4) == (near, wide)
    assert findings_at([wide, near], 7) == (wide,)
    assert findings_at([wide, near], 10) == ()


@given(st.one_of(any_text(), definitions()), st.integers(0, 150), st.sampled_from(list(DIALECTS)))
def test_what_is_told_speaks_of_words_in_the_text(text, offset, harness):
    dialect = DIALECTS[harness]
    told = describe(examine(text, dialect, "x"), min(offset, len(text)), dialect)
    if told is not None:
        assert told.title.split(" · ")[0] in told.span.of(text)
        assert all(told.paragraphs)


@given(definitions())
def test_mending_settles_and_counts(text):
    mended, count = mend(parse(text), check)
    assert mend(mended, check)[0] == mended
    assert (count == 0) == (mended.text == text)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda each: each.id)
def test_every_field_and_tool_of_every_harness_is_told(dialect):
    if not dialect.loading.is_markdown:
        return
    for spec in dialect.fields:
        text = f"---\n{spec.key}: x\n---\n"
        told = describe(examine(text, dialect, "x"), 4, dialect)
        assert told.title == f"{spec.key} · {dialect.title}"
        assert told.paragraphs[0] == spec.doc
        assert not spec.instead or f"write {spec.instead} instead" in told.paragraphs[1]
    for tool in dialect.tools if dialect.tools_field else ():
        text = f"---\n{dialect.tools_field}:\n  - {tool.name}\n---\n"
        told = describe(examine(text, dialect, "x"), text.index(tool.name) + 1, dialect)
        assert told.title == f"{tool.name} · tool of {dialect.title}"
        assert all(name in " ".join(told.paragraphs) for name in tool.stands_for)


def test_what_a_tool_brings_beside_its_rights_is_told() -> None:
    text = "---\ndescription: Looks\ntools: [read, write]\n---\n\nYou look.\n"
    kiro = DIALECTS["kiro"]
    told = describe(examine(text, kiro, "a"), text.index("write"), kiro)
    assert told is not None
    assert "It deletes files, too." in told.paragraphs
