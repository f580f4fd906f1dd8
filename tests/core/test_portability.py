"""What goes wrong with one harness's file in another is said by a rule: docs/portability.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agent_studio.core.check import check_subject
from agent_studio.core.check.registry import rule_named
from agent_studio.core.check.subject import Subject
from agent_studio.core.dialects import DIALECTS, load
from agent_studio.core.document import parse

PAGE = Path(__file__).parents[2] / "docs" / "portability.md"
BODY = "You look at changes before they are merged.\n"


def definition(*lines: str, body: str = BODY) -> str:
    front = "\n".join(("name: reviewer", "description: Looks at changes", *lines))
    return f"---\n{front}\n---\n\n{body}"


def role(*lines: str) -> str:
    return "\n".join(('name = "a"', 'description = "b"', 'developer_instructions = "c"', *lines))


# The harnesses that are asked for, the file, the rule, and whether the first one loads it.
ROWS = [
    (["gemini-cli"], definition("color: green"), "AS404", False),
    (["gemini-cli"], definition("mcpServers: {docs: {command: x}}"), "AS404", False),
    (["gemini-cli"], definition("tools: [Read]"), "AS411", False),
    (["gemini-cli"], definition("tools: Read, Grep"), "AS411", False),
    (["gemini-cli"], definition("max_turns: many"), "AS411", False),
    (["gemini-cli"], definition().replace("reviewer", "Reviewer"), "AS411", False),
    (["gemini-cli"], definition().replace("Looks at", "Looks: at"), "AS112", False),
    (["opencode"], definition("color: green"), "AS411", False),
    (["opencode"], definition("model: haiku"), "AS402", True),
    (["opencode"], definition("tools: Read, Grep"), "AS411", False),
    (["opencode"], definition("maxTurns: 5"), "AS404", True),
    (["kilo"], definition("color: green"), "AS411", False),
    (["copilot"], definition(body="x" * 30_001), "AS413", True),
    (["copilot"], "---\nname: a\n---\n\nYou look.\n", "AS201", False),
    (["vscode"], definition("effort: high"), "AS404", True),
    (["vscode"], definition("tools: Read, Grep"), "AS301", True),
    (["factory"], definition("tools: [Read, Bash]"), "AS411", False),
    (["factory"], definition("tools: all"), "AS411", False),
    (["factory"], definition(body=""), "AS412", False),
    (["factory"], definition().replace("Looks", "Looks " * 100), "AS413", True),
    (["factory"], definition().replace("reviewer", "Code Reviewer"), "AS411", False),
    (["codex"], definition(), "AS414", False),
    (["codex"], role().replace('"c"', '" "'), "AS414", False),
    (["codex"], role('color = "red"'), "AS414", False),
    (["codex"], role('sandbox_mode = "read-only"'), "AS415", True),
    (["antigravity"], definition("tools: Read, Grep"), "AS411", False),
    (["antigravity"], definition("model: sonnet"), "AS411", False),
    (["antigravity"], definition("tools: [Read]"), "AS303", True),
    (["antigravity"], definition("tools: [view_file]"), "AS541", True),
    (["qwen-code"], definition(body="Look."), "AS412", False),
    (["qwen-code"], definition("approvalMode: ask"), "AS411", False),
    (["kiro"], definition("tools: read"), "AS301", True),
    (["roo"], definition(), "AS414", False),
    (["cline"], definition(), "AS416", True),
    (["cursor"], definition("tools: Read, Grep"), "AS543", True),
    (["agent-skills"], definition("model: haiku"), "AS404", True),
    (["trae"], "\ufeff" + definition(), "AS508", False),
    (["claude-code", "goose"], definition("tools: {Read: true}"), "AS541", True),
    (["claude-code", "cursor"], definition("tools: Read"), "AS541", True),
    (["claude-code", "goose"], definition("tools: Read"), "AS541", True),
    (["factory", "junie"], definition("mcpServers: []"), "AS541", True),
]


def codes(text: str, harnesses: list[str]) -> set[str]:
    """What is found in a Markdown file when these harnesses are asked for."""
    tables = [DIALECTS[each] for each in harnesses]
    found = set()
    for table in tables:
        others = tuple(each for each in tables if each is not table)
        subject = Subject(parse(text), table, "reviewer", others, "reviewer.md")
        found |= {each.code for each in check_subject(subject)}
    return found


@pytest.mark.parametrize(
    ("harnesses", "text", "code", "loads"),
    ROWS,
    ids=[f"{'+'.join(each[0])}-{each[2]}-{number}" for number, each in enumerate(ROWS)],
)
def test_what_is_lost_elsewhere_is_said(
    harnesses: list[str], text: str, code: str, loads: bool
) -> None:
    assert code in codes(text, harnesses)
    assert load(parse(text), DIALECTS[harnesses[0]]).loads is loads


def test_what_all_asked_for_take_alike_is_no_difference() -> None:
    assert "AS541" not in codes(definition(), ["claude-code", "copilot"])
    assert "AS541" not in codes(definition("tools: Read"), ["qoder", "claude-code"])


def test_the_page_tells_of_these_rules_and_no_others() -> None:
    page = PAGE.read_text(encoding="utf-8")
    told = set(re.findall(r"AS\d{3}", page))
    assert told >= {code for _, _, code, _ in ROWS}
    assert all(rule_named(code) for code in told)
