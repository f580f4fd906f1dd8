"""Rights on a screen: what an agent may do, and what a change gives or takes, always alike.

Signs and words carry the meaning, colours only help.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from agent_studio.core.dialects.model import Rights, RightsChange
from agent_studio.core.text import visible
from agent_studio.core.told import (
    GAINS,
    SAME,
    at_a_glance,
    change_lines,
    how_in_words,
    signs,
)

GAIN, LOSS = "$text-error bold", "$text-warning"
"""The colours of what is gained and lost."""


def glance(may: Rights | None) -> Content:
    """Signs, words and how it is granted, in one line."""
    shown, _, words = _line(at_a_glance(may)).partition(" ")
    return Content.assemble(Content.styled(shown, _style(shown)), Content(f" {words}"))


def changed(change: RightsChange) -> Iterator[Content]:
    """``▲ gains run commands``, then ``▼ loses …``; nothing where neither is so."""
    for told in change_lines(change):
        style = GAIN if told.wider else LOSS
        yield Content.styled(f"{told.sign} {told.word} {_line(told.what)}", style)


def headed(change: RightsChange, before: Rights | None, after: Rights | None) -> Content:
    """The whole of it under one word: what changed, what it was, what it is."""
    lines = list(changed(change))
    if lines:
        how = f"  {how_in_words(after)}" if after and how_in_words(after) else ""
        lines.append(Content.assemble(step(before, after), Content.styled(_line(how), "$quiet")))
    else:
        lines = [Content.styled(f"{SAME} unchanged", "$quiet"), glance(after)]
    return Content.assemble(Content.styled("Rights  ", "bold"), Content("\n        ").join(lines))


def step(before: Rights | None, after: Rights | None) -> Content:
    """``r----- → rwxn--!``; the signs alone where they did not change."""
    old, new = signs(before).rstrip(), signs(after).rstrip()
    if old == new:
        return Content.styled(new, _style(new))
    return Content.assemble(Content.styled(f"{old} → ", "$quiet"), Content.styled(new, _style(new)))


def _style(shown: str) -> str:
    return "$text-error bold" if shown.endswith("!") else "$primary bold"


def warning(wider: int) -> str:
    """``▲ 2 gain rights``, for a headline; empty if nothing does."""
    return f"{GAINS} {wider} gain{'s' if wider == 1 else ''} rights" if wider else ""


def _line(text: str) -> str:
    return visible(text).replace("\n", " ")
