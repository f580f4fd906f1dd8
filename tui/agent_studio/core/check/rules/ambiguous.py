"""Values that readers of YAML do not agree on, and files that are too large."""

from __future__ import annotations

from typing import Final

from agent_studio.core.check.model import Rule

RULES: Final[tuple[Rule, ...]] = ()
