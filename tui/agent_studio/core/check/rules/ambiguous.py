"""Words that two readers of YAML take for two things, and texts that are far too long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import GOOD, Finding, example, rule
from agent_studio.core.check.fixes import set_value
from agent_studio.core.check.model import Edit, Fix, Rule, Severity
from agent_studio.core.check.places import name_places, tool_list
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import quoted
from agent_studio.core.dialects.model import FieldType
from agent_studio.core.dialects.tools import parted, tool_names
from agent_studio.core.document.model import Field, Style, Value
from agent_studio.core.text import Span

_OLD_YAML: Final = "yaml.org/type (YAML 1.1); yaml.org/spec/1.2.2, section 10.3"
_MOST_NAMES: Final = 300
_LONGEST: Final = 40

# What YAML 1.1, which Python's and Ruby's common parsers read, makes of plain words; 1.2 takes
# each of these for a text, or for another number.
_OLD_READINGS: Final = (
    (r"(?:y|yes|on)", "the switch true"),
    (r"(?:n|no|off)", "the switch false"),
    (r"[-+]?0[0-7_]+", "a number in base 8"),
    (r"[-+]?0b[01_]+", "a number in base 2"),
    (r"[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?", "a number in base 60"),
    (r"\d{4}-\d\d?-\d\d?(?:(?:[Tt]|\s+)\d\d?:\d\d:\d\d\S*(?:\s+\S+)?)?", "a date"),
    (r"[-+]?\d[\d_]*_[\d_]*(?:\.[\d_]*)?", "a number"),
)
_STARTS: Final = frozenset("yYnNoO+-0123456789")


def old_reading(word: str) -> str:
    """What YAML 1.1 takes a plain word for, where YAML 1.2 takes it for something else."""
    if not word or word[0] not in _STARTS or len(word) > _LONGEST:
        return ""
    for pattern, meaning in _OLD_READINGS:
        if re.fullmatch(pattern, word, re.IGNORECASE):
            return meaning
    return ""


@rule(
    "AS122",
    "two-readings",
    Severity.INFO,
    "A word without quotes that YAML 1.1 reads as a switch, a number or a date, and 1.2 as text.",
    source=_OLD_YAML,
    bad=example().replace("name: reviewer", "name: on"),
    universal=True,
)
def two_readings(subject: Subject) -> Iterator[Finding]:
    """A plain scalar, or a member of a list of names, that two versions of YAML read otherwise."""
    if not subject.is_read:
        return
    for spec, field, value in subject.specs():
        # A switch that is written as a word is told by the rule on types.
        if field.error is not None or spec.type is FieldType.BOOLEAN:
            continue
        if field.style is Style.PLAIN:
            yield from _of_scalar(subject, field)
        elif spec.type is FieldType.STRINGS and isinstance(value, list):
            yield from _of_members(subject, field, value)


def _of_scalar(subject: Subject, field: Field) -> Iterator[Finding]:
    raw = subject.document[field.value_span]
    meaning = old_reading(raw)
    if not meaning:
        return
    fix = None
    if isinstance(field.value, str):
        fix = set_value("Put it in quotes", subject.document, field.key, raw)
    yield Finding(field.value_span, _message(raw, meaning, field.value), fix)


def _of_members(subject: Subject, field: Field, value: list[Value]) -> Iterator[Finding]:
    plain = [each for each in value[:_MOST_NAMES] if isinstance(each, str) and old_reading(each)]
    for word, span in name_places(subject, field, plain):
        before = subject.text[max(0, span.start - 1) : span.start]
        if span.of(subject.text) == word and before not in _QUOTES:
            yield Finding(span, _message(word, old_reading(word), word))


_QUOTES: Final = ("'", '"')


def _message(raw: str, meaning: str, value: Value) -> str:
    here = "a text" if isinstance(value, str) else "another number"
    return (
        f"{quoted(raw)} without quotes is {here} in YAML 1.2, which the harnesses read, and "
        f"{meaning} in YAML 1.1, which many other programs read. Put it in quotes"
    )


@rule(
    "AS125",
    "blanks-between-tools",
    Severity.HINT,
    "Names of tools with blanks between them: this harness parts them, others take one name.",
    source="seen in sessions of Claude Code 2.1.329",
    bad=example("tools: Read Grep Glob"),
    good=example("tools: Read, Grep, Glob"),
)
def blanks_between_tools(subject: Subject) -> Iterator[Finding]:
    """A text of names, or a member of a list of them, that holds several."""
    dialect = subject.dialect
    if not dialect.blanks_between_tools:
        return
    for key in (dialect.tools_field, dialect.denied_tools_field):
        found = tool_list(subject, key)
        names = tool_names(found[1]) if found else None
        if found is None or not names:
            continue
        field, value = found
        odd = next((name for name in names if len(parted(name)) > 1), "")
        if not odd:
            continue
        words = [part for name in names for part in parted(name)]
        new: Value = ", ".join(words) if isinstance(value, str) else [*words]
        safe = field.error is None
        yield Finding(
            next(iter(name_places(subject, field, [odd])))[1],
            f"{dialect.title} parts {quoted(odd)} at its blanks; other programs take it for one "
            "name, and commas are what is documented",
            set_value("Put commas between", subject.document, key, new) if safe else None,
        )


_MOST_FRONT: Final = 100_000
"""Code points; the longest front matter of some 2,000 published definitions has 26,399."""
_MOST_BODY: Final = 400_000
"""Code points, some 100,000 tokens: half of what most models take, before anything is said."""


@rule(
    "AS123",
    "huge-definition",
    Severity.WARNING,
    "A definition so long that it leaves the agent no room to work.",
    source="Half of a context of 200,000 tokens, at four characters a token",
    bad=GOOD.replace("before they are merged", "at length" * 12_000),
    universal=True,
)
def huge(subject: Subject) -> Iterator[Finding]:
    """Front matter or a body beyond all measure."""
    if len(subject.text) <= _MOST_FRONT:
        return
    front = subject.document.front
    if front is not None and len(front.content) > _MOST_FRONT:
        yield Finding(
            subject.opening,
            f"The front matter has {len(front.content):,} characters: programs that read every "
            "definition at their start may refuse it, and its description is in every prompt. "
            "Keep it short and put the rest below it",
        )
    start = front.span.end if front is not None else 0
    size = len(subject.text) - start
    if size > _MOST_BODY:
        first = re.compile(r"\S[^\r\n]{0,60}").search(subject.text, start)
        span = Span(*first.span()) if first else subject.opening
        yield Finding(
            span,
            f"The instructions have {size:,} characters, some {size // 4:,} tokens: with most "
            "models little or no room is left for the work itself. Move parts into files that the "
            "agent reads when it needs them",
        )


@rule(
    "AS124",
    "comment-for-a-value",
    Severity.WARNING,
    "What begins with # behind a key is a comment, and the field has no value.",
    source="yaml.org/spec/1.2.2, section 6.6",
    bad=example("color: #3498DB"),
    good=example("model: # the session's own", "color: blue"),
    universal=True,
)
def comment_for_value(subject: Subject) -> Iterator[Finding]:
    """A field with nothing but a comment that has no blank behind its sign."""
    if ": #" not in subject.text:
        return
    for field in subject.document.fields:
        if field.error is not None or field.value is not None or len(field.value_span):
            continue
        match = re.compile(_COMMENT).match(subject.text, field.key_span.end, field.line_span.end)
        if match is None:
            continue
        span = Span(*match.span(1))
        words = span.of(subject.text)
        double = "\\" not in words and '"' not in words
        yield Finding(
            span,
            f"{quoted(words)} is a comment, so {quoted(field.key)} has no value. Put it in quotes",
            Fix("Put it in quotes", (Edit(span, f'"{words}"'),), safe=False) if double else None,
        )


_COMMENT: Final = r"[ \t]*:[ \t]+(#[^\s#][^\r\n]*?)[ \t]*(?:[\r\n]|\Z)"

RULES: Final[tuple[Rule, ...]] = (two_readings, blanks_between_tools, huge, comment_for_value)
