"""Values of the other fields, and keys that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import Finding, example, rule
from agent_studio.core.check.fixes import rename_key, set_value
from agent_studio.core.check.model import Fix, Severity
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import listed, nearest, quoted
from agent_studio.core.dialects.model import BadKey, BadValue, Dialect, FieldSpec, FieldType
from agent_studio.core.dialects.tools import find_tool, tool_words
from agent_studio.core.dialects.values import effect_of, has_type, type_words, why_unfit
from agent_studio.core.document.model import Field, Value
from agent_studio.core.text import Span

_DOCS: Final = "code.claude.com/docs/en/sub-agents"
_SEEN: Final = "seen with Claude Code 2.1.329"
_SHOWN_VALUES: Final = 10
_SPARE: Final = "metadata"
"""The field that is there for whatever has none of its own."""


@rule(
    "AS401",
    "unknown-value",
    Severity.WARNING,
    "A value that the field does not know is dropped, often without a word. A note where it is "
    "only for show, as a colour: the agent works as well without it.",
    source=f"{_DOCS}; {_SEEN}",
    bad=example("color: teal", "permissionMode: admin"),
)
def unknown_value(subject: Subject) -> Iterator[Finding]:
    """A text outside the closed set of a field's values."""
    for spec, field, value in subject.specs():
        if not spec.values or spec.open_values or spec.type is not FieldType.STRING:
            continue
        if not isinstance(value, str) or not value or not why_unfit(value, spec, subject.dialect):
            continue
        if effect_of(spec, subject.dialect) is not BadValue.IGNORED:
            continue
        if value in dict(spec.values_since):  # that it came later is told by another rule
            continue
        known = subject.dialect.title
        yield Finding(
            subject.spot(field),
            f"{known} does not know {quoted(value)} as {quoted(spec.key)} and drops it; it knows "
            f"{listed(spec.values[:_SHOWN_VALUES])}.{_hint(value, spec)}",
            _known_value(subject, value, spec),
            Severity.INFO if spec.for_show else None,
        )


def _hint(value: str, spec: FieldSpec) -> str:
    """A last sentence of a message: which of the known values is probably meant."""
    near = _near_value(value, spec)
    if near and spec.for_show:
        return f" The nearest is {near}."
    meant = near or nearest(value, spec.values)
    return f" Did you mean {meant}?" if meant else ""


def _near_value(value: str, spec: FieldSpec) -> str:
    known = dict(spec.near_values).get(value.lower(), "")
    if known or not value.startswith("#"):
        return known
    from agent_studio.core.check.colours import nearest_colour

    return nearest_colour(value, spec.values)


def _known_value(subject: Subject, value: str, spec: FieldSpec) -> Fix | None:
    meant = _near_value(value, spec) or nearest(value, spec.values)
    if not meant:
        return None
    same = meant.lower() == value.lower()
    return set_value(f"Write '{meant}'", subject.document, spec.key, meant, safe=same)


@rule(
    "AS402",
    "unknown-model",
    Severity.WARNING,
    "A model that this harness does not know fails only when the agent is started.",
    source=_DOCS,
    bad=example("model: gpt-4.1"),
)
def unknown_model(subject: Subject) -> Iterator[Finding]:
    """Neither an alias nor the form of a full model id."""
    key = subject.dialect.model_field
    field, spec = subject.field(key) if key else None, subject.dialect.spec(key)
    value = subject.values.get(key)
    if field is None or spec is None or not isinstance(value, str) or not value:
        return
    if not subject.dialect.model_pattern or why_unfit(value, spec, subject.dialect):
        return
    # `inherit` is taken in any case, the other aliases are not.
    if value in spec.values or re.fullmatch(subject.dialect.model_pattern, value):
        return
    hyphens = value.replace(".", "-")
    spelt = hyphens if re.fullmatch(subject.dialect.model_pattern, hyphens) else ""
    meant = spelt or nearest(value, spec.values)
    safe = meant.lower() == value.lower()
    fix = set_value(f"Write '{meant}'", subject.document, key, meant, safe=safe) if meant else None
    hint = (
        f". Did you mean {meant}?"
        if meant
        else f", unless a gateway of yours knows it. Known are {listed(spec.values)} and full ids."
        if spec.values
        else f". It is written as {spec.template or 'a full id'}."
    )
    yield Finding(
        subject.spot(field),
        f"{subject.dialect.title} knows no model {quoted(value)}: the agent loads, and fails when "
        f"it is started{hint}",
        fix,
    )


@rule(
    "AS403",
    "wrong-type",
    Severity.WARNING,
    "A value of another type than the field's is dropped.",
    source=_DOCS,
    bad=example("maxTurns: many", "background: yes"),
)
def wrong_type(subject: Subject) -> Iterator[Finding]:
    """A word for a number, a text for a list."""
    hooks = subject.dialect.hooks
    special = (
        *(subject.dialect.tools_field, subject.dialect.denied_tools_field),
        hooks.field if hooks else "",
    )
    for spec, field, value in subject.specs():
        if value is None or spec.required or spec.key in special:
            continue
        if has_type(value, spec, quoted=subject.dialect.quoted_values):
            continue
        if effect_of(spec, subject.dialect) is BadValue.REJECTS_FILE:
            continue
        then = f"{subject.dialect.title} drops {_shown(subject, field)}"
        later = effect_of(spec, subject.dialect) is BadValue.LATER
        if later and spec.key == subject.dialect.model_field:
            then, later = "the agent loads, and may fail when it is started", False
        elif later:
            then = "it loads, but nothing says that all programs read it as you mean it"
        yield Finding(
            subject.spot(field),
            f"{quoted(spec.key)} must be {type_words(spec)}; {then}",
            _retyped(subject, spec, field, value),
            Severity.INFO if later else None,
        )


def _shown(subject: Subject, field: Field) -> str:
    return quoted(subject.document[field.value_span]) if len(field.value_span) else "it"


_SWITCHES: Final = {
    **dict.fromkeys(("yes", "on", "y", "1"), True),
    **dict.fromkeys(("no", "off", "n", "0"), False),
}


def _retyped(subject: Subject, spec: FieldSpec, field: Field, value: Value) -> Fix | None:
    """The fix for a switch that is written as a word, and for a text that is a number."""
    if field.error is not None:
        return None
    if spec.type is FieldType.BOOLEAN:
        switch = _SWITCHES.get(str(value).lower())
        if switch is None:
            return None
        title = f"Write {'true' if switch else 'false'}"
        return set_value(title, subject.document, spec.key, switch, safe=False)
    if spec.type is FieldType.STRING and isinstance(value, int | float):
        text = subject.document[field.value_span]
        return set_value("Put it in quotes", subject.document, spec.key, text, safe=False)
    return None


@rule(
    "AS404",
    "unknown-key",
    Severity.HINT,
    "A key that the harness does not know is ignored, or worse, depending on the harness. A "
    "warning where another was probably meant, or where it should limit the agent; keys for other "
    "programs are only a hint.",
    source=f"{_DOCS}; {_SEEN}",
    bad=example("max_turns: 5"),
)
def unknown_key(subject: Subject) -> Iterator[Finding]:
    """A key outside the dialect's table, with the one that was probably meant."""
    dialect = subject.dialect
    if not dialect.knows_all_fields:
        return
    told = {spec.key for spec in dialect.newer}  # told by another rule
    spare = dialect.spec(_SPARE) if dialect.unknown_keys is not BadKey.IGNORED else None
    own = f"; keys of your own belong under {quoted(_SPARE)}" if spare else ""
    for field in subject.document.fields:
        if dialect.knows(field.key) or field.key in told:
            continue
        told.add(field.key)
        extended = _who_knows(dialect, field.key)
        if extended:
            yield Finding(
                field.key_span,
                f"{quoted(field.key)} is a key of {extended}: other programs ignore it",
                severity=Severity.HINT,
            )
            continue
        yield _unknown(subject, field, own)


def _unknown(subject: Subject, field: Field, own: str) -> Finding:
    """What becomes of a key that nobody knows; ``own`` says where a key of one's own belongs."""
    dialect = subject.dialect
    meant = _meant_key(subject, field.key)
    title = f"Call it '{meant}'"
    fix = rename_key(title, subject.document, field.key, meant, safe=False) if meant else None
    hint = f"; did you mean {meant}?" if meant else ""
    then, grade = _FATE[dialect.unknown_keys]
    is_limit = field.key in dialect.lost_limits
    lost = "; what it should limit is not limited" if is_limit else ""
    return Finding(
        field.key_span,
        f"{dialect.title} does not know the key {quoted(field.key)} and {then}"
        f"{lost or hint or own}",
        fix,
        min(grade, Severity.WARNING, key=_rank) if meant or is_limit else grade,
    )


def _who_knows(dialect: Dialect, key: str) -> str:
    """The harness that adds this key to the format; empty if none does."""
    if not dialect.extended_by:
        return ""
    # Its table is read where such a key is met.
    from agent_studio.core.dialects.tables import DIALECTS

    more = (DIALECTS[each] for each in dialect.extended_by)
    return next((each.title for each in more if each.knows(key)), "")


def _rank(severity: Severity) -> int:
    return severity.rank


_FATE: Final = {
    BadKey.IGNORED: ("ignores it", Severity.HINT),
    # It tells itself, and nothing else happens.
    BadKey.WARNED: ("warns about it", Severity.INFO),
    BadKey.REJECTS_FILE: ("rejects the whole file for it", Severity.ERROR),
    BadKey.PASSED_ON: ("passes it to the model's provider", Severity.WARNING),
}


def _meant_key(subject: Subject, key: str) -> str:
    """The known key that ``key`` was probably meant to be, unless the file has that one too."""
    specs = subject.dialect.fields
    meant = next((spec.key for spec in specs if key in spec.mistaken_for), "")
    if not meant:
        meant = nearest(key, [spec.key for spec in specs])
        if meant and not _would_do(subject, subject.values.get(key), meant):
            return ""
    return "" if meant and subject.field(meant) else meant


def _would_do(subject: Subject, value: Value, key: str) -> bool:
    """Whether ``value`` is one for ``key``: `mode: subagent` is no slip for `model`."""
    dialect, spec = subject.dialect, subject.dialect.spec(key)
    if spec is None or value is None or not has_type(value, spec, quoted=dialect.quoted_values):
        return False
    if key in (dialect.tools_field, dialect.denied_tools_field) and dialect.tools:
        words = tool_words(value, dialect, key) or ()
        return any(find_tool(word, dialect) or word == dialect.wildcard for word in words)
    if key == dialect.model_field and dialect.model_pattern and isinstance(value, str):
        return value in spec.values or re.fullmatch(dialect.model_pattern, value) is not None
    return not why_unfit(value, spec, dialect)


@rule(
    "AS405",
    "asks-nothing",
    Severity.WARNING,
    "A permission mode in which nothing is asked.",
    source=_DOCS,
    bad=example("permissionMode: bypassPermissions"),
)
def asks_nothing(subject: Subject) -> Iterator[Finding]:
    """The permission mode takes every question away, or a field that stands for it."""
    dialect, values = subject.dialect, subject.values
    said = values.get(dialect.mode_field) if dialect.mode_field else None
    modes = [(dialect.mode_field, dialect.mode(said))] if isinstance(said, str) else []
    modes += [
        (alias.key, dialect.mode(alias.mode))
        for alias in dialect.mode_aliases
        if not said and values.get(alias.key) == alias.value
    ]
    for key, mode in modes:
        span = _key_or_value(subject, key)
        if span is not None and mode is not None and mode.rank >= _ASKS_NOTHING:
            word = quoted(mode.mode if key == dialect.mode_field else key)
            yield Finding(
                span,
                f"With {word} {mode.note}: whatever the agent is talked into, it does. "
                "Leave the mode to the session",
            )


def _key_or_value(subject: Subject, key: str) -> Span | None:
    """Where a field's value stands, or its key in a file that is not front matter."""
    field = subject.field(key)
    if field is not None:
        return subject.spot(field)
    match = re.search(rf"^[ \t]*({re.escape(key)})\b", subject.text, re.MULTILINE)
    return Span(*match.span(1)) if match else None


_ASKS_NOTHING: Final = 2

RULES: Final = (unknown_value, unknown_model, wrong_type, unknown_key, asks_nothing)
