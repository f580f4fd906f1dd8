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
from agent_studio.core.dialects.loading import refusal, unknown_keys
from agent_studio.core.dialects.model import BadKey, BadValue, Dialect, FieldType
from agent_studio.core.dialects.values import Fault, faults
from agent_studio.core.document.model import Value
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
    """The values for which this harness rejects the file: each costs all of it."""
    dialect = subject.dialect
    if not dialect.loading.is_markdown:
        return
    values = subject.values
    if not subject.is_read:  # what strict YAML stumbles over, nobody can judge
        broken = {field.key for field in subject.document.fields if field.error}
        values = {key: value for key, value in values.items() if key not in broken}
    for fault in faults(values, dialect, every=True):
        if fault.effect is not BadValue.REJECTS_FILE or _is_told(values, fault, dialect):
            continue
        field = subject.field(fault.key)
        span = subject.spot(field) if field else subject.opening
        if field and fault.word:
            _, span = next(iter(name_places(subject, field, [fault.word])))
        yield Finding(
            span, f"{dialect.title} rejects the whole file: {quoted(fault.key)} {fault.why}"
        )
    yield from _not_of_its_kind(subject, values)


def _not_of_its_kind(subject: Subject, values: dict[str, Value]) -> Iterator[Finding]:
    """Keys of another kind of definition, and what this kind must have and has not."""
    dialect, kind = subject.dialect, subject.dialect.variant(values)
    if kind is None or not values:
        return
    for key in unknown_keys(values, dialect):
        field = subject.field(key)
        if field is not None and dialect.knows(key):
            yield Finding(
                field.key_span,
                f"{dialect.title} rejects the whole file: {quoted(key)} is no key of a definition "
                f"whose {quoted(dialect.variant_field)} is {kind.value}",
            )
    there = [key for key in kind.one_of if key in values]
    if kind.one_of and len(there) != 1:
        field = subject.field(there[-1] if there else dialect.variant_field)
        yield Finding(
            field.key_span if field else subject.opening,
            f"{dialect.title} rejects the whole file: it needs exactly one of "
            f"{' and '.join(map(quoted, kind.one_of))}",
        )


def _is_told(values: dict[str, Value], fault: Fault, dialect: Dialect) -> bool:
    """Whether other rules say it: of a text that must be there, and is not or is none."""
    spec, value = dialect.spec(fault.key), values.get(fault.key)
    if spec is None or not spec.required or spec.type is not FieldType.STRING:
        return False
    return not isinstance(value, str) or not value.strip()


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
    span = Span(*words.span()) if words else subject.opening
    yield Finding(
        _key_at_fault(subject) or span,
        f"{subject.dialect.title} does not load this file: {subject.loaded.reason}",
    )


_FIRST_LINE: Final = r"\S[^\r\n]*"


def _key_at_fault(subject: Subject) -> Span | None:
    """The first key for which a file that is no Markdown is not loaded."""
    fields, dialect = subject.loaded.fields, subject.dialect
    keys = unknown_keys(fields, dialect) if dialect.unknown_keys is BadKey.REJECTS_FILE else []
    fault = None if keys else refusal(fields, dialect)
    key = fault.key if fault else keys[0] if keys else ""
    return _key(subject.text, key) if key else None


def _key(text: str, key: str) -> Span | None:
    """Where a key stands in a file that is TOML, JSON or YAML."""
    at_key = rf"""(?:^|[{{,\[])[ \t-]*(["']?{re.escape(key)}["']?)(?=[ \t]*[.:=\]])"""
    found = re.search(at_key, text, re.MULTILINE)
    return Span(*found.span(1)) if found else None


@rule(
    "AS415",
    "no-effect-there",
    Severity.WARNING,
    "A setting that is read, in a file that is no Markdown, and has no effect.",
    source=_TABLES,
    bad='name = "reviewer"\ndescription = "Reviews changes"\nsandbox_mode = "read-only"\n'
    'developer_instructions = """\nYou review.\n"""\n',
    good='name = "reviewer"\ndescription = "Reviews changes"\n'
    'developer_instructions = """\nYou review.\n"""\n',
    harness="codex",
)
def no_effect(subject: Subject) -> Iterator[Finding]:
    """A key that the harness loads the agent without."""
    if subject.dialect.loading.is_markdown or not subject.loaded.loads:
        return
    for lost in subject.loaded.without:
        found = _key(subject.text, lost.key)
        limit = any(lost.key == limit for limit in subject.dialect.lost_limits)
        then = "; what it should limit is not limited" if limit else ""
        if lost.key not in subject.loaded.fields:
            what = f"The file {lost.why}, and what is told of rights and fields is told of it"
            yield Finding(found or subject.opening, what, severity=Severity.INFO)
            continue
        yield Finding(
            found or subject.opening,
            f"{quoted(lost.key)} has no effect in {subject.dialect.title}: it {lost.why}{then}",
        )


@rule(
    "AS416",
    "other-ending",
    Severity.WARNING,
    "Some harnesses find only files with an ending, or a name, of their own.",
    source=_TABLES,
    bad=example(),
    good=example(),
    harness="cline",
)
def other_ending(subject: Subject) -> Iterator[Finding]:
    """The file is called so that the harness does not look into it."""
    dialect = subject.dialect
    name = subject.called
    if not name.endswith(_ENDINGS) or not dialect.loading.is_markdown:
        return
    places = (*dialect.places, *dialect.borrowed)
    wanted = sorted({suffix for place in places for suffix in place.suffixes})
    if name.endswith(tuple(wanted)):
        yield from _odd_letters(subject)
        return
    called = all(not suffix.startswith(".") for suffix in wanted)
    how = "called" if called else "that end in"
    yield Finding(
        subject.opening,
        f"{dialect.title} reads only files {how} {' or '.join(wanted)}; this one it does not find "
        "under its name",
    )


def _odd_letters(subject: Subject) -> Iterator[Finding]:
    """Characters that the harness does not allow where a file's name is the agent's."""
    pattern = subject.dialect.file_pattern
    if pattern and not re.fullmatch(pattern, subject.stem):
        yield Finding(
            subject.opening,
            f"{subject.dialect.title} knows the agent by its file, and {quoted(subject.stem)} has "
            "characters that it does not allow there: rename the file",
        )


_ENDINGS: Final = (".md", ".mdc", ".mdx", ".markdown", ".yml", ".yaml")
"""Of definitions with front matter; other files are nobody's, whatever they hold."""


def _body(subject: Subject) -> Span:
    """The first line of the instructions; the opening fence if there are none."""
    body = subject.document.body.span
    text = body.of(subject.text)
    line = text.lstrip().split("\n", 1)[0].rstrip()
    if not line:
        return subject.opening
    start = body.start + text.index(line)
    return Span(start, start + len(line))


RULES: Final = (refused, too_short, too_long, other_format, no_effect, other_ending)
