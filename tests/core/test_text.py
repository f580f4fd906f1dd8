"""Text: bytes and back, spans, positions, and what is made visible."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from agent_studio.core.text import (
    LineIndex,
    Position,
    Span,
    decode,
    encode,
    estimate_tokens,
    hidden_offsets,
    is_hidden,
    line_end_of,
    mask,
    visible,
)

ODD = "ab \n\t\r\x00\x1b\x7f\x85\u200b\u202e\ufeff\u00ad\udcff\U000e0041\ufe0f\u200d👩❤1\u3164é語"


@given(st.binary())
def test_every_byte_string_comes_back(data: bytes) -> None:
    assert encode(decode(data)) == data


@given(strategies.any_text(), st.integers(-5, 500))
def test_offsets_and_positions_lead_to_one_another(text: str, offset: int) -> None:
    lines = LineIndex(text)
    position = lines.position(offset)
    assert lines.offset(position) == min(max(offset, 0), len(text))
    assert lines.offset(Position(position.line + len(text) + 1, 0)) == len(text)


def test_lines_end_as_in_commonmark() -> None:
    assert LineIndex("a\nb\r\nc\rd\u2028e").starts == [0, 2, 5, 7]


@given(st.text(st.sampled_from(ODD)))
def test_visible_text_hides_nothing_and_moves_no_cursor(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert not hidden_offsets(shown)
    assert not any(unicodedata.category(c) == "Cc" for c in shown if c not in "\n\t")
    assert not any(unicodedata.category(c) == "Cs" for c in shown)


@given(st.text(st.sampled_from(ODD)))
def test_a_mask_keeps_every_offset(text: str) -> None:
    shown = mask(text)
    assert len(shown) == len(text)
    hidden = set(hidden_offsets(text))
    for index, (before, after) in enumerate(zip(text, shown, strict=True)):
        assert (before != after) == (index in hidden)
        assert index not in hidden or not is_hidden(after)


@given(st.characters())
def test_what_a_terminal_would_act_on_is_never_shown_as_it_is(character: str) -> None:
    shown = visible(character)
    assert shown == character or is_hidden(character)
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        assert shown != character or character in "\n\t"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b]52;c;x\x07", "a␛]52;c;x␇"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("\udce9", "⟨0xE9⟩"),
        ("a\r\nb\rc", "a\nb␍c"),
        ("a\r\r\nb", "a␍\nb"),
        ("❤\ufe0f 👩\u200d🔬", "❤\ufe0f 👩\u200d🔬"),
        ("ℹ\ufe0f ‼\ufe0f", "ℹ\ufe0f ‼\ufe0f"),
        ("a\ufe0f", "a⟨U+FE0F⟩"),
        ("a\u200db", "a⟨U+200D⟩b"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("\u3164", "⟨U+3164⟩"),
        ("日本語 naïve – “x”", "日本語 naïve – “x”"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_spans() -> None:
    span = Span(2, 5)
    assert (len(span), span.of("abcdefg"), span.shifted(1)) == (3, "cde", Span(3, 6))
    assert 2 in span
    assert 5 not in span
    assert span.covers(Span(5, 5))
    assert not span.covers(Span(4, 6))
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)


@pytest.mark.parametrize(
    ("text", "end"),
    [("", "\n"), ("a\r\nb\n", "\n"), ("a\r\nb\r\nc\n", "\r\n"), ("a\rb", "\n")],
)
def test_the_line_end_is_the_one_used_most(text: str, end: str) -> None:
    assert line_end_of(text) == end


def test_tokens_are_estimated_by_script() -> None:
    assert estimate_tokens("") == 0
    assert estimate_tokens("four char") == 3
    assert estimate_tokens("日本語") == 3
