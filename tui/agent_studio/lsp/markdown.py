"""What is shown when the mouse rests on a word: as Markdown or plain text, without effects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agent_studio.core.check.describe import Description
from agent_studio.core.text import visible

_SIGNS: Final = re.compile(r"[\\`*_{}\[\]<>#+\-!|~&$]|(?<=\d)[.)]")
_TICKS: Final = re.compile(r"`+")


def in_markdown(told: Sequence[Description]) -> str:
    """All descriptions; no text in them is taken for markup."""
    return "\n\n---\n\n".join(_one(each) for each in told)


def in_plain_text(told: Sequence[Description]) -> str:
    """The same for clients that show no Markdown."""
    parts = []
    for each in told:
        lines = [each.title, *each.paragraphs]
        lines += [f"Source: {each.source}"] if each.source else []
        lines += [f"{title}:\n{text}" for title, text in each.examples]
        parts.append("\n\n".join(visible(line) for line in lines))
    return "\n\n".join(parts)


def _one(told: Description) -> str:
    parts = [f"**{_plain(told.title)}**", *(_plain(each) for each in told.paragraphs)]
    if told.source:
        parts.append(f"Source: {_plain(told.source)}")
    for title, text in told.examples:
        parts += [f"{_plain(title)}:", _code(text)]
    return "\n\n".join(parts)


def _plain(text: str) -> str:
    words = " ".join(visible(text).split())
    return _SIGNS.sub(lambda sign: f"\\{sign[0]}", words)


def _code(text: str) -> str:
    shown = visible(text).rstrip("\n")
    longest = max((len(run[0]) for run in _TICKS.finditer(shown)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}markdown\n{shown}\n{fence}"
