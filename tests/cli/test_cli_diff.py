"""``diff``: fields, sections and rights, in three formats and one status."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given

from agent_studio.cli.format.changes import changes
from agent_studio.core.compare import compare
from agent_studio.core.document import parse
from commands import studio
from strategies import definitions

BEFORE = """\
---
name: reviewer
description: Reads changes.
tools: Read, Grep
---

You read changes.

## Look for

- wrong results
- lost data
"""
AFTER = """\
---
name: reviewer
description: Reads every change.
tools: Read, Grep, Bash
color: blue
---

You read changes.

## Look for

- wrong results
- missing tests and [bold]markup[/bold] \x1b]52;c;aGk=\x07
"""


@pytest.fixture
def pair(in_folder):
    (in_folder / "a.md").write_text(BEFORE, encoding="utf-8")
    (in_folder / "b.md").write_text(AFTER, encoding="utf-8")
    return in_folder


def by_address(done):
    return {change["address"]: change for change in done.json["changes"]}


def test_equal_definitions_differ_in_nothing(pair):
    for form in ("text", "json"):
        done = studio("diff", "a.md", "a.md", "--format", form)
        assert (done.status, done.err) == (0, "")
    assert done.json["equal"] is True
    assert done.json["changes"] == []


def test_quoting_and_line_ends_are_no_differences(pair):
    other = BEFORE.replace("Reads changes.", "'Reads changes.'").replace("\n", "\r\n")
    done = studio("diff", "a.md", "-", stdin=other)
    assert (done.status, done.out) == (0, "")


def test_each_change_is_told_by_its_address(pair):
    done = studio("diff", "a.md", "b.md", "--format", "json")
    assert done.status == 1
    found = by_address(done)
    assert found["description"]["change"] == "changed"
    assert found["color"]["change"] == "added"
    assert "blue" in found["color"]["after"]
    assert found["tools/Bash"]["change"] == "added"
    assert not [address for address in found if address.startswith("name")]
    texts = [
        (change["before"], change["after"])
        for address, change in found.items()
        if "Look" in address
    ]
    assert any("lost data" in (before or "") for before, _ in texts)
    assert any("missing tests" in (after or "") for _, after in texts)


def test_rights_are_part_of_the_difference(pair):
    gained = studio("diff", "a.md", "b.md", "--format", "json").json["rights"]["gained"]
    assert any("Bash" in right for right in gained)
    lost = studio("diff", "b.md", "a.md", "--format", "json").json["rights"]["lost"]
    assert lost == gained
    first = gained[0].removeprefix("may ")
    assert studio("diff", "a.md", "b.md").out.startswith(f"▲ gains {first}\n")


def test_people_see_signs_and_no_control_characters(pair):
    out = studio("diff", "a.md", "b.md").out
    assert re.search(r"^  - .*Reads changes\.$", out, re.MULTILINE)
    assert re.search(r"^  \+ .*Reads every change\.$", out, re.MULTILINE)
    assert "␛]52;c;aGk=␇" in out
    assert "\x1b" not in out


def test_in_a_terminal_markup_of_the_file_stays_text(pair):
    out = studio("diff", "a.md", "b.md", "--color", "always").out
    assert "\x1b[" in out
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert plain == studio("diff", "a.md", "b.md").out


def test_html_escapes_and_shows_both_sides(pair):
    done = studio("diff", "a.md", "b.md", "--format", "html")
    assert done.status == 1
    assert done.out.startswith("<!doctype html>")
    assert "\x1b" not in done.out
    told = html.unescape(re.sub(r"<[^>]*>", "", done.out))
    assert "Reads every change." in told
    assert "- lost data" in told
    evil = "<script>alert(1)</script>"
    page = studio("diff", "a.md", "-", "--format", "html", stdin=AFTER.replace("blue", evil)).out
    assert "<script" not in page


def test_what_cannot_be_read_is_said(pair):
    done = studio("diff", "a.md", "gone.md")
    assert (done.status, done.out) == (2, "")
    assert "gone.md" in done.err
    done = studio("diff", "-", "-")
    assert done.status == 2
    assert "standard input" in done.err


@given(definitions())
def test_a_definition_compared_with_itself_shows_nothing(text):
    same = parse(text)
    assert changes(compare([same, same])) == []
