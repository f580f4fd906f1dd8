"""One definition and what two people made of it: a change of every kind that a merge knows."""

from __future__ import annotations

from pathlib import Path

BASE = """---
name: reviewer
description: Reads code and says what is wrong. Use it before every commit.
tools: Read, Grep
model: sonnet
---

You read code with care. You say what is wrong. You stay polite.

## Look for

- wrong results
- lost data

## Report

Write one line for each finding.

## Manners

Never rewrite what you were only asked to read.
"""
OURS = (
    BASE.replace("You read code with care.", "You read all code with great care.")
    .replace("Write one line for each finding.", "Write one line for each finding, worst first.")
    .replace("model: sonnet", "model: opus")
    .replace("tools: Read, Grep", "tools: Read, Grep, Bash")
    .replace("- lost data\n", "- lost data\n- missing tests\n")
    .replace("were only asked to read", "were asked to read and nothing else")
)
THEIRS = (
    BASE.replace("You stay polite.", "You stay polite and brief.")
    .replace("Write one line for each finding.", "Write a short paragraph for each finding.")
    .replace("tools: Read, Grep", "tools: Read, Grep, Glob")
    .replace("- lost data\n", "- lost data\n- slow loops\n")
)
THEIRS = THEIRS[: THEIRS.index("\n## Manners")]
CONFLICTS = ("body/Report/1", "body/Manners")
"""Where the two disagree: both edited one line; one edited in what the other deleted."""


def write_three(folder: Path) -> tuple[Path, Path, Path]:
    """Base, ours and theirs as files."""
    paths = tuple(folder / f"{name}.md" for name in ("base", "ours", "theirs"))
    for path, text in zip(paths, (BASE, OURS, THEIRS), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths[0], paths[1], paths[2]
