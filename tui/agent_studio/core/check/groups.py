"""The groups of rules: a word for each hundred of codes, usable wherever a rule is named."""

from __future__ import annotations

from typing import Final

GROUPS: Final[dict[str, str]] = {
    "team": "AS0",
    "front-matter": "AS1",
    "names": "AS2",
    "tools": "AS3",
    "values": "AS4",
    "security": "AS5",
    "body": "AS6",
    "library": "AS7",
    "quality": "AS8",
}
"""Each group with how its codes begin."""

EVERY: Final = "all"
"""The word for all rules, those included that are looked for only where somebody asks."""

BEGINNINGS: Final[dict[str, str]] = {**GROUPS, EVERY: "AS"}
"""Every word that stands for several rules, with how their codes begin."""


def group_of(code: str) -> str:
    """The group that a code belongs to; empty if it belongs to none."""
    return next((name for name, beginning in GROUPS.items() if code.startswith(beginning)), "")
