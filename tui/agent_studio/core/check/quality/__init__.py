"""What could be better about a definition that works: looked for where somebody asks for it."""

from __future__ import annotations

from typing import Final

from agent_studio.core.check.model import Rule

QUALITY_RULES: Final[tuple[Rule, ...]] = ()
