"""Names against the files that hold them."""

from __future__ import annotations

import pytest

from agent_studio.core.check import check
from agent_studio.core.dialects import dialect
from agent_studio.core.document import parse

TEXT = "---\nname: {}\ndescription: Reviews changes\n---\n\nYou review.\n"


def codes(name: str, stem: str, harness: str = "claude-code") -> set[str]:
    found = check(parse(TEXT.format(name)), dialect(harness), stem=stem)
    return {each.code for each in found}


@pytest.mark.parametrize(
    ("name", "stem", "harness"),
    [
        ("Mobile App Builder", "engineering-mobile-app-builder", "claude-code"),
        ("code-reviewer", "CodeReviewer", "claude-code"),
        ("JARVIS Linguistics & Language", "jarvis-linguistics-nlp", "claude-code"),
        ("SRE (Site Reliability Engineer)", "engineering-sre", "claude-code"),
        ("Cross-Border E-Commerce Specialist", "cross-border-ecommerce", "claude-code"),
        ("资金管理专家", "finance-treasury", "claude-code"),
        ("memory", "SKILL", "agent-skills"),
        ("Task Planner", "task-planner.agent", "vscode"),
        ("Task Planner", "task-planner.chatmode", "vscode"),
    ],
)
def test_a_name_that_leads_to_the_file_is_left_alone(name: str, stem: str, harness: str) -> None:
    assert "AS205" not in codes(name, stem, harness)


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("vue-component-architect", "vue-state-manager"),
        ("Security Architect", "cybersecurity-engineer"),
        ("Qlaus", "my-agent"),
    ],
)
def test_a_name_that_does_not_lead_to_the_file_is_told(name: str, stem: str) -> None:
    assert "AS205" in codes(name, stem)


def test_a_skill_is_not_called_after_a_file_that_all_skills_share() -> None:
    text = "---\ndescription: Reviews changes\n---\n\nReview.\n"
    found = {each.code: each for each in check(parse(text), dialect("agent-skills"), stem="SKILL")}
    assert found["AS201"].fix is None


@pytest.mark.parametrize(("folder", "found"), [("review", False), ("review-code", True)])
def test_a_skill_is_called_as_its_folder(folder: str, found: bool) -> None:
    assert ("AS205" in codes("review", folder, "agent-skills")) is found
