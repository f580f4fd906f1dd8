"""Diagnostics over a definition or a whole library."""

from agent_studio.core.check.fixes import apply_fixes
from agent_studio.core.check.registry import LIBRARY_RULES, RULES, rule
from agent_studio.core.check.run import check, check_library, check_subject, winners

__all__ = [
    "LIBRARY_RULES",
    "RULES",
    "apply_fixes",
    "check",
    "check_library",
    "check_subject",
    "rule",
    "winners",
]
