"""What a harness makes of a file: which fields it reads, or why it drops the file."""

from __future__ import annotations

import re
from typing import Final

from agent_studio.core.dialects.front_reading import front_text, read_fields
from agent_studio.core.dialects.hook_forms import why_hooks_refused
from agent_studio.core.dialects.model import (
    BadKey,
    BadValue,
    Dialect,
    FieldType,
    Loaded,
    Outcome,
    Without,
)
from agent_studio.core.dialects.tools import tool_words
from agent_studio.core.dialects.values import Fault, faults, has_type, in_short
from agent_studio.core.document import Document, front_problem
from agent_studio.core.document.model import Value, YamlRefused
from agent_studio.core.records import replace
from agent_studio.core.text import BOM

_BEHIND_FENCE: Final = re.compile(r"\s*\n")


def load(document: Document, dialect: Dialect) -> Loaded:
    """What the harness of ``dialect`` reads of ``document``. Never raises."""
    if not dialect.loading.is_markdown:
        return _load_whole(document, dialect)
    front = front_text(document.text, dialect.fence)
    if front is not None and not dialect.reads_bom and document.text.startswith(BOM):
        why = "a byte order mark stands before its front matter, so it has no fields"
        return Loaded(dialect.id, Outcome.DROPPED, why, {}, document.text)
    if front is None:
        if dialect.needs_front_matter:
            why = _why_no_front(document)
            return Loaded(dialect.id, Outcome.DROPPED, why, {}, document.text)
        return _judged({}, "", document.text.strip(), dialect)
    behind = _BEHIND_FENCE.match(document.text, front.end)
    prompt = document.text[behind.end() if behind else front.end :].strip()
    try:
        fields, reason = read_fields(document, front, dialect)
    except YamlRefused as refused:
        why = f"its front matter is not YAML ({refused.message}), so no field is read"
        return Loaded(dialect.id, Outcome.DROPPED, why, {}, prompt)
    if not fields and any(each.listed for each in dialect.variants):
        listed = _read_list(front.text)
        if listed and all(_may_be_listed(each, dialect) for each in listed):
            return _first_of(listed, _LIST, dialect)
    return _judged(_as_the_harness_keeps_them(fields, dialect), reason, prompt, dialect)


_LIST: Final = "(list)"
"""What stands for a key where front matter is a list of definitions."""


def _read_list(text: str) -> list[dict[str, Value]]:
    """The definitions of front matter that is a list of them; empty if it is none."""
    from agent_studio.core.document.yaml12 import read_yaml

    value = read_yaml(text)
    if not isinstance(value, list) or not value:
        return []
    return [each if isinstance(each, dict) else {} for each in value]


def _may_be_listed(fields: dict[str, Value], dialect: Dialect) -> bool:
    kind = dialect.variant(fields)
    return kind is not None and kind.listed


def _load_whole(document: Document, dialect: Dialect) -> Loaded:
    """A file that is no Markdown: all of it is fields, one of which holds the instructions."""
    from agent_studio.core.dialects import formats

    try:
        found = formats.read_whole(document.text, dialect.loading)
    except YamlRefused as refused:
        form = dialect.loading.value.split(",")[0]
        why = f"it is not {form} ({refused.message})"
        return Loaded(dialect.id, Outcome.DROPPED, why, {}, document.text)
    return _first_of(found, formats.MODES, dialect)


def _first_of(found: list[dict[str, Value]], key: str, dialect: Dialect) -> Loaded:
    """The first of the definitions in one file: one that is refused costs all of them."""
    every = [_judged(each, "", _instructions(each, dialect), dialect) for each in found]
    names = [each.get(dialect.name_field) for each in found]
    for number, each in enumerate(every, 1):
        if not each.loads:
            which = f"of its {len(every)} definitions, number {number}: " if len(every) > 1 else ""
            return replace(each, reason=f"{which}{each.reason}")
        if names[number - 1] in names[: number - 1]:
            name = in_short(str(names[number - 1]))
            why = f"two of its definitions have the {dialect.name_field} '{name}'"
            return replace(each, outcome=Outcome.DROPPED, reason=why)
    if len(every) == 1:
        return every[0]
    known = ", ".join(in_short(str(name)) for name in names[:_NAMED])
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    what = Without(key, f"holds {len(every)} definitions: {known}{more}; this is the first")
    return replace(every[0], without=(what, *every[0].without))


_NAMED: Final = 6
"""How many of the definitions in one file are named."""


def _instructions(fields: dict[str, Value], dialect: Dialect) -> str:
    body = fields.get(dialect.body_field)
    return body if isinstance(body, str) else ""


def _judged(fields: dict[str, Value], reason: str, prompt: str, dialect: Dialect) -> Loaded:
    """What comes of fields that could be read."""
    dropped = why_dropped(fields, dialect) or _why_body_refused(prompt, dialect)
    if dropped:
        return Loaded(dialect.id, Outcome.DROPPED, dropped, fields, prompt)
    outcome = Outcome.RESCUED if reason else Outcome.LOADS
    return Loaded(dialect.id, outcome, reason, fields, prompt, _without(fields, dialect))


def _as_the_harness_keeps_them(fields: dict[str, Value], dialect: Dialect) -> dict[str, Value]:
    """``fields`` after the loader's own rewriting of single values."""
    kept = dict(fields)
    for key, value in fields.items():
        spec = dialect.spec(key)
        if spec is None:
            continue
        if spec.type is FieldType.STRING and FieldType.NUMBER in spec.also:
            kept[key] = _as_text(value)
        elif not isinstance(value, str):
            continue
        elif spec.type is FieldType.BOOLEAN and value in ("true", "false"):
            kept[key] = value == "true" if dialect.quoted_values else value
        elif key in dialect.unescaped_fields:
            kept[key] = value.replace("\\n", "\n")
    return kept


def _as_text(value: Value) -> Value:
    """A number or switch as the text that it is written with."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


def _why_no_front(document: Document) -> str:
    """One clause on why the loader finds no front matter."""
    problem = front_problem(document.text)
    return f"{problem.message}, so it has no fields" if problem else "it has no front matter"


def unknown_keys(fields: dict[str, Value], dialect: Dialect) -> list[str]:
    """The keys that the harness does not know; none as long as the table is not complete."""
    if not dialect.knows_all_fields:
        return []
    kind = dialect.variant(fields)
    others = {key for each in dialect.variants if each is not kind for key in each.only}
    if kind:
        others.difference_update(kind.only)
    return [key for key in fields if key in others or not dialect.knows(key)]


def why_dropped(fields: dict[str, Value], dialect: Dialect) -> str:
    """Why a file with these fields is not loaded; empty if it is."""
    missing = why_missing(fields, dialect)
    if missing:
        return missing
    unknown = unknown_keys(fields, dialect)
    if unknown and dialect.unknown_keys is BadKey.REJECTS_FILE:
        return f"it does not know the key '{in_short(unknown[0])}' and rejects the file for it"
    fault = refusal(fields, dialect)
    if fault is not None:
        return f"its {fault.key} {fault.why}"
    kind = dialect.variant(fields)
    if kind and kind.one_of and sum(key in fields for key in kind.one_of) != 1:
        return f"it needs exactly one of {' and '.join(kind.one_of)}"
    refused = why_name_refused(fields.get(dialect.name_field), dialect)
    if refused or dialect.hooks is None or dialect.hooks.field not in fields:
        return refused
    return why_hooks_refused(fields[dialect.hooks.field], dialect.hooks)


def why_missing(fields: dict[str, Value], dialect: Dialect) -> str:
    """Which required field is not there or of the wrong type; empty if none."""
    for spec in dialect.needed(fields):
        value = fields.get(spec.key)
        if value is None or value == "":
            return f"it has no {spec.key}"
        if not has_type(value, spec):
            return f"its {spec.key} is no {'text' if spec.type is FieldType.STRING else 'list'}"
    return ""


def refusal(fields: dict[str, Value], dialect: Dialect) -> Fault | None:
    """The first value for which the whole file is rejected."""
    found = faults(fields, dialect)
    return next((each for each in found if each.effect is BadValue.REJECTS_FILE), None)


def _why_body_refused(prompt: str, dialect: Dialect) -> str:
    """Why instructions that are too short drop the file; empty if they do not."""
    if len(prompt.strip()) >= dialect.least_body:
        return ""
    if not prompt.strip():
        return "it has no instructions"
    return f"its instructions are shorter than {dialect.least_body} characters"


def _without(fields: dict[str, Value], dialect: Dialect) -> tuple[Without, ...]:
    """The fields that have no effect, in the order of the file."""
    unfit = {each.key: each.why for each in faults(fields, dialect) if each.effect in _LOST}
    unknown = set(unknown_keys(fields, dialect))
    late = {spec.key: spec.since for spec in dialect.newer}
    found = []
    for key in fields:
        spec = dialect.spec(key)
        if key in unknown:
            came = f"came with {late[key]}" if key in late else ""
            found.append(Without(key, came or _UNKNOWN[dialect.unknown_keys]))
        elif key in unfit:
            found.append(Without(key, unfit[key]))
        elif spec is not None and spec.inert:
            found.append(Without(key, "is read and not acted on"))
        elif spec is not None and spec.inert_with and _says(fields, *spec.inert_with):
            other, value = spec.inert_with
            found.append(Without(key, f"does nothing where {other} is {value}"))
        elif spec is not None and spec.needs_tool and _lacks(spec.needs_tool, fields, dialect):
            why = f"does nothing without {spec.needs_tool} in {dialect.tools_field}"
            found.append(Without(key, why))
    return tuple(found)


def _lacks(tool: str, fields: dict[str, Value], dialect: Dialect) -> bool:
    """Whether there is a tool list, and this tool is not in it."""
    if dialect.tools_field not in fields:
        return False
    return tool not in (tool_words(fields[dialect.tools_field], dialect) or (tool,))


def _says(fields: dict[str, Value], key: str, value: str) -> bool:
    return fields.get(key) == value


_LOST: Final = (BadValue.IGNORED,)
_UNKNOWN: Final = {
    BadKey.IGNORED: "is not known",
    BadKey.WARNED: "is not known, and warned about",
    BadKey.PASSED_ON: "is not known, and passed to the model's provider",
    BadKey.REJECTS_FILE: "is not known",
}


def why_name_refused(name: Value, dialect: Dialect) -> str:
    """What in a ``name`` drops the file; empty if nothing does."""
    if not isinstance(name, str):
        return ""
    for start in dialect.refused_name_starts:
        if name.startswith(start):
            return f"its name '{in_short(name)}' begins with '{start}'"
    for part in dialect.refused_in_name:
        if part in name:
            return f"its name '{in_short(name)}' contains '{part}'"
    return ""
