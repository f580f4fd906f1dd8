"""Writing values: three readings agree on what was written."""

from __future__ import annotations

import math

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import strategies
from agent_studio.core.document.model import Style
from agent_studio.core.document.scalars import double_quoted, requote, write_key, write_value
from agent_studio.core.document.yaml12 import read_yaml
from rescue import rescue

STYLES = st.sampled_from([None, *Style])


@given(strategies.texts(), STYLES, st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_three_readings_agree_on_every_text(
    text: str, like: Style | None, rescued: bool, line_end: str
) -> None:
    written = write_value("key", text, line_end=line_end, like=like, rescued=rescued)
    block = f"before: 1{line_end}key:{written}{line_end}behind: 2{line_end}"
    expected = {"before": 1, "key": text, "behind": 2}
    assert read_yaml(block) == expected
    assert yaml.safe_load(block) == expected
    if line_end == "\n" and (rescued or like not in (Style.LITERAL, Style.FOLDED)):
        assert yaml.safe_load(rescue(block)) == expected


@given(strategies.values(), STYLES, st.booleans(), st.sampled_from(["  ", "", "    "]))
def test_readings_agree_on_every_value(
    value: object, like: Style | None, rescued: bool, indent: str
) -> None:
    written = write_value(  # type: ignore[arg-type]  # drawn values are YAML values
        "key", value, line_end="\n", like=like, indent=indent, rescued=rescued
    )
    block = f"key:{written}\nbehind: 2\n"
    expected = {"key": value, "behind": 2}
    assert read_yaml(block) == expected
    assert yaml.safe_load(block) == expected
    if rescued:
        assert yaml.safe_load(rescue(block)) == expected


@given(strategies.texts())
def test_readings_agree_on_every_key(key: str) -> None:
    block = f"{write_key(key)}: x\n"
    assert read_yaml(block) == {key: "x"}
    assert yaml.safe_load(block) == {key: "x"}


@pytest.mark.parametrize(
    ("value", "like", "written"),
    [
        ("Read, Grep", Style.PLAIN, " Read, Grep"),
        ("Use when: asked", None, ' "Use when: asked"'),
        ("it's", Style.SINGLE, " 'it''s'"),
        ("plain", Style.DOUBLE, ' "plain"'),
        ("yes", Style.PLAIN, ' "yes"'),
        ("2025-08-10", None, ' "2025-08-10"'),
        ("a\nb", None, ' "a\\nb"'),
        ("a\nb\n", Style.LITERAL, " |\n  a\n  b"),
        ("a\n\nb", Style.FOLDED, " |-\n  a\n\n  b"),
        ("cut --- here", Style.PLAIN, ' "cut --\\x2D here"'),
        (None, Style.PLAIN, ""),
        (True, None, " true"),
        (1e20, None, " 1.0e+20"),
        (-math.inf, None, " -.inf"),
        (["Read", "a, b"], Style.FLOW_LIST, ' [Read, "a, b"]'),
        (["Read", "*"], Style.BLOCK_LIST, '\n  - Read\n  - "*"'),
        ([], Style.BLOCK_LIST, " []"),
        ({"a": ["x", {"b": 1, "c": []}]}, None, "\n  a:\n    - x\n    - b: 1\n      c: []"),
    ],
)
def test_style_is_kept_where_it_is_safe(value: object, like: Style | None, written: str) -> None:
    assert write_value("key", value, line_end="\n", like=like) == written  # type: ignore[arg-type]  # YAML values


def test_a_byte_that_is_no_text_is_kept_as_it_is() -> None:
    assert double_quoted("a\udcffb") == '"a\udcffb"'


@given(st.text(st.sampled_from("ab:# \"\\nx'é"), max_size=20))
def test_requoting_adds_quotes_and_backslashes_only(raw: str) -> None:
    runs = requote(raw)
    assert "".join(text for text, verbatim in runs if verbatim) == raw
    assert {text for text, verbatim in runs if not verbatim} <= {'"', "\\"}
    assert all(text for text, _ in runs)
    read = read_yaml("".join(text for text, _ in runs))
    assert read == raw.replace("\\n", "\n")
