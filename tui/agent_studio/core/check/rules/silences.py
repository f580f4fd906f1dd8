"""The comments that silence rules: one that silences nothing is left over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import GOOD, Finding, rule
from agent_studio.core.check.groups import GROUPS
from agent_studio.core.check.model import Severity
from agent_studio.core.check.subject import Subject

MARK: Final = "agent-studio:"
"""Stands in every comment that silences something, so that most texts need no further look."""

UNUSED: Final = "AS001"
"""The code of the rule below."""


@rule(
    UNUSED,
    "unused-silence",
    Severity.HINT,
    "A comment that silences a rule where it finds nothing is left over, or names it wrongly.",
    source="agent-studio, docs/rules.md",
    bad=GOOD + "\n<!-- agent-studio: ignore AS602 -->\nYou are thorough.\n",
    good=GOOD + "\n<!-- agent-studio: ignore AS603 -->\n<!-- For maintainers: keep it short. -->\n",
    universal=True,
)
def unused_silence(subject: Subject) -> Iterator[Finding]:
    """A word of such a comment that fits none of the findings at its place."""
    if MARK not in subject.text:
        return
    # What it silences is known only when all other rules have spoken.
    from agent_studio.core.check.registry import RULES as OTHERS
    from agent_studio.core.check.registry import all_rules, quality_rules
    from agent_studio.core.check.run import found_by_others
    from agent_studio.core.check.selection import unknown
    from agent_studio.core.check.silences import silences

    comments = silences(subject)
    quality = any(each.code.startswith(GROUPS["quality"]) for each in comments)
    alone = {each.code for each in (*OTHERS, *(quality_rules() if quality else ()))}
    found = found_by_others(subject, unused_silence, quality) if comments else []
    for each in comments:
        if not each.code:
            yield Finding(each.span, f"This silences nothing: {unknown(each.word, all_rules())}")
        elif each.code in alone and not any(map(each.silences, found)):
            yield Finding(
                each.span, f"This silences nothing: {each.code} finds nothing here. Remove it"
            )


RULES: Final = (unused_silence,)
