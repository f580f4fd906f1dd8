"""What was left behind: places that were to be filled in, models that are gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import GOOD, Finding, rule
from agent_studio.core.check.model import Rule, Severity
from agent_studio.core.check.quality.lines import lines
from agent_studio.core.check.quality.told import most
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import quoted
from agent_studio.core.text import Span

_PLACEHOLDER: Final = re.compile(
    r"lorem ipsum[\w ,]*"
    r"|\[(?:TODO|TBD|FIXME)\b[^\]\n]{0,80}\]"
    r"|(?:^|(?<=: )|(?<=^['\"]))(?:TODO|TBD|FIXME)(?:\Z|:[^\n'\"]{0,60})"
    r"|[<\[{](?:your|insert|add|enter|fill in|put)\b[^<>\[\]{}\n]{1,60}\bhere[\]}>]",
    re.IGNORECASE,
)
_MARKS: Final = ("todo", "tbd", "fixme", "here", "lorem")


@rule(
    "AS821",
    "placeholder",
    Severity.WARNING,
    "A place that was to be filled in is read by the agent as it stands.",
    source="stbenjam/skillsaw, content-placeholder-text",
    bad=GOOD + "\n## Style\n\nTODO: describe it\n",
    good=GOOD + "\n- Report every TODO comment without an owner.\n",
    universal=True,
    opt_in=True,
)
def placeholder(subject: Subject) -> Iterator[Finding]:
    """Words of templates in the description and in the prose of the body."""
    field = subject.field("description")
    places = [field.value_span] if field else []
    places += [line.span for line in lines(subject) if line.kind in ("text", "item", "row")]
    found = []
    for place in places:
        words = place.of(subject.text)
        lowered = words.lower()
        if not any(mark in lowered for mark in _MARKS):
            continue
        for match in _PLACEHOLDER.finditer(words):
            span = Span(*match.span()).shifted(place.start)
            text = f"{quoted(match[0])} looks like a place to be filled in: the agent reads it so"
            found.append(Finding(span, text))
    yield from most(found)


_RETIRED: Final = (
    r"(?<![\w.-])(?:"
    r"claude-(?:instant|1|2|3-opus|3-sonnet|3-[57]-sonnet|3-5-haiku)(?:[-.:@][\w.-]+)?"
    r"|gemini-1\.[05](?:-[\w.-]+)?|gemini-pro-vision|text-bison\S*|chat-bison\S*"
    r"|(?:text|code)-davinci-\d+|gpt-3\.5-turbo-(?:0301|0613|16k)\S*|gpt-4-(?:32k|vision-preview)\S*"
    r"|gpt-4\.5-preview\S*"
    r")(?![\w-])"
)


@rule(
    "AS822",
    "retired-model-named",
    Severity.INFO,
    "A model that its vendor has switched off: what is written with its name fails.",
    source="platform.claude.com/docs/en/about-claude/model-deprecations; "
    "ai.google.dev/gemini-api/docs/deprecations; platform.openai.com/docs/deprecations",
    bad=GOOD + "\nCall `gemini-1.5-flash` for summaries.\n",
    universal=True,
    opt_in=True,
)
def retired_model(subject: Subject) -> Iterator[Finding]:
    """Ids of models that are gone, anywhere in the body."""
    text, front = subject.text, subject.document.front
    if not any(each in text for each in ("claude-", "gemini-", "gpt-", "davinci-", "bison")):
        return
    start = front.span.end if front else 0
    yield from most(
        [
            Finding(
                Span(*match.span()),
                f"{quoted(match[0])} has been switched off by its vendor; what uses it fails."
                " Name one that is offered, or none",
            )
            for match in re.compile(_RETIRED, re.IGNORECASE).finditer(text, start)
        ]
    )


RULES: Final[tuple[Rule, ...]] = (placeholder, retired_model)
