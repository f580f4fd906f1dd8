"""The fewest changes, and which of them several sides made together."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.compare.sequences import Change, changes
from agent_studio.core.compare.weave import Strand, best_pairs, weave

sequences = st.lists(st.sampled_from("abcde"), max_size=12)
sentences = st.lists(
    st.sampled_from(["one two three", "one two four", "five six seven", "eight", "eight nine"]),
    max_size=8,
)


def longest_common(before: list[str], after: list[str]) -> int:
    """The textbook table, to hold the quick way against."""
    best = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i, a in enumerate(before):
        for j, b in enumerate(after):
            best[i + 1][j + 1] = best[i][j] + 1 if a == b else max(best[i][j + 1], best[i + 1][j])
    return best[-1][-1]


@given(sequences, sequences)
def test_the_changes_turn_one_into_the_other_and_are_the_fewest(
    before: list[str], after: list[str]
) -> None:
    made: list[str] = []
    at = kept = 0
    for change in changes(before, after):
        made += before[at : change.start] + after[change.first : change.last]
        kept += change.start - at
        at = change.end
    assert made + before[at:] == after
    assert kept + len(before) - at == longest_common(before, after)


@given(sequences, sequences)
def test_changes_stand_apart(before: list[str], after: list[str]) -> None:
    for one, other in pairwise(changes(before, after)):
        assert one.end < other.start
        assert other.start - one.end == other.first - one.last


def test_what_is_added_between_like_lines_stands_as_low_as_it_can() -> None:
    before = ["a", "", "b"]
    assert changes(before, ["a", "", "new", "", "b"]) == [Change(2, 2, 2, 4)]


def test_an_addition_that_touches_another_change_is_one_with_it() -> None:
    before = ["a", "old", "", "b"]
    after = ["a", "new", "", "more", "", "b"]
    assert changes(before, after) == [Change(1, 2, 1, 4)]


def test_a_thousand_new_lines_are_found_at_once() -> None:
    before = [str(number) for number in range(3000)]
    after = [f"new {number}" for number in range(3000)]
    assert changes(before, after) == [Change(0, 3000, 0, 3000)]


@given(sentences, st.lists(sentences, min_size=1, max_size=3), st.booleans())
def test_every_part_is_in_one_strand(base: list[str], sides: list[list[str]], strict: bool) -> None:
    strands = weave(base, sides, strict=strict)
    assert covered([strand.base for strand in strands], len(base))
    for source, side in enumerate(sides):
        assert covered([strand.sides[source] for strand in strands], len(side))
        for strand in strands:
            first, last = strand.sides[source]
            if source not in strand.changed:
                assert side[first:last] == base[slice(*strand.base)]


def covered(ranges: list[tuple[int, int]], size: int) -> bool:
    ends = [0, *(number for pair in ranges for number in pair), size]
    return all(one == other for one, other in zip(ends[::2], ends[1::2], strict=True))


@given(sentences, sentences)
def test_what_one_side_leaves_alone_is_no_question(base: list[str], side: list[str]) -> None:
    for strict in (True, False):
        strands = weave(base, [base, side], strict=strict)
        assert all(strand.changed in {(), (1,)} for strand in strands)


def test_neighbouring_sentences_are_two_changes_and_neighbouring_lines_of_code_one() -> None:
    base = ["water the ferns", "mist the orchids", "rest"]
    one = ["water all the ferns", "mist the orchids", "rest"]
    other = ["water the ferns", "mist all the orchids", "rest"]
    loose = [strand.changed for strand in weave(base, [one, other], strict=False)]
    assert loose == [(0,), (1,), ()]
    assert weave(base, [one, other], strict=True)[0] == Strand((0, 2), ((0, 2), (0, 2)), (0, 1))


def test_what_both_add_in_one_place_is_one_question() -> None:
    base = ["first", "last"]
    strands = weave(base, [["first", "mine", "last"], ["first", "yours", "last"]], strict=False)
    assert [strand.changed for strand in strands] == [(), (0, 1), ()]


def test_the_best_pairs_keep_the_order_of_both() -> None:
    likeness = {("a", "x"): 0.5, ("a", "y"): 0.9, ("b", "x"): 0.9, ("b", "y"): 0.6}
    assert best_pairs("ab", "xy", lambda a, b: likeness[a, b], 0.4) == [(0, 0), (1, 1)]
    assert best_pairs("ab", "xy", lambda a, b: likeness[a, b], 0.7) in ([(0, 1)], [(1, 0)])
