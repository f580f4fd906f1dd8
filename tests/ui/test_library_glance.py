"""The preview as text: what is wrong first, one line for what holds in several harnesses."""

from __future__ import annotations

from pathlib import Path

from agent_studio.core.check.examined import examine
from agent_studio.core.check.model import Severity
from agent_studio.core.check.standing import State
from agent_studio.core.dialects import CLAUDE_CODE, DIALECTS
from agent_studio.core.dialects.versions import at_version
from agent_studio.store.placings import Placing
from agent_studio.ui.listing.source import standing_of
from agent_studio.ui.widgets.glance_text import Finding, Glance, describe
from agent_studio.ui.widgets.loaded_line import told

TEXT = "---\nname: reviewer\ndescription: Reviews.\n---\n\nYou review.\n"


def _placing(harness: str, words: str) -> Placing:
    return Placing(DIALECTS[harness], State.CONTESTED, words, (), (), "")


def test_errors_and_warnings_stand_before_the_facts_and_hints_behind_them():
    found = (
        Finding(Severity.HINT, "unknown key", 4, (7, 9)),
        Finding(Severity.WARNING, "no such tool", 5),
        Finding(Severity.ERROR, "no tools at all", 6),
    )
    shown = describe(
        Glance(Path("x"), "reviewer", "x.md", facts=(("loads", "in it"),), findings=found), 60
    )
    assert shown.plain.splitlines() == [
        "reviewer",
        "x.md",
        "",
        "✖ no tools at all (line 6)",
        "▲ no such tool (line 5)",
        "",
        "loads    in it",
        "",
        "○ unknown key (line 4; likewise 7, 9)",
    ]


def test_many_places_of_one_hint_are_counted():
    assert Finding(Severity.HINT, "", 1, tuple(range(2, 12))).where == (
        "line 1; likewise 2, 3, 4, 5, 6, 7 and 4 others"
    )


def test_harnesses_that_do_the_same_are_told_once():
    found = [
        _placing("claude-code", "one of two"),
        _placing("cursor", "used"),
        _placing("vscode", "one of two"),
    ]
    one, two, three = (DIALECTS[each].title for each in ("claude-code", "cursor", "vscode"))
    assert standing_of(found, placed=True) == ((f"{one}, {three}", "one of two"), (two, "used"))
    assert [title for title, _ in standing_of(found, placed=False)] == [
        f"{one}, {three}, if they looked here",
        f"{two}, if it looked here",
    ]


def test_the_version_of_a_harness_is_told_once():
    newest, earlier = CLAUDE_CODE, at_version(CLAUDE_CODE, "2.1.200")
    for table, name in ((newest, newest.release), (earlier, "Claude Code 2.1.200")):
        line = told(examine(TEXT, table, "reviewer"), table, "LF").plain
        assert line.startswith(f"✔ {name} loads it as 'reviewer' · ")
