"""The one table of rules."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from agent_studio.core.check.model import AnyRule, LibraryRule, Rule
from agent_studio.core.check.rules import (
    ambiguous,
    body,
    combinations,
    commands,
    conflicts,
    contradictions,
    delegation,
    elsewhere,
    fields,
    front,
    hidden,
    hooks,
    idle,
    library,
    names,
    overlaps,
    payloads,
    phrases,
    plugins,
    references,
    refused,
    secrets,
    servers,
    silences,
    tool_lists,
    tools,
    versions,
    yaml,
)

_GROUPS: Final = (
    *(front, yaml, ambiguous, conflicts, names, tool_lists, tools, fields, refused, hooks, servers),
    *(versions, idle, hidden, secrets, payloads, phrases, commands, combinations),
    *(contradictions, elsewhere),
    *(body, silences),
)
_LIBRARY_GROUPS: Final = (library, overlaps, references, delegation, plugins)

RULES: Final[tuple[Rule, ...]] = tuple(
    sorted((rule for group in _GROUPS for rule in group.RULES), key=lambda rule: rule.code)
)
"""Every rule that looks at one definition, by its code; for those on quality `quality_rules`."""

LIBRARY_RULES: Final[tuple[LibraryRule, ...]] = tuple(
    sorted((rule for group in _LIBRARY_GROUPS for rule in group.RULES), key=lambda rule: rule.code)
)
"""Every rule that looks at all definitions together, by its code."""


def quality_rules() -> tuple[Rule, ...]:
    """The rules on quality, all of them opt-in, by their codes."""
    # Who does not ask for them does not wait for them.
    from agent_studio.core.check.quality import QUALITY_RULES

    return QUALITY_RULES


@lru_cache(maxsize=1)
def _by_code() -> dict[str, AnyRule]:
    return {each.code: each for each in all_rules()}


def all_rules() -> list[AnyRule]:
    """Every rule, by its code."""
    # Only those who have settings, or list the rules, need these.
    from agent_studio.core.check.rules.team import TEAM_RULES

    return sorted(
        (*RULES, *LIBRARY_RULES, *TEAM_RULES, *quality_rules()), key=lambda each: each.code
    )


def rule_named(word: str) -> AnyRule | None:
    """The rule that has this code or name, in any case; ``None`` if there is none."""
    known = _by_code().get(word.upper())
    return known or next((each for each in all_rules() if each.name == word.lower()), None)


def rule(code: str) -> AnyRule:
    """The rule with this code; raises `KeyError` if there is none."""
    return _by_code()[code]
