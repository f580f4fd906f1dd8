"""What Claude Code's own YAML parser takes otherwise; each line was seen with release 2.1.329."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.dialects import CLAUDE_CODE, dialect, load
from agent_studio.core.dialects.bun_yaml import read_bun
from agent_studio.core.dialects.hook_forms import hook_faults
from agent_studio.core.dialects.server_forms import why_server_refused
from agent_studio.core.document import parse
from agent_studio.core.document.model import YamlRefused
from strategies import values

X = "description: x"


def _name(front: str) -> object:
    loaded = load(parse(f"---\n{front}\n---\n\nYou review.\n"), CLAUDE_CODE)
    return loaded.fields["name"] if loaded.loads else None


@pytest.mark.parametrize(
    ("front", "name"),
    [
        # Lines of a quoted text, and of brackets, are indented deeper than what holds them.
        (f'name: "a\nb"\n{X}', None),
        (f'name: "a\n b"\n{X}', "a b"),
        (f'name: "a\n\n b"\n{X}', "a\nb"),
        (f"name: 'a\n b\n'\n{X}", None),
        (f'name: a\n{X}\nl:\n  k: "a\n  b"', None),
        (f'name: a\n{X}\nl:\n  k: "a\n   b"', "a"),
        (f'name: a\n{X}\nl:\n  - "a\n  b"', None),
        (f'name: a\n{X}\nl:\n  - k: "a\n     b"', "a"),
        (f"name: a\n{X}\nl: [a,\nb]", None),
        (f"name: a\n{X}\nl: [\n  a,\n# c\n\n  b\n]", "a"),
        (f"name: a\n{X}\nl: {{\na: b\n}}", None),
        (f"name: a\n{X}\nl:\n  k: [a,\n   b\n]", "a"),
        # Tags say nothing, mappings merge, keys may be anything.
        (f"name: !foo a\n{X}", "a"),
        ("name: a\ndescription: !!str 7", "a"),
        (f"name: a\n{X}\nk: !!binary x", "a"),
        ("name: a\nx: &a {description: q}\n<<: *a", "a"),
        ("name: a\n<<: [{description: q}, {name: b}]", "a"),
        (f"name: a\n<<: 7\n{X}", "a"),
        (f"name: a\n{X}\n? [a, b]\n: c", "a"),
        (f"name: a\n{X}\n? {{a: b}}\n: c", "a"),
        # Tabs, halves of characters, line ends that only Unicode knows, commas in front.
        (f"name: a\n{X}\nl:\n\t- b", "a"),
        (f"name: a\n{X}\nl:\n\t\tm: b\n\t\tn: c", "a"),
        (f"name: a\n{X}\nl:\n \t- b", None),
        (f"name: a\n{X}\nl:\n -\tb", "a"),
        (f'name: "a\\ud83d\\ude00"\n{X}', "a😀"),
        (f"name: a\u2028b\n{X}", "a\u2028b"),
        (f"name: a\u0085b\n{X}", "a\u0085b"),
        (f"name: a\n{X}\nl: , b's", "a"),
        ("name: a\ndescription: b\u2028c: d", None),
        # The rescue leaves what has quotes at both ends, whatever is between them.
        ('name: a\ndescription: "say "b" c"', None),
        ('name: a\ndescription: say "b": c', "a"),
    ],
)
def test_what_loads(front: str, name: object) -> None:
    assert _name(front) == name


def test_other_harnesses_read_by_the_book() -> None:
    text = parse(f'---\nname: "a\nb"\n{X}\n---\n\nYou review.\n')
    assert load(text, dialect("goose")).loads
    assert not load(text, CLAUDE_CODE).loads


@given(st.text(alphabet="ab:-?!&*[]{}'\"\\u0d8>|#, \t\n\r\u2028<", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(YamlRefused):
        read_bun(text)


HOOKS = CLAUDE_CODE.hooks
SERVERS = CLAUDE_CODE.servers


@given(values())
def test_any_value_is_judged_as_hooks_and_as_a_server(value: object) -> None:
    assert HOOKS is not None
    assert SERVERS is not None
    for nested in (value, {"PreToolUse": value}, {"PreToolUse": [{"hooks": [value]}]}):
        list(hook_faults(nested, HOOKS))  # type: ignore[arg-type]  # any value at all
    why_server_refused(value, SERVERS)  # type: ignore[arg-type]  # as above
    why_server_refused({"a": value}, SERVERS)  # type: ignore[dict-item]  # as above


@pytest.mark.parametrize(
    ("hook", "loads"),
    [
        ("{type: command, command: x}", True),
        ('{type: command, command: ""}', True),
        ("{type: command}", False),
        ("{command: x}", False),
        ("{type: command, command: x, timeout: 1.5}", True),
        ("{type: command, command: x, timeout: 0}", False),
        ('{type: command, command: x, timeout: "5"}', False),
        ("{type: command, command: x, once: yes}", False),
        ("{type: command, command: x, shell: zsh}", False),
        ("{type: prompt, prompt: x, shell: zsh}", True),
        ("{type: http, url: x}", False),
        ('{type: http, url: "http://x.y", headers: {A: 1}}', False),
        ("{type: mcp_tool, server: a}", False),
        ("{type: mcp_tool, server: a, tool: b, more: 7}", True),
        ("x", False),
    ],
)
def test_a_guard_that_is_broken_drops_the_file(hook: str, loads: bool) -> None:
    front = f"name: a\n{X}\nhooks: {{EVENT: [{{hooks: [{hook}]}}]}}"
    assert (_name(front.replace("EVENT", "PreToolUse")) == "a") is loads
    assert _name(front.replace("EVENT", "PostToolUse")) == "a"


@pytest.mark.parametrize(
    ("hooks", "loads"),
    [
        *(("yes", False), ("[]", False), ("1", False), ('"  "', False)),
        *(('""', True), ("", True), ("0", True), ("false", True), ("{}", True)),
        *(("{PreToolUse: null}", True), ("{PreToolUse: 0}", False), ("{Foo: [1]}", True)),
        *(("{PreToolUse: [{hooks: []}]}", True), ("{PreToolUse: [null]}", False)),
        *(("{PreToolUse: [{matcher: 7, hooks: []}]}", False), ("{PreToolUse: {}}", False)),
    ],
)
def test_hooks_of_another_shape_drop_the_file(hooks: str, loads: bool) -> None:
    assert (_name(f"name: a\n{X}\nhooks: {hooks}") == "a") is loads
