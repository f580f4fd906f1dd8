"""Offsets and positions of the protocol lead to one another, whatever a text holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.text import Span
from agent_studio.lsp.positions import UTF8, UTF16, UTF32, Place, Positions
from strategies import any_text

ENCODINGS = st.sampled_from([UTF8, UTF16, UTF32])
SHORT = st.text(st.sampled_from("ab\r\n\u2028\x0b\x85é日🧪\U000e0041\ud83d\udcff"), max_size=30)
TEXTS = st.one_of(any_text(), SHORT)


def inside_line_end(text, offset):
    return text[max(offset - 1, 0) : offset + 1] == "\r\n"


@given(TEXTS, ENCODINGS)
def test_every_offset_is_found_again_and_places_follow_the_text(text, encoding):
    positions = Positions(text, encoding)
    places = [positions.place(offset) for offset in range(len(text) + 1)]
    assert places == sorted(places)
    for offset, place in enumerate(places):
        found = positions.offset(*place)
        assert found == (offset - 1 if inside_line_end(text, offset) else offset)


@given(SHORT)
def test_columns_are_those_that_another_encoder_counts(text):
    positions = Positions(text, UTF16)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    last = Place(len(lines) - 1, len(lines[-1].encode("utf-16-le", "surrogatepass")) // 2)
    assert positions.place(len(text)) == last


@given(SHORT, ENCODINGS, st.integers(-2, 40), st.integers(-2, 40))
def test_every_place_is_an_offset_on_its_line(text, encoding, line, character):
    positions = Positions(text, encoding)
    offset = positions.offset(line, character)
    assert 0 <= offset <= len(text)
    if 0 <= line <= positions.place(len(text)).line:
        found = positions.place(offset)
        assert found.line == line
        assert found.character <= max(character, 0)


@given(SHORT, st.data())
def test_a_whole_range_never_divides_a_line_end(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = Positions(text).whole(Span(start, end))
    assert found.covers(Span(start, end))
    assert len(found) - (end - start) <= 2
    assert not inside_line_end(text, found.start)
    assert not inside_line_end(text, found.end)


@pytest.mark.parametrize(
    ("encoding", "column"), [(UTF8, 6), (UTF16, 4), (UTF32, 3), ("something else", 4)]
)
def test_a_character_beyond_the_basic_plane(encoding, column):
    positions = Positions("x\r\na🧪b", encoding)
    assert positions.place(6) == Place(1, column)
    assert positions.offset(1, column) == 6


def test_a_place_in_the_middle_of_a_character_is_before_it():
    assert Positions("a🧪b").offset(0, 2) == 1


def test_only_what_the_protocol_calls_a_line_end_ends_a_line():
    positions = Positions("a\u2028b\x0bc\x85d")
    assert positions.place(7) == Place(0, 7)
