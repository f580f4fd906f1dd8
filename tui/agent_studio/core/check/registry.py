"""The one table of rules."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from agent_studio.core.check.model import LibraryRule, Rule
from agent_studio.core.check.rules import (
    body,
    conflicts,
    fields,
    front,
    hidden,
    library,
    names,
    tool_lists,
    tools,
    yaml,
)

_GROUPS: Final = (front, yaml, conflicts, names, tool_lists, tools, fields, hidden, body)

RULES: Final[tuple[Rule, ...]] = tuple(
    sorted((rule for group in _GROUPS for rule in group.RULES), key=lambda rule: rule.code)
)
"""Every rule that looks at one definition, by its code."""

LIBRARY_RULES: Final[tuple[LibraryRule, ...]] = library.RULES
"""Every rule that looks at all definitions together, by its code."""


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Rule | LibraryRule]:
    rules: list[Rule | LibraryRule] = [*RULES, *LIBRARY_RULES]
    return {each.code: each for each in rules}


def rule(code: str) -> Rule | LibraryRule:
    """The rule with this code; raises `KeyError` if there is none."""
    return _by_code()[code]
