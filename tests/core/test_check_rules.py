"""Every rule is held to its examples, its cases and its page in the docs."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from agent_studio.core.check import (
    LIBRARY_RULES,
    RULES,
    check,
    check_library,
    check_subject,
    rule,
)
from agent_studio.core.check.model import LibraryRule, Rule
from agent_studio.core.check.registry import all_rules, quality_rules, rule_named
from agent_studio.core.check.rules.team import TEAM_RULES
from agent_studio.core.check.subject import Member, Subject
from agent_studio.core.dialects import CLAUDE_CODE, dialect
from agent_studio.core.document import parse
from check_cases import STEM, mend, report

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "check"
case_folders = sorted(path.parent for path in CASES.glob("*/*/input.md"))

# These rules look at the file's name, which a case does not have.
NEEDS_A_FILE = {"name-and-file", "other-ending"}


@pytest.mark.parametrize("each", [*RULES, *quality_rules()], ids=lambda each: each.code)
def test_a_rule_finds_its_bad_example_and_nothing_is_wrong_with_the_good_one(each: Rule) -> None:
    stem = "elsewhere" if each.name in NEEDS_A_FILE else STEM
    reader = dialect(each.harness)

    def codes(text: str, stem: str) -> set[str]:
        subject = Subject(parse(text), reader, stem, called="elsewhere.md" * (stem != STEM))
        asked = check_subject(subject, lambda code: code == each.code)
        return {found.code for found in asked}

    assert each.code in codes(each.bad, stem)
    assert codes(each.good, STEM) == set()


@pytest.mark.parametrize("each", LIBRARY_RULES, ids=lambda each: each.code)
def test_a_library_rule_finds_its_bad_examples_and_not_its_good_ones(each: LibraryRule) -> None:
    same_tree = each.name != "shadowed"

    def codes(examples: tuple[str, ...]) -> set[str]:
        members = [
            Member(
                Subject(parse(text), CLAUDE_CODE),
                f"{index}.md",
                "agents" if same_tree else str(index),
                0 if same_tree else index,
                each.around,
            )
            for index, text in enumerate(examples)
        ]
        asked = check_library(members, lambda code: code == each.code)
        return {found.code for own in asked for found in own}

    assert each.code in codes(each.bad)
    assert codes(each.good) == set()


def test_codes_and_names_are_unique_and_lead_back() -> None:
    rules = (*RULES, *LIBRARY_RULES, *TEAM_RULES, *quality_rules())
    assert sorted(rules, key=lambda each: each.code) == all_rules()
    assert len({each.code for each in rules}) == len({each.name for each in rules}) == len(rules)
    assert [each.code for each in RULES] == sorted(each.code for each in RULES)
    for each in rules:
        assert rule(each.code) is each
        assert each.source
        assert each.summary.endswith(".")


def test_every_rule_has_cases_and_every_case_a_rule() -> None:
    names = {each.name for each in (*RULES, *quality_rules())} - NEEDS_A_FILE
    assert {folder.parent.name for folder in case_folders} == names


@pytest.mark.parametrize("folder", case_folders, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_case(folder: Path) -> None:
    text = (folder / "input.md").read_bytes().decode("utf-8", "surrogateescape")
    harness = folder / "harness.txt"
    reader = dialect(harness.read_text().strip()) if harness.exists() else CLAUDE_CODE
    own = rule_named(folder.parent.name)
    assert own is not None
    told = report(text, reader, own.code.__eq__) if own.opt_in else report(text, reader)
    assert told == (folder / "expected.txt").read_bytes().decode()
    fixed = folder / "fixed.md"
    expected = fixed.read_bytes() if fixed.exists() else (folder / "input.md").read_bytes()
    assert mend(text).encode("utf-8", "surrogateescape") == expected


@pytest.mark.parametrize("name", ["rules", "dialects"])
def test_the_reference_pages_are_made_from_the_tables(name: str) -> None:
    spec = importlib.util.spec_from_file_location("docs_build", ROOT / "docs" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    page = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert page == getattr(build, f"{name}_page")(), "write it again: python docs/build.py"


def test_hidden_characters_are_told_twenty_times_and_then_together() -> None:
    text = "---\nname: reviewer\ndescription: x\n---\n\n" + "a\u200b" * 50 + "\n"
    found = [each for each in check(parse(text)) if each.code == "AS503"]
    assert len(found) == 21
    assert "30 more" in found[-1].message
    assert mend(text).endswith("a" * 50 + "\n")


def test_messages_show_no_control_characters_of_the_file() -> None:
    text = '---\nname: "a\\e]52;c;x\\a[bold]"\ndescription: x\ncolor: "\\u202eder"\n---\n\nx\n'
    messages = " ".join(found.message for found in check(parse(text)))
    assert "\x1b" not in messages
    assert "\u202e" not in messages
    assert "[bold]" in messages


def test_other_harnesses_get_the_general_rules_and_their_own() -> None:
    text = "---\nname: reviewer\ndescription: a: b\ncolor: red\n---\n\nYou review.\n"
    strict = {found.code for found in check(parse(text), dialect("goose"))}
    assert strict == {"AS112", "AS404"}
    fine = parse(text.replace("a: b", "a b"))
    gemini = {found.code: found for found in check(fine, dialect("gemini-cli"))}
    assert gemini["AS404"].severity == "error"
    assert "rejects the whole file" in gemini["AS404"].message
    assert check(fine, dialect("qwen-code")) == ()
    nameless = parse("---\ndescription: x\n---\n\nx\n")
    assert check(nameless, dialect("copilot")) == ()
    assert [found.code for found in check(nameless, dialect("factory"))] == ["AS201"]
