"""A report tells every row once, whatever the texts, and only what is so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.compare import compare
from agent_studio.core.compare.model import RowKind
from agent_studio.core.document import parse
from agent_studio.core.merge import (
    Action,
    Choice,
    Merge,
    Policy,
    Reason,
    counts,
    decide,
    decide_all,
    propose,
    reason,
    render,
    richest,
    undecided,
)
from agent_studio.core.merge.explain import Explanation, Standing, Told, explain
from agent_studio.core.merge.rows import is_decidable
from relatives import Person, edited, persons
from strategies import any_text, definitions

texts = st.one_of(definitions(), any_text(), persons().map(Person.text))


def merged(base: str | None, *sources: str, policy: Policy = Policy.CAREFUL) -> Merge:
    ground = None if base is None else parse(base)
    return propose(compare([parse(text) for text in sources], base=ground), policy=policy)


def told_rows(explanation: Explanation) -> list[Told]:
    settled = [told for group in explanation.settled for told in group.told]
    return [*explanation.waiting, *settled]


def assert_complete(merge: Merge) -> None:
    explanation = explain(merge)
    tally = counts(merge)
    told = told_rows(explanation)
    assert sum(each.rows for each in explanation.waiting) == tally.undecided
    assert sum(each.rows for each in explanation.proposed) == tally.proposed
    decided = sum(group.rows for group in explanation.settled) + explanation.same
    silent = [
        row
        for row in merge.comparison.walk()
        if is_decidable(row)
        and row.address not in merge.decisions
        and row.address not in undecided(merge)
    ]
    # A heading that nobody has to decide is not told: what is below it is.
    assert all(row.kind is RowKind.SECTION for row in silent)
    assert decided + len(silent) == tally.decided
    assert len({each.address for each in told}) == len(told)
    for each in told:
        assert each.sides == tuple(
            cell.text if cell else None for cell in merge.comparison.by_address[each.address].cells
        )


@given(
    st.lists(texts, min_size=1, max_size=3), st.one_of(st.none(), texts), st.sampled_from(Policy)
)
def test_every_row_is_told_once_or_counted(sources, base, policy):
    merge = merged(base, *sources, policy=policy)
    assert_complete(merge)
    assert_complete(decide_all(merge, Choice(Action.TAKE, (0,))))
    assert_complete(richest(merge))


@given(st.data(), st.sampled_from(Policy))
def test_what_three_ways_settle_is_told_with_its_reason(data, policy):
    base = data.draw(persons())
    ours, theirs = data.draw(edited(base)), data.draw(edited(base))
    merge = merged(base.text(), ours.text(), theirs.text(), policy=policy)
    assert_complete(merge)
    explanation = explain(merge)
    assert explanation.has_base
    assert not explanation.offered
    assert all(
        each.reason is not None and each.reason.is_conflict for each in explanation.conflicts
    )
    for group in explanation.settled:
        assert group.reason is not Reason.SAME
        for told in group.told:
            row = merge.comparison.by_address[told.address]
            if not row.children or row.is_split:
                assert reason(merge, row) is group.reason
    text = render(merge).text
    for told in told_rows(explanation):
        plain = told.kind in {RowKind.FIELD, RowKind.BLOCK} and told.after and not told.parts
        if plain and "\n" not in str(told.after):
            assert str(told.after).strip() in text


@given(texts, st.integers(1, 3))
def test_of_equal_texts_there_is_nothing_to_tell(text, count):
    explanation = explain(merged(None, *[text] * count))
    assert told_rows(explanation) == []
    assert explanation.same == counts(merged(None, *[text] * count)).rows


BASE = """\
---
name: a
tools: Read, Grep
hooks:
  Stop: one
---

## Look at

- one
- two

## Tone

Be kind.
"""


@pytest.mark.parametrize(
    ("ours", "theirs", "address", "rows", "sources", "after"),
    [
        (BASE.replace("Be kind.", "Be brief."), BASE, "body/Tone/1", 1, (0,), "Be brief."),
        (BASE, BASE.partition("## Tone")[0], "body/Tone", 2, (1,), None),
        (BASE + "\n## More\n\nAnd so on.\n", BASE, "body/More", 2, (0,), "## More"),
        (BASE.replace("tools: Read, Grep\n", ""), BASE, "tools", 2, (0,), None),
        (BASE.replace("Read, Grep", "Write"), BASE, "tools", 3, (0,), "tools: Write"),
        (BASE.replace("- two\n", ""), BASE, "body/Look at/1/2", 1, (0,), None),
        (
            BASE.replace("one\n---", "1\n---"),
            BASE.replace("one\n---", "1\n---"),
            "hooks",
            1,
            (0, 1),
            None,
        ),
    ],
    ids=["text", "section gone", "section new", "field gone", "members", "item gone", "both alike"],
)
def test_what_came_or_went_as_one_is_told_as_one(ours, theirs, address, rows, sources, after):
    (group,) = explain(merged(BASE, ours, theirs)).settled
    (told,) = group.told
    assert (told.address, told.rows, told.sources) == (address, rows, sources)
    assert (told.standing, told.parts) == (Standing.SETTLED, ())
    if address != "hooks":
        assert told.after == after


def test_typed_text_has_no_source():
    merge = merged(BASE, BASE.replace("Be kind.", "Be brief."), BASE)
    merge = decide(merge, "body/Tone/1", Choice(Action.TEXT, text="Be terse."))
    merge = decide(merge, "tools", Choice(Action.TEXT, text="tools: Bash"))
    (group,) = explain(merge).settled
    assert group.reason is Reason.PERSON
    assert {told.address: (told.after, told.sources) for told in group.told} == {
        "tools": ("tools: Bash", ()),
        "body/Tone/1": ("Be terse.", ()),
    }


def test_an_edit_in_a_section_that_was_deleted_is_one_conflict_and_shows_the_edit():
    ours = BASE.replace("- two", "- two, and three")
    theirs = BASE[: BASE.index("## Look at")] + BASE[BASE.index("## Tone") :]
    (conflict,) = explain(merged(BASE, ours, theirs)).conflicts
    assert (conflict.address, conflict.reason) == ("body/Look at", Reason.EDITED_DELETED)
    assert conflict.rows == 3
    assert [part.address for part in conflict.parts] == ["body/Look at/1/2"]
    assert conflict.sources == ()
