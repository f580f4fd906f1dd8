"""Tables as of earlier versions, and what these made of files, as the releases themselves do."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.check import check_subject
from agent_studio.core.check.model import Severity
from agent_studio.core.check.subject import Subject
from agent_studio.core.dialects import CLAUDE_CODE, DIALECTS, UnknownHarness, dialect, load, rights
from agent_studio.core.dialects.model import Outcome
from agent_studio.core.dialects.versions import at_version, is_newer, ordered
from agent_studio.core.document import parse
from agent_studio.core.text import BOM
from nasty_front import nasty


def _definition(*lines: str, end: str = "\n") -> str:
    return end.join(["---", *lines, "---", "", "You review.", ""])


PLAIN = _definition("name: reviewer", "description: x")
COLON = _definition("name: reviewer", "description: a: b")
AT = _definition("name: reviewer", "description: @everybody")
TABS = _definition("name: reviewer", "description: x", "skills:", "\t- a")
TWICE = _definition("name: reviewer", "description: x", "model: opus", "model: opus")
DASH = _definition('name: "-reviewer"', "description: x")
TEAM = _definition('name: "team:reviewer"', "description: x")
NUL = _definition("name: reviewer", "description: a\0b")
HOOKS = _definition("name: reviewer", "description: x", "hooks: {PreToolUse: lint}")
CRLF = _definition("name: reviewer", "description: a: b", end="\r\n")
RUNS_ON = _definition("name: reviewer", "description: a", "b c")
COMMENT = _definition("name: reviewer # the one", "description: x")


# For each text the first version that takes it otherwise, and whether it loads from then on.
CHANGES = [
    (RUNS_ON, "2.0.77", False),
    (COLON, "2.0.77", False),
    (CRLF, "2.0.77", False),
    (COLON, "2.1.69", True),
    (TWICE, "2.1.113", True),
    (TABS, "2.1.163", True),
    (DASH, "2.1.172", False),
    (TEAM, "2.1.218", False),
    (NUL, "2.1.229", False),
    (BOM + PLAIN, "2.1.239", True),
    (HOOKS, "2.1.257", False),
]


def _before(version: str) -> str:
    first, second, third = ordered(version)
    return f"{first}.{second}.{third - 1}"


@pytest.mark.parametrize(("text", "version", "loads"), CHANGES)
def test_what_changed_with_a_version(text: str, version: str, loads: bool) -> None:
    document = parse(text)
    assert load(document, at_version(CLAUDE_CODE, version)).loads is loads
    assert load(document, at_version(CLAUDE_CODE, _before(version))).loads is not loads


def test_every_change_of_loading_has_its_text() -> None:
    told = {version for _, version, _ in CHANGES}
    # Whether an agent without tools starts is no matter of loading.
    assert {each.before for each in CLAUDE_CODE.history} - told == {"2.1.208"}


def test_what_all_versions_take_alike() -> None:
    for version in ("2.0.30", "2.0.77", "2.1.2", "2.1.69", "2.1.200", "2.1.329", "9.9"):
        assert load(parse(PLAIN), at_version(CLAUDE_CODE, version)).outcome is Outcome.LOADS
        assert not load(parse("# Notes\n"), at_version(CLAUDE_CODE, version)).loads


def test_line_by_line_every_value_is_a_text() -> None:
    loaded = load(parse(COMMENT), at_version(CLAUDE_CODE, "2.0.30"))
    assert loaded.fields == {"name": "reviewer # the one", "description": "x"}
    nested = _definition("name: 'a'", "description: 7", "hooks:", "  name: b")
    assert load(parse(nested), at_version(CLAUDE_CODE, "2.0.30")).fields == {
        "name": "b",
        "description": "7",
    }


def test_before_colons_were_rescued_other_signs_were() -> None:
    loaded = load(parse(AT), at_version(CLAUDE_CODE, "2.1.2"))
    assert loaded.outcome is Outcome.RESCUED
    assert loaded.fields["description"] == "@everybody"


def test_what_came_later_is_not_there() -> None:
    text = _definition("name: reviewer", "description: x", "tools: Read, Agent", "memory: user")
    loaded = load(parse(text), at_version(CLAUDE_CODE, "2.1.0"))
    assert [(each.key, each.why) for each in loaded.without] == [("memory", "came with 2.1.33")]
    assert rights(loaded, at_version(CLAUDE_CODE, "2.1.0")).tools == ("Read",)
    now = load(parse(text), CLAUDE_CODE)
    assert now.without == ()
    assert rights(now, CLAUDE_CODE).tools == ("Read", "Agent", "Write", "Edit")


def test_a_tool_that_is_gone_was_there() -> None:
    table = at_version(CLAUDE_CODE, "2.0.30")
    output, shell = table.tool("BashOutput"), table.tool("KillShell")
    assert output is not None
    assert shell is not None
    assert (output.dead, shell.dead, shell.replacement) == (False, False, "")
    output, shell = CLAUDE_CODE.tool("BashOutput"), CLAUDE_CODE.tool("KillShell")
    assert output is not None
    assert shell is not None
    assert (output.dead, shell.dead, shell.replacement) == (True, False, "TaskStop")


def test_versions_are_compared_as_numbers() -> None:
    assert is_newer("2.1.113", "2.1.69")
    assert not is_newer("2.1.69", "v2.1.69")
    assert not is_newer("", "1.0")


@pytest.mark.parametrize("version", ["", "x", "2.", "2.1.0-beta", "1" * 80, "٣.١"])
def test_what_is_no_version_is_refused_in_a_sentence(version: str) -> None:
    with pytest.raises(UnknownHarness, match="is no version, such as"):
        dialect(f"claude-code@{version}")


def test_every_table_can_be_had_as_of_a_version() -> None:
    for each in DIALECTS.values():
        table = dialect(f"{each.id}@0.0.1")
        assert (table.id, table.as_of, table.release) == (each.id, "0.0.1", f"{each.title} 0.0.1")
        assert {spec.key for spec in (*table.fields, *table.newer)} == {
            spec.key for spec in each.fields
        }


DROPS = {
    *("AS101", "AS102", "AS103", "AS104", "AS106", "AS112", "AS113", "AS114"),
    *("AS201", "AS202", "AS203", "AS421", "AS434"),
}


@given(st.randoms(use_true_random=False), st.sampled_from(["2.0.30", "2.1.2", "2.1.162", "9.9"]))
def test_a_file_that_a_version_drops_has_an_error_and_no_other_has(
    random: Random, version: str
) -> None:
    text = random.choice(("", "", "", BOM)) + nasty(random, "q")
    subject = Subject(parse(text), at_version(CLAUDE_CODE, version))
    errors = {each.code for each in check_subject(subject) if each.severity is Severity.ERROR}
    assert bool(errors & DROPS) is not subject.loaded.loads
