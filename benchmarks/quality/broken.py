"""What a merge may break although every line of it is somebody's.

Keys, sections and strict YAML are read by PyYAML and markdown-it, not by the studio: the judge
is not the one who is judged. Only what the harness makes of a file is the studio's account of it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import yaml

from agent_studio.core.dialects import CLAUDE_CODE
from agent_studio.core.dialects.loading import load
from agent_studio.core.dialects.model import Outcome
from agent_studio.core.document import parse

FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?^)---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
KEY = re.compile(r"([\"']?)([A-Za-z_$][\w.$-]*)\1[ \t]*:(?:\s|$)")

Path = tuple[tuple[int, str], ...]
"""A section: levels and titles from the outermost heading to its own."""


@dataclass(frozen=True)
class Reading:
    """What a reader finds in a text."""

    keys: Counter[str]
    sections: Counter[Path]
    strict: bool
    """Whether its front matter is a mapping in strict YAML."""
    loads: bool
    """Whether the harness takes fields from it."""


@lru_cache(maxsize=64)
def read(text: str) -> Reading:
    """The keys and sections of ``text``, and whether its front matter can be read."""
    match = FRONT.match(text)
    front, body = (match[1], text[match.end() :]) if match else ("", text)
    outcome = load(parse(text), CLAUDE_CODE).outcome
    return Reading(
        _keys(front),
        _sections(body),
        match is not None and _is_mapping(front),
        outcome in {Outcome.LOADS, Outcome.RESCUED},
    )


def _keys(front: str) -> Counter[str]:
    matches = (KEY.match(line) for line in front.splitlines())
    return Counter(match[2] for match in matches if match)


def _is_mapping(front: str) -> bool:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return isinstance(yaml.load(front, loader), dict)
    except (yaml.YAMLError, ValueError, UnicodeError):
        return False


def _sections(body: str) -> Counter[Path]:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(body)
    path: list[tuple[int, str]] = []
    found: Counter[Path] = Counter()
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.level == 0:
            level = int(token.tag[1:])
            while path and path[-1][0] >= level:
                path.pop()
            path.append((level, " ".join(inline.content.split())))
            found[tuple(path)] += 1
    return found


def faults(merged: str, ours: str, theirs: str) -> list[str]:
    """What is broken in ``merged`` that neither side had broken; empty if nothing is.

    A key of the front matter twice that is at most once in each side; a section twice (the
    same titles from the outermost heading down) that is at most once in each side; front
    matter that is strict YAML in both sides and not in the result, or that the harness takes
    fields from in both sides and not in the result.
    """
    result, sides = read(merged), (read(ours), read(theirs))
    found = [
        f"key twice: {key}"
        for key, count in result.keys.items()
        if count > 1 and all(side.keys[key] < 2 for side in sides)
    ]
    found += [
        "section twice: " + " / ".join(title for _, title in path)
        for path, count in result.sections.items()
        if count > 1 and all(side.sections[path] < 2 for side in sides)
    ]
    if all(side.strict for side in sides) and not result.strict:
        found.append("front matter is no strict YAML any more")
    if all(side.loads for side in sides) and not result.loads:
        found.append("the harness takes no fields from it any more")
    return found
