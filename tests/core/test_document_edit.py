"""Changing fields: what was set is read, and nothing else has changed."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import strategies
from agent_studio.core.document import Document, parse
from agent_studio.core.document.edit import remove_field, rename_field, replace, set_field
from agent_studio.core.document.model import Style
from agent_studio.core.text import Span
from rescue import rescue

KEYS = st.sampled_from(["name", "description", "tools", "model", "new-key"])


def _values(document: Document) -> dict[str, object]:
    assert document.front is not None
    assert document.front.error is None
    return dict(document.front.value or {})


@given(strategies.clean_definitions(), KEYS, strategies.values())
def test_a_set_value_is_read_and_the_others_stay(text: str, key: str, value: object) -> None:
    before = parse(text)
    after = set_field(before, key, value)  # type: ignore[arg-type]  # drawn values are YAML values
    assert _values(after) == {**_values(before), key: value}
    assert after.front is not None
    assert before.front is not None
    assert after[after.body.span] == before[before.body.span]
    kept = yaml.safe_load(after[after.front.content])
    assert kept == {**yaml.safe_load(before[before.front.content]), key: value}


@given(strategies.definitions(), strategies.KEYS, strategies.texts())
def test_nothing_outside_the_fields_lines_changes(text: str, key: str, value: str) -> None:
    before = parse(text)
    key = before.fields[len(value) % len(before.fields)].key if before.fields else key
    after = set_field(before, key, value)
    field = before.field(key)
    if field is None:
        assert len(after.text) > len(before.text)
        return
    end = len(before.text) - field.line_span.end
    assert after.text[: field.line_span.start] == text[: field.line_span.start]
    assert after.text[len(after.text) - end :] == text[field.line_span.end :]


@given(strategies.strict_fronts(), strategies.values(), st.data())
def test_setting_a_field_of_any_shape_changes_its_value_only(
    text: str, value: object, data: st.DataObject
) -> None:
    before = parse(text)
    field = data.draw(st.sampled_from(before.fields))
    after = set_field(before, field.key, value)  # type: ignore[arg-type]  # drawn values are YAML values
    assert _values(after) == {**_values(before), field.key: value}
    if field.style not in (Style.BLOCK_LIST, Style.BLOCK_MAP):
        assert _comments(before) == _comments(after)


@given(strategies.strict_fronts())
def test_setting_the_value_that_is_there_changes_no_byte(text: str) -> None:
    document = parse(text)
    for field in document.fields:
        assert set_field(document, field.key, field.value).text == text


def _comments(document: Document) -> list[str]:
    return sorted(re.findall(r"# (?:why|off)", document.text))


@given(strategies.strict_fields(), strategies.values(), st.integers(0, 2))
def test_in_a_block_that_needs_rescue_the_rescue_reads_what_was_set(
    lines: list[str], value: object, place: int
) -> None:
    others = ["name: b", "hint: Use when: asked"]
    document = parse("\n".join(["---", *others[:place], *lines, *others[place:], "---", ""]))
    after = set_field(document, "a", value)  # type: ignore[arg-type]  # drawn values are YAML values
    assert after.front is not None
    assert after.front.error is not None
    assert yaml.safe_load(rescue(after[after.front.content]))["a"] == value
    field = after.field("a")
    assert field is not None
    assert field.error is None
    assert field.value == value


@given(strategies.clean_definitions(), KEYS)
def test_removing_a_field_removes_its_lines_only(text: str, key: str) -> None:
    before = parse(text)
    after = remove_field(before, key)
    assert after.field(key) is None
    assert _values(after) == {k: v for k, v in _values(before).items() if k != key}
    assert after[after.body.span] == before[before.body.span]


@given(strategies.definitions(), strategies.KEYS, strategies.texts())
def test_editing_never_fails(text: str, key: str, new: str) -> None:
    document = parse(text)
    remove_field(document, key)
    rename_field(document, key, new)


@given(strategies.clean_definitions())
def test_renaming_there_and_back_gives_the_same_bytes(text: str) -> None:
    document = parse(text)
    renamed = rename_field(document, "name", "title")
    assert renamed.field("name") is None
    assert renamed.field("title") is not None
    assert rename_field(renamed, "title", "name").text == text


def test_replace_splices() -> None:
    assert replace(parse("abcdef"), Span(1, 3), "X").text == "aXdef"


CASES = [
    ("model: haiku  # cheap\n", "model", "opus", "model: opus  # cheap\n"),
    ("model:  # which?\n", "model", "opus", "model: opus  # which?\n"),
    ('name: "a"\n', "name", "b", 'name: "b"\n'),
    ("name: 'a'\n", "name", "it's", "name: 'it''s'\n"),
    ("tools: Read, Grep\n", "tools", "Read, Bash", "tools: Read, Bash\n"),
    ("tools: [Read, Grep] # x\n", "tools", ["Grep", "Bash"], "tools: [Grep, Bash] # x\n"),
    ('tools: ["Read"]\n', "tools", ["Read", "Bash"], 'tools: ["Read", "Bash"]\n'),
    (
        "tools: # mine\n    - Read # r\n    # search\n    - 'Grep' # g\n    # off\nx: 1\n",
        "tools",
        ["Grep", "Bash"],
        "tools: # mine\n    # search\n    - 'Grep' # g\n    - Bash\n    # off\nx: 1\n",
    ),
    ("tools:\n- Read\n- Grep\n", "tools", ["Read", "X"], "tools:\n- Read\n- X\n"),
    ("tools: # mine\n  - Read\n", "tools", "Read", "tools: Read # mine\n"),
    ("tools: Read # mine\n", "tools", ["A", "B"], "tools: # mine\n  - A\n  - B\n"),
    ("a: |\n    x\n    y\n\nb: 1\n", "a", "p\nq\n", "a: |\n    p\n    q\n\nb: 1\n"),
    ("a: >-\n  x\n  y\nb: 1\n", "a", "p", "a: p\nb: 1\n"),
    ("a: x\n  y\nb: 1\n", "a", "p", "a: p\nb: 1\n"),
    ("d: Use when: x\nm: y\n", "d", "Use when: y", 'd: "Use when: y"\nm: y\n'),
    ("d: one\ntwo\n\nthree\nm: y\n", "d", "one two", "d: one two\nm: y\n"),
    ("d: Use: x\nm: a # b\n", "m", "c", "d: Use: x\n# b\nm: c\n"),
    ("d: Use: x\nm: a\n", "m", [], "d: Use: x\nm:\n  []\n"),
    ("a: 1\na: 2\n", "a", 3, "a: 1\na: 3\n"),
    ("a: &x [1]\nb: *x\n", "a", [2], "a: &x [2]\nb: *x\n"),
    ("a: 1\n# end\n", "b", "c", "a: 1\nb: c\n# end\n"),
    ("  a: 1\n", "b", ["c"], "  a: 1\n  b:\n    - c\n"),
    ("{a: 1}\n", "b", 2, "a: 1\nb: 2\n"),
    ("# only\n", "b", 2, "# only\nb: 2\n"),
    ("? a\n: b\nc: d\n", "a", "e", "a: e\nc: d\n"),
    ("a:\n  b: 1 # c\n", "a", {"b": 2}, "a:\n  b: 2 # c\n"),
]


@pytest.mark.parametrize(("before", "key", "value", "after"), CASES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_set_field(before: str, key: str, value: object, after: str, end: str) -> None:
    text = f"---\n{before}---\nbody\n".replace("\n", end)
    document = set_field(parse(text), key, value)  # type: ignore[arg-type]  # YAML values
    assert document.text == f"---\n{after}---\nbody\n".replace("\n", end)


def test_front_matter_is_begun_where_there_is_none() -> None:
    assert set_field(parse("\ufeffHello\r\n"), "name", "a").text == (
        "\ufeff---\r\nname: a\r\n---\r\nHello\r\n"
    )


def test_a_field_is_added_behind_the_one_named() -> None:
    text = "---\nname: a\n# why\ncolor: b\n---\n"
    expected = "---\nname: a\nmodel: c\n# why\ncolor: b\n---\n"
    assert set_field(parse(text), "model", "c", after="name").text == expected


def test_a_removed_field_takes_the_comments_directly_above_with_it() -> None:
    text = "---\r\n# licence\r\n\r\n# why\r\nname: a\r\ncolor: b\r\n---\r\n"
    assert remove_field(parse(text), "name").text == "---\r\n# licence\r\n\r\ncolor: b\r\n---\r\n"
