"""The laws of comparing and merging, on texts of every kind and on edited copies."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.compare import Comparison, compare
from agent_studio.core.compare.units import units_of
from agent_studio.core.document import Document, parse
from agent_studio.core.document.model import BlockKind
from agent_studio.core.merge import (
    Action,
    Choice,
    Merge,
    Origin,
    Result,
    decide,
    decide_all,
    decisions_from_json,
    decisions_to_json,
    left_out,
    propose,
    render,
    richest,
    to_json,
    undecide,
    undecided,
)
from relatives import Person, edited, persons, relatives
from strategies import any_text, definitions

texts = st.one_of(definitions(), any_text(), persons().map(Person.text))


def merged(*sources: str, base: str | None = None) -> Merge:
    ground = parse(base) if base is not None else None
    return propose(compare([parse(text) for text in sources], base=ground))


def assert_traceable(result: Result, comparison: Comparison) -> None:
    assert "".join(piece.text for piece in result.pieces) == result.text
    for piece in result.pieces:
        if piece.origin is Origin.SOURCE:
            assert piece.source_span is not None
            assert piece.source_span.of(comparison.documents[piece.source].text) == piece.text
        elif piece.origin is Origin.LAYOUT:
            assert not any(character.isalpha() for character in piece.text), piece


@given(st.lists(texts, min_size=1, max_size=4), st.one_of(st.none(), texts))
def test_nothing_raises_and_everything_is_traceable(sources: list[str], base: str | None):
    merge = merged(*sources, base=base)
    for state in (merge, richest(merge), decide_all(merge, Choice(Action.TAKE, (0,)))):
        assert_traceable(render(state), state.comparison)
        assert_traceable(render(state, markers=True), state.comparison)
        left_out(state)
        assert to_json(state)["version"] == 1
    assert not undecided(richest(merge))


@given(texts, st.integers(1, 4))
def test_equal_sources_give_that_source(text: str, count: int):
    merge = merged(*[text] * count)
    assert not undecided(merge)
    assert render(merge).text == text
    assert left_out(merge) == ()


@given(texts)
def test_a_definition_compared_with_itself_shows_nothing(text: str):
    comparison = compare([parse(text), parse(text)])
    assert all(row.settled for row in comparison.rows)


def agreement(documents: list[Document]) -> Counter[frozenset[tuple[str, int, int]]]:
    comparison = compare(documents)
    return Counter(
        frozenset(
            (documents[cell.source].text, cell.span.start, cell.span.end) for cell in row.present
        )
        for row in comparison.walk()
        # A list is there as long as some of its items stand in it.
        if row.block is not BlockKind.LIST
    )


@given(relatives(2, 4), st.randoms(use_true_random=False))
def test_the_order_of_sources_does_not_change_which_rows_agree(family, random):
    documents = [
        parse(person.text()) for person in {person.text(): person for person in family}.values()
    ]
    shuffled = list(documents)
    random.shuffle(shuffled)
    assert agreement(documents) == agreement(shuffled)


@given(st.lists(texts, min_size=2, max_size=3, unique=True))
def test_the_order_of_unrelated_sources_does_not_matter_either(sources):
    documents = [parse(text) for text in sources]
    assert agreement(documents) == agreement(documents[::-1])


@given(relatives(2, 2))
def test_a_change_on_one_side_is_that_side_byte_for_byte(family):
    base, changed = (person.text() for person in family)
    for sources in ((changed, base), (base, changed), (changed, changed)):
        merge = merged(*sources, base=base)
        assert not undecided(merge)
        assert render(merge).text == changed


@given(texts, texts)
def test_a_change_on_one_side_of_any_text_is_taken(base, changed):
    merge = merged(base, changed, base=base)
    assert not undecided(merge)
    assert render(merge).text == changed


@given(relatives(3, 3))
def test_conflicts_do_not_depend_on_who_is_ours(family):
    base, ours, theirs = (person.text() for person in family)

    def conflicts(*sources: str) -> Counter[frozenset[str]]:
        merge = merged(*sources, base=base)
        rows = (merge.comparison.by_address[address] for address in undecided(merge))
        return Counter(frozenset(cell.text for cell in row.present) for row in rows)

    assert conflicts(ours, theirs) == conflicts(theirs, ours)


@given(persons())
def test_two_items_added_anywhere_merge_without_a_question(base):
    first = with_item(base, 0, "Sketch the whole way home")
    second = with_item(base, len(base.parts) - 1, "Water all plants on Sunday")
    merge = merged(first.text(), second.text(), base=base.text())
    assert not undecided(merge)
    text = render(merge).text
    assert "- Sketch the whole way home\n" in text
    assert "- Water all plants on Sunday\n" in text
    assert len(text) == len(first.text()) + len(second.text()) - len(base.text())


def with_item(person: Person, at: int, statement: str) -> Person:
    part = person.parts[at]
    grown = replace(part, items=(*part.items, statement))
    return replace(person, parts=(*person.parts[:at], grown, *person.parts[at + 1 :]))


@given(relatives(2, 4))
def test_what_is_taken_reads_as_what_it_was(family):
    merge = richest(merged(*(person.text() for person in family)))
    result = parse(render(merge).text)
    assert result.front is not None
    assert result.front.error is None
    found = {(unit.kind, unit.key) for unit in units_of(result, 0)}
    for row in merge.comparison.walk():
        decision = merge.decisions.get(row.address)
        if decision is None or not row.address.startswith("body/"):
            continue
        if decision.choice.action is Action.TAKE and not row.children:
            cell = row.cells[decision.choice.sources[0]]
            assert cell is not None
            assert (row.kind, cell.key) in found


@given(relatives(2, 3), st.data())
def test_decisions_can_be_saved_and_replayed_and_undone(family, data):
    merge = merged(*(person.text() for person in family))
    before = dict(merge.decisions)
    state = merge
    for _ in range(data.draw(st.integers(0, 4))):
        row = data.draw(st.sampled_from(list(merge.comparison.walk())))
        source = data.draw(st.sampled_from([cell.source for cell in row.present] or [0]))
        if row.present:
            state = decide(state, row.address, Choice(Action.TAKE, (source,)))
        state = undecide(state, row.address) if data.draw(st.booleans()) else state
    assert merge.decisions == before
    replayed = decisions_from_json(state.comparison, decisions_to_json(state))
    assert replayed.decisions == state.decisions
    assert render(replayed) == render(state)


@given(relatives(2, 3), st.data())
def test_nothing_disappears_without_being_listed(family, data):
    merge = merged(*(person.text() for person in family))
    source = data.draw(st.integers(0, len(family) - 1))
    merge = decide_all(merge, Choice(Action.TAKE, (source,)), only_undecided=False)
    result = render(merge).text
    listed = {(part.source, part.text) for part in left_out(merge)}
    for row in merge.comparison.walk():
        for cell in row.present:
            if not row.children and cell.text not in result:
                assert (cell.source, cell.text) in listed or any(
                    part.address == row.address for part in left_out(merge)
                )


@pytest.mark.parametrize("copies", [1, 3])
@given(person=persons(), data=st.data())
def test_the_same_edit_on_several_sides_is_taken_once(copies, person, data):
    changed = data.draw(edited(person)).text()
    merge = merged(*[changed] * copies, base=person.text())
    assert not undecided(merge)
    assert render(merge).text == changed
