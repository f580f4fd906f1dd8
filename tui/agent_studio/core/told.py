"""Rights in words and signs: the one way in which screens, commands and editors tell of them.

Light enough for a list's first frame: no table is read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from agent_studio.core.records import dataclass

if TYPE_CHECKING:
    from agent_studio.core.dialects.model import Rights, RightsChange

LETTERS: Final = {
    "read": "r",
    "write": "w",
    "run": "x",
    "network": "n",
    "delegate": "d",
    "mcp": "m",
}
"""One letter at one place for each right, as ``ls -l`` does it."""

EVERY_TOOL: Final = "every tool of the session"

GAINS, LOSES, SAME = "▲", "▼", "="
"""Before what an agent may do from now on, what it may no longer do, and where both agree."""

_MANNERS: Final = ("-", " ", "~", "!")
"""By how freely it is done, from rank -1: denied where it would be asked, asked, in part, not."""

MANNERS: Final = {
    "-": "what would be asked is denied",
    "~": "some of it is not asked",
    "!": "nothing is asked: checks are bypassed",
}
"""What the sign behind the letters means; a blank: the session asks as usual."""


def signs(may: Rights | None) -> str:
    """``rwxn-- ``, and ``!`` at the end where nothing is asked; dots where it is not loaded."""
    if may is None:
        return "·" * len(LETTERS) + " "
    letters = "".join(sign if right in may.granted else "-" for right, sign in LETTERS.items())
    return letters + manner(may)


def manner(may: Rights) -> str:
    """One of `MANNERS`, or a blank: how freely the agent does what it may."""
    return _MANNERS[min(max(may.mode_rank, -1), 2) + 1]


def in_words(may: Rights) -> str:
    """What it may do: ``may read files; asked first: write files, run commands``."""
    words = {right.value: right.words for right in may.granted}
    asked = {right.value for right in may.asked}
    free = ", ".join(words[each] for each in LETTERS if each in words and each not in asked)
    first = ", ".join(words[each] for each in LETTERS if each in asked)
    parts = [*([free] if free else []), *([f"asked first: {first}"] if first else [])]
    return f"may {'; '.join(parts)}" if parts else "may only answer"


def at_a_glance(may: Rights | None) -> str:
    """Signs, words and how it is granted, in one line."""
    if may is None:
        return f"{signs(may).rstrip()} it is not loaded"
    how = how_in_words(may)
    return f"{signs(may).rstrip()} {in_words(may)}{f' · {how}' if how else ''}"


def how_in_words(may: Rights) -> str:
    """How freely it is done: ``plan: …``; empty where the session asks as usual."""
    sign = manner(may)
    return f"{may.mode}: {MANNERS[sign]}" if sign in MANNERS else ""


def tools_in_words(granted: Rights) -> str:
    """``every tool of the session``, ``no tools``, ``3 tools: Read, Grep, Bash``."""
    if granted.tools is None:
        but = f" but {', '.join(granted.denied)}" if granted.denied else ""
        return f"{EVERY_TOOL}{but}"
    if not granted.tools:
        return "no tools"
    plural = "" if len(granted.tools) == 1 else "s"
    return f"{len(granted.tools)} tool{plural}: {', '.join(granted.tools)}"


def shortly(changed: Sequence[str]) -> str:
    """``read files, run commands; tool Bash``: what was gained or lost, in one line.

    What is about everything comes first: every tool, another permission mode.
    """
    may = [each.removeprefix("may ") for each in changed if each.startswith("may ")]
    tools = [each.removeprefix("tool ") for each in changed if each.startswith("tool ")]
    others = [each for each in changed if not each.startswith(("may ", "tool "))]
    parts = [*others, *([", ".join(may)] if may else [])]
    if tools:
        parts.append(f"tool{'' if len(tools) == 1 else 's'} {', '.join(tools)}")
    return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Told:
    """One line about a change of rights."""

    sign: str
    word: str
    """``gains`` or ``loses``."""
    what: str
    wider: bool


def change_lines(change: RightsChange) -> Iterator[Told]:
    """What is gained first, then what is lost; nothing if neither."""
    if change.gained:
        yield Told(GAINS, "gains", shortly(change.gained), True)
    if change.lost:
        yield Told(LOSES, "loses", shortly(change.lost), False)


def wider_than(changes: Sequence[RightsChange]) -> list[str]:
    """``wider than 1 and 3: run commands``: one line for each different gain over sources.

    Sources are counted from 1, in the order of ``changes``. Every tool is all that can be given.
    """
    by_gain: dict[tuple[str, ...], list[str]] = {}
    for number, change in enumerate(changes, 1):
        if change.gained:
            by_gain.setdefault(change.gained, []).append(str(number))
    return [
        f"wider than {' and '.join([', '.join(who[:-1]), who[-1]] if who[1:] else who)}: "
        f"{EVERY_TOOL if EVERY_TOOL in gain else shortly(gain)}"
        for gain, who in by_gain.items()
    ]
