"""Simple front matter is read without the YAML parser, and exactly as with it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agent_studio.core.document.fences import find_front
from agent_studio.core.document.parsed_front import Parsed, parsed_front
from agent_studio.core.document.simple_front import MAX_LENGTH, simple_fields
from strategies import fronts, strict_fronts

# Signs that mean something to YAML, letters of several widths, and what cannot be printed.
_SIGNS = "aaab1 .:#-?'\"[]{},&*!|>%@`~=<\\/()+_\té\u00a0\u2028\ufeff😀\x85\x1b\udcff"
_WORDS = st.text(alphabet=_SIGNS, max_size=8)
_VALUES = st.sampled_from(
    [
        *("x", "Read, Grep", "12", "1.5e3", "0x1F", "true", "~", ".nan", "<<", "=", "é 😀"),
        *("'it'", '"x: y #"', "[a, b c]", "[]", "['x, y', \"z\"]", "[ a ,b ]"),
        *("http://x/y", "a#b", "a :b", "x  "),
    ]
)
_KEYS = st.sampled_from(["a", "name", "b-c", "_d", "a b", "1a", "true", '"a"', "a:b", "é", ""])
_STARTS = st.sampled_from(["", "", "", "- ", "  - ", "-", "# ", " ", "---", "\t"])


@st.composite
def contents(draw):
    """What may lie between fences: nearly simple, and sometimes not at all."""
    lines = draw(
        st.lists(
            st.tuples(_STARTS, _WORDS | _VALUES).map("".join)
            | st.tuples(_KEYS, st.sampled_from([":", ": ", ":  ", ":\t"]), _VALUES | _WORDS).map(
                "".join
            ),
            max_size=5,
        )
    )
    ends = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])
    return "".join(line + draw(ends) for line in lines)


def told(fields):
    """Fields in a form in which not-a-number equals itself."""
    return repr(fields)


def assert_same(content, base=0):
    fields = simple_fields(content, base)
    if fields is not None:
        value = {field.key: field.value for field in fields}
        assert told(Parsed(fields, value)) == told(parsed_front(content, base))


@given(contents(), st.integers(0, 3))
@example("a: x\n- b\n", 0)
@example("a:\n- b\n  - c\n", 0)
@example("a: 'x'y\n", 0)
@example("a: b: c\n", 0)
def test_both_ways_read_the_same(content, base):
    assert_same(content, base)


@given(fronts() | strict_fronts())
def test_both_ways_read_the_same_of_definitions(text):
    place = find_front(text)
    if place is not None:
        assert_same(text[place.content_start : place.content_end], place.content_start)


def test_both_ways_read_the_same_of_real_definitions(corpus):
    simple = read = 0
    for path in sorted(corpus.rglob("*.md")):
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        place = find_front(text)
        if place is not None:
            content = text[place.content_start : place.content_end]
            assert_same(content, place.content_start)
            read += 1
            simple += simple_fields(content, 0) is not None
    assert simple > read / 2, "the short way is for most"


@pytest.mark.parametrize(
    ("content", "values"),
    [
        ("name: a\ndescription: Use it, when asked (at once).\n", ["a", ...]),
        ("# why\n\nname: a  \r\n", ["a"]),
        ("tools:\n- Read\n- 'Bash(git: *)'\n\nmodel:\n", [["Read", "Bash(git: *)"], None]),
        ("tools:\n  - Read\n  - Grep", [["Read", "Grep"]]),
        ('tools: [Read, mcp__x__*, "b c"]\nmaxTurns: 5\n', [["Read", "mcp__x__*", "b c"], 5]),
        ("name: a\nname: b\n", ["a", "b"]),
    ],
)
def test_what_most_definitions_hold_is_simple(content, values):
    fields = simple_fields(content, 0)
    assert fields is not None
    assert_same(content)
    for field, value in zip(fields, values, strict=True):
        assert value is ... or field.value == value


@pytest.mark.parametrize(
    "content",
    [
        "a: |\n  x\n",
        "a: x\n  y\n",
        "a:\n  b: c\n",
        "a: x # why\n",
        'a: "x\\ty"\n',
        "a: 'it''s'\n",
        "a: x\n# off\n  y\n",
        "a: &x y\n",
        "a: b: c\n",
        "",
        "# nothing\n",
        "a: " + "x" * MAX_LENGTH + "\n",
    ],
)
def test_what_is_not_simple_takes_the_parser(content):
    assert simple_fields(content, 0) is None
