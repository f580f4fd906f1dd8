"""What an agent may really do: every shape of tool list, deny lists, memory, background, modes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

from agent_studio.core.dialects import CLAUDE_CODE, dialect, load, rights, rights_change
from agent_studio.core.dialects.model import Right, Rights
from agent_studio.core.dialects.tools import Shape, read_tool_list, tool_names
from agent_studio.core.document import parse
from strategies import any_bytes, values


def _rights(*lines: str) -> Rights:
    text = "\n".join(["---", "name: a", "description: b", *lines, "---", "", "Body", ""])
    return rights(load(parse(text), CLAUDE_CODE), CLAUDE_CODE)


@pytest.mark.parametrize(
    ("lines", "tools"),
    [
        ([], None),
        (["tools:"], ()),
        (["tools: []"], ()),
        (['tools: ""'], ()),
        (["tools: Read, Grep"], ("Read", "Grep")),
        (["tools: [Read, Grep]"], ("Read", "Grep")),
        (["tools:", "  - Read", "  - Write, Edit"], ("Read", "Write", "Edit")),
        (['tools: ["*"]'], None),
        (["tools: Read, Task"], ("Read", "Agent")),
        (["tools: read, grep"], ()),
        (["tools: {read: true}"], ()),
        (["tools:", "  allowed: [Read]"], ()),
        (["tools: 7"], ()),
        (["tools: Read, MultiEdit, Nonsense, AskUserQuestion"], ("Read",)),
        (["tools: Read, Bash", "disallowedTools: Bash"], ("Read",)),
        (["tools: Read, Grep", "memory: project"], ("Read", "Grep", "Write", "Edit")),
        (["tools: Read", "memory: global"], ("Read",)),
        (["tools: Read", "memory: user", "disallowedTools: Write, Edit"], ("Read",)),
        (["tools:", "memory: user"], ()),
        (["tools: Agent(a, b), Read"], ("Agent", "Read")),
        (["tools: Bash(git *), Read"], ("Bash", "Read")),
        (["tools: mcp__git__log, Read"], ("mcp__git__log", "Read")),
        (["tools: mcp__git__log, Read", "disallowedTools: mcp__git"], ("Read",)),
        (["tools: mcp__git__log, Read", 'disallowedTools: ["mcp__*"]'], ("Read",)),
        (["tools: Read, LSP", "background: true"], ("Read",)),
    ],
)
def test_the_tools_that_are_left(lines: list[str], tools: tuple[str, ...] | None) -> None:
    assert _rights(*lines).tools == tools


def test_what_a_list_grants() -> None:
    assert _rights("tools: Read, Grep").granted == {Right.READ}
    assert _rights("tools: Bash").granted >= {Right.RUN, Right.WRITE, Right.NETWORK}
    assert _rights("tools: WebFetch, mcp__a__b").granted == {Right.NETWORK, Right.MCP}
    assert _rights().granted == set(Right)
    assert Right.WRITE in _rights("disallowedTools: Write, Edit").granted
    assert _rights("tools:").granted == set()


def test_taking_a_shell_away_takes_what_needs_it() -> None:
    assert _rights("disallowedTools: Bash").denied == ("Bash", "Monitor")


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        ([], "no tools: it has every tool of the session"),
        (["tools: {read: true}"], "tools is neither a text nor a list: it has no tools at all"),
        (["tools:"], "tools is empty: it has no tools at all"),
        (["tools: Read, Nope"], "ignored, because Claude Code has no such tool: Nope"),
        (["tools: Nope"], "none of its tools is left: it is refused when it is started"),
        (["tools: Read, Edit", "memory: user"], "memory adds Write"),
        (["tools: Bash, Grep"], "Grep: not handed out beside Bash, which does their work"),
        (["permissionMode: dontAsk"], "dontAsk: whatever would be asked is denied"),
        (["disallowedTools: Edit"], "taken away: Edit"),
    ],
)
def test_notes_say_how_it_came_about(lines: list[str], note: str) -> None:
    assert note in _rights(*lines).notes


def test_what_is_not_loaded_can_do_nothing() -> None:
    nothing = rights(load(parse("# Notes\n"), CLAUDE_CODE), CLAUDE_CODE)
    assert nothing.tools == ()
    assert nothing.granted == set()


def test_a_harness_without_tool_lists_restricts_nothing() -> None:
    goose = dialect("goose")
    document = parse("---\nname: a\ndescription: b\ntools: Read\n---\n")
    assert rights(load(document, goose), goose).tools is None


@pytest.mark.parametrize(
    ("before", "after", "gained", "lost"),
    [
        (["tools: Read"], ["tools: Read"], (), ()),
        (["tools: Read"], ["tools: Read, Grep"], ("tool Grep",), ()),
        (["tools: Read"], ["tools: Read, Write"], ("may write files", "tool Write"), ()),
        (["tools: Read, Write"], ["tools: Read"], (), ("may write files", "tool Write")),
        (["disallowedTools: Write"], [], ("tool Write",), ()),
        (
            [],
            ["permissionMode: bypassPermissions"],
            ("permission mode bypassPermissions instead of default",),
            (),
        ),
        ([], ["permissionMode: plan"], (), ("permission mode plan instead of default",)),
        ([], ["permissionMode: default"], (), ()),
    ],
)
def test_changes_name_what_is_new(
    before: list[str], after: list[str], gained: tuple[str, ...], lost: tuple[str, ...]
) -> None:
    change = rights_change(_rights(*before), _rights(*after))
    assert (change.gained, change.lost) == (gained, lost)
    assert change.wider is bool(gained)


def test_opening_a_list_is_wider_whatever_it_held() -> None:
    change = rights_change(_rights("tools: Read, Bash"), _rights())
    assert "every tool of the session" in change.gained
    assert change.lost == ()


def test_a_new_agent_gains_and_a_removed_one_loses() -> None:
    may = _rights("tools: Read")
    assert rights_change(None, may).gained == ("may read files", "tool Read")
    assert rights_change(may, None).lost == ("may read files", "tool Read")


@pytest.mark.parametrize(
    ("value", "shape", "listed", "forbidden"),
    [
        (None, Shape.EMPTY, (), ()),
        ("Read, Agent(a, b),,Bash ", Shape.STRING, ("Read", "Agent(a, b)", "Bash"), ()),
        (["Read", 1, "Bash"], Shape.LIST, ("Read", "Bash"), ()),
        ({"read": True, "bash": False}, Shape.SWITCHES, ("read",), ("bash",)),
        ({"allowed": ["Read"], "forbidden": "Bash"}, Shape.LISTS, ("Read",), ("Bash",)),
        ({"x": "y"}, Shape.OTHER, (), ()),
        (3, Shape.OTHER, (), ()),
    ],
)
def test_shapes_of_a_tool_list(
    value: object, shape: Shape, listed: tuple[str, ...], forbidden: tuple[str, ...]
) -> None:
    found = read_tool_list(value)  # type: ignore[arg-type]  # values of the table
    assert (found.shape, found.listed, found.forbidden) == (shape, listed, forbidden)
    readable = shape in (Shape.EMPTY, Shape.STRING, Shape.LIST)
    assert tool_names(value) == (listed if readable else None)  # type: ignore[arg-type]  # as above


@given(values())
def test_any_value_is_a_tool_list_or_none(value: object) -> None:
    read_tool_list(value)  # type: ignore[arg-type]  # any value at all


@given(any_bytes())
def test_rights_never_raise_and_compare_with_themselves(data: bytes) -> None:
    may = rights(load(parse(data), CLAUDE_CODE), CLAUDE_CODE)
    change = rights_change(may, may)
    assert change.gained == change.lost == ()


def test_the_corpus_has_the_tools_of_its_sessions(corpus: Path) -> None:
    """What a session adds is taken out: servers, the tools of one model, the language server."""
    rows = [json.loads(line) for line in (corpus / "claude_code.jsonl").open(encoding="utf-8")]
    seen = [row for row in rows if "tools" in row]
    by_model = {"TaskCreate", "TaskGet", "TaskList", "TaskUpdate", "LSP"}
    everything = {*max((row["tools"] for row in seen), key=len)} - by_model
    for row in seen:
        document = parse((corpus / f"{row['file']}.md").read_bytes())
        may = rights(load(document, CLAUDE_CODE), CLAUDE_CODE)
        expected = {"Agent" if name == "Task" else name for name in row["tools"]} - by_model
        if may.tools is None:
            names = {"Agent" if name == "Task" else name for name in everything} - {*may.denied}
        else:
            folded = {tool.name for tool in CLAUDE_CODE.tools if tool.folded_into in {*may.tools}}
            names = {name for name in may.tools if not name.startswith("mcp__")}
            names -= folded | by_model
        assert names == expected, row["file"]
