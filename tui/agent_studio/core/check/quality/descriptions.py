"""Descriptions: what other agents read before they choose one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import Finding, rule
from agent_studio.core.check.model import Rule, Severity
from agent_studio.core.check.quality.prose import is_english
from agent_studio.core.check.subject import Subject

_BAD: Final = "---\nname: reviewer\ndescription: {}\n---\n\nYou review.\n"

_OCCASION: Final = (
    r"\b(?:us(?:e|ed|es|ing|eful)|invok\w*|call(?:ed|s)?|when(?:ever|ever)?|if|before|after|once|"
    r"during|while|until|trigger\w*|activat\w*|delegat\w*|dispatch\w*|spawn\w*|proactive\w*|"
    r"auto\w*|must|should|need\w*|ask(?:s|ed)?|request\w*|ideal|perfect|best|suit\w*|asks|example)\b"
)
"""Words that tell of an occasion."""


def _description(subject: Subject) -> str:
    value = subject.values.get("description")
    return value if isinstance(value, str) else ""


@rule(
    "AS801",
    "no-occasion",
    Severity.INFO,
    "A description that says when to use the agent is chosen when it should be.",
    source="code.claude.com/docs/en/sub-agents, Understand automatic delegation",
    bad=_BAD.format("Senior reviewer with a deep knowledge of the Python ecosystem"),
    universal=True,
    opt_in=True,
)
def no_occasion(subject: Subject) -> Iterator[Finding]:
    """An English description of some length with no word that tells of an occasion."""
    words, field = _description(subject), subject.field("description")
    if field is None or len(words) < 20 or not is_english(words):
        return
    if not re.search(_OCCASION, words, re.IGNORECASE):
        yield Finding(
            subject.spot(field),
            "The description says what the agent is, not when it is wanted: whoever delegates"
            " chooses by it. Add 'Use when …'",
        )


RULES: Final[tuple[Rule, ...]] = (no_occasion,)
