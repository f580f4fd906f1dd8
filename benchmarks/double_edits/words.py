"""Words that edits put in: statements unlike one another, and small rewordings."""

from __future__ import annotations

import random
import re

_WORD = re.compile(r"(?<![\w`/.$@{#<\[(:_-])[a-z]{4,}(?![\w`/$@}>\](:_-]|\.\w)")
_QUIET = re.compile(
    r"`[^`]*`|\[[^\]]*\]\([^)]*\)|https?://\S+|\{[^}]*\}|\$\w+|<[^>]*>|\*\*[^*]*\*\*"
)

STATEMENTS = (
    "Water all plants in the greenhouse on Sundays",
    "Count the chairs before the guests arrive",
    "Bring two umbrellas to every harbour visit",
    "Paint old window frames with linseed oil",
    "Borrow nothing that cannot be carried home",
    "Tune each violin a quarter tone lower",
    "Plant garlic where the tulips stood",
    "Keep the lighthouse lamp burning until dawn",
    "Fold every map along its printed creases",
    "Invite neighbours whenever bread is baked",
    "Sweep autumn leaves away from the drain",
    "Label jam jars with month and fruit",
    "Oil squeaking hinges twice each winter",
    "Send postcards from mountains, never from valleys",
    "Store candles far from the radiator",
    "Polish brass bells ahead of the parade",
)
TITLES = ("Winter Garden", "Harbour Notes", "Bread and Salt", "Old Maps", "Evening Bells")
TOOLS = ("NotebookEdit", "WebSearch", "WebFetch", "KillShell", "SlashCommand", "LSP")
_NEW = ("promptly", "gently", "twice", "outdoors", "yearly", "quietly", "thoroughly")


def places(text: str) -> list[tuple[int, int]]:
    """Where ordinary words stand in ``text``: not in code, links, placeholders or bold."""
    quiet = [match.span() for match in _QUIET.finditer(text)]
    return [
        match.span()
        for match in _WORD.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in quiet)
    ]


def reworded(text: str, dice: random.Random) -> str | None:
    """``text`` with one word replaced or added; ``None`` if it has no ordinary word."""
    found = places(text)
    fresh = [word for word in _NEW if word not in text]
    if not found or not fresh:
        return None
    start, end = dice.choice(found)
    word = dice.choice(fresh)
    if dice.random() < 0.5:
        return f"{text[:start]}{word}{text[end:]}"
    return f"{text[:end]} {word}{text[end:]}"
