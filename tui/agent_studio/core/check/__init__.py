"""Diagnostics over a definition or a whole library."""

from typing import TYPE_CHECKING

from agent_studio.core.later import later

if TYPE_CHECKING:
    from agent_studio.core.check.fixes import apply_fixes
    from agent_studio.core.check.registry import LIBRARY_RULES, RULES, rule
    from agent_studio.core.check.run import check, check_library, check_subject, winners
else:
    # Every screen imports the model for its severities; the rules are wanted once one checks.
    __getattr__ = later(
        __name__,
        {
            "LIBRARY_RULES": "registry",
            "RULES": "registry",
            "apply_fixes": "fixes",
            "check": "run",
            "check_library": "run",
            "check_subject": "run",
            "rule": "registry",
            "winners": "run",
        },
    )

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
