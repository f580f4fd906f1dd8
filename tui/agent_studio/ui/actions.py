"""The one table of actions: bindings, palette, footer, tooltips, help and docs are read from it.

An action names what a person can do, never how: the method that does it is found by the
action's last name (``library.mark-all`` is done by ``do_mark_all``) on the widget or screen that
is in charge, or on the application. The rows themselves stand in `agent_studio.ui.tables`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from textual.binding import Binding, BindingType

from agent_studio.ui.tables import TABLES
from agent_studio.ui.tables.action import Action

__all__ = ["Action", "action", "actions_of", "all_actions", "as_sent", "bindings_for", "key_name"]


@cache
def all_actions() -> dict[str, Action]:
    """Every action by its id, in the order of the tables."""
    return {action.id: action for table in TABLES for action in table}


def action(action_id: str) -> Action:
    """The action of that id; ``KeyError`` if a program asks for one that is not in the table."""
    return all_actions()[action_id]


def actions_of(scopes: Iterable[str]) -> Iterator[Action]:
    """The actions of ``scopes``, scope by scope, in the order of the tables."""
    for scope in scopes:
        yield from (each for each in all_actions().values() if each.scope == scope)


_SENT = {"ctrl+space": "ctrl+@"}
"""A key that most terminals send as another one: a NUL byte for control and space."""


def as_sent(keys: Sequence[str]) -> str:
    """Keys as a binding takes them, with what terminals without newer protocols send for them."""
    return ",".join([*keys, *(_SENT[key] for key in keys if key in _SENT)])


def bindings_for(scope: str) -> list[BindingType]:
    """The key bindings of a screen or widget; each has the action's id, for remapping."""
    return [
        Binding(
            as_sent(each.keys),
            f"do({each.id!r})",
            each.title,
            show=False,
            tooltip=each.tooltip,
            id=each.id,
            priority=each.priority,
        )
        for each in actions_of([scope])
        if each.keys
    ]


_SIGNS = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "⏎", "space": "space",
    "escape": "esc", "backspace": "⌫", "delete": "del", "pageup": "pgup", "pagedown": "pgdn",
    "question_mark": "?",
    "slash": "/", "asterisk": "*", "plus": "+", "minus": "-", "full_stop": ".",
    "comma": ",", "colon": ":", "semicolon": ";", "equals_sign": "=", "underscore": "_",
    "left_square_bracket": "[", "right_square_bracket": "]", "exclamation_mark": "!",
    "backslash": "\\", "less_than_sign": "<", "greater_than_sign": ">", "vertical_line": "|",
    "tilde": "~", "grave_accent": "`", "at": "@", "number_sign": "#", "dollar_sign": "$",
    "percent_sign": "%", "circumflex_accent": "^", "ampersand": "&", "apostrophe": "'",
    "quotation_mark": '"', "left_parenthesis": "(", "right_parenthesis": ")",
    "left_curly_bracket": "{", "right_curly_bracket": "}",
}  # fmt: skip


def key_name(key: str) -> str:
    """A key as a person reads it: ``^p``, ``F2``, ``⏎``, ``?``, ``J``."""
    *modifiers, last = key.split("+") if key != "+" else ["+"]
    shown = _SIGNS.get(last, last)
    if len(last) > 1 and last[0] == "f" and last[1:].isdigit():
        shown = last.upper()
    if modifiers == ["ctrl"]:
        return f"^{shown}"
    return "+".join([*modifiers, shown])
