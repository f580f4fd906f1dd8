"""What people made of a merge is found by comparing, and nothing where nothing was done."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent_studio.cli.after_merge import without_markers
from agent_studio.cli.by_hand import ByHand, How, StillOpen, by_hand
from agent_studio.core.compare import compare
from agent_studio.core.document import parse
from agent_studio.core.merge import (
    Action,
    Choice,
    Markers,
    Merge,
    decide_all,
    propose,
    render,
    undecided,
)
from relatives import edited, persons


@st.composite
def merges(draw: st.DrawFn) -> Merge:
    """Three ways, each side with up to three edits of its own."""
    base = draw(persons())
    sides = []
    for _ in range(2):
        side = base
        for _ in range(draw(st.integers(1, 3))):
            side = draw(edited(side))
        sides.append(side.text())
    return propose(compare([parse(side) for side in sides], base=parse(base.text())))


def found(merge: Merge, text: str) -> tuple[ByHand, ...]:
    whole, still_open = without_markers(text)
    return by_hand(merge, parse(whole), still_open)


@given(merges())
def test_the_merge_itself_was_made_by_nobody(merge):
    if not undecided(merge):
        assert found(merge, render(merge).text) == ()


@given(merges(), st.sampled_from([0, 1]))
def test_taking_one_side_of_every_conflict_is_told_as_that(merge, side):
    text = render(decide_all(merge, Choice(Action.TAKE, (side,)))).text
    for each in found(merge, text):
        assert each.was_open
        assert each.how is How.TOOK
        assert side in each.sources


@given(merges(), st.booleans(), st.integers(7, 9))
def test_what_stands_between_markers_is_open_and_nothing_else_is_told(merge, base, size):
    text = render(merge, markers=Markers(size, base)).text
    told = found(merge, text)
    assert {each.how for each in told} <= {How.OPEN}
    assert bool(told) == bool(undecided(merge))


def test_without_markers_leaves_the_first_side_and_says_where():
    text = "a\n<<<<<<< x\nb\n||||||| y\nc\n=======\nd\n>>>>>>> z\ne\n"
    text += "<<<<<<< x\n=======\nf\n>>>>>>> z\n"
    plain, still_open = without_markers(text)
    assert plain == "a\nb\ne\n"
    assert [span.of(plain) for span in still_open.spans] == ["b\n", ""]
    assert "d" in still_open.text.split()
    assert without_markers("a\r\n<<<<<<< x\r\nb\r\n=======\r\nc\r\n>>>>>>> z")[0] == "a\r\nb\r\n"


def test_what_only_looks_like_a_marker_is_text():
    for text in ("Title\n=======\n", "<<<<<<< x\nnever closed\n", "a <<<<<<< b\n"):
        assert without_markers(text) == (text, StillOpen())
