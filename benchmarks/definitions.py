"""Definitions to measure with: made from a seed, the same on every machine."""

from __future__ import annotations

import random
from pathlib import Path

_TEXT = """
services requests queries tests reviews limits callers errors schemas queues caches logs metrics
tables indexes messages contracts versions backups releases permissions tokens carefully early
twice once never always first small clear safe bounded measured plain write read check keep name
explain repeat prove undo state follow avoid prefer list
"""
_WORDS = _TEXT.split()
_ROLES = ("engineer", "reviewer", "writer", "analyst", "tester", "planner")
_AREAS = ("backend", "frontend", "database", "network", "mobile", "data", "billing", "search")
_TOOLS = ("Read", "Grep", "Glob", "Edit", "Write", "Bash", "WebFetch", "WebSearch")
_COLOURS = ("red", "blue", "green", "yellow", "purple", "orange", "pink", "cyan")


def _sentence(dice: random.Random, least: int = 6, most: int = 18) -> str:
    words = dice.choices(_WORDS, k=dice.randint(least, most))
    return " ".join(words).capitalize() + "."


def _front(dice: random.Random, name: str) -> list[str]:
    lines = ["---", f"name: {name}", f"description: {_sentence(dice, 12, 40)}"]
    shape = dice.random()
    tools = dice.sample(_TOOLS, dice.randint(1, 6))
    if shape < 0.4:
        lines.append(f"tools: {', '.join(tools)}")
    elif shape < 0.6:
        lines += ["tools:", *(f"  - {tool}" for tool in tools)]
    if dice.random() < 0.5:
        lines.append(f"model: {dice.choice(('sonnet', 'opus', 'haiku', 'inherit'))}")
    if dice.random() < 0.5:
        lines.append(f"color: {dice.choice(_COLOURS)}")
    return [*lines, "---", ""]


def _section(dice: random.Random, level: int) -> list[str]:
    title = " ".join(dice.choices(_WORDS, k=3)).title()
    lines = [f"{'#' * level} {title}", "", " ".join(_sentence(dice) for _ in range(3)), ""]
    lines += [f"- {_sentence(dice)}" for _ in range(dice.randint(3, 8))]
    if dice.random() < 0.2:
        lines += ["", "```python", "def call(limit: int) -> None:", "    # again", "```"]
    return [*lines, ""]


def definition(seed: int, size: int = 3000) -> str:
    """One valid definition of about ``size`` bytes, the same for the same seed."""
    dice = random.Random(seed)  # reproducible, not secret
    name = f"{dice.choice(_AREAS)}-{dice.choice(_ROLES)}-{seed}"
    lines = _front(dice, name)
    lines += [f"You are a {name.replace('-', ' ')}. {_sentence(dice)}", ""]
    written = sum(len(line) + 1 for line in lines)
    while written < size:
        section = _section(dice, dice.choice((2, 2, 3)))
        lines += section
        written += sum(len(line) + 1 for line in section)
    return "\n".join(lines)


def three_way(seed: int, size: int = 5000) -> tuple[str, str, str]:
    """A definition and what two people made of it, without a conflict: base, ours, theirs."""
    base = definition(seed, size)
    ours, theirs = base.split("\n"), base.split("\n")
    items = [number for number, line in enumerate(ours) if line.startswith("- ")]
    ours[2] = ours[2].replace(".", " with care.")
    ours[items[1]] = ours[items[1]].replace(".", " with care.")
    ours.insert(items[8] + 1, "- Report what was left out and why.")
    theirs[items[4]] = theirs[items[4]].replace(".", " at once.")
    del theirs[items[-2]]
    theirs.insert(3, "model: opus")
    return base, "\n".join(ours), "\n".join(theirs)


def write_library(folder: Path, count: int) -> int:
    """Write ``count`` definitions into ``folder``, forty to a sub-folder; the bytes written."""
    total = 0
    for seed in range(count):
        place = folder / f"team-{seed // 40:03}"
        place.mkdir(parents=True, exist_ok=True)
        dice = random.Random(-1 - seed)
        total += (place / f"agent-{seed:05}.md").write_text(
            definition(seed, dice.randint(1200, 6000)), encoding="utf-8"
        )
    return total
