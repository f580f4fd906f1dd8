"""Laws of checking: it never raises, points into the text, and its fixes settle."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent_studio.core.check import apply_fixes, check, check_library, winners
from agent_studio.core.check.completion import complete
from agent_studio.core.check.model import Edit, Fix, Severity
from agent_studio.core.check.subject import Member, Subject
from agent_studio.core.dialects import CLAUDE_CODE, DIALECTS, load
from agent_studio.core.document import parse
from agent_studio.core.text import Span, visible
from strategies import any_text, clean_definitions, definitions

ROUNDS = 8
"""After so many rounds of safe fixes nothing safe may be left to do."""


def texts() -> st.SearchStrategy[str]:
    return st.one_of(any_text(), definitions(), clean_definitions())


def mended(text: str) -> str:
    """``text`` after all safe fixes."""
    for _ in range(ROUNDS):
        fixes = [found.fix for found in check(parse(text)) if found.fix and found.fix.safe]
        text = apply_fixes(text, fixes)
    return text


@given(texts(), st.sampled_from(list(DIALECTS)))
def test_every_span_lies_in_the_text_and_on_some_words(text: str, harness: str) -> None:
    for found in check(parse(text), DIALECTS[harness]):
        assert found.span.end <= len(text)
        assert len(found.span) or not text
        assert found.message == visible(found.message)
        for edit in found.fix.edits if found.fix else ():
            assert edit.span.end <= len(text)


@given(texts())
def test_findings_come_in_the_order_of_the_text(text: str) -> None:
    spans = [found.span.start for found in check(parse(text))]
    assert spans == sorted(spans)


@given(texts())
def test_safe_fixes_settle(text: str) -> None:
    done = mended(text)
    left = [found.fix for found in check(parse(done)) if found.fix and found.fix.safe]
    assert apply_fixes(done, left) == done


@given(texts())
def test_safe_fixes_keep_what_loads(text: str) -> None:
    before = load(parse(text), CLAUDE_CODE)
    after = load(parse(mended(text)), CLAUDE_CODE)
    if before.loads:
        assert after.loads


@given(texts())
def test_what_is_dropped_has_an_error_and_what_loads_has_none_of_those(text: str) -> None:
    skipped = {"AS1", "AS2"}
    errors = [
        found
        for found in check(parse(text))
        if found.severity is Severity.ERROR and found.code[:3] in skipped
    ]
    loaded = load(parse(text), CLAUDE_CODE)
    if not loaded.loads:
        assert errors, loaded.reason


@given(texts(), st.integers(0, 400))
def test_completion_never_raises_and_stays_in_the_text(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    for offer in complete(parse(text), offset, CLAUDE_CODE):
        assert offer.span.start <= offset <= offer.span.end <= len(text)


@settings(max_examples=15)
@given(st.lists(st.tuples(texts(), st.sampled_from("ab"), st.integers(0, 2)), max_size=4))
def test_libraries_have_one_tuple_for_each_member(drawn: list[tuple[str, str, int]]) -> None:
    members = [
        Member(Subject(parse(text), CLAUDE_CODE, "x"), f"{tree}/{index}.md", tree, rank)
        for index, (text, tree, rank) in enumerate(drawn)
    ]
    found = check_library(members)
    assert len(found) == len(members)
    for member, own in zip(members, found, strict=True):
        assert all(each.span.end <= len(member.subject.text) for each in own)
    for loser, winner in winners(members).items():
        assert members[winner].precedence <= members[loser].precedence


edits = st.builds(
    lambda start, length, text: Edit(Span(start, start + length), text),
    st.integers(0, 12),
    st.integers(0, 4),
    st.text("xy", max_size=3),
)


@given(st.lists(st.builds(lambda edit: Fix("f", (edit,)), edits), max_size=6))
def test_fixes_that_touch_one_another_are_not_mixed(fixes: list[Fix]) -> None:
    text = "abcdefghijklmnop"
    taken: list[Edit] = []
    for fix in fixes:
        (edit,) = fix.edits
        alone = all(
            edit.span.start != other.span.start
            and (edit.span.end <= other.span.start or other.span.end <= edit.span.start)
            for other in taken
        )
        if edit in taken or alone:
            taken.append(edit)
    expected, done = "", 0
    for edit in sorted(set(taken), key=lambda each: each.span):
        expected += text[done : edit.span.start] + edit.text
        done = edit.span.end
    assert apply_fixes(text, fixes) == expected + text[done:]


@pytest.mark.parametrize("text", ["", "\ufeff", "---", "---\n---", "---\n\n---\n", "\x00", "\r"])
def test_nothing_is_too_small_to_be_checked(text: str) -> None:
    assert check(parse(text))


@pytest.mark.parametrize(
    "line", ["k: v\n", "tools: [Reed, Bush]\n", "# agent-studio: ignore AS602\n", "a: b: c\n"]
)
def test_of_one_fault_a_hundred_findings_are_told_and_that_there_are_more(line: str) -> None:
    text = f"---\nname: reviewer\ndescription: Reviews\n{line * 250}---\n"
    kinds = Counter(found.code for found in check(parse(text)))
    assert max(kinds.values()) <= 101
    assert any("There are more" in found.message for found in check(parse(text)))
