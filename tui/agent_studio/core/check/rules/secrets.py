"""Passwords and keys that have no place in a definition."""

from __future__ import annotations

from typing import Final

from agent_studio.core.check.model import Rule

RULES: Final[tuple[Rule, ...]] = ()
