"""What the Library's list shows, before anything is drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.ui.listing.choice import choose
from agent_studio.ui.listing.columns import columns
from agent_studio.ui.listing.state import LibraryState
from agent_studio.ui.listing.view import (
    NO_KIN,
    Card,
    Grouping,
    Kin,
    Line,
    Sorting,
    View,
    lines,
    match,
    short_count,
)


def card(name: str, path: str = "", **facts: object) -> Card:
    label = path or f"{name}.md"
    return Card(Path(label), label, str(Path(label).parent), name, **facts)


def told(found: tuple[Line, ...]) -> list[str]:
    return [line.card.label if line.card else f"[{line.title} {line.count}]" for line in found]


SAME = [card("api", "b/api.md"), card("api", "a/api.md"), card("web", "a/web.md")]
SHADOW = {Path("a/api.md"): Kin(winner=Path("b/api.md")), Path("b/api.md"): Kin(wins=True)}


def test_same_names_are_grouped_and_the_winner_stands_first():
    found = lines(SAME, SHADOW, View())
    assert told(found) == ["[api 2]", "b/api.md", "a/api.md", "a/web.md"]
    assert found[1].named
    assert not found[3].named


def test_folders_and_harnesses_have_headings_even_for_one():
    assert told(lines(SAME, SHADOW, View(grouping=Grouping.FOLDER))) == [
        "[b 1]",
        "b/api.md",
        "[a 2]",
        "a/api.md",
        "a/web.md",
    ]


def test_likeness_groups_over_several_steps():
    cards = [card("one"), card("two"), card("three"), card("four")]
    kin = {
        Path("one.md"): Kin(near=((Path("two.md"), 0.9),)),
        Path("three.md"): Kin(same_content=(Path("two.md"),)),
    }
    found = told(lines(cards, kin, View(grouping=Grouping.CLUSTER)))
    assert found == ["four.md", "[one, three and 1 more 3]", "one.md", "three.md", "two.md"]


def test_a_folded_group_keeps_its_heading_and_count():
    assert told(lines(SAME, SHADOW, View().fold("api"))) == ["[api 2]", "a/web.md"]
    assert told(lines(SAME, SHADOW, View().fold("api").fold("api"))) == told(
        lines(SAME, SHADOW, View())
    )


@pytest.mark.parametrize(
    ("sorting", "first"),
    [
        (Sorting.NAME, "a"),
        (Sorting.PROBLEMS, "faulty"),
        (Sorting.SIZE, "large"),
        (Sorting.GIT, "changed"),
        (Sorting.PATH, "z"),
        (Sorting.TWINS, "twin"),
    ],
)
def test_sorting_puts_what_is_asked_for_on_top(sorting, first):
    cards = [
        card("a"),
        card("changed", git="M"),
        card("faulty", errors=2),
        card("large", tokens=9000),
        card("twin"),
        card("z", "0.md"),
    ]
    kin = {Path("twin.md"): Kin(near=((Path("a.md"), 0.8),))}
    found = lines(cards, kin, View(sorting=sorting, grouping=Grouping.NONE))
    assert found[0].card
    assert found[0].card.name == first


def test_a_filter_wants_every_word_and_puts_names_first():
    cards = [
        card("reviewer", description="looks at api changes"),
        card("api-designer", description="draws"),
        card("backend", "api/backend.md"),
        card("cook", description="soup"),
    ]
    found = lines(cards, {}, View(filter="api", grouping=Grouping.NONE))
    assert told(found) == ["api-designer.md", "api/backend.md", "reviewer.md"]
    assert told(lines(cards, {}, View(filter="api draws"))) == ["api-designer.md"]
    assert told(lines(cards, {}, View(filter="bckd"))) == ["api/backend.md"]
    assert lines(cards, {}, View(filter="nothing like it")) == ()


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=40))
def test_a_filter_that_is_the_name_always_finds_it(name, label, description):
    assert match(name, Card(Path("x"), label, "", name, description)) > 0


@given(
    width=st.integers(40, 220),
    name=st.integers(1, 300),
    path=st.integers(1, 300),
    several=st.booleans(),
)
def test_columns_never_take_more_room_than_there_is(width, name, path, several):
    found = columns(width, longest_name=name, longest_path=path, several_harnesses=several)
    assert sum(column.width + 1 for column in found) <= width
    assert {"mark", "standing", "name", "problems", "twins", "tokens"} <= {
        column.key for column in found
    }
    assert all(column.width > 0 for column in found)


def test_wide_lists_have_more_columns():
    def keys(width: int) -> list[str]:
        found = columns(width, longest_name=24, longest_path=40, several_harnesses=True)
        return [column.key for column in found]

    assert "rights" not in keys(48)
    assert "path" not in keys(48)
    assert "rights" in keys(58)
    assert {"rights", "git"} <= set(keys(66))
    assert keys(140) == [
        "mark",
        "standing",
        "name",
        "path",
        "problems",
        "twins",
        "tokens",
        "rights",
        "harness",
        "git",
    ]


@given(st.integers(0, 9_999_999))
def test_counts_are_short(number):
    assert len(short_count(number)) <= 4


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (999, "999"), (1000, "1.0k"), (9949, "9.9k"), (9950, "10k"), (1_200_000, "1.2M")],
)
def test_counts_are_rounded(number, shown):
    assert short_count(number) == shown


def test_a_merge_takes_the_marked_else_the_group_else_the_twins():
    api, other, web = SAME
    named = Kin(same_name=(other.path,), near=((web.path, 0.7),))
    assert choose(SAME, [web, api], api, named, ()).cards == (web, api)
    assert choose(SAME, [], None, NO_KIN, [api, other]).cards == (api, other)
    assert choose(SAME, [], api, named, [api, other]).cards == (api, other)
    assert choose(SAME, [], api, Kin(near=((web.path, 0.7),)), ()).cards == (api, web)


def test_only_markdown_is_merged():
    api, other, web = SAME
    role = replace(other, is_markdown=False)
    named = Kin(same_name=(role.path,))
    assert "Only Markdown" in choose([api, role], [api, role], api, named, ()).reason
    assert "mark two to nine" in choose([api, role], [], api, named, ()).reason
    assert choose([api, web, role], [], api, Kin(near=((web.path, 0.7),)), ()).cards == (api, web)


def test_why_nothing_can_be_merged():
    api, _, web = SAME
    assert choose([], [], None, NO_KIN, ()).reason == "There is no definition to merge."
    assert "one is marked" in choose(SAME, [web], api, NO_KIN, ()).reason
    assert "Nothing is like this one" in choose(SAME, [], api, NO_KIN, ()).reason
    many = [card(f"n{number}") for number in range(12)]
    assert "at most nine definitions; 12 are marked" in choose(many, many, api, NO_KIN, ()).reason


def test_marks_survive_a_filter_and_a_fold_but_not_a_removal():
    state = LibraryState()
    state.add(SAME)
    state.relate(SHADOW, {Path("a/web.md"): "M"})
    state.toggle([Path("a/web.md"), Path("b/api.md")])
    state.view = View(filter="nothing").fold("api")
    assert [card.label for card in state.marked_cards()] == ["a/web.md", "b/api.md"]
    assert state.cards[Path("a/web.md")].git == "M"
    state.keep([Path("b/api.md"), Path("a/api.md")])
    assert state.marked == {Path("b/api.md")}
    state.invert([Path("b/api.md"), Path("a/api.md")])
    assert state.marked == {Path("a/api.md")}
    state.toggle([Path("a/api.md"), Path("b/api.md")])
    state.toggle([Path("a/api.md"), Path("b/api.md")])
    assert state.marked == frozenset()
