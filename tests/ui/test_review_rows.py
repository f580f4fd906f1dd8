"""What changed, row by row, and one row taken without the others."""

from __future__ import annotations

import pytest

from agent_studio.core.dialects import CLAUDE_CODE
from agent_studio.core.document import parse
from agent_studio.ui.reviewing.pick import RowHangsTogetherError, with_row
from agent_studio.ui.reviewing.rows import ChangedRow, changes

BEFORE = """\
---
# Who it is
name: reviewer
description: Reviews changes before they are merged.  # short
tools:
  - Read
  - Grep
hooks:
  Stop:
    - command: make test
---

You review changes.

## Steps

- Read the change
- Run nothing
- Say what is wrong

## Never

Never approve what nobody has tested.
"""
AFTER = """\
---
# Who it is
name: reviewer
description: Reviews all changes before they are merged.  # short
model: opus
tools:
  - Read
  - Grep
  - Bash
hooks:
  Stop:
    - command: make lint
---

You review every change.

## Steps

- Read the change twice
- Say what is wrong
- Thank the author

## Tone

Be kind.
"""


def found(before: str, after: str) -> tuple[ChangedRow, ...]:
    return changes(parse(before), parse(after), CLAUDE_CODE).changed


def test_each_change_is_one_row_with_its_place() -> None:
    rows = {(row.sign, row.where, row.new or row.old) for row in found(BEFORE, AFTER)}

    assert ("+", "model", "model: opus") in rows
    assert ("≠", "Steps", "- Read the change twice") in rows
    assert ("−", "Steps", "- Run nothing") in rows
    assert ("+", "Steps", "- Thank the author") in rows
    assert ("+", "Tone", "## Tone\nBe kind.") in rows
    assert ("−", "Never", "## Never\nNever approve what nobody has tested.") in rows


def test_a_change_inside_a_nested_value_is_told() -> None:
    row = next(row for row in found(BEFORE, AFTER) if row.where == "hooks")

    assert row.inside == ("Stop[0].command: make test → make lint",)


def test_changed_words_are_marked() -> None:
    row = next(row for row in found(BEFORE, AFTER) if row.where == "description")

    assert [word.text for word in row.after if word.changed] == ["all "]


def test_the_same_text_has_no_rows_and_layout_is_told() -> None:
    assert changes(parse(BEFORE), parse(BEFORE), CLAUDE_CODE).changed == ()
    wide = BEFORE.replace("\n\n## Never", "\n\n\n## Never")
    assert changes(parse(BEFORE), parse(wide), CLAUDE_CODE).layout_only


def test_a_new_definition_is_all_new() -> None:
    rows = changes(None, parse(AFTER), CLAUDE_CODE).changed

    assert {row.sign for row in rows} == {"+"}


@pytest.mark.parametrize("backwards", [False, True], ids=["stage", "revert"])
@pytest.mark.parametrize("row", found(BEFORE, AFTER), ids=lambda row: row.address)
def test_a_row_is_taken_and_nothing_else(row: ChangedRow, backwards: bool) -> None:
    ground, other = (AFTER, BEFORE) if backwards else (BEFORE, AFTER)

    result = with_row(ground, other, row, CLAUDE_CODE)

    assert [(each.where, {each.old, each.new}) for each in found(ground, result)] == [
        (row.where, {row.old, row.new})
    ]
    assert len(found(result, other)) == len(found(ground, other)) - 1


def test_a_changed_row_moves_no_other_byte() -> None:
    before, after = (text.replace("\n", "\r\n") for text in (BEFORE, AFTER))
    row = next(row for row in found(before, after) if row.where == "description")

    assert with_row(before, after, row, CLAUDE_CODE) == before.replace(
        "Reviews changes", "Reviews all changes"
    )


def test_a_row_that_is_the_same_already_is_refused() -> None:
    row = found(BEFORE, AFTER)[0]

    with pytest.raises(RowHangsTogetherError, match="same on both sides"):
        with_row(AFTER, AFTER, row, CLAUDE_CODE)


def test_where_words_were_only_added_the_former_text_is_not_shown_beside_the_new_one():
    text = "---\nname: reviewer\n---\n\nYou read every change" + " before it is merged" * 12 + ".\n"
    more = text.replace("read every", "read really every")
    for before, after, one, other in (
        (text, more, "after", "before"),
        (more, text, "before", "after"),
    ):
        [row] = changes(parse(before), parse(after), CLAUDE_CODE).changed
        assert row.old != row.new
        assert getattr(row, other) == ()
        shown = "".join(word.text for word in getattr(row, one))
        assert "You read really every change before" in shown
        assert shown.endswith(" … ")
        assert "merge …" not in shown, "no word is cut in two"
