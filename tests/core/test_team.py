"""A team's settings as values: patterns, grades, and rules held to their examples."""

from __future__ import annotations

import pytest

from agent_studio.core.check import check_subject
from agent_studio.core.check.examined import Agreed, examine
from agent_studio.core.check.rules.team import TEAM_RULES
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.team import matches
from agent_studio.core.dialects import CLAUDE_CODE
from agent_studio.core.document import parse
from agent_studio.store.team import load_team


@pytest.mark.parametrize("each", TEAM_RULES, ids=lambda each: each.code)
def test_a_rule_finds_its_bad_example_and_nothing_is_wrong_with_the_good_one(each, tmp_path):
    def codes(text, stem="reviewer"):
        subject = Subject(parse(text), CLAUDE_CODE, stem)
        found = team.applied(
            subject, check_subject(subject), "a.md", lambda code: False, lambda code: True
        )
        return {one.code for one in found}

    file = tmp_path / ".agent-studio.toml"
    file.write_text(each.settings, encoding="utf-8")
    team = load_team(file)
    assert codes(each.bad) == {each.code}
    assert codes(each.good) == set()


@pytest.mark.parametrize(
    ("pattern", "fitting", "others"),
    [
        ("*.md", ["a.md", "x/y/a.md"], ["a.mdc", "md"]),
        ("agents/*.md", ["agents/a.md"], ["agents/x/a.md", "x/agents/a.md"]),
        ("/a.md", ["a.md"], ["x/a.md"]),
        ("agents/", ["agents/a.md", "x/agents/y/a.md"], ["agents", "agents2/a.md"]),
        ("x/**/a?.md", ["x/ab.md", "x/y/z/ab.md"], ["x/a.md", "x/a/.md"]),
        ("x/**", ["x/a", "x/y/a"], ["x", "y/a"]),
        ("a+(b).md", ["a+(b).md"], ["aab.md"]),
    ],
)
def test_patterns(pattern, fitting, others):
    assert [path for path in fitting if not matches(pattern, path)] == []
    assert [path for path in others if matches(pattern, path)] == []


OPT_IN = (
    "---\nname: reviewer\ndescription: Senior reviewer with a knowledge of the shop\n---\n\nx\n"
)
SILENT = OPT_IN.replace("description", "# agent-studio: ignore no-occasion\ndescription")


@pytest.mark.parametrize(
    ("settings", "text", "told"),
    [
        ("", OPT_IN, False),
        ('extend-select = "quality"\n', OPT_IN, True),
        ('severity = { AS801 = "error" }\n', OPT_IN, True),
        ('extend-select = "quality"\n', SILENT, False),
        ('extend-select = "quality"\nno-silence = "AS801"\n', SILENT, True),
        ('[[paths]]\nmatch = "b.md"\nextend-select = "quality"\n', OPT_IN, False),
    ],
)
def test_editors_look_for_what_a_team_asks_for(tmp_path, settings, text, told):
    file = tmp_path / ".agent-studio.toml"
    file.write_text(settings, encoding="utf-8")
    agreed = Agreed(load_team(file), "a.md")
    found = examine(text, CLAUDE_CODE, "reviewer", agreed=agreed).diagnostics
    assert ("AS801" in {each.code for each in found}) is told
