"""Telling of many places of one kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from agent_studio.core.check.declare import Finding

MOST: Final = 20
"""Findings of one kind in one file; a last one says how many more there are."""


def most(found: Sequence[Finding]) -> Iterator[Finding]:
    """The first findings, and how many more there are."""
    yield from found[:MOST]
    if len(found) > MOST:
        first = found[MOST]
        yield Finding(
            first.span, f"{first.message} ({len(found) - MOST} of this kind from here on)"
        )
