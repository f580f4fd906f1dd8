"""Simple bodies are read without the Markdown parser, and exactly as with it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agent_studio.core.document import parse
from agent_studio.core.document.model import BlockKind
from agent_studio.core.document.parsed_body import parsed_tops
from agent_studio.core.document.simple_body import simple_tops
from agent_studio.core.records import replace
from strategies import bodies

# Lines that begin, end and interrupt one another in every way that CommonMark knows.
_LINES = st.sampled_from(
    [
        *("", "", "", "  ", "text", "more", "x  ", "é", "\u00a0", "a\\", "**b**:", "[r]: x", "+1"),
        *("# a", "## b #", "###c", "#", "# \u00a0", "===", "---", "--", "- - -", "* * *", "***"),
        *("- a", "- b", "* c", "+ d", "-", "-x", "- ", "-  two", "-     five", "- [ ] t", "- ---"),
        *("1. e", "2. f", "1) g", "10. h", "1.", "0. x", "123456789. x", "1234567890. x", "1.x"),
        *("  - a", "   - b", "    - c", "  text", "   text", "    code", "- # h", "- - y"),
        *(
            "1. 1. x",
            "```",
            "```py",
            "~~~",
            "  ```",
            "````",
            "``` `",
            "- ```",
            "`x`",
            "> q",
            "- > q",
        ),
        *("<div>", "</div>", "<role>", "<a_b>", "<pre>", "<p>x", "<!-- x", "-->", "<!-- c -->"),
        *("| a | b |", "|---|---|", "|:-:|-|", "| a \\| b |", "|x|y|z|", "a | b", "--- | ---"),
    ]
)


def texts():
    ends = st.sampled_from(["\n", "\n", "\r\n"])
    return st.builds(lambda lines, end: end.join(lines), st.lists(_LINES, max_size=9), ends)


def told(tops):
    """Blanks around a title are not told apart: nobody asks for them."""
    return [replace(top, title=top.title.strip()) for top in tops]


def assert_same(text):
    tops = simple_tops(text)
    if tops is not None:
        assert told(tops) == told(parsed_tops(text))


@given(texts() | bodies())
@example("- a\n\nb\n\n- c\n")
@example("a\n2. b\n")
@example("1. a\n  - b\n")
@example("- a\n---\n")
@example("\u00a0\nYou must:\n- a\n")
def test_both_ways_find_the_same(text):
    assert_same(text)


def test_both_ways_find_the_same_in_real_definitions(corpus):
    simple = read = 0
    for path in sorted(corpus.rglob("*.md")):
        document = parse(path.read_bytes())
        body = document[document.body.span]
        assert_same(body)
        read += 1
        simple += simple_tops(body) is not None
    assert simple > read / 3, "the short way is for many"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# A\n\nText\non two lines.\n- a\n  b\n\n  - c\n- d\n", [None, "paragraph", "list"]),
        ("Do:\n1. a\n2. b\n\n   c\n## Z\nText\n", ["paragraph", "list", None, "paragraph"]),
        ("```py\n\n# no\n> no\n```\n\n---\n\n**b**\r\n", ["fence", "rule", "paragraph"]),
        ("- a\n\n1. b\n\n* c\n", ["list", "list", "list"]),
        ("| a | b |\n|:--|---|\n| 1 |\n\nText\n> q\n> r\n", ["table", "paragraph", "quote"]),
        ("<role>\n# no\n\n</role>\n\n<!-- a\n\nb -->\nText\n", ["html"] * 3 + ["paragraph"]),
        ("", []),
    ],
)
def test_what_most_bodies_hold_is_simple(text, kinds):
    tops = simple_tops(text)
    assert tops is not None
    assert [top.kind for top in tops] == [kind and BlockKind(kind) for kind in kinds]
    assert_same(text)


@pytest.mark.parametrize(
    "text",
    [
        "a\n===\n",
        "a\n---\n",
        "> a\nlazy\n",
        "- a\nlazy\n",
        "1. a\n  - b\n",
        "a\n  b\n",
        "    code\n",
        "<p class=x>\n",
        "<pre>\n",
        "a|b\n-|-\n",
        "| a |\n|--|--|\n",
        "| a |\n",
        "```\nopen\n",
        "# a #\n",
        "\tb\n",
        "- - -\n",
        "\ufeffa\n",
        "- " * 50 + "a\n",
    ],
)
def test_what_is_not_simple_takes_the_parser(text):
    assert simple_tops(text) is None
