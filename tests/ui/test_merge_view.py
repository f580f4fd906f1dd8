"""Which rows stand where, which columns fit, which signs they bear."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.compare.model import RowKind
from agent_studio.core.merge.model import Action, Choice, Decision, Merge, Reason
from agent_studio.ui.merging.columns import GUTTER, LEAST, fit, scrolled_to
from agent_studio.ui.merging.history import History
from agent_studio.ui.merging.sheet import CellTexts, Sheet, text_width
from agent_studio.ui.merging.view import (
    Band,
    Fold,
    Part,
    decision_sign,
    entries,
    index_of,
    listed,
    state_words,
    taken_from,
)
from comparisons import comparison, from_table, row

SMALL = {
    "name": ("n", "n"),
    "color": ("red", "red"),
    "model": ("a", "b"),
    "body/1": ("same", "same"),
    "body/2": ("x", None),
    "body/3": ("same", "same"),
}


def outline(found):
    return [
        entry.part.value
        if isinstance(entry, Band)
        else [each.address for each in entry.rows]
        if isinstance(entry, Fold)
        else entry.address
        for entry in found
    ]


def test_agreeing_rows_are_folded_run_by_run():
    assert outline(entries(from_table(SMALL))) == [
        "fields", ["name", "color"], "model", "body", ["body/1"], "body/2", ["body/3"],
    ]  # fmt: skip


def test_folding_can_be_switched_off_and_one_run_opened():
    table = from_table(SMALL)
    assert outline(entries(table, fold=False)) == [
        "fields", "name", "color", "model", "body", "body/1", "body/2", "body/3",
    ]  # fmt: skip
    assert outline(entries(table, opened={"name"}))[:4] == ["fields", "name", "color", "model"]


def test_a_heading_stays_while_something_below_it_is_open():
    below = row("body/A/1", "x", "y")
    table = comparison(row("body/A", "## A", "## A", kind=RowKind.SECTION, children=[below]))
    assert outline(entries(table)) == ["body", "body/A", "body/A/1"]
    settled = row("body/A/1", "x", "x")
    table = comparison(row("body/A", "## A", "## A", kind=RowKind.SECTION, children=[settled]))
    assert outline(entries(table)) == ["body", ["body/A", "body/A/1"]]


def test_a_row_is_found_alone_and_in_a_fold():
    found = entries(from_table(SMALL))
    assert index_of(found, "model") == 2
    assert index_of(found, "color") == 1
    assert index_of(found, "nowhere") is None


def test_bands_count_what_is_open():
    bands = [entry for entry in entries(from_table(SMALL)) if isinstance(entry, Band)]
    assert bands == [Band(Part.FIELDS, 3, 1), Band(Part.BODY, 3, 1)]


@given(st.integers(10, 300), st.integers(1, 9), st.integers(0, 9))
def test_columns_fill_the_width_exactly_and_are_readable(width, total, first):
    columns = fit(width, total, first)
    assert (
        GUTTER + sum(columns.widths) + len(columns.widths) - 1
        == max(width, GUTTER + len(columns.widths) * 2 - 1)
        or width < GUTTER + 2
    )
    assert columns.before + len(columns.widths) + columns.behind == total
    assert columns.before >= 0
    assert columns.behind >= 0
    if len(columns.widths) > 1:
        assert min(columns.widths) >= LEAST


@given(st.integers(40, 200), st.integers(1, 9), st.integers(0, 9), st.integers(0, 8))
def test_every_source_can_be_scrolled_into_view(width, total, first, source):
    source = min(source, total - 1)
    columns = fit(width, total, first)
    again = fit(width, total, scrolled_to(columns, source))
    assert source in again.sources


def test_two_columns_fit_on_the_smallest_terminal():
    assert len(fit(79, 4, 0).widths) == 2


def test_a_cell_of_the_screen_belongs_to_a_source():
    columns = fit(79, 4, 1)
    assert columns.at(0) is None
    assert columns.at(GUTTER) == 1
    assert columns.at(78) == 2
    assert columns.at(200) is None


@pytest.mark.parametrize(
    ("decision", "sign"),
    [
        (None, "?"),
        (Decision(Choice(Action.TAKE, (1,))), "2"),
        (Decision(Choice(Action.TAKE, (0,)), Reason.SAME), "="),
        (Decision(Choice(Action.UNION)), "∪"),
        (Decision(Choice(Action.ALL, (1, 0))), "⊕"),
        (Decision(Choice(Action.TEXT, (), "x")), "✎"),
        (Decision(Choice(Action.NONE)), "✗"),
    ],
)
def test_every_decision_has_its_own_sign(decision, sign):
    assert decision_sign(decision) == sign


def test_what_is_taken_is_known_source_by_source():
    cells = row("body/1", "a", None, "b").cells
    assert taken_from(Choice(Action.TAKE, (2,)), cells) == {2}
    assert taken_from(Choice(Action.UNION), cells) == {0, 2}
    assert taken_from(Choice(Action.NONE), cells) == frozenset()
    assert taken_from(None, cells) == frozenset()


def test_states_are_told_in_words():
    assert state_words(row("a", "x", "x")) == "the same in every source"
    assert state_words(row("a", None, "x", None)) == "only in 2"
    assert state_words(row("a", "x", "x", None)) == "in 1 and 2, missing in 3"
    assert state_words(row("a", "x", "y", None)) == "different in 1 and 2, missing in 3"
    assert listed([1, 2, 4]) == "1, 2 and 4"
    assert listed([3]) == "3"


def test_rows_take_as_many_lines_as_their_highest_cell_needs():
    words = "word " * 40
    table = comparison(row("body/1", words, "short"), row("body/2", "a", "b"))
    sheet = Sheet(entries(table), fit(79, 2, 0), CellTexts(), clip=4)
    assert [sheet.height(entry) for entry in sheet.listed] == [1, 4, 1]
    assert sheet.lines == 6
    assert sheet.locate(0) == (0, 0)
    assert sheet.locate(3) == (1, 2)
    assert sheet.locate(5) == (2, 0)
    assert sheet.locate(6) is None
    full = Sheet(sheet.listed, sheet.columns, sheet.texts, 4, expanded={"body/1"})
    width = text_width(sheet.columns.widths[0])
    assert full.height(full.listed[1]) == -(-len(words) // (width // 5 * 5))


def test_only_the_columns_in_view_count_for_the_height():
    table = from_table({"body/1": ("a", "b", "word " * 60)})
    texts = CellTexts()
    assert Sheet(entries(table), fit(79, 3, 0), texts, clip=99).lines == 2
    assert Sheet(entries(table), fit(79, 3, 1), texts, clip=99).lines > 5


def merge_of(**decisions):
    table = from_table(SMALL)
    return Merge(table, {key: Decision(Choice(Action.TAKE, (n,))) for key, n in decisions.items()})


@given(st.lists(st.sampled_from(["model=0", "model=1", "color=0", "undo", "redo"])))
def test_undo_restores_every_earlier_state_exactly(acts):
    history = History(merge_of())
    seen = [history.merge]
    at = 0
    for act in acts:
        if act == "undo":
            found = history.undone()
            assert (found is None) == (at == 0)
            if found:
                history, at = found[0], at - 1
        elif act == "redo":
            found = history.redone()
            assert (found is None) == (at == len(seen) - 1)
            if found:
                history, at = found[0], at + 1
        else:
            key, _, source = act.partition("=")
            decisions = dict(history.merge.decisions)
            decisions[key] = Decision(Choice(Action.TAKE, (int(source),)))
            changed = Merge(history.merge.comparison, decisions)
            same = changed.decisions == history.merge.decisions
            history = history.did(changed, act, key)
            if not same:
                seen = [*seen[: at + 1], changed]
                at += 1
        assert history.merge.decisions == seen[at].decisions
