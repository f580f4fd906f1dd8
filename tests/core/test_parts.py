"""Cutting texts into sentences and lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.compare.parts import Cut, parts_of
from agent_studio.core.text import Span
from strategies import any_text


def cut(text: str, how: Cut = Cut.SENTENCES) -> list[str]:
    return [part.span.of(text) for part in parts_of(text, Span(0, len(text)), how)]


@given(any_text(), st.sampled_from(Cut))
def test_only_blanks_are_in_no_part(text: str, how: Cut) -> None:
    at = 0
    for part in parts_of(text, Span(0, len(text)), how):
        assert not text[at : part.span.start].strip()
        assert part.span.start >= at
        at = part.span.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Water ferns. Mist orchids!", ["Water ferns.", "Mist orchids!"]),
        ("Use tools, e.g. Read. Then stop.", ["Use tools, e.g. Read.", "Then stop."]),
        ("See https://example.org/a. B is next.", ["See https://example.org/a.", "B is next."]),
        ("See [it](./a.md?x. B) now. Go.", ["See [it](./a.md?x. B) now.", "Go."]),
        ("Run `make. Test` first. Then go.", ["Run `make. Test` first.", "Then go."]),
        ("Python 3. Then 4.", ["Python 3. Then 4."]),
        (
            "It says \u201cstop.\u201d Then it stops.",
            ["It says \u201cstop.\u201d", "Then it stops."],
        ),
        ("\u6d47\u6c34\u3002\u518d\u89c1\u3002", ["\u6d47\u6c34\u3002", "\u518d\u89c1\u3002"]),
        ("One line\ngoes on. Next.", ["One line\ngoes on.", "Next."]),
        ("Intro.\n- Item one\n- Item two", ["Intro.", "- Item one", "- Item two"]),
        ("Do it.\n```\na. B\n```", ["Do it.", "```", "a. B", "```"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_lines_keep_their_indentation_and_blank_lines_stand_between() -> None:
    assert cut("a:\n  b: 1\n\n  c: 2", Cut.LINES) == ["a:", "  b: 1", "", "  c: 2"]


def test_how_wide_a_table_is_drawn_does_not_count() -> None:
    narrow, wide = "| a | b |\n|---|---|", "| a   | b |\n|-----|---|"
    keys = [
        [part.key for part in parts_of(text, Span(0, len(text)), Cut.ROWS)]
        for text in (narrow, wide)
    ]
    assert keys[0] == keys[1]


def test_phrases_end_with_their_line() -> None:
    assert cut("One line\ngoes on. Next.", Cut.PHRASES) == ["One line", "goes on.", "Next."]
