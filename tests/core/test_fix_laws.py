"""Laws of safe fixes, each fix by itself, in the eyes of every harness."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent_studio.core.check import RULES, apply_fixes
from agent_studio.core.check.mending import mend
from agent_studio.core.check.model import Diagnostic, Fix, Rule
from agent_studio.core.check.registry import quality_rules
from agent_studio.core.check.run import check_subject
from agent_studio.core.check.subject import Subject
from agent_studio.core.dialects import CLAUDE_CODE, DIALECTS, dialect, load, rights, rights_change
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import Document, parse
from agent_studio.core.text import visible
from strategies import any_text, clean_definitions, definitions

CASES = Path(__file__).parents[1] / "cases" / "check"
STEM = "reviewer"

# What a title says: the fields are read then, or what else is read otherwise.
SAYS = ("so that", "the fields are read then")
# Names of tools: the title says which is written, and another program may not know it.
NAMES_TOOLS = {"AS3"}
ENDLESS = 20


def everything(_code: str) -> bool:
    return True


def found_in(document: Document, reader: Dialect) -> tuple[Diagnostic, ...]:
    return check_subject(Subject(document, reader, STEM), everything)


def safe_fixes(text: str, reader: Dialect) -> Iterator[tuple[Diagnostic, Fix]]:
    for found in found_in(parse(text), reader):
        if found.fix and found.fix.safe:
            yield found, found.fix


def keys_at(document: Document, fix: Fix) -> set[str]:
    """The fields that a fix writes in."""
    return {
        field.key
        for field in document.fields
        for edit in fix.edits
        if edit.span.start <= field.line_span.end and field.span.start <= edit.span.end
    }


def is_endless(text: str, fix: Fix, reader: Dialect) -> bool:
    """Whether the same fix is offered again and again; of four equal lines it removes three."""
    for _ in range(ENDLESS):
        if not any(each.edits == fix.edits for _, each in safe_fixes(text, reader)):
            return False
        text = apply_fixes(text, [fix])
    return True


def broken_laws(text: str, reader: Dialect) -> list[str]:
    """Each law that a safe fix breaks, with the rule and the harness."""
    document, broken = parse(text), []
    for found, fix in safe_fixes(text, reader):
        new = apply_fixes(text, [fix])
        mended = parse(new)
        told = f"{found.code} for {reader.id} ({fix.title})"
        if new == text:
            broken.append(f"{told} changes nothing")
        if is_endless(new, fix, reader):
            broken.append(f"{told} can be applied for ever")
        says = any(words in fix.title for words in SAYS)
        for harness in DIALECTS.values():
            before, after = load(document, harness), load(mended, harness)
            if before.loads and not after.loads and not says and found.code[:3] not in NAMES_TOOLS:
                broken.append(f"{told}: {harness.id} drops the file")
            if harness is not reader or not before.loads:
                continue
            if not after.loads:
                broken.append(f"{told}: its own harness drops the file")
                continue
            keys = before.fields.keys() | after.fields.keys()
            changed = {key for key in keys if before.fields.get(key) != after.fields.get(key)}
            if (others := changed - keys_at(document, fix)) and not says:
                broken.append(f"{told}: it reads {sorted(others)} otherwise")
            gained = rights_change(rights(before, reader), rights(after, reader)).gained
            if gained:
                broken.append(f"{told}: the agent {', '.join(gained)}")
    return broken


@pytest.mark.parametrize("each", [*RULES, *quality_rules()], ids=lambda each: each.code)
def test_safe_fixes_of_a_rule_change_only_what_they_say(each: Rule) -> None:
    assert broken_laws(each.bad, dialect(each.harness)) == []
    for case in sorted((CASES / each.name).glob("*/input.md")):
        text = case.read_bytes().decode("utf-8", "surrogateescape")
        harness = case.parent / "harness.txt"
        reader = dialect(harness.read_text().strip()) if harness.exists() else CLAUDE_CODE
        assert broken_laws(text, reader) == []


@settings(max_examples=30)
@given(st.one_of(definitions(), clean_definitions()), st.sampled_from(list(DIALECTS)))
def test_safe_fixes_of_anything_change_only_what_they_say(text: str, harness: str) -> None:
    assert broken_laws(text, DIALECTS[harness]) == []


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@settings(max_examples=30)
@given(text=st.one_of(definitions(), clean_definitions()), harness=st.sampled_from(list(DIALECTS)))
def test_mending_comes_to_an_end_and_a_second_time_changes_nothing(
    text: str, harness: str, unsafe: bool
) -> None:
    def find(document: Document) -> tuple[Diagnostic, ...]:
        return found_in(document, DIALECTS[harness])

    once, _ = mend(parse(text), find, unsafe=unsafe)
    again, number = mend(once, find, unsafe=unsafe)
    assert again.text == once.text
    assert number == 0


def test_mending_applies_the_safe_fix_of_two_that_touch() -> None:
    text = "---\nname: reviewer\ndescription: Use for: changes\nmodle: haiku\n---\n\nYou read.\n"

    def find(document: Document) -> tuple[Diagnostic, ...]:
        return found_in(document, CLAUDE_CODE)

    safe, number = mend(parse(text), find)
    assert (safe.text, number) == (text.replace("Use for: changes", '"Use for: changes"'), 1)
    every, number = mend(parse(text), find, unsafe=True)
    assert (every.text, number) == (safe.text.replace("modle", "model"), 2)


@pytest.mark.skipif("AGENT_STUDIO_CORPUS" not in os.environ, reason="there is no corpus")
def test_safe_fixes_of_real_definitions_change_only_what_they_say() -> None:
    folder = Path(os.environ["AGENT_STUDIO_CORPUS"])
    broken = []
    for file in sorted((*folder.glob("files/*.md"), *folder.glob("hard/*/*.md"))):
        text = file.read_bytes().decode("utf-8", "surrogateescape")
        broken += [f"{file.name}: {each}" for each in broken_laws(text, CLAUDE_CODE)]
    assert broken == []


@settings(max_examples=30)
@given(st.one_of(any_text(), definitions()), st.sampled_from(list(DIALECTS)))
def test_opt_in_rules_point_at_words_too_and_show_nothing_hidden(text: str, harness: str) -> None:
    for found in found_in(parse(text), DIALECTS[harness]):
        assert found.span.end <= len(text)
        assert len(found.span) or not text
        assert found.message == visible(found.message)
