"""Fields as rows of a form, what is typed into them, and what a new definition begins with."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_studio.core.check import check
from agent_studio.core.dialects import CLAUDE_CODE, load
from agent_studio.core.document import parse
from agent_studio.core.document.model import Value
from agent_studio.ui.editing import new_definition
from agent_studio.ui.editing.fields import Control, FormField, form_fields, place_for, typed_value


def row(front: str, key: str) -> FormField:
    document = parse(f"---\n{front}\n---\nBody\n")
    rows = form_fields(document, CLAUDE_CODE, load(document, CLAUDE_CODE).fields)
    return next(each for each in rows if each.key == key)


@pytest.mark.parametrize(
    ("front", "key", "control", "text"),
    [
        ("name: a", "name", Control.LINE, "a"),
        ("name: a", "description", Control.TEXT, ""),
        ("tools: [Read, Grep]", "tools", Control.LINE, "Read, Grep"),
        ("tools: {allowed: [Read]}", "tools", Control.RAW, "{allowed: [Read]}"),
        ("color: green", "color", Control.CHOICE, "green"),
        ("color: grene", "color", Control.CHOICE, "grene"),
        ("background: true", "background", Control.CHOICE, "true"),
        ("other: 3", "other", Control.LINE, "3"),
        ('name: "a\\e[31m"', "name", Control.RAW, '"a\\e[31m"'),
        ("name: a\u202eb", "name", Control.RAW, "a\u202eb"),
    ],
)
def test_a_field_is_edited_with_what_suits_it(
    front: str, key: str, control: Control, text: str
) -> None:
    found = row(front, key)

    assert (found.control, found.text) == (control, text)


def test_a_value_that_only_the_harness_reads_is_shown_as_it_reads_it() -> None:
    found = row("name: a\ndescription: when: asked", "description")

    assert found.text == "when: asked"
    assert "not valid YAML" in found.note


def test_fields_stand_in_the_order_of_the_dialect_and_unknown_ones_behind() -> None:
    document = parse("---\nzeta: 1\ncolor: red\nname: a\n---\n")

    keys = [each.key for each in form_fields(document, CLAUDE_CODE, {})]

    assert keys[0] == "name"
    assert keys[-1] == "zeta"
    assert set(keys) > {"color", "description", "tools"}


@pytest.mark.parametrize(
    ("front", "key", "typed", "value"),
    [
        ("tools: [Read]", "tools", "Read, Bash", ["Read", "Bash"]),
        ("tools: Read", "tools", "Read, Bash", "Read, Bash"),
        ("name: a", "background", "true", True),
        ("name: a", "maxTurns", "12", 12),
        ("name: a", "maxTurns", "many", "many"),
        ("name: a", "name", "12", "12"),
        ("other: 3", "other", "4", 4),
    ],
)
def test_what_is_typed_keeps_the_kind_of_the_value(
    front: str, key: str, typed: str, value: Value
) -> None:
    document = parse(f"---\n{front}\n---\n")

    assert typed_value(document, CLAUDE_CODE, key, typed) == value


def test_a_new_field_goes_where_the_dialect_has_it() -> None:
    document = parse("---\nname: a\ncolor: red\n---\n")

    assert place_for(document, CLAUDE_CODE, "description") == "name"
    assert place_for(document, CLAUDE_CODE, "unknown") is None


def test_everything_to_begin_with_loads_under_the_new_name(tmp_path: Path) -> None:
    kinds = new_definition.kinds()
    assert len(kinds) > 3

    for kind in kinds:
        document = parse(new_definition.begin(kind, "fresh-name"))
        loaded = load(document, CLAUDE_CODE)
        assert loaded.fields["name"] == "fresh-name"
        assert not [
            each for each in check(document, stem="fresh-name") if each.severity.value == "error"
        ]

    assert new_definition.path_for(tmp_path, "../../x").parent == tmp_path
    (tmp_path / "taken.md").write_text("")
    assert "there already" in new_definition.why_not_name(tmp_path, "taken")
