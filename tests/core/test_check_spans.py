"""Findings point at the words they speak of, and nothing hides behind a broken line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.check import check
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.document import parse
from agent_studio.core.text import visible

# The rules whose messages begin with, or first quote, the word that is their subject.
ON_A_WORD = frozenset(
    {
        *("AS116", "AS203", "AS303", "AS304", "AS305", "AS306", "AS307", "AS310", "AS312"),
        *("AS313", "AS404"),
    }
)
QUOTED = re.compile(r"'([^'…]+)'")

TOOLS = st.sampled_from(
    [
        *("Read", "Grep", "Bash", "Edit", "Write", "LS", "MultiEdit", "Task", "read", "Gerp"),
        *("AskUserQuestion", "Bash(git:*)", "mcp__git__log", "KillShell", "search/codebase", "*"),
    ]
)
LISTS = st.lists(TOOLS, min_size=1, max_size=6)
SHAPES = st.sampled_from(
    [
        ", ".join,
        lambda names: "[" + ", ".join(f'"{name}"' for name in names) + "]",
        lambda names: "".join(f"\n  - '{name}'" for name in names),
        lambda names: "[\n  " + ",\n  ".join(f"'{name}'" for name in names) + ",\n  ]",
        lambda names: "'" + ",".join(names) + "'",
    ]
)
LINES = st.lists(
    st.sampled_from(
        [
            *("mode: subagent", "max_turns: 5", "modle: opus", "emoji: 🧪", "model: opus"),
            *("colour: red", "memory: project", "background: true", "note: a: b", "note: 'a' b"),
            *("note: runs\nover lines", "disallowedTools: Bash, Edit", "x: [unclosed"),
        ]
    ),
    max_size=4,
)
ENDS = st.sampled_from(["\n", "\n", "\r\n"])


@st.composite
def agents(draw: st.DrawFn) -> str:
    """Agents with tool lists in every shape, beside fields that are wrong or broken."""
    shape = draw(SHAPES)
    lines = [*draw(LINES), f"tools: {shape(draw(LISTS))}", *draw(LINES)]
    text = "\n".join(["---", "name: reviewer", "description: Reviews", *lines, "---", "", "Go.\n"])
    return text.replace("\n", draw(ENDS))


def subject_of(found: Diagnostic) -> str:
    """The word that the message is about; empty if it is none of those."""
    match = QUOTED.search(found.message) if found.code in ON_A_WORD else None
    return match[1] if match else ""


@given(agents())
def test_a_finding_about_a_word_points_at_that_word(text: str) -> None:
    for found in check(parse(text), stem="reviewer"):
        words = found.span.of(text)
        assert words
        assert words == words.strip()
        assert subject_of(found) in visible(words)
        if found.code in ON_A_WORD:
            assert "\n" not in words


BROKEN = {
    "quote": 'note: "a" b',
    "run-on": "note: some text\nthat runs on",
    "escape": 'note: "\\q"',
    "open quote": 'note: "never closed',
    "open list": "note: [a, b",
    "inside": 'note:\n  a: "x" y',
    "alias": "note: *x",
    "colon": "note: a: b",
}
HIDDEN = {
    "tools: Read, Gerp": "AS303",
    "tools: MultiEdit": "AS304",
    "tools: Read, AskUserQuestion": "AS306",
    "tools: Read, Bash(git:*)": "AS310",
    "tools:": "AS302",
    "tools: read_file": "AS308",
    "model: gpt-4.1": "AS402",
    "color: teal": "AS401",
    "memory: everywhere": "AS401",
    "permissionMode: bypassPermissions": "AS405",
    "maxTurns: many": "AS403",
    "max_turns: 5": "AS404",
    "effort: low\neffort: high": "AS116",
    "skills: a\u200bb": "AS503",
}


@pytest.mark.parametrize("line", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_what_stands_behind_a_broken_line_is_found_as_well(line: str, end: str) -> None:
    for field, code in HIDDEN.items():
        for lines in ([line, field], [field, line]):
            front = ["---", "name: reviewer", "description: Reviews", *lines, "---", ""]
            text = "\n".join([*front, "Go.", "", "```", "no end\n"]).replace("\n", end)
            codes = {found.code for found in check(parse(text), stem="reviewer")}
            assert code in codes, (field, lines, codes)
            assert "AS602" in codes


@pytest.mark.parametrize("before", ["\n", "<!-- made by hand -->\n", "\ufeff\n \n"])
def test_what_stands_behind_a_fence_that_is_not_seen_is_found_as_well(before: str) -> None:
    for field, code in HIDDEN.items():
        text = f"{before}---\nname: reviewer\ndescription: Reviews\n{field}\n---\n\nGo.\n"
        found = {each.code: each for each in check(parse(text), stem="reviewer")}
        assert "AS103" in found
        assert code in found, (field, list(found))
        assert found[code].span.start > text.index("description")
