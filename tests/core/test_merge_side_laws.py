"""What a side, a file of decisions and a conflict's text give back, on two histories of edits."""

from __future__ import annotations

import json

from hypothesis import given

from agent_studio.core.compare import compare
from agent_studio.core.document import parse
from agent_studio.core.merge import (
    Action,
    Choice,
    Merge,
    Origin,
    Policy,
    accept,
    decide_all,
    decisions_from_json,
    decisions_to_json,
    propose,
    reason,
    render,
    undecided,
)
from double_histories import histories


def merged(base: str, *sides: str) -> Merge:
    return propose(compare([parse(text) for text in sides], base=parse(base)))


@given(histories(most=5))
def test_taking_one_side_everywhere_gives_it_byte_for_byte(history):
    base, *sides = (sheet.text() for sheet in history)
    merge = merged(base, *sides)
    for source, text in enumerate(sides):
        taken = decide_all(merge, Choice(Action.TAKE, (source,)), only_undecided=False)
        result = render(taken)
        assert result.clean, result.undecided
        assert result.text == text


@given(histories(most=5))
def test_every_marker_stands_on_a_line_of_its_own(history):
    text, at = "", 0
    result = render(merged(*(sheet.text() for sheet in history)), markers=True)
    text = result.text
    for piece in result.pieces:
        end = at + len(piece.text)
        if piece.origin is Origin.MARKER:
            assert not at or text[at - 1] in "\r\n", text[max(0, at - 40) : end]
            assert end == len(text) or text[end - 1] in "\r\n" or text[end] in "\r\n"
        at = end


@given(histories(most=5))
def test_decisions_that_were_saved_are_the_same_merge_again(history):
    base, *sides = (parse(sheet.text()) for sheet in history)
    comparison = compare(sides, base=base)
    for policy in Policy:
        merge = propose(comparison, policy=policy)
        again = decisions_from_json(comparison, json.loads(json.dumps(decisions_to_json(merge))))
        assert again == merge
        assert undecided(again) == undecided(merge)
        assert render(again, markers=True) == render(merge, markers=True)
        rows = merge.comparison.walk()
        assert all(reason(again, row) is reason(merge, row) for row in rows)


def test_a_side_that_differs_in_order_or_blank_lines_alone_is_given_back_too():
    base = "## Sow\n\n- beans\n\n## Water\n\n- roses\n"
    sides = ["## Water\n\n- roses\n\n## Sow\n\n- beans\n", base.replace("\n", "\r\n"), base + "\n"]
    for first in sides:
        for second in sides:
            merge = merged(base, first, second)
            for source, text in enumerate((first, second)):
                choice = Choice(Action.TAKE, (source,))
                assert render(decide_all(merge, choice, only_undecided=False)).text == text


def test_a_list_whose_items_all_stand_elsewhere_asks_nothing():
    base = "## Sow\n\n- beans\n- peas\n\nIn spring.\n\n- leeks\n- chard\n"
    ours = "## Sow\n\n- beans\n- peas\n- leeks\n- chard\n\nIn spring.\n"
    theirs = base.replace("- peas", "- sweet peas").replace("- chard", "- red chard")
    for sides in ((ours, theirs), (theirs, ours)):
        merge = merged(base, *sides)
        assert not undecided(merge)
        assert render(merge).text == ours.replace("peas", "sweet peas").replace(
            "chard", "red chard"
        )


def test_the_policy_ask_proposes_moves_that_git_would_stop_at():
    base = "## Sow\n\n- beans\n- peas\n- leeks\n- chard\n"
    ours = "## Sow\n\n- chard\n- beans\n- peas\n- leeks\n"
    theirs = "## Sow\n\n- leeks\n- beans\n- peas\n- chard\n"
    comparison = compare([parse(ours), parse(theirs)], base=parse(base))
    assert not undecided(propose(comparison))
    asked = propose(comparison, policy=Policy.ASK)
    assert undecided(asked)
    assert render(accept(asked)).text == render(propose(comparison)).text
