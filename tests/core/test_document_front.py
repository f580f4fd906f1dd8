"""Front matter: fields of every shape, in blocks that strict YAML reads and in broken ones."""

from __future__ import annotations

import math
import time
from pathlib import Path

import pytest

from agent_studio.core.document import front_problem, parse
from agent_studio.core.document.model import Field, FrontFault, Style
from agent_studio.core.document.yaml12 import MAX_LENGTH, YamlRefused, read_yaml


def _field(content: str, key: str = "a") -> tuple[Field, str]:
    document = parse(f"---\n{content}---\n")
    field = document.field(key)
    assert field is not None
    return field, document[field.value_span]


@pytest.mark.parametrize(
    ("content", "style", "raw", "value"),
    [
        ("a: x  # why\n", Style.PLAIN, "x", "x"),
        ("a:\n", Style.EMPTY, "", None),
        ("a:  # why\n", Style.EMPTY, "", None),
        ("a: x\n  and y\n\nb: 1\n", Style.PLAIN, "x\n  and y", "x and y"),
        ("a: 'it''s' # why\n", Style.SINGLE, "'it''s'", "it's"),
        ('"a": "x\\ty"\n', Style.DOUBLE, '"x\\ty"', "x\ty"),
        ('a: "x\ny: z"\n', Style.DOUBLE, '"x\ny: z"', "x y: z"),
        ("a: |\n  x\n  # y\n\n# why\nb: 1\n", Style.LITERAL, "|\n  x\n  # y", "x\n# y\n"),
        ("a: >-\n  x\n  y\n", Style.FOLDED, ">-\n  x\n  y", "x y"),
        ("a: |+\n  x\n\n\nb: 1\n", Style.LITERAL, "|+\n  x\n\n", "x\n\n\n"),
        ("a: [x,\n  y] # why\n", Style.FLOW_LIST, "[x,\n  y]", ["x", "y"]),
        ("a: {x: [1]}\n", Style.FLOW_MAP, "{x: [1]}", {"x": [1]}),
        ("a:\n- x # why\n- y # why\n", Style.BLOCK_LIST, "- x # why\n- y", ["x", "y"]),
        ("a: # why\n  - x\n  # off\nb: 1\n", Style.BLOCK_LIST, "- x", ["x"]),
        ("a:\n  b: |\n    # x\n\nc: 1\n", Style.BLOCK_MAP, "b: |\n    # x", {"b": "# x\n"}),
        ("b: &x 1\na: *x # why\n", Style.ALIAS, "*x", 1),
        ("b: &x 1\na:\n  - 2\n  - *x # why\n", Style.BLOCK_LIST, "- 2\n  - *x", [2, 1]),
        ("a: &x y\n", Style.PLAIN, "&x y", "y"),
        ("a: !!str 5\n", Style.PLAIN, "!!str 5", "5"),
        ("a: 1\na: 2\n", Style.PLAIN, "2", 2),
        ("a\t: x\n", Style.PLAIN, "x", "x"),
        ("? a\n: x\n", Style.PLAIN, "x", "x"),
    ],
)
def test_fields_that_strict_yaml_reads(content: str, style: Style, raw: str, value: object) -> None:
    field, found = _field(content)
    assert (field.style, found, field.value, field.error) == (style, raw, value, None)


@pytest.mark.parametrize(
    ("content", "raw", "message"),
    [
        ("a: Use when: x  # why\n", "Use when: x", "colon followed by a blank"),
        ("a: @x\n", "@x", "begins with @"),
        ("a: *.py\n", "*.py", "begins with *"),
        ("a: x\ny\n\nz\n", "x\ny\n\nz", "not indented"),
        ("a: >\nText on.\nMore text.\n", ">\nText on.\nMore text.", "not indented"),
        ('a: "x" y\n', '"x" y', "closing quote"),
        ("a: [x] [y]\n", "[x] [y]", "closing bracket"),
        ('a: "x\n', '"x', "never closed"),
        ("a: [x\n", "[x", "not closed"),
        ("a: - x\n", "- x", "list item"),
        ("a: \x1b[1m\n", "\x1b[1m", "U+001B"),
        ("a: \udcff\n", "\udcff", "0xFF is not UTF-8"),
        ("a:\n\t- x\n", "- x", "tab"),
        ("a: !t x\n", "!t x", "tag !t"),
        ("a: !!python/object:os.system x\n", "!!python/object:os.system x", "tag"),
        ('a: "\\d"\n', '"\\d"', "backslash"),
        ("a: &x [*x]\n", "&x [*x]", "alias"),
        (
            "a: x\n<example>\nuser: y\n</example>\n",
            "x\n<example>\nuser: y\n</example>",
            "not indented",
        ),
    ],
)
def test_a_broken_field_keeps_its_text_and_its_neighbours_are_read(
    content: str, raw: str, message: str
) -> None:
    document = parse(f"---\nname: x\n{content}# why\nmodel: 'y'\n---\nbody")
    assert document.front is not None
    assert document.front.error is not None
    assert [field.key for field in document.fields] == ["name", "a", "model"]
    name, broken, model = document.fields
    assert (name.value, model.value, broken.value) == ("x", "y", None)
    assert broken.error is not None
    assert message in broken.error.message
    assert broken.error.offset in broken.line_span
    assert document[broken.value_span] == raw
    assert document[model.span] == "# why\nmodel: 'y'\n"


def test_prose_that_runs_on_hides_no_lower_case_key() -> None:
    document = parse("---\na: x\nmore: w\nText here\nAnswer: z\nmodel: b\n---\n")
    assert [field.key for field in document.fields] == ["a", "more", "model"]


def test_a_quoted_value_over_lines_hides_its_keys_in_a_broken_block_too() -> None:
    document = parse('---\na: "x\ny: z"\nb: c: d\ne: [f,\ng: h\n]\n---\n')
    assert [field.key for field in document.fields] == ["a", "b", "e"]


def test_an_indented_broken_block_is_read_by_its_own_margin() -> None:
    document = parse("---\n  a: b: c\n  d: e\n---\n")
    assert [(field.key, field.value) for field in document.fields] == [("a", None), ("d", "e")]


def test_comments_and_blank_lines_belong_to_the_field_below_or_to_the_tail() -> None:
    document = parse("---\n# one\n\na: 1\n\n# two\nb: 2\n# end\n---\n")
    assert document.front is not None
    spans = [document[field.span] for field in document.fields]
    assert spans == ["# one\n\na: 1\n", "\n# two\nb: 2\n"]
    assert document[document.front.tail] == "# end\n"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("on", "on"),
        ("12:30:00", "12:30:00"),
        ("2025-08-10", "2025-08-10"),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("+1", 1),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("-.inf", -math.inf),
        ("~", None),
        ("True", True),
        ("9" * 5000, "9" * 5000),
        ("=", "="),
        ("{<<: x}", {"<<": "x"}),
    ],
)
def test_scalars_are_those_of_yaml_1_2(text: str, value: object) -> None:
    assert read_yaml(text) == value


@pytest.mark.parametrize("text", ["[a]: b", "a: !x b", "a: *b", "[" * 5000, "- " * 500, "a: b: c"])
def test_what_is_beyond_plain_data_is_refused(text: str) -> None:
    with pytest.raises(YamlRefused):
        read_yaml(text)


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{i + 1}: &a{i + 1} [{', '.join([f'*a{i}'] * 9)}]\n" for i in range(30)
)


@pytest.mark.parametrize(
    "content",
    [
        BOMB,
        "name: x\ndescription: " + "words and " * 1_000_000,
        "name: x\n" + "# comment\n" * 1_000_000,
        "name: x\n" + "<a>\n" * 500_000,
        "name: [\n" * 500_000,
        'name: "x\n' * 500_000,
        "name: x\n" + "\n" * 3_000_000,
    ],
    ids=["bomb", "long", "comments", "tags", "brackets", "quotes", "blank"],
)
def test_hostile_blocks_are_answered_with_an_error_in_bounded_time(content: str) -> None:
    start = time.process_time()
    document = parse(f"---\n{content}\n---\n")
    front = document.front
    assert front is not None
    assert front.error is not None
    assert len(content) > MAX_LENGTH or "alias" in front.error.message
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("text", "fault", "blamed"),
    [
        ("", FrontFault.EMPTY, ""),
        ("\ufeff\n \n", FrontFault.EMPTY, "\ufeff\n \n"),
        ("# Title\ntext", FrontFault.MISSING, "# Title"),
        ("---\nname: x\n", FrontFault.UNCLOSED, "---"),
        ("--- \nname: x\n ---\n", FrontFault.UNCLOSED, "---"),
        ("\n\n---\nname: x\n---\n", FrontFault.LATE, "\n\n"),
        ("<!-- c -->\n---\nname: x\n---\n", FrontFault.LATE, "<!-- c -->\n"),
        (" ---\nname: x\n---\n", FrontFault.LATE, " "),
        ("```yaml\n---\nname: x\n---\n```\n", FrontFault.FENCED, "```yaml"),
        ("name: x\ndescription: y\n\ntext", FrontFault.BARE, "name: x\ndescription: y"),
    ],
)
def test_why_there_is_no_front_matter(text: str, fault: FrontFault, blamed: str) -> None:
    document = parse(text)
    problem = front_problem(text)
    assert document.front is None
    assert problem is not None
    assert (problem.fault, document[problem.span]) == (fault, blamed)


@pytest.mark.parametrize("fence", ["---", "--- ", "----", "-" * 56, "---\t"])
def test_fences_of_many_dashes_are_read(fence: str) -> None:
    document = parse(f"{fence}\nname: x\n{fence}\nbody")
    assert front_problem(document.text) is None
    assert document.front is not None
    assert document.front.value == {"name": "x"}
    assert document[document.body.span] == "body"


def test_fields_of_the_corpus_are_all_found(corpus: Path) -> None:
    """Where a block is refused, every key at the left edge that begins the known fields is."""
    for path in corpus.rglob("*.md"):
        document = parse(path.read_bytes())
        if document.front is None:
            continue
        lines = document[document.front.content].splitlines()
        for key in ("name", "description", "tools", "model"):
            if any(line.startswith(f"{key}: ") for line in lines):
                assert document.field(key) is not None, (path, key)
