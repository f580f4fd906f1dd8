"""Descriptions: what other agents read before they choose one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import Finding, rule
from agent_studio.core.check.model import Rule, Severity
from agent_studio.core.check.quality.lines import is_chosen, is_english
from agent_studio.core.check.subject import Subject
from agent_studio.core.text import Span, estimate_tokens

_BAD: Final = "---\nname: reviewer\ndescription: {}\n---\n\nYou review.\n"

_OCCASION: Final = (
    r"\b(?:us(?:e|ed|es|ing|eful)|invok\w*|call(?:ed|s)?|when(?:ever)?|if|before|after|once|"
    r"during|while|until|trigger\w*|activat\w*|delegat\w*|dispatch\w*|spawn\w*|proactive\w*|"
    r"auto\w*|(?:post|pre)-\w+|load(?:s|ed)?|deprecated|must|should|need\w*|"
    r"ask(?:s|ed)?|request\w*|ideal|perfect|best|suit\w*|example)\b"
)
"""Words that tell of an occasion."""
_MOST_READ: Final = 10_000
"""Characters of a description in which they are looked for."""


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
    words, field = _description(subject)[:_MOST_READ], subject.field("description")
    if field is None or len(words) < 20 or not is_chosen(subject) or not is_english(words):
        return
    if not re.search(_OCCASION, words, re.IGNORECASE):
        yield Finding(
            subject.spot(field),
            "The description says what the agent is, not when it is wanted: whoever delegates"
            " chooses by it. Add 'Use when …'",
        )


_LONGEST: Final = 1024
"""Characters: what the format of Agent Skills allows."""


@rule(
    "AS802",
    "long-description",
    Severity.INFO,
    f"Descriptions of more than {_LONGEST} characters: every session reads them, used or not.",
    source="agentskills.io/specification; code.claude.com/docs/en/sub-agents",
    bad=_BAD.format("Use it to review changes before they are merged. " * 30),
    universal=True,
    opt_in=True,
)
def long_description(subject: Subject) -> Iterator[Finding]:
    """A description that is longer than one that is meant to be chosen by."""
    words, field = _description(subject), subject.field("description")
    if field is not None and len(words) > _LONGEST:
        yield Finding(
            subject.spot(field),
            f"The description has {len(words)} characters (about {estimate_tokens(words)} tokens),"
            " which every session reads whether it uses the agent or not. Say in a sentence or two"
            " when it is wanted, and keep the rest in the body",
        )


_SPEAKER: Final = re.compile(r"(?:I|I'm|I’m|I'll|I’ll|My|You are|You're)\b")


@rule(
    "AS803",
    "description-as-speech",
    Severity.HINT,
    "A description is read by others: it speaks of the agent, not as it or to it.",
    source="platform.claude.com/docs/en/agents-and-tools/agent-skills/best-practices",
    bad=_BAD.format("I review changes before they are merged"),
    universal=True,
    opt_in=True,
)
def description_as_speech(subject: Subject) -> Iterator[Finding]:
    """A description that begins with ``I`` or ``You are``."""
    words, field = _description(subject).lstrip(), subject.field("description")
    match = _SPEAKER.match(words)
    if field is None or match is None:
        return
    who = "as the agent" if match[0][0] in "IM" else "to the agent"
    at = subject.text.find(match[0], field.value_span.start, field.value_span.end)
    span = Span(at, at + len(match[0])) if at >= 0 else subject.spot(field)
    yield Finding(
        span,
        f"The description speaks {who}, but whoever delegates reads it: write what the agent does"
        " and when ('Reviews …, use it when …')",
    )


RULES: Final[tuple[Rule, ...]] = (no_occasion, long_description, description_as_speech)
