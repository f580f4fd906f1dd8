"""Values and instructions for which a harness rejects the whole file, or cuts it off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import Finding, example, rule
from agent_studio.core.check.model import Severity
from agent_studio.core.check.places import name_places
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import quoted
from agent_studio.core.dialects.loading import refusal, unknown_keys, why_missing
from agent_studio.core.dialects.model import BadKey
from agent_studio.core.text import Span

_TABLES: Final = "the tables of the harnesses (docs/dialects.md)"


@rule(
    "AS411",
    "refused-value",
    Severity.ERROR,
    "Some harnesses reject the whole file for one value that they do not know.",
    source=_TABLES,
    bad=example("tools: [read_file, Bash]"),
    harness="gemini-cli",
)
def refused(subject: Subject) -> Iterator[Finding]:
    """The first value for which this harness rejects the file."""
    dialect = subject.dialect
    if not dialect.loading.is_markdown or not subject.is_read:
        return
    if why_missing(subject.values, dialect):
        return
    if unknown_keys(subject.values, dialect) and dialect.unknown_keys is BadKey.REJECTS_FILE:
        return
    fault = refusal(subject.values, dialect)
    if fault is None:
        return
    field = subject.field(fault.key)
    span = subject.spot(field) if field else subject.opening
    if field and fault.word:
        _, span = next(iter(name_places(subject, field, [fault.word])))
    yield Finding(
        span,
        f"{dialect.title} rejects the whole file: {quoted(fault.key)} {fault.why}",
    )


@rule(
    "AS412",
    "refused-instructions",
    Severity.ERROR,
    "Some harnesses reject a file whose instructions are missing or too short.",
    source=_TABLES,
    bad=example(body="Review.\n"),
    good=example(body="You review changes.\n"),
    harness="qwen-code",
)
def too_short(subject: Subject) -> Iterator[Finding]:
    """Fewer characters of instructions than the harness wants."""
    least, prompt = subject.dialect.least_body, subject.loaded.prompt
    if not least or len(prompt) >= least or not subject.is_read:
        return
    if not subject.dialect.loading.is_markdown:
        return
    wants = "instructions" if least == 1 else f"instructions of at least {least} characters"
    yield Finding(
        _body(subject), f"{subject.dialect.title} wants {wants} and rejects the file without them"
    )


@rule(
    "AS413",
    "text-too-long",
    Severity.WARNING,
    "A text is longer than the harness takes.",
    source=_TABLES,
    bad=example().replace("Reviews changes", "Reviews changes. " * 31),
    harness="factory",
)
def too_long(subject: Subject) -> Iterator[Finding]:
    """A field or the instructions hold more characters than the harness takes."""
    dialect = subject.dialect
    for spec, field, value in subject.specs():
        if spec.most is not None and isinstance(value, str) and len(value) > spec.most:
            yield Finding(
                subject.spot(field),
                f"{quoted(spec.key)} has {len(value):,} characters; {dialect.title} takes "
                f"{spec.most:,}",
            )
    size = len(subject.loaded.prompt)
    if dialect.most_body and size > dialect.most_body:
        yield Finding(
            _body(subject),
            f"The instructions have {size:,} characters; {dialect.title} takes "
            f"{dialect.most_body:,}",
        )


@rule(
    "AS414",
    "other-format",
    Severity.ERROR,
    "Some harnesses read TOML, or YAML, where others read Markdown.",
    source=_TABLES,
    bad=example(),
    good='name = "reviewer"\ndescription = "Reviews changes"\n'
    'developer_instructions = """\nYou review.\n"""\n',
    harness="codex",
)
def other_format(subject: Subject) -> Iterator[Finding]:
    """A file that this harness, which reads no Markdown, does not load."""
    if subject.dialect.loading.is_markdown or subject.loaded.loads:
        return
    words = re.search(_FIRST_LINE, subject.text)
    yield Finding(
        Span(*words.span()) if words else subject.opening,
        f"{subject.dialect.title} does not load this file: {subject.loaded.reason}",
    )


_FIRST_LINE: Final = r"\S[^\r\n]*"


def _body(subject: Subject) -> Span:
    """The first line of the instructions; the opening fence if there are none."""
    body = subject.document.body.span
    text = body.of(subject.text)
    line = text.lstrip().split("\n", 1)[0].rstrip()
    if not line:
        return subject.opening
    start = body.start + text.index(line)
    return Span(start, start + len(line))


RULES: Final = (refused, too_short, too_long, other_format)
