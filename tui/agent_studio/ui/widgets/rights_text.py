"""Rights on a screen: what an agent may do, and what a change gives or takes, always alike.

Signs and words carry the meaning, colours only help.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from agent_studio.core.dialects.model import Rights, RightsChange
from agent_studio.core.text import visible
from agent_studio.core.told import GAINS, SAME, at_a_glance, change_lines

GAIN, LOSS = "$text-error bold", "$text-warning"
"""The colours of what is gained and lost."""


def glance(may: Rights | None) -> Content:
    """Signs, words and how it is granted, in one line."""
    signs, _, words = _line(at_a_glance(may)).partition(" ")
    style = "$text-error bold" if signs.endswith("!") else "$primary bold"
    return Content.assemble(Content.styled(signs, style), Content(f" {words}"))


def changed(change: RightsChange) -> Iterator[Content]:
    """``▲ gains run commands``, then ``▼ loses …``; nothing where neither is so."""
    for told in change_lines(change):
        style = GAIN if told.wider else LOSS
        yield Content.styled(f"{told.sign} {told.word} {_line(told.what)}", style)


def headed(change: RightsChange, before: Rights | None, after: Rights | None) -> Content:
    """The whole of it under one word: what changed, what it was, what it is."""
    lines = list(changed(change)) or [Content.styled(f"{SAME} unchanged", "$quiet")]
    if change.gained or change.lost:
        lines.append(Content.styled(f"before {_line(at_a_glance(before))}", "$quiet"))
    if after is not None:
        now = "now    " if change.gained or change.lost else ""
        lines.append(Content.assemble(Content.styled(now, "$quiet"), glance(after)))
    return Content.assemble(Content.styled("Rights  ", "bold"), Content("\n        ").join(lines))


def warning(wider: int) -> str:
    """``▲ 2 gain rights``, for a headline; empty if nothing does."""
    return f"{GAINS} {wider} gain{'s' if wider == 1 else ''} rights" if wider else ""


def _line(text: str) -> str:
    return visible(text).replace("\n", " ")
