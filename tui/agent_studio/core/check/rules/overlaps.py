"""Definitions that do the same."""

from __future__ import annotations

from typing import Final

from agent_studio.core.check.model import LibraryRule

RULES: Final[tuple[LibraryRule, ...]] = ()
