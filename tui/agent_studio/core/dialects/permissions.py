"""Which tools a mapping of permissions leaves, where the last line that fits counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from agent_studio.core.dialects.model import Dialect
from agent_studio.core.dialects.tools import find_tool
from agent_studio.core.document.model import Value
from agent_studio.core.text import visible

_DENY: Final = "deny"
_ASK: Final = "ask"
_EVERY: Final = "*"


class Permitted(NamedTuple):
    """What is left of a harness's tools."""

    tools: tuple[str, ...] | None
    """The names that are left; ``None`` if every tool is that is not in ``denied``."""
    denied: tuple[str, ...]
    asked: tuple[str, ...]
    """The tools that are asked about each time."""
    notes: tuple[str, ...]


class _Line(NamedTuple):
    pattern: str
    action: str
    """The action; of several by pattern, the freest."""
    partly: bool = False


def permitted(fields: dict[str, Value], dialect: Dialect) -> Permitted:
    """The tools that switches and permissions leave."""
    lines = [
        *_switches(fields.get(dialect.switches_field), dialect),
        *_permissions(fields.get(dialect.permission_field)),
    ]
    names = [tool.name for tool in dialect.tools if not tool.replacement and tool.in_subagent]
    actions = {name: _action(name, lines) for name in names}
    denied = tuple(name for name in names if actions[name].action == _DENY)
    # No table knows the tools of MCP servers; a line for all tools is for them, too.
    others = _action("", lines)
    open_to_others = others.action != _DENY
    left = tuple(name for name in names if name not in denied)
    more = tuple(
        line.pattern for line in lines if line.action != _DENY and _is_foreign(line.pattern, names)
    )
    tools = None if open_to_others else (*left, *more)
    asked = tuple(name for name in names if actions[name].action == _ASK)
    return Permitted(tools, denied, asked, tuple(_notes(lines, actions)))


def _is_foreign(pattern: str, names: list[str]) -> bool:
    """Whether a line speaks of tools that the table does not know."""
    return pattern != _EVERY and not any(_fits(pattern, name) for name in names)


def _switches(value: Value, dialect: Dialect) -> Iterator[_Line]:
    for key, on in value.items() if isinstance(value, dict) else ():
        tool = find_tool(key, dialect)
        yield _Line(tool.name if tool else key, "allow" if on else _DENY)


def _permissions(value: Value) -> Iterator[_Line]:
    if isinstance(value, str):
        yield _Line(_EVERY, value)
    for key, action in value.items() if isinstance(value, dict) else ():
        if isinstance(action, str):
            yield _Line(key, action)
        elif isinstance(action, dict):
            words = [each for each in action.values() if isinstance(each, str)]
            freest = min(words, key=_FREEDOM.index, default=_ASK) if _known(words) else _ASK
            yield _Line(key, freest, partly=True)


_FREEDOM: Final = ("allow", _ASK, _DENY)


def _known(words: list[str]) -> bool:
    return all(word in _FREEDOM for word in words)


def _action(name: str, lines: list[_Line]) -> _Line:
    """The last line that speaks of the tool; ``""`` stands for one that no line names."""
    found = _Line(_EVERY, "allow")
    for line in lines:
        if _fits(line.pattern, name):
            found = line
    return found


def _fits(pattern: str, name: str) -> bool:
    if not name:
        return pattern == _EVERY
    parts = (re.escape(part) for part in pattern.split(_EVERY))
    return re.fullmatch(".*".join(parts), name) is not None


def _notes(lines: list[_Line], actions: dict[str, _Line]) -> Iterator[str]:
    asked = [name for name, line in actions.items() if line.action == _ASK]
    partly = [visible(line.pattern) for line in lines if line.partly and line.action != _DENY]
    if asked:
        yield f"asked before: {', '.join(asked)}"
    if partly:
        yield f"by patterns, so in part only: {', '.join(partly)}"
