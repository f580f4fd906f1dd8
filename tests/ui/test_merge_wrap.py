"""Texts as lines of a column: nothing lost, nothing too wide, every offset known."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from agent_studio.core.text import is_hidden, visible
from agent_studio.ui.wrap import Line, runs, show, wrap

NASTY = "[bold]x[/] \x1b]52;c;QQ==\x07 a\u202eb \U000e0041\U000e0042 tab\there\r\nend\r"


@given(st.text())
@example(NASTY)
def test_what_is_shown_is_what_visible_says_without_tabs(text):
    shown = show(text).text
    assert shown == visible(text).replace("\t", "    ")
    assert "\r" not in shown


@given(st.text())
@example(NASTY)
def test_offsets_lead_to_the_same_characters(text):
    shown = show(text)
    places = [shown.at(offset) for offset in range(len(text) + 1)]
    assert places == sorted(places)
    assert places[0] == 0
    assert places[-1] == len(shown.text)


@given(st.text(alphabet=st.sampled_from("ab cd\n-1.é漢🙂")), st.integers(1, 30))
@example("- one two three\n  - four", 9)
@example("漢漢漢漢", 1)
def test_lines_hold_every_word_once_and_in_order(text, width):
    lines = wrap(text, width)
    kept = "".join(text[line.start : line.end] for line in lines)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(one.end <= other.start for one, other in pairwise(lines))


@given(st.text(alphabet=st.sampled_from("ab cd\n-漢")), st.integers(4, 30))
def test_no_line_is_wider_than_its_column(text, width):
    for line in wrap(text, width):
        assert line.indent + cell_len(text[line.start : line.end]) <= width


def test_continuations_of_an_item_stand_under_its_text():
    text = "- one two three four"
    lines = wrap(text, 11)
    assert [text[line.start : line.end] for line in lines] == ["- one two", "three", "four"]
    assert [line.indent for line in lines] == [0, 2, 2]


def test_the_last_line_end_opens_no_further_line():
    assert wrap("a\n", 10) == (Line(0, 1),)
    assert wrap("", 10) == (Line(0, 0),)
    assert len(wrap("a\n\nb\n", 10)) == 3


def test_nothing_of_a_file_is_left_hidden():
    shown = show(NASTY).text
    assert not any(is_hidden(character) for character in shown)
    assert "[bold]" in shown


def test_runs_cut_a_line_at_its_marks():
    line = Line(10, 20)
    marks = [(0, 12, "a"), (15, 17, "b"), (19, 30, "c")]
    assert list(runs(line, marks)) == [
        (10, 12, "a"), (12, 15, ""), (15, 17, "b"), (17, 19, ""), (19, 20, "c"),
    ]  # fmt: skip
    assert list(runs(line, [])) == [(10, 20, "")]
