"""The fields of a definition as a form shows them, and what is typed as a value: pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from agent_studio.core.dialects.model import Dialect, FieldSpec, FieldType, MergeKind
from agent_studio.core.document import Document
from agent_studio.core.document.edit import remove_field, set_field
from agent_studio.core.document.model import Field, Value
from agent_studio.core.text import hidden_offsets

_WHOLE = re.compile(r"[+-]?\d+")
_NUMBER = re.compile(r"[+-]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?")


class Control(StrEnum):
    """What a row is edited with."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    RAW = "raw"
    """Shown as it is written; changed in the text only."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One row of the form."""

    key: str
    control: Control
    text: str
    """What the control holds."""
    present: bool
    required: bool = False
    options: tuple[str, ...] = ()
    note: str = ""
    """Why it looks as it does, for a person; empty if it needs no word."""
    doc: str = ""


def form_fields(
    document: Document, dialect: Dialect, loaded: Mapping[str, Value]
) -> tuple[FormField, ...]:
    """The rows: the fields of the dialect in its order, then those that only the file has.

    ``loaded`` is what the harness reads, for fields that strict YAML refuses.
    """
    known = [spec.key for spec in dialect.fields]
    others = dict.fromkeys(field.key for field in document.fields if field.key not in known)
    return tuple(_row(key, dialect, document, loaded) for key in [*known, *others] if key)


def _row(key: str, dialect: Dialect, document: Document, loaded: Mapping[str, Value]) -> FormField:
    spec = dialect.spec(key)
    field = document.field(key)
    value, note = _value(field, loaded)
    doc = spec.doc if spec else f"{dialect.title} does not know this field."
    required = spec.required if spec else False
    if field is not None:
        raw = document[field.value_span]
        why = _why_raw(value, spec, raw)
        if why:
            return FormField(key, Control.RAW, raw, True, required, note=why, doc=doc)
    if sum(1 for each in document.fields if each.key == key) > 1:
        note = "written more than once; this is the last one"
    control, options = _control(value, spec)
    if control is Control.CHOICE and _text(value) and _text(value) not in options:
        # It must stay what it is until a person chooses another one.
        options = (*options, _text(value))
        note = note or "not one of the values that are known"
    return FormField(key, control, _text(value), field is not None, required, options, note, doc)


def _value(field: Field | None, loaded: Mapping[str, Value]) -> tuple[Value, str]:
    if field is None:
        return None, ""
    if field.error is None:
        return field.value, ""
    if field.key in loaded:
        return loaded[field.key], "not valid YAML as written; a change here quotes it"
    return None, "cannot be read; a change here replaces it"


def _why_raw(value: Value, spec: FieldSpec | None, raw: str) -> str:
    if hidden_offsets(raw) or hidden_offsets(_text(value)):
        return "holds hidden characters; change it in the text"
    if isinstance(value, dict):
        return "a mapping; change it in the text"
    if isinstance(value, list) and not all(isinstance(each, str) for each in value):
        return "a nested list; change it in the text"
    if isinstance(value, list) and any("," in str(each) or "\n" in str(each) for each in value):
        return "a list whose items hold commas; change it in the text"
    multiline = isinstance(value, str) and "\n" in value
    if multiline and not (spec and spec.merge is MergeKind.TEXT):
        return "a text of several lines; change it in the text"
    return ""


def _control(value: Value, spec: FieldSpec | None) -> tuple[Control, tuple[str, ...]]:
    if isinstance(value, bool) or (
        spec and spec.type is FieldType.BOOLEAN and not isinstance(value, str)
    ):
        # Three states: a switch would hide whether the field is there at all.
        return Control.CHOICE, ("true", "false")
    if spec and spec.merge is MergeKind.TEXT:
        return Control.TEXT, ()
    if spec and spec.values and not spec.open_values and spec.type is FieldType.STRING:
        return Control.CHOICE, spec.values
    return Control.LINE, spec.values if spec else ()


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return str(value)


def typed_value(document: Document, dialect: Dialect, key: str, text: str) -> Value:
    """What ``text``, typed into the row of ``key``, means as a value of that field.

    Lists stay lists and texts stay texts; a number is one only where the field wants it.
    """
    spec, field = dialect.spec(key), document.field(key)
    now = field.value if field and field.error is None else None
    kind = spec.type if spec else None
    if isinstance(now, list) or (kind is FieldType.LIST and now is None):
        return [part.strip() for part in text.split(",") if part.strip()]
    if (kind is FieldType.BOOLEAN or isinstance(now, bool)) and text in {"true", "false"}:
        return text == "true"
    number = isinstance(now, int | float) and not isinstance(now, bool)
    if (kind is FieldType.INTEGER or number) and _WHOLE.fullmatch(text):
        return int(text)
    if (kind is FieldType.NUMBER or number) and _NUMBER.fullmatch(text):
        return float(text)
    return text


def place_for(document: Document, dialect: Dialect, key: str) -> str | None:
    """Behind which field a new one belongs, so that fields stand in the dialect's order."""
    known = [spec.key for spec in dialect.fields]
    if key not in known:
        return None
    before = set(known[: known.index(key)])
    return next((each.key for each in reversed(document.fields) if each.key in before), None)


def with_field(document: Document, dialect: Dialect, key: str, text: str) -> Document:
    """The definition after ``text`` was typed into the row of ``key``; emptied, it goes."""
    spec = dialect.spec(key)
    if not text and document.field(key) and not (spec and spec.required):
        return remove_field(document, key)
    value = typed_value(document, dialect, key, text)
    return set_field(document, key, value, after=place_for(document, dialect, key))
