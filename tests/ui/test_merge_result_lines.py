"""The result as signed lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.merge.model import Origin, Piece, Result
from agent_studio.core.text import Span
from agent_studio.ui.merging.result_lines import result_lines, text_of, written
from comparisons import from_table

TABLE = from_table(
    {
        "name": ("n", "n"),
        "description": ("a", "b"),
        "tools": ("Bash", "Read"),
        "body/1": ("x", "y"),
        "body/2": ("z", None),
    }
)


def piece(text, address, source=0, origin=Origin.SOURCE):
    return Piece(text, origin, address, source, Span(0, len(text)))


PIECES = (
    piece("---\n", "", -1, Origin.LAYOUT),
    piece("name: n\n", "name"),
    piece("tools: ", "tools", 0),
    piece("Bash", "tools/Bash", 0),
    piece(", ", "tools", -1, Origin.LAYOUT),
    piece("Read", "tools/Read", 1),
    piece("\n---\n", "tools", -1, Origin.LAYOUT),
    piece("typed\n", "body/1", -1, Origin.TYPED),
)
RESULT = Result("".join(each.text for each in PIECES), PIECES, ("description", "body/2"))


def test_every_line_is_signed_by_who_it_comes_from():
    lines = result_lines(RESULT, TABLE)
    assert [(line.sign, line.text or line.waiting) for line in lines] == [
        ("", "---"),
        ("1", "name: n"),
        ("?", "description"),
        ("∪", "tools: Bash, Read"),
        ("", "---"),
        ("✎", "typed"),
        ("?", "2"),
    ]
    assert lines[3].sources == (0, 1)
    assert [line.address for line in lines][1:4] == ["name", "description", "tools"]


def test_a_result_without_text_shows_what_waits():
    lines = result_lines(Result("", (), ("name", "body/1")), TABLE)
    assert [line.waiting for line in lines] == ["name", "1"]


def test_fields_wait_inside_the_front_matter():
    pieces = (
        piece("---\n", "", -1, Origin.LAYOUT),
        piece("name: n\n", "name"),
        piece("---\n", "", -1, Origin.LAYOUT),
    )
    text = "".join(each.text for each in pieces)
    lines = result_lines(Result(text, pieces, ("description", "body/1")), TABLE)
    shown = [line.text or line.waiting for line in lines]
    assert shown == ["---", "name: n", "description", "---", "1"]


def test_the_text_of_a_row_takes_in_what_is_below_it():
    assert text_of(RESULT, "tools") == "tools: Bash, Read\n---\n"
    assert text_of(RESULT, "name") == "name: n\n"
    assert text_of(RESULT, "nowhere") == ""


@given(
    st.lists(
        st.tuples(
            st.text(alphabet="ab\n", min_size=1, max_size=6),
            st.sampled_from(["name", "tools", "body/1"]),
            st.integers(0, 1),
        )
    )
)
def test_lines_hold_the_whole_text(parts):
    pieces = tuple(piece(text, address, source) for text, address, source in parts)
    text = "".join(each.text for each in pieces)
    lines = [line for line in result_lines(Result(text, pieces, ()), TABLE) if not line.waiting]
    assert "".join(line.text + "\n" for line in lines).rstrip("\n") == text.rstrip("\n")
    assert all(text.startswith(line.text, line.start) for line in lines)
    found = written(Result(text, pieces, ()))
    assert [each for _, _, each in found.between(0, len(text))] == list(pieces)
