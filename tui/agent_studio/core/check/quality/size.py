"""How much a body says, and in how many parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import GOOD, Finding, rule
from agent_studio.core.check.model import Rule, Severity
from agent_studio.core.check.quality.lines import Line, is_chosen, lines
from agent_studio.core.check.subject import Subject
from agent_studio.core.text import Span

_SHORT: Final = 50
"""Letters below which a body hardly says anything; one of a script without blanks counts thrice."""
_LONG: Final = 3000
"""Characters of prose from which on a body should have headings."""
_MOST: Final = 150
"""Instructions that models still follow well."""

_ELSEWHERE: Final = re.compile(r"```|[@\\/$]|\w\.\w")
"""What tells of a file or a command that says the rest."""
_SAID: Final = GOOD.replace("You review.", "You review changes for wrong results and lost data.")
_PARTS: Final = re.compile(
    r"[*_]{2}[^*_]+[*_]{2}:?|</?[a-z][\w-]*>|[^.!?]{3,80}[:：]|={3,}|-{3,}", re.I
)
_ORDER: Final = re.compile(
    r"(?:you (?:must|should|will|can|may)|always|never|do not|don't|must|should|avoid|ensure|make"
    r" sure|use|check|verify|provide|keep|include|follow|write|run|read|create|add|remove"
    r"|consider)\b",
    re.I,
)


def _body(subject: Subject) -> Span:
    front = subject.document.front
    start = front.span.end if front else 0
    text = subject.text[start:]
    first = start + len(text) - len(text.lstrip())
    return Span(first, max(first, start + len(text.rstrip())))


@rule(
    "AS811",
    "short-body",
    Severity.INFO,
    "A body of a few words leaves the agent to what its description says.",
    source="davila7/claude-code-templates, W009",
    bad=GOOD,
    good=_SAID,
    universal=True,
    opt_in=True,
)
def short_body(subject: Subject) -> Iterator[Finding]:
    """A body that is not empty and hardly says anything."""
    body = _body(subject)
    if not len(body) or len(body) >= _SHORT or not is_chosen(subject):
        return
    if _ELSEWHERE.search(body.of(subject.text)):
        return
    said = sum(1 if each.isascii() else 3 for each in body.of(subject.text))
    if said < _SHORT:
        yield Finding(
            body,
            "These are all the instructions there are: the agent does not learn how it should work"
            " or what it should answer",
        )


@rule(
    "AS812",
    "no-headings",
    Severity.INFO,
    "A long body without headings or other parts is hard to follow and to maintain.",
    source="davila7/claude-code-templates, W010",
    bad=GOOD.replace("You review.", "You review what others have written.\n" * 120),
    universal=True,
    opt_in=True,
)
def no_headings(subject: Subject) -> Iterator[Finding]:
    """A long body with no line that stands over others: heading, lead-in, tag."""
    if len(subject.text) < _LONG:
        return
    read = lines(subject)
    length = sum(len(each.span) for each in read)
    if length < _LONG:
        return
    if any(each.kind == "heading" or _stands_over(subject, each) for each in read):
        return
    yield Finding(
        read[0].span,
        f"{length} characters and no heading: give the parts names, so that the agent and its"
        " authors find their way",
    )


def _stands_over(subject: Subject, line: Line) -> bool:
    words = line.span.of(subject.text)
    if line.kind != "text":
        return False
    return _PARTS.fullmatch(words) is not None or (len(words) < 60 and words[-1] not in ".!?")


@rule(
    "AS813",
    "many-instructions",
    Severity.INFO,
    f"Of more than {_MOST} instructions models leave some out.",
    source="arxiv.org/abs/2507.11538",
    bad=GOOD + "".join(f"- Check rule {number} of the guide.\n" for number in range(160)),
    universal=True,
    opt_in=True,
)
def many_instructions(subject: Subject) -> Iterator[Finding]:
    """List items, and lines that begin with an order."""
    if len(subject.text) < 15 * _MOST:
        return
    told = [each for each in lines(subject) if _is_instruction(subject, each)]
    if len(told) > _MOST:
        yield Finding(
            told[_MOST].span,
            f"{len(told)} list items and orders: of more than {_MOST} models leave some out. Say"
            " here what always matters, and put the rest where it is looked up when it is needed",
        )


def _is_instruction(subject: Subject, line: Line) -> bool:
    if line.kind == "item":
        return len(line.span.of(subject.text).split()) > 2
    return line.kind == "text" and _ORDER.match(subject.text, *_ends(line)) is not None


def _ends(line: Line) -> tuple[int, int]:
    return line.span.start, line.span.end


RULES: Final[tuple[Rule, ...]] = (short_body, no_headings, many_instructions)
