"""What could be better about a definition that works: looked for where somebody asks for it."""

from __future__ import annotations

from typing import Final

from agent_studio.core.check.model import Rule
from agent_studio.core.check.quality import descriptions, directives, leftovers, size, tone

_THEMES: Final = (descriptions, size, leftovers, directives, tone)

QUALITY_RULES: Final[tuple[Rule, ...]] = tuple(
    sorted((rule for theme in _THEMES for rule in theme.RULES), key=lambda rule: rule.code)
)
