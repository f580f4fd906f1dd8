"""How a body speaks: too loudly, without saying anything, of two persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import GOOD, Finding, rule
from agent_studio.core.check.model import Rule, Severity
from agent_studio.core.check.quality.directives import sentences
from agent_studio.core.check.quality.lines import lines
from agent_studio.core.check.quality.told import most
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import quoted
from agent_studio.core.text import Span

_LOUD: Final = re.compile(
    r"\b(?:IMPORTANT|CRITICAL|CRITICALLY|MUST|NEVER|ALWAYS|MANDATORY|WARNING|REQUIRED|ABSOLUTELY|"
    r"FORBIDDEN|PROHIBITED|URGENT|STRICTLY|ONLY|EVERY|ALL|NOT|DO NOT|DON'T|STOP|ZERO|IMMEDIATELY)\b"
    r"|!!+|🚨|⛔"
)
_FEWEST: Final = 12
_WORDS_EACH: Final = 40
"""Words that should stand beside each loud one."""


@rule(
    "AS841",
    "loud",
    Severity.HINT,
    "Where everything is in capitals, nothing stands out.",
    source="stbenjam/skillsaw, content-emphasis-density",
    bad=GOOD + "\nIMPORTANT: you MUST ALWAYS test!! NEVER guess!!\n" * 4,
    universal=True,
    opt_in=True,
)
def loud(subject: Subject) -> Iterator[Finding]:
    """Words in capitals and exclamation marks, against the number of words."""
    found: list[re.Match[str]] = []
    words = 0
    for line in lines(subject):
        text = line.span.of(subject.text)
        if line.kind == "heading":
            continue
        words += len(text.split())
        found += _LOUD.finditer(subject.text, line.span.start, line.span.end)
    if len(found) >= _FEWEST and len(found) * _WORDS_EACH > words:
        kinds = list(dict.fromkeys(match[0] for match in found))[:4]
        yield Finding(
            Span(*found[0].span()),
            f"{len(found)} of {words} words are loud ({', '.join(kinds)} …): keep that for what"
            " must not go wrong, or nothing stands out",
        )


_EMPTY: Final = re.compile(
    r"(?:always |please |you (?:should|must|will|are to) )?(?:"
    r"be (?:as )?(?:very )?(?:helpful|professional|useful|friendly)(?: as possible)?"
    r"(?:(?:,| and|, and) (?:helpful|professional|friendly|useful|polite|accurate|thorough))*"
    r"|do your best|do (?:a )?good (?:job|work)|use (?:good|your best|your) judge?ment"
    r"|(?:follow|use|apply|adhere to)(?: the)?(?: industry| coding| established| standard)?"
    r" best practices"
    r"|(?:write|produce|create|deliver)(?: only)? (?:clean|good|high[- ]quality|quality)"
    r"(?:,? (?:and )?(?:clean|maintainable|readable|efficient|well[- ]structured|reliable))*"
    r" (?:code|output|work|results)"
    r"|(?:ensure|maintain)(?: high| the)?(?: code)? quality(?: standards)?"
    r"|handle (?:errors|exceptions|edge cases) (?:properly|appropriately|correctly|gracefully|well)"
    r")",
    re.IGNORECASE,
)


@rule(
    "AS842",
    "empty-phrase",
    Severity.HINT,
    "An order that says nothing a model would not do by itself: say what is meant.",
    source="stbenjam/skillsaw, content-tautological",
    bad=GOOD + "\n- Follow best practices.\n- Be helpful.\n",
    good=GOOD + "\n- Follow best practices of the Django documentation on migrations.\n",
    universal=True,
    opt_in=True,
)
def empty_phrase(subject: Subject) -> Iterator[Finding]:
    """A whole sentence, or a whole item, that is one of the known phrases."""
    found = []
    for line in lines(subject):
        if line.kind not in ("text", "item"):
            continue
        for span in sentences(subject.text, line):
            words = span.of(subject.text).strip("*_ .!;")
            if len(words) < 90 and _EMPTY.fullmatch(words):
                text = (
                    f"{quoted(words)} asks for nothing in particular: say what to do, or leave it"
                )
                found.append(Finding(span, f"{text} out"))
    yield from most(found)


def _is_quoted(before: str) -> bool:
    """Whether words stand in quotation marks that were opened on their line."""
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”") or "*'" in before


_I: Final = re.compile(
    r"(?:I am|I'm|I’m|I will|I'll|I’ll|I specialize|I have (?:deep|extensive)|"
    r"My (?:role|job|task|goal|purpose|expertise|mission)\b)"
)
_YOU: Final = re.compile(
    r"(?:You are|You're|You will|You must|You have|Your (?:role|job|task|goal|purpose|mission))\b"
)


@rule(
    "AS843",
    "two-persons",
    Severity.HINT,
    "The body speaks to the agent and as the agent: it is not clear who 'I' is.",
    source="platform.claude.com/docs/en/agents-and-tools/agent-skills/best-practices",
    bad=GOOD + "\nYou are a senior reviewer.\n\nI will look at every change.\n",
    good=GOOD + "\nYou are a senior reviewer.\n\n> I will look at every change.\n",
    universal=True,
    opt_in=True,
)
def two_persons(subject: Subject) -> Iterator[Finding]:
    """Sentences about ``I`` in a body that is about ``you``."""
    first: list[Span] = []
    second = 0
    for line in lines(subject):
        if line.kind not in ("text", "item"):
            continue
        for span in sentences(subject.text, line):
            if _YOU.match(subject.text, span.start, span.end):
                second += 1
                continue
            match = _I.match(subject.text, span.start, span.end)
            if match and not _is_quoted(subject.text[line.span.start : span.start]):
                first.append(Span(*match.span()))
    if first and second:
        more = f" ({len(first)} times)" if len(first) > 1 else ""
        yield Finding(
            first[0],
            f"The body speaks of the agent as 'you' and as 'I'{more}: 'I' may be taken for the"
            " user. Keep to one",
        )


RULES: Final[tuple[Rule, ...]] = (loud, empty_phrase, two_persons)
