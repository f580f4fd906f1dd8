"""Orders that are given twice, and orders that no one can obey together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from agent_studio.core.check.declare import GOOD, Finding, rule
from agent_studio.core.check.model import Rule, Severity
from agent_studio.core.check.quality.lines import Line, lines
from agent_studio.core.check.quality.told import most
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import quoted
from agent_studio.core.text import Span

_FEWEST: Final = 6
"""Words that matter, from which on saying a thing twice is no accident of language."""
_SENTENCE: Final = re.compile(r"[^.!?;]*(?:[.!?;](?!\s)[^.!?;]*)*[.!?;]?")
_SIGNS: Final = ".,;:!?*_`'\"()[]<>-–—•✅❌"
_TEMPLATE: Final = re.compile(r"\A[<@{|]|\[[^\]]*\](?!\()|[{<]\w")
"""What stands there to be filled in."""
_LEADS: Final = re.compile(r"[*_]{2}[^*_]+[*_]{2}:?|.*:")
_ALWAYS: Final = re.compile(r"(?:you )?(?:always|must(?: always)?|should always) (?!not\b|never\b)")
_NEVER: Final = re.compile(
    r"(?:you )?(?:(?:should |must )?never(?: ever)?|(?:must|should) not(?: ever)?|do not(?: ever)?"
    r"|don't(?: ever)?) "
)
_CONDITION: Final = re.compile(
    r"\b(?:if|when|unless|except|without|until|before|after|only|while|where|during|with|for|more"
    r"|than)\b"
)
_SMALL: Final = frozenset(("the", "a", "an", "any", "all", "your", "their", "please", "always"))
"""Words without which a sentence still says the same."""


def sentences(text: str, line: Line) -> Iterator[Span]:
    """The sentences of a line of a body, without blanks around them."""
    for match in _SENTENCE.finditer(text, line.span.start, line.span.end):
        words = match[0]
        start = match.start() + len(words) - len(words.lstrip())
        if words.strip():
            yield Span(start, match.end() - len(words) + len(words.rstrip()))


def _plain(words: str) -> tuple[str, ...]:
    """The words alone, in small letters and without signs around them."""
    stripped = (each.strip(_SIGNS) for each in words.lower().replace("’", "'").split())
    return tuple(each for each in stripped if each)


@rule(
    "AS831",
    "contradiction",
    Severity.WARNING,
    "The agent is told always and never to do the same.",
    source="stbenjam/skillsaw, content-contradiction",
    bad=GOOD + "\n- Always commit generated files.\n\nNever commit generated files.\n",
    good=GOOD + "\n- Always run the tests.\n- Never run the tests if they cost money.\n",
    universal=True,
    opt_in=True,
)
def contradiction(subject: Subject) -> Iterator[Finding]:
    """``Never`` with the very words that stand behind an ``always`` elsewhere, or the other way."""
    text = subject.text
    lowered = text.lower()
    if not ("always" in lowered or "must" in lowered) or "n" not in lowered:
        return
    ordered: dict[tuple[str, ...], tuple[bool, Span]] = {}
    found = []
    for span, words in _said(text, lines(subject)):
        plain = " ".join(words) + " "
        always, never = _ALWAYS.match(plain), _NEVER.match(plain)
        order = never or always
        if not order:
            continue
        rest = tuple(each for each in plain[order.end() :].split() if each not in _SMALL)
        if len(rest) < 2 or _CONDITION.search(plain):
            continue
        forbidden, before = ordered.setdefault(rest, (bool(never), span))
        if forbidden is not bool(never):
            place = subject.document.lines.position(before.start).line + 1
            found.append(
                Finding(
                    span,
                    f"Line {place} says the opposite: {quoted(before.of(text))}. The agent will"
                    " obey one of the two",
                )
            )
    yield from most(found)


# Both rules read the sentences of one text, one after the other.
@lru_cache(maxsize=2)
def _said(text: str, read: tuple[Line, ...]) -> tuple[tuple[Span, tuple[str, ...]], ...]:
    """The sentences of a body with their words, those left out that stand over others."""
    return tuple(
        (span, words)
        for line in read
        if line.kind in ("text", "item") and not _LEADS.fullmatch(line.span.of(text))
        for span in sentences(text, line)
        if (words := _plain(span.of(text)))
    )


@rule(
    "AS832",
    "said-twice",
    Severity.HINT,
    "What is said twice costs its tokens twice, and parts when one of the two is changed.",
    source="stbenjam/skillsaw, content-repeated-directive",
    bad=GOOD
    + "\n- Run the whole suite before you answer.\n\nRun the whole suite before you answer!\n",
    universal=True,
    opt_in=True,
)
def said_twice(subject: Subject) -> Iterator[Finding]:
    """A sentence of some length that stands in the body once more, in all words that matter."""
    found = []
    seen: dict[tuple[str, ...], tuple[Span, tuple[str, ...]]] = {}
    for span, words in _said(subject.text, lines(subject)):
        key = tuple(each for each in words if each not in _SMALL)
        if len(key) < _FEWEST or _TEMPLATE.search(subject.text, span.start, span.end):
            continue
        first, before = seen.setdefault(key, (span, words))
        if first is not span:
            place = subject.document.lines.position(first.start).line + 1
            nearly = "" if before == words else "nearly "
            found.append(Finding(span, f"Line {place} says {nearly}the same. Once is enough"))
    yield from most(found)


RULES: Final[tuple[Rule, ...]] = (contradiction, said_twice)
