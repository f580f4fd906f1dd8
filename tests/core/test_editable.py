"""The text in an editing widget stands for the file's text, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.editable import Editable, Lines, line_ends
from agent_studio.core.text import decode, encode, is_hidden

_PIECES = ["\n", "\r\n", "\r", "\ufeff", "\0", "\x1b", "\u2028", "\x85", "\x0c", "\U000f0000", "é"]
any_bytes = st.binary() | st.lists(
    st.sampled_from([piece.encode() for piece in _PIECES] + [b"a", b"---", b"\xe9", b"\xff"]),
    max_size=30,
).map(b"".join)


@given(any_bytes)
def test_opening_and_restoring_keeps_every_byte(data: bytes) -> None:
    editable = Editable(decode(data))

    assert encode(editable.restore(editable.shown)) == data


@given(any_bytes)
def test_the_shown_text_is_safe_to_hold(data: bytes) -> None:
    shown = Editable(decode(data)).shown

    shown.encode("utf-8")
    assert "\r" not in shown
    assert shown.split("\n") == [*shown.splitlines(), *([""] if shown[-1:] in {"\n", ""} else [])]


@given(any_bytes)
def test_a_masked_line_hides_nothing_and_keeps_its_length(data: bytes) -> None:
    editable = Editable(decode(data))

    for line in editable.shown.split("\n"):
        masked = editable.mask(line)
        assert len(masked) == len(line)
        assert not {c for c in masked if is_hidden(c)} - {"\u200d", "\ufe0e", "\ufe0f"}


@given(any_bytes, st.data())
def test_changing_one_line_changes_only_that_line(data: bytes, draw: st.DataObject) -> None:
    raw = decode(data)
    editable = Editable(raw)
    lines = editable.shown.split("\n")
    row = draw.draw(st.integers(0, len(lines) - 1))
    lines[row] += "unique"

    restored = editable.restore("\n".join(lines)).split("\n")

    expected = raw.split("\n")
    end = "\r" if row < len(lines) - 1 and expected[row].endswith("\r") else ""
    expected[row] = f"{expected[row].removesuffix(end)}unique{end}"
    assert restored == expected


@given(any_bytes)
def test_lines_lead_from_offsets_to_places_and_back(data: bytes) -> None:
    raw = decode(data)
    lines = Lines(raw)
    shown = Editable(raw).shown.split("\n")

    for offset in range(len(raw) + 1):
        row, column = lines.location(offset)
        assert column <= len(shown[row])
        inside_line_end = raw[offset - 1 : offset + 1] == "\r\n"
        assert lines.offset((row, column)) == offset - inside_line_end


@pytest.mark.parametrize(
    ("lines", "ends"),
    [
        (["a", "b", "c", ""], ["\r\n", "\n", "\r\n"]),
        (["a", "c", ""], ["\r\n", "\r\n"]),
        (["a", "B", "c", ""], ["\r\n", "\n", "\r\n"]),
        (["a", "b", "new", "c", ""], ["\r\n", "\n", "\r\n", "\r\n"]),
        (["a", "b", "c", "", ""], ["\r\n", "\n", "\r\n", "\r\n"]),
        (["A", "b", "C", ""], ["\r\n", "\n", "\r\n"]),
        ([""], []),
    ],
    ids=["same", "removed", "changed", "added", "longer", "two changed", "all gone"],
)
def test_lines_keep_their_ends(lines: list[str], ends: list[str]) -> None:
    old = ["a", "b", "c", ""]

    assert line_ends(lines, old, ["\r\n", "\n", "\r\n"], "\r\n") == ends


def test_undoing_brings_the_old_line_ends_back() -> None:
    raw = "one\r\ntwo\nthree\r\n"
    editable = Editable(raw)

    assert editable.restore("one\nthree\n") == "one\r\nthree\r\n"
    assert editable.restore(editable.shown) == raw


def test_line_ends_are_named() -> None:
    assert Editable("a\nb\n").line_ends == "LF"
    assert Editable("a\r\nb\r\n").line_ends == "CRLF"
    assert Editable("a\r\nb\n").line_ends == "mixed"


def test_what_is_pasted_becomes_visible_and_is_kept() -> None:
    editable = Editable("a\r\n")

    shown = editable.encode("x\x1b[2J\r\ny\u202e")

    assert editable.mask(shown.split("\n")[0]) == "x␛[2J"
    assert editable.restore(shown) == "x\x1b[2J\r\ny\u202e"
