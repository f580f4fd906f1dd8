"""The one table of actions: bindings, palette, footer, tooltips, help and docs are read from it.

An action names what a person can do, never how: the method that does it is found by the
action's last name (``library.mark-all`` is done by ``do_mark_all``) on the widget or screen that
is in charge, or on the application. The rows themselves stand in `agent_studio.ui.tables`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do."""

    id: str
    """``scope.what-it-does``; the name by which the settings file remaps its keys."""
    keys: tuple[str, ...]
    """In Textual's spelling; the first one is shown in the footer. Empty: palette only."""
    title: str
    """Two or three words for footer, palette and help."""
    tooltip: str
    """One sentence that says what will happen."""
    group: str = "General"
    """Heading in the help, and neighbourhood in the footer."""
    show: int = 0
    """Place in the footer: 0 not shown, 1 always, 2 where there is room, 3 on wide screens."""
    priority: bool = False
    """Whether the key works before the focused widget sees it; for function and control keys."""

    @property
    def scope(self) -> str:
        """Where it applies: ``app``, a workplace, or a kind of widget."""
        return self.id.partition(".")[0]

    @property
    def method(self) -> str:
        """The name of the method that does it."""
        return "do_" + self.id.partition(".")[2].replace("-", "_")


@cache
def all_actions() -> dict[str, Action]:
    """Every action by its id, in the order of the tables."""
    # The tables import this module, so they are imported when the first one is asked for.
    from agent_studio.ui.tables import TABLES

    return {action.id: action for table in TABLES for action in table}


def action(action_id: str) -> Action:
    """The action of that id; ``KeyError`` if a program asks for one that is not in the table."""
    return all_actions()[action_id]


def actions_of(scopes: Iterable[str]) -> Iterator[Action]:
    """The actions of ``scopes``, scope by scope, in the order of the tables."""
    for scope in scopes:
        yield from (each for each in all_actions().values() if each.scope == scope)


def bindings_for(scope: str) -> list[BindingType]:
    """The key bindings of a screen or widget; each has the action's id, for remapping."""
    return [
        Binding(
            ",".join(each.keys),
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
    "escape": "esc", "pageup": "pgup", "pagedown": "pgdn", "question_mark": "?",
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
