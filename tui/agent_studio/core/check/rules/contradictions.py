"""Instructions that do not fit the rights."""

from __future__ import annotations

from typing import Final

from agent_studio.core.check.model import Rule

RULES: Final[tuple[Rule, ...]] = ()
