"""What one harness makes of a definition, as text: a line for a list, and all of it."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from agent_studio.core.dialects.model import Outcome
from agent_studio.core.dialects.readings import Reading, facts
from agent_studio.core.text import visible
from agent_studio.core.told import signs
from agent_studio.ui.widgets.glance_text import hanging
from agent_studio.ui.widgets.plain import plain

STYLES: Final = {
    Outcome.LOADS: "$text-success",
    Outcome.RESCUED: "$text-warning",
    Outcome.DROPPED: "$text-error",
}
"""The colour of what becomes of a file; its sign says the same without colour."""

_SHORT: Final = {
    Outcome.LOADS: "loads",
    Outcome.RESCUED: "after rescue",
    Outcome.DROPPED: "dropped",
}
_TITLE: Final = 22
"""Cells of a harness's name in the list."""
_DESCRIPTION: Final = 600
"""Characters of a description that are shown; real ones run to several thousand."""
_WORD: Final = 9
"""Cells of the column of words before the facts."""


def line(of: Reading, *, words: bool = True) -> Content:
    """Sign, harness, rights and, with ``words``, what becomes of it."""
    loads = of.loaded.loads
    fate = _SHORT[of.loaded.outcome]
    if of.loaded.without and of.loaded.outcome is Outcome.LOADS:
        fate = "without fields"
    return Content.assemble(
        Content.styled(f"{of.sign} ", f"{STYLES[of.loaded.outcome]} bold"),
        plain(f"{of.title[: _TITLE - 1]:<{_TITLE}}"),
        Content.styled(signs(of.rights if loads else None), "$primary"),
        Content.styled(f" {fate}" if words else "", "$quiet"),
    )


def whole(of: Reading, width: int) -> Content:
    """Everything, for a column of ``width`` cells."""
    fate = hanging(of.fate, width, 2)
    parts = [
        plain(f"{of.title}\n", "bold $foreground"),
        Content.styled(f"{of.sign} {fate}\n\n", STYLES[of.loaded.outcome]),
    ]
    last = ""
    for word, text in facts(of, _DESCRIPTION):
        shown = "" if word == last else word
        last = word
        parts.append(Content.styled(f"{shown:<{_WORD}}", "$quiet"))
        parts.append(Content(f"{hanging(text, width, _WORD)}\n"))
    source = f"{of.dialect.source}, as of {of.dialect.dated}"
    parts.append(Content.styled(f"\n{hanging(f'By {visible(source)}', width, 0)}", "$faint"))
    return Content.assemble(*parts)
