"""Bodies: sections by headings or lead-ins, blocks and items with exact spans."""

from __future__ import annotations

import pytest

from agent_studio.core.document import Document, parse
from agent_studio.core.document.model import BlockKind, Section, SectionKind


def _outline(document: Document) -> list[tuple[str, str, list[str]]]:
    return [
        (section.kind.value, section.title, [block.kind.value for block in section.blocks])
        for section in document.body.walk()
    ]


def _find(document: Document, title: str) -> Section:
    return next(section for section in document.body.walk() if section.title == title)


def test_headings_nest_by_level() -> None:
    text = "Intro\n\n# A\n## B\ntext\n#### C\n## D\n\nE\n===\nlast"
    document = parse(text)
    titles = {section.title: section for section in document.body.walk()}
    assert [section.title for section in titles[""].sections] == ["A", "E"]
    assert [section.title for section in titles["A"].sections] == ["B", "D"]
    assert [section.title for section in titles["B"].sections] == ["C"]
    assert document[titles["A"].span] == "# A\n## B\ntext\n#### C\n## D\n\n"
    assert document[titles["D"].heading_gap] == "\n"
    assert document[titles["E"].heading] == "E\n===\n"
    assert [document[block.span] for block in titles[""].blocks] == ["Intro\n"]


@pytest.mark.parametrize(
    "text",
    [
        "```\n# no\n```\n",
        "~~~\n# no\n",
        "> # no\n",
        "- # no\n",
        "1. x\n\n   # no\n",
        "    # no\n",
        "<!--\n# no\n-->\n",
        "#no\n",
        "\\# no\n",
        "####### no\n",
    ],
)
def test_what_looks_like_a_heading_but_is_none(text: str) -> None:
    assert [kind for kind, _, _ in _outline(parse(text))] == ["root"]


def test_without_headings_lead_ins_open_sections() -> None:
    document = parse(
        "You are.\n\nYour duties:\n- a\n- b\n\n**Approach:**\n\n1. c\n\nAlways explain.\n\nBye.\n"
        "\n__Format__：\n```\nx\n```\n"
    )
    assert _outline(document) == [
        ("root", "", ["paragraph"]),
        ("lead-in", "Your duties", ["list"]),
        ("lead-in", "Approach", ["list"]),
        ("text", "", ["paragraph", "paragraph"]),
        ("lead-in", "Format", ["fence"]),
    ]
    assert document[_find(document, "Approach").span] == "**Approach:**\n\n1. c\n\n"
    assert document[_find(document, "Approach").heading] == "**Approach:**\n"


@pytest.mark.parametrize(
    "text",
    [
        "Duties:\n\nRunning text.\n",
        "Two lines\nof text:\n- a\n",
        "Duties:\n",
        "Duties\n- a\n",
        "Duties:\n\n---\n",
        "- Duties:\n  - a\n",
    ],
)
def test_what_looks_like_a_lead_in_but_is_none(text: str) -> None:
    assert [kind for kind, _, _ in _outline(parse(text))] == ["root"]


def test_under_headings_a_lead_in_stays_a_paragraph() -> None:
    assert _outline(parse("Duties:\n- a\n\n## B\nBuild APIs that are:\n- c\n")) == [
        ("root", "", ["paragraph", "list"]),
        ("heading", "B", ["paragraph", "list"]),
    ]


def test_every_kind_of_block() -> None:
    document = parse(
        "para\n\n- item\n\n```\nfence\n```\n\n    code\n\n|a|\n|-|\n|b|\n\n> quote\n\n<div>\n\n"
        "***\n\n[ref]: https://example.org\n"
    )
    kinds = ["paragraph", "list", "fence", "code", "table", "quote", "html", "rule", "paragraph"]
    assert _outline(document) == [("root", "", kinds)]
    assert [document[block.span] for block in document.body.blocks][2:4] == [
        "```\nfence\n```\n",
        "    code\n",
    ]


def test_items_hold_what_is_nested_in_them() -> None:
    document = parse("- a\n  more\n  - b\n\n    text\n\n-   c\n\n\n1) d\n-      code\n")
    lists = document.body.blocks
    assert [(block.kind, block.ordered) for block in lists] == [
        (BlockKind.LIST, False),
        (BlockKind.LIST, True),
        (BlockKind.LIST, False),
    ]
    items = [item for block in lists for item in block.items]
    assert [(document[item.marker], document[item.content]) for item in items] == [
        ("- ", "a\n  more\n  - b\n\n    text"),
        ("-   ", "c"),
        ("1) ", "d"),
        ("- ", "     code"),
    ]
    assert document[lists[0].gap] == "\n\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind_count_lines_alike(end: str) -> None:
    text = "\ufeff# A\n\ntext\x00\n\n- a\n- b\n\n\n## B\n".replace("\n", end)
    document = parse(text)
    assert _outline(document) == [
        ("root", "", []),
        ("heading", "A", ["paragraph", "list"]),
        ("heading", "B", []),
    ]
    items = _find(document, "A").blocks[1].items
    assert [document[item.span] for item in items] == [f"- a{end}", f"- b{end}"]


def test_deep_nesting_swallows_nothing_behind_it() -> None:
    deep = "".join("  " * level + "- x\n" for level in range(40))
    assert _outline(parse(deep + "\n# Behind\n"))[-1] == ("heading", "Behind", [])
    quotes = ">" * 5000 + " x\n"
    assert _outline(parse(quotes + "\n# Behind\n"))[-1] == ("heading", "Behind", [])


def test_a_body_without_text_is_all_gap() -> None:
    document = parse("---\nname: x\n---\n\n  \n")
    assert document.body.kind is SectionKind.ROOT
    assert document[document.body.heading_gap] == "\n  \n"
    assert document.body.blocks == document.body.sections == ()
