"""Double edits of the front matter."""

from __future__ import annotations

import random
import re
from itertools import pairwise

from benchmarks.double_edits.anatomy import Anatomy, Field
from benchmarks.double_edits.cases import Edit
from benchmarks.double_edits.words import TOOLS, reworded

_MODELS = ("sonnet", "opus", "haiku", "inherit")
_NAME = re.compile(r"[A-Za-z_][\w*-]*$")
STYLES = ("flow", "block", "comma")


def neighbours(anatomy: Anatomy, dice: random.Random) -> Edit | None:
    """One changes a field, the other the one in the next line, or adds one there."""
    changed = [
        (number, line)
        for number, field in enumerate(anatomy.fields)
        if (line := _changed(anatomy, field, dice)) is not None
    ]
    pairs = [(one, other) for one, other in pairwise(changed) if one[0] + 1 == other[0]]
    lines = list(anatomy.lines)
    if pairs and dice.random() < 0.7:
        (one, line), (other, beside) = dice.choice(pairs)
        at, next_at = anatomy.fields[one].start, anatomy.fields[other].start
        first, second, both = lines[:], lines[:], lines[:]
        first[at] = both[at] = line
        second[next_at] = both[next_at] = beside
    elif changed:
        number, line = dice.choice(changed)
        at = anatomy.fields[number].start
        key = next(key for key in ("model", "color", "version") if not _has(anatomy, key))
        added = f"{key}: {'opus' if key == 'model' else 'blue' if key == 'color' else '2'}"
        first = [*lines[:at], line, *lines[at + 1 :]]
        second = [*lines[: at + 1], added, *lines[at + 1 :]]
        both = [*lines[:at], line, added, *lines[at + 1 :]]
    else:
        return None
    text = anatomy.text
    return Edit(text(lines), text(first), text(second), frozenset({text(both)}))


def _has(anatomy: Anatomy, key: str) -> bool:
    return key != "version" and any(field.key == key for field in anatomy.fields)


def _changed(anatomy: Anatomy, field: Field, dice: random.Random) -> str | None:
    """The line of a field of one line with another value; ``None`` if that is not easy."""
    line = anatomy.lines[field.start]
    value = line[len(field.key) + 1 :].strip()
    if field.end - field.start != 1 or not value or value[0] in "|>[{&*!":
        return None
    if field.key == "model" and value in _MODELS:
        return f"model: {dice.choice([model for model in _MODELS if model != value])}"
    if field.key == "color" and value.isalpha():
        return f"color: {'purple' if value != 'purple' else 'cyan'}"
    if field.key in {"name", "tools", "skills", "allowed-tools", "disallowedTools"}:
        return None
    head = len(field.key) + 1
    new = reworded(line[head:], dice)
    return None if new is None else line[:head] + new


def reordered(anatomy: Anatomy, dice: random.Random) -> Edit | None:
    """One puts the keys in another order, the other changes a value."""
    changed = [
        (field, line)
        for field in anatomy.fields
        if (line := _changed(anatomy, field, dice)) is not None
    ]
    if len(anatomy.fields) < 3 or not changed:
        return None
    field, line = dice.choice(changed)
    order = list(anatomy.fields)
    while order == list(anatomy.fields):
        dice.shuffle(order)
    lines = list(anatomy.lines)
    second = lines[:]
    second[field.start] = line
    start, end = anatomy.fields[0].start, anatomy.fields[-1].end
    text = anatomy.text

    def in_order(of: list[str]) -> str:
        fields = [part for one in order for part in of[one.start : one.end]]
        return text([*of[:start], *fields, *of[end:]])

    return Edit(text(lines), in_order(lines), text(second), frozenset({in_order(second)}))


def members(anatomy: Anatomy, dice: random.Random) -> Edit | None:
    """Both add a tool: at the end both, or one of them at the front."""
    field = next((one for one in anatomy.fields if one.key == "tools"), None)
    names = _names(anatomy, field) if field else None
    fresh = [tool for tool in TOOLS if tool not in (names or ())]
    if field is None or not names or len(fresh) < 2:
        return None
    style = dice.choice(STYLES)
    one, other = dice.sample(fresh, 2)

    def written(tools: list[str]) -> str:
        value = _written(tools, style)
        return anatomy.text([*anatomy.lines[: field.start], *value, *anatomy.lines[field.end :]])

    if dice.random() < 0.3:
        second, answers = [other, *names], [[other, *names, one]]
    else:
        second, answers = [*names, other], [[*names, one, other], [*names, other, one]]
    return Edit(
        written(names),
        written([*names, one]),
        written(second),
        frozenset(written(answer) for answer in answers),
        style=style,
    )


def _names(anatomy: Anatomy, field: Field) -> list[str] | None:
    """The members of a field in any of the three styles; ``None`` if they are not plain names."""
    lines = anatomy.lines[field.start : field.end]
    head = lines[0][len(field.key) + 1 :].strip()
    if len(lines) > 1:
        parts = [line.strip().removeprefix("- ") for line in lines[1:]]
        if head or not all(line.strip().startswith("- ") for line in lines[1:]):
            return None
    else:
        parts = head.removeprefix("[").removesuffix("]").split(",")
    names = [part.strip().strip("\"'") for part in parts]
    good = all(_NAME.match(name) for name in names) and len(set(names)) == len(names)
    return names if good and len(names) > 1 else None


def _written(tools: list[str], style: str) -> list[str]:
    if style == "block":
        return ["tools:", *(f"  - {tool}" for tool in tools)]
    joined = ", ".join(tools)
    return [f"tools: [{joined}]" if style == "flow" else f"tools: {joined}"]
