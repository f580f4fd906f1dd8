"""Hypothesis strategies: byte strings, definitions of every shape, YAML values.

``definitions()`` draws texts as people write them and as they break; ``any_bytes()`` and
``any_text()`` add what nobody writes. ``clean_definitions()`` draws texts that strict YAML reads.
"""

from __future__ import annotations

import re

from hypothesis import strategies as st

LINE_ENDS = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])

_WORDS = [
    "Ensure", "proper", "error", "handling", "API", "design", "and", "tests", "for", "services",
    "naïve", "日本語", "🧪", "don't", '"quoted"', "`code`", "**bold**", "a:b", "#1", "x # y",
    "[bold]", "{x}", "*", "&", "<example>", "\\n", "C:\\dir", "user: hello", "!", "%",
    "@me", "- x", "---",
]  # fmt: skip
_ODD = [
    "\x00", "\x1b[31m", "\x07", "\x7f", "\x85", "\u2028", "\u202e", "\u200b", "\U000e0041",
    "\ufeff", "\udcff", "\udc80", "\x0b", "\x0c", "\u00a0", "\uffff", "\t",
]  # fmt: skip

_KEYS = [
    "name", "description", "tools", "model", "color", "x-y", "_z", "Näme", "a.b", '"q k"', "'s'",
    "name", "description", "1", "yes", "? k", "<<", "key with blanks", "$schema",
]  # fmt: skip
_VALUES = [
    "", "true", "yes", "~", "1", "1.0", "0x1F", "12:30:00", "2025-08-10", ".nan", "*x", "&x y",
    "!!str 5", "!!python/object:os.system x", "!t z", "[Read, Grep]", '["*"]', "{a: b}",
    "[a, [b, {c: d}]]", "[unclosed", "{", "]", "|", ">-", "[]", "{}", "a # b", '"a" # b', "'a' b",
    "@x", "%x", "`x`", "- x", "a: b", "&a [*a]", "&a [1, *x]",
]  # fmt: skip
_TEXTS = [
    "yes", "On", "null", "~", "", "1", "1_000", "0b1", "0o7", "012", "1:30", "1e3", ".inf", "=",
    "2025-08-10", "<<", "true", "-", "?", ":", "---", "...", "# x", "a #b", "a: b", "x:", "line\n",
    "line\n\n", "\nline", " lead", "trail ", "a\n  b\nc", "é", "C:\\n",
]  # fmt: skip

KEYS = st.sampled_from(_KEYS)


def phrases(min_size: int = 1, max_size: int = 8) -> st.SearchStrategy[str]:
    """A few words on one line, awkward ones among them."""
    return st.lists(st.sampled_from(_WORDS), min_size=min_size, max_size=max_size).map(" ".join)


def odd_phrases() -> st.SearchStrategy[str]:
    """Phrases with control, invisible or undecodable characters in them."""
    return st.lists(st.sampled_from(_WORDS + _ODD), min_size=1, max_size=6).map(" ".join)


def any_text() -> st.SearchStrategy[str]:
    """Every text that some byte string decodes to."""
    return any_bytes().map(lambda data: data.decode("utf-8", "surrogateescape"))


def any_bytes() -> st.SearchStrategy[bytes]:
    """Byte strings: random ones, definitions, and definitions with random bytes in them."""
    return st.one_of(
        st.binary(max_size=200),
        definitions().map(_encode),
        st.tuples(definitions(), st.binary(max_size=4), st.integers(0, 400)).map(_spoil),
    )


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _spoil(drawn: tuple[str, bytes, int]) -> bytes:
    text, noise, place = drawn
    data = _encode(text)
    return data[:place] + noise + data[place:]


# Front matter ---------------------------------------------------------------------------------


def _scalars() -> st.SearchStrategy[str]:
    return st.one_of(
        phrases(),
        odd_phrases(),
        phrases().map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'),
        phrases().map(lambda text: "'" + text.replace("'", "''") + "'"),
        phrases().map(lambda text: f'"{text}'),
        st.sampled_from(_VALUES),
    )


@st.composite
def _field_lines(draw: st.DrawFn) -> list[str]:
    """The lines of one field, of any shape, right and wrong ones."""
    key = draw(KEYS)
    texts = draw(st.lists(phrases(), min_size=1, max_size=3))
    shape = draw(st.integers(0, 8))
    if shape <= 3:
        return [
            f"{key}:{draw(st.sampled_from([' ', ' ', ' ', '', chr(9), '   ']))}{draw(_scalars())}"
        ]
    if shape == 4:
        return [f"{key}: {texts[0]}", *(f"  {text}" for text in texts[1:])]
    if shape == 5:
        example = draw(st.sampled_from([[], ["<example>", "Context: x", "</example>"]]))
        return [f"{key}: {texts[0]}", *texts[1:], *example]
    if shape == 6:
        return [f"{key}:", "  sub: " + texts[0], "  list:", "    - a  # why", "    - b"]
    if shape == 7:
        end = draw(st.sampled_from(["]", "  ]", "", "] x"]))
        return [f"{key}: [{texts[0]},", f"  {texts[-1]}", end]
    return draw(_indented_lines(key, texts))


@st.composite
def _indented_lines(draw: st.DrawFn, key: str, texts: list[str]) -> list[str]:
    """Block scalars and block lists, well indented or not."""
    if draw(st.booleans()):
        header = draw(st.sampled_from(["|", ">", "|-", ">-", "|+", "|2", "| # c", ">+"]))
        indent = draw(st.sampled_from(["  ", "  ", " ", "", "\t"]))
        more = draw(st.sampled_from([[], ["", ""], ["  # no comment"]]))
        return [f"{key}: {header}", *(indent + text for text in texts), *more]
    indent = draw(st.sampled_from(["  ", "", "    ", "\t"]))
    more = draw(st.sampled_from([[], ["# - off"], ["-"], ["- a: 1", "  b: [c]"]]))
    items = [f"- {text}" for text in texts]
    return [f"{key}:", *(indent + line for line in [*items, *more])]


@st.composite
def _front_lines(draw: st.DrawFn) -> list[str]:
    lines: list[str] = []
    for _ in range(draw(st.integers(0, 5))):
        lines += draw(
            st.sampled_from([[], [], [], ["# comment"], [""], ["# c", ""], ["stray text"], ["..."]])
        )
        lines += draw(_field_lines())
    return lines + draw(
        st.sampled_from([[], [], ["# last"], [""], ["  # indented"], ["%YAML 1.2"]])
    )


@st.composite
def fronts(draw: st.DrawFn) -> str:
    """Front matter with fences: closed, unclosed, long-dashed, late."""
    end = draw(LINE_ENDS)
    opener = draw(st.sampled_from(["---", "---", "---", "--- ", "----", " ---", "\n---"]))
    closer = draw(st.sampled_from(["---", "---", "---", "---  ", "-" * 56, "...", "", "--- x"]))
    lines = [opener, *draw(_front_lines()), closer]
    return draw(st.sampled_from(["", "", "", "\ufeff"])) + end.join(lines) + end


# Bodies ---------------------------------------------------------------------------------------


@st.composite
def _block_lines(draw: st.DrawFn) -> list[str]:
    texts = draw(st.lists(st.one_of(phrases(), odd_phrases()), min_size=1, max_size=4))
    title = draw(phrases(1, 3))
    marker = draw(st.sampled_from(["-", "*", "+", "1.", "2)", "-    ", "- [ ]"]))
    fence = draw(st.sampled_from(["```", "~~~", "````"]))
    return draw(
        st.sampled_from(
            [
                ["#" * draw(st.integers(1, 7)) + " " + title],
                [title, draw(st.sampled_from(["===", "---"]))],
                texts,
                [
                    draw(
                        st.sampled_from(
                            [f"{title}:", f"**{title}:**", f"**{title}**:", f"{title}："]
                        )
                    )
                ],
                [f"{marker} {text}" for text in texts],
                [f"{marker} {texts[0]}", "", f"   - {texts[-1]}", "     more", "", f"{marker} z"],
                [fence + "yaml", "# no heading", *texts, draw(st.sampled_from([fence, ""]))],
                ["| a | b |", "|---|---|", "| 1 | 2 |"],
                ["> " + text for text in texts] + draw(st.sampled_from([[], ["> # no heading"]])),
                ["<div>", *texts, "</div>"],
                ["<!-- " + texts[0], "", "-->"],
                ["---"],
                ["    code", "", "    # code"],
                ["[ref]: https://example.org"],
                [""],
                ["  "],
            ]
        )
    )


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Markdown: headings or none, lists, fences, tables, and what breaks them."""
    end = draw(LINE_ENDS)
    lines: list[str] = []
    for block in draw(st.lists(_block_lines(), max_size=7)):
        lines += block + draw(st.sampled_from([[], [""], ["", ""]]))
    text = end.join(lines)
    return text + draw(st.sampled_from(["", end, end + end]))


@st.composite
def definitions(draw: st.DrawFn) -> str:
    """A definition of any shape: front matter or none, any body, line ends mixed or not."""
    front = draw(st.one_of(fronts(), fronts(), fronts(), st.just("")))
    return front + draw(bodies())


# Values ---------------------------------------------------------------------------------------


def texts() -> st.SearchStrategy[str]:
    """Every text that YAML can express: all but lone surrogates; words, numbers, YAML's own."""
    return st.one_of(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
        phrases(),
        st.lists(phrases(), min_size=1, max_size=4).map("\n".join),
        st.text(st.sampled_from(" \n\t#:-'\"\\[]{}|>&*!%@`,?ax0\r\u2028\x85\ufeff"), max_size=12),
        st.sampled_from(_TEXTS),
    )


def values() -> st.SearchStrategy[object]:
    """YAML values of the core schema: scalars, lists, mappings, nested and empty ones."""
    scalars = st.one_of(
        texts(),
        st.none(),
        st.booleans(),
        st.integers(-(10**20), 10**20),
        st.floats(allow_nan=False),
    )
    return st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(texts(), inner, max_size=3)
        ),
        max_leaves=8,
    )


_STRICT_FIELDS = [
    ["a: plain text"], ["a: plain  # why"], ["a:"], ["a:  # why"], ["a: ~"], ["a:  'it''s'  # why"],
    ['a: "x\\ty"'], ["a: x", "  and more"], ["a: x", "", "  and more # why"], ["a: true"],
    ["a: 1"], ['a: "over', '  two lines"  # why'], ["a: |", "  text", "    deeper", "  # text"],
    ["a: |"], ["a: >-  # why", "    folded", "", "    text", ""], ["a: |+", "  keep", "", ""],
    ["a: >", "", ""], ["a: |2-", "    two", "  one"], ["a: [x, 'y', \"z\"]  # why"], ["a: []"],
    ["a: [x,", "  y]  # why"], ["a: [", "x", "]"], ["a: {b: c, d: [e]}"], ["a: {}  # why"],
    ["a:", "  - x", "  - y  # why"], ["a:", "- x", "# why", "-", "- z"], ["a:\tx"], ["a : x"],
    ["a:  # why", "    - b: 1", "      c: 2", "    - - d"], ["a:", "  # why", "  - x", "  # off"],
    ["a:", "  b: 1  # why", "  c:", "    - d", "  # off"], ["a:", "  b: |", "    # text", ""],
    ["a: &x y"], ["a: !!str 5"], ["a: &y [1, 2]  # why"], ["# why", "", "a: x"],
    ["a: # why", "", "  x"], ["'a': x"], ["? a", ": x"],
]  # fmt: skip


def strict_fields() -> st.SearchStrategy[list[str]]:
    """The lines of one field ``a`` of any shape that strict YAML reads."""
    return st.sampled_from(_STRICT_FIELDS)


@st.composite
def strict_fronts(draw: st.DrawFn) -> str:
    """Front matter of a few fields of any shape, which strict YAML reads; no body."""
    lines = ["---"]
    for key, field in zip(
        "abc", draw(st.lists(st.sampled_from(_STRICT_FIELDS), min_size=1, max_size=3)), strict=False
    ):
        for line in field:
            lines.append(re.sub(r"^(\? )?(')?a\b", rf"\1\2{key}", line).replace("&", f"&{key}"))
    return draw(st.sampled_from(["\n", "\r\n"])).join([*lines, "---", ""])


@st.composite
def clean_definitions(draw: st.DrawFn) -> str:
    """Definitions whose front matter strict YAML reads, with comments, in several styles."""
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    lines = ["---", f"name: {draw(st.sampled_from(['backend-engineer', 'reviewer', 'a']))}"]
    lines += draw(
        st.sampled_from(
            [
                ["description: Builds and reviews services"],
                ['description: "Use when: asked, \\"really\\""  # quoted'],
                ["description: >-", "  Builds services", "  and tests them"],
                ["# what for", "description: 'It''s for services'"],
                ["description: |", "  First line", "", "  - second: line", ""],
            ]
        )
    )
    lines += draw(
        st.sampled_from(
            [
                [],
                ["tools: Read, Grep, Bash"],
                ["tools: [Read, Grep]"],
                ["tools:", "  - Read", "  - Grep  # search"],
                ["tools:", "- Read", "- Edit", ""],
                ["tools:", "  allowed: [Read]", "  forbidden:", "    - Bash", "  # none else"],
                ["tools:"],
                ["tools: []"],
            ]
        )
    )
    lines += draw(st.sampled_from([[], ["model: sonnet"], ["", "# cheap", "model: haiku"]]))
    lines += draw(st.sampled_from([[], ["# the end"], [""]]))
    return end.join([*lines, "---", ""]) + draw(bodies())
