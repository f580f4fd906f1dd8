"""Which changed field gives an agent rights."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_studio.core.dialects import CLAUDE_CODE
from agent_studio.store.review import Change, Kind, Staging
from agent_studio.ui.reviewing.item import review_item

BEFORE = (
    "---\nname: reviewer\ndescription: Reads.\ntools: Read, Grep\ndisallowedTools: Bash\n---\n\n"
    "You read.\n"
)


def widening(before: str | None, after: str | None) -> frozenset[str]:
    path = Path("reviewer.md")
    kind = Kind.ADDED if before is None else Kind.MODIFIED
    change = Change(path, "reviewer.md", kind, before, after, staging=Staging.NO, index=before)
    return review_item(change, CLAUDE_CODE).widening


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("tools: Read, Grep", "tools: Read, Grep, Write", {"tools"}),
        ("tools: Read, Grep\n", "", {"tools"}),
        ("tools: Read, Grep", "tools: Read", set()),
        ("Reads.", "Reads all.", set()),
        ("name: reviewer\n", "name: reviewer\npermissionMode: bypassPermissions\n", None),
    ],
)
def test_a_field_is_named_that_alone_gives_rights(old, new, fields):
    found = widening(BEFORE, BEFORE.replace(old, new))
    assert found == ({"permissionMode"} if fields is None else fields)


def test_of_several_fields_only_those_that_give_rights():
    after = BEFORE.replace("Read, Grep", "Read, Bash, Write").replace("Reads.", "Reads more.")
    assert widening(BEFORE, after) == {"tools"}


def test_nothing_is_said_where_there_was_nothing_or_nothing_can_be_read():
    assert widening(None, BEFORE) == frozenset()
    assert widening(BEFORE, BEFORE.replace("tools: Read, Grep", "tools: [Read")) == frozenset()
