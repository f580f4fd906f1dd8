"""Twins: same name, same content, near-duplicates."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from agent_studio.core.duplicates import LISTED, TwinInput, Twins, related, sign, twins
from strategies import any_text, phrases

# What texts hold does not matter here, so most are drawn quickly.
TEXTS = st.one_of(st.text(max_size=60), phrases(), phrases(20, 30), any_text())


def prose(seed: int, length: int = 300) -> list[str]:
    chance = random.Random(seed)
    return [f"w{chance.randrange(5000)}" for _ in range(length)]


def of(*texts: str) -> list[Twins]:
    return twins([TwinInput("", text) for text in texts])


def test_names_and_contents_are_told_apart():
    found = twins(
        [
            TwinInput("reviewer", "one text"),
            TwinInput("reviewer", "quite another text"),
            TwinInput("critic", "one text"),
            TwinInput("", ""),
            TwinInput("", "unnamed"),
        ]
    )
    assert found[0] == Twins(same_name=(1,), same_content=(2,))
    assert found[1] == Twins(same_name=(0,))
    assert found[2] == Twins(same_content=(0,))
    assert found[3] == found[4] == Twins()


def test_line_ends_and_blanks_at_line_ends_make_no_other_content():
    found = of("a line \nanother\n", "a line\r\nanother")
    assert found[0].same_content == (1,)
    assert found[0].near == ()


def test_near_duplicates_are_found_with_their_likeness_and_the_likest_first():
    words = prose(1)
    slightly, more = list(words), list(words)
    slightly[150] = "changed"
    for place in (40, 120, 200, 280):
        more[place] = "changed"
    found = of(" ".join(words), " ".join(more), " ".join(slightly), " ".join(prose(2)))
    assert [near.index for near in found[0].near] == [2, 1]
    assert 0.96 < found[0].near[0].likeness < 0.98
    assert found[1].near[0].index in {0, 2}
    assert found[3].near == ()


def test_texts_that_share_half_their_words_are_no_twins_by_default():
    words = prose(3)
    half = words[:150] + prose(4, 150)
    whole = [TwinInput("", " ".join(words)), TwinInput("", " ".join(half))]
    assert twins(whole)[0].near == ()
    assert twins(whole, threshold=0.3)[0].near[0].index == 1


def test_a_copy_of_a_near_duplicate_is_one_too():
    words = prose(5)
    changed = [*words[:-1], "changed"]
    found = of(" ".join(words), " ".join(changed), " ".join(changed) + "\n")
    assert [near.index for near in found[0].near] == [1, 2]
    assert found[1].same_content == (2,)


def test_thousands_of_unrelated_texts_have_no_twins():
    found = of(*(" ".join(prose(seed, 60)) for seed in range(2000)))
    assert set(found) == {Twins()}


@given(st.lists(TEXTS, max_size=6))
def test_being_twins_is_mutual(texts):
    found = of(*texts)
    for index, one in enumerate(found):
        assert index not in one.same_content
        for other in one.same_content:
            assert index in found[other].same_content
        for near in one.near:
            assert 0.7 <= near.likeness < 1
            assert index in {back.index for back in found[near.index].near}


@given(st.lists(TEXTS, min_size=1, max_size=6), st.data())
def test_equal_texts_are_always_found(texts, data):
    places = data.draw(st.lists(st.sampled_from(range(len(texts))), max_size=8))
    everything = [*texts, *(texts[place] for place in places)]
    found = of(*everything)
    for index, one in enumerate(found):
        equal = {other for other, text in enumerate(everything) if text == everything[index]}
        assert equal - {index} <= set(one.same_content)


@settings(max_examples=10)
@given(st.permutations(range(12)))
def test_the_order_of_the_texts_does_not_matter(order):
    texts = []
    for seed in range(4):
        words = prose(seed, 80)
        texts += [" ".join(words), " ".join([*words[:-1], "changed"]), " ".join(words[:70])]
    found, moved = of(*texts), of(*(texts[index] for index in order))
    assert all(len(one.near) == 2 for one in found)
    for place, index in enumerate(order):
        assert {(order[near.index], near.likeness) for near in moved[place].near} == {
            (near.index, near.likeness) for near in found[index].near
        }


def test_only_texts_that_seem_alike_are_asked_for_again():
    texts = [" ".join(prose(seed)) for seed in range(50)]
    texts += [texts[7] + " more", texts[9]]
    asked = []

    def text_of(index):
        asked.append(index)
        return texts[index]

    found = related([sign("", text) for text in texts], text_of)
    assert sorted(asked) == [7, 50]
    assert found[7].near[0].index == 50
    assert found[9].same_content == (51,)


def test_a_crowd_of_hundreds_alike_is_told_in_part():
    found = of(*["the same text for all of them"] * 600, " ".join(prose(1)))
    assert {len(one.same_content) for one in found[:-1]} == {LISTED}
    assert all(index not in one.same_content for index, one in enumerate(found))
    assert found[-1] == Twins()
