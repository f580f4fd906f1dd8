"""Parts that only one source has: how they fold, what they count, where n stops."""

from __future__ import annotations

import pytest

from agent_studio.core.compare.model import RowKind
from agent_studio.core.dialects.model import Right
from agent_studio.core.merge import decide, propose, richest, undecide, undecided
from agent_studio.core.merge.model import Action, Choice
from agent_studio.ui.merging.asking import Progress, progress
from agent_studio.ui.merging.bench import Bench
from agent_studio.ui.merging.branches import (
    Branch,
    below_words,
    branch_words,
    lone_source,
    questions,
)
from agent_studio.ui.merging.hints import branch_headline, branch_hints
from agent_studio.ui.merging.view import (
    Band,
    Fold,
    branch_standing,
    entries,
    index_of,
    next_stop,
)
from comparisons import comparison, row

ITEM, SECTION = RowKind.ITEM, RowKind.SECTION


@pytest.fixture
def table():
    """Two sources; the second alone has a section with a section and a list below it."""
    items = [row(f"body/A/B/1/{number}", None, "- x", kind=ITEM) for number in (1, 2, 3)]
    inner = row(
        "body/A/B",
        None,
        "## B",
        kind=SECTION,
        children=[row("body/A/B/1", None, "-", children=items)],
    )
    lone = row("body/A", None, "# A", kind=SECTION, children=[row("body/A/1", None, "text"), inner])
    shared = row(
        "body/C", "# C", "# C", kind=SECTION, children=[row("body/C/1", "only here", None)]
    )
    return comparison(row("name", "n", "n"), row("model", "a", "b"), lone, shared)


def outline(found):
    return [
        "-" if isinstance(each, Band) else f"{type(each).__name__} {each.address}" for each in found
    ]


def test_a_part_of_one_source_is_one_line(table):
    assert outline(entries(table)) == [
        "-", "Fold name", "Row model", "-", "Branch body/A", "Row body/C", "Row body/C/1",
    ]  # fmt: skip
    part = entries(table)[4]
    assert isinstance(part, Branch)
    assert branch_words(part) == "only in 2: A · 1 section, 3 items, 1 text"


def test_it_opens_level_by_level(table):
    assert outline(entries(table, opened={"body/A"}))[4:7] == [
        "Row body/A", "Row body/A/1", "Branch body/A/B",
    ]  # fmt: skip
    everything = entries(table, fold=False)
    assert not any(isinstance(each, (Branch, Fold)) for each in everything)
    assert not any(isinstance(each, Branch) for each in entries(table, branches=False))


def test_what_two_sources_share_anything_of_is_no_part_of_one():
    below = [row("body/A/1", None, "x"), row("body/A/2", "y", "y")]
    shared = row("body/A", None, "# A", kind=SECTION, children=below)
    assert lone_source(shared) is None
    assert lone_source(row("body/1", None, "leaf")) is None
    assert below_words(shared) == "2 texts"


def test_a_part_of_one_source_is_one_question(table):
    fresh = propose(table)
    assert questions(table, undecided(fresh)) == ("model", "body/A", "body/C/1")
    assert progress(fresh, fresh) == Progress(asked=3, open=3, conflicts=1)
    merge = decide(fresh, "body/A", Choice(Action.TAKE, (1,)))
    assert progress(fresh, merge) == Progress(asked=3, open=2, conflicts=1)
    assert progress(fresh, richest(merge)).open == 0
    assert progress(fresh, undecide(merge, "body/A/B/1/2")).open == 3


def test_a_decision_that_is_taken_back_is_asked_again(table):
    merge = undecide(propose(table), "name")
    assert progress(propose(table), merge).asked == 4


def test_the_next_stop_is_the_folded_part_as_a_whole(table):
    merge = propose(table)
    listed, waiting = entries(table), undecided(merge)
    stops, at = [], 0
    for _ in range(4):
        address = next_stop(listed, waiting, at, 1)
        stops.append(address)
        at = index_of(listed, address)
    assert stops == ["model", "body/A", "body/C/1", "model"]
    assert next_stop(listed, waiting, at, -1) == "body/C/1"
    assert next_stop(listed, (), at, 1) is None
    assert index_of(listed, "body/A/B/1/3") == index_of(listed, "body/A")


def test_its_standing_is_that_of_all_below(table):
    part = entries(table)[4]
    merge = propose(table)

    def now(merge):
        return branch_standing(part, merge.decisions, undecided(merge))

    assert now(merge).sign == "?"
    assert branch_headline(part, now(merge)).endswith("only in 2 · undecided")
    taken = decide(merge, "body/A", Choice(Action.TAKE, (1,)))
    assert (now(taken).sign, now(taken).taken) == ("2", {1})
    assert branch_headline(part, now(taken)).endswith("all of it taken")
    some = decide(taken, "body/A/B", Choice(Action.NONE))
    assert branch_headline(part, now(some)).endswith("some of it taken")
    none = decide(taken, "body/A", Choice(Action.NONE))
    assert now(none).sign == "✗"
    assert branch_headline(part, now(none)).endswith("nothing taken")
    assert now(undecide(taken, "body/A/1")).sign == "?"


def test_its_keys_are_told(table):
    part = entries(table)[4]
    merge = propose(table)
    actions = [hint.action for hint in branch_hints(merge, part)]
    assert actions == ["merge.take-2", "merge.drop", "merge.open"]
    merge = decide(merge, "body/A", Choice(Action.TAKE, (1,)))
    assert branch_hints(merge, part)[-1].action == "merge.undecide"


def test_every_right_has_words():
    assert len({right.words for right in Right}) == len(Right)


def test_items_of_one_source_in_a_shared_list_are_one_line_and_one_question():
    items = [row("body/1/1", "- a", "- a", kind=ITEM)]
    items += [row(f"body/1/{n}", f"- {n}", None, kind=ITEM) for n in (2, 3)]
    items += [row(f"body/1/{n}", None, f"- {n}", kind=ITEM) for n in (4, 5, 6)]
    table = comparison(row("body/1", "-", "-", children=items))
    listed = entries(table)
    assert outline(listed)[2:] == ["Fold body/1/1", "Branch body/1/2", "Branch body/1/4"]
    assert branch_words(listed[-1]) == "only in 2: 3 items · 4 · 5 · 6"
    assert Bench.of(table).progress.asked == 2
    others = tuple(each.address for each in listed[-1].rows[1:])
    bench = Bench.of(table).decided("body/1/4", Choice(Action.TAKE, (1,)), also=others)
    assert bench.progress.open == 1
    assert branch_standing(listed[-1], bench.merge.decisions, undecided(bench.merge)).sign == "2"
    assert bench.undecided("body/1/4", also=others).progress.open == 2
    assert bench.undone()[0].progress.open == 2
