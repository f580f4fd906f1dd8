"""What a harness makes of a file: which fields it reads, or why it drops the file.

The rescue of unquoted values is described in the design notes of programs that read the same
files (QwenLM/qwen-code, docs/design/declarative-agents-port.md) and was held against what
Claude Code 2.1.329 itself said at start-up of some 1,900 published files.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from agent_studio.core.dialects.model import BadKey, Dialect, FieldType, Loaded, Loading, Outcome
from agent_studio.core.document import Document, front_problem
from agent_studio.core.document.model import Value, YamlRefused
from agent_studio.core.text import BOM, visible

# The loaders look for the next three dashes, wherever they stand: in a value, too. Published
# files whose closing fence is a rule of 56 dashes load.
_FRONT: Final = re.compile(rf"{BOM}?---\s*\n(.*?)---", re.DOTALL)
_BEHIND_FENCE: Final = re.compile(r"\s*\n")

# The patterns below are for what strict YAML refuses, and compiled once there is such a text.

# In the loader's language `.` does not match a carriage return, so a line that ends in one is
# not seen as `key: value`: files with CRLF are never rescued.
_SIMPLE_LINE: Final = r"([A-Za-z_-]+):[^\S\r\n]+([^\r\n]+)\Z"
_NEEDS_QUOTES: Final = r"[{}\[\]*&#!|>%@`]|: "
_QUOTED: Final = r"\"[^\"]*\"|'[^']*'"

# PyYAML refuses control characters that the harnesses' parsers let through (nine published
# files hold U+0001 and load). They travel as private characters; bytes that are no text have
# become U+FFFD by the time a harness sees them.
_CONTROL: Final = r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
_STRAY: Final = r"[\ud800-\udfff]"
_PRIVATE: Final = 0x10FE00
_CARRIED: Final = "[\U0010fe00-\U0010fe9f]"


class FrontText(NamedTuple):
    """The front matter as a harness cuts it out of a text."""

    start: int
    """Where it begins, behind the opening fence's line."""
    text: str
    end: int
    """Behind the closing dashes."""


def front_text(text: str) -> FrontText | None:
    """What a harness takes for the front matter of ``text``; ``None`` if it sees none.

    It ends at the first three dashes behind the opening fence, even inside a value; compare
    `Document.front`, which ends at a line of dashes.
    """
    front = _FRONT.match(text)
    return None if front is None else FrontText(front.start(1), front[1], front.end())


def load(document: Document, dialect: Dialect) -> Loaded:
    """What the harness of ``dialect`` reads of ``document``. Never raises."""
    front = front_text(document.text)
    if front is None:
        return Loaded(dialect.id, Outcome.DROPPED, _why_no_front(document), {}, document.text)
    behind = _BEHIND_FENCE.match(document.text, front.end)
    prompt = document.text[behind.end() if behind else front.end :].strip()
    try:
        fields, reason = _LOADERS[dialect.loading](document, front)
    except YamlRefused as refused:
        why = f"its front matter is not YAML ({refused.message}), so no field is read"
        return Loaded(dialect.id, Outcome.DROPPED, why, {}, prompt)
    fields = _as_the_harness_keeps_them(fields, dialect)
    dropped = why_dropped(fields, dialect)
    if dropped:
        return Loaded(dialect.id, Outcome.DROPPED, dropped, fields, prompt)
    outcome = Outcome.RESCUED if reason else Outcome.LOADS
    return Loaded(dialect.id, outcome, reason, fields, prompt)


def _read_strictly(document: Document, front: FrontText) -> tuple[dict[str, Value], str]:
    """The fields of strict YAML; raises `YamlRefused`."""
    known = document.front
    if known is not None and known.error is None and document[known.content] == front.text:
        return known.value or {}, ""
    return _read_mapping(front.text), ""


def _read_or_rescue(document: Document, front: FrontText) -> tuple[dict[str, Value], str]:
    """The fields of strict YAML, else of the text with its plain values quoted."""
    try:
        return _read_strictly(document, front)
    except YamlRefused as refused:
        first = refused
    try:
        fields = _read_mapping(rescued_text(front.text))
    except YamlRefused:
        raise first from None
    return fields, f"strict YAML refuses it ({first.message}); unquoted values were quoted"


_LOADERS: Final[dict[Loading, Callable[[Document, FrontText], tuple[dict[str, Value], str]]]] = {
    Loading.STRICT: _read_strictly,
    Loading.RESCUE: _read_or_rescue,
}


def rescued_text(front: str) -> str:
    """Front matter as the rescue rewrites it before it is read once more."""
    return "\n".join(map(rescue_line, front.split("\n")))


def rescue_line(line: str) -> str:
    """``line`` as the rescue rewrites it: a troublesome unquoted value gets double quotes."""
    match = re.match(_SIMPLE_LINE, line)
    if match is None:
        return line
    key, value = match[1], match[2]
    if re.fullmatch(_QUOTED, value) or not re.search(_NEEDS_QUOTES, value):
        return line
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{key}: "{escaped}"'


def _read_mapping(text: str) -> dict[str, Value]:
    """The mapping that a harness's YAML parser reads; empty if the text is no mapping."""
    # What the document has read itself, and that is nearly everything, never comes here.
    from agent_studio.core.document.yaml12 import read_yaml

    text = re.sub(_STRAY, "\ufffd", text)
    if not re.search(_CONTROL, text):
        value = read_yaml(text)
    else:
        carried = re.sub(_CONTROL, lambda match: chr(_PRIVATE + ord(match[0])), text)
        value = _with_controls(read_yaml(carried))
    return value if isinstance(value, dict) else {}


def _with_controls(value: Value) -> Value:
    if isinstance(value, str):
        return re.sub(_CARRIED, lambda match: chr(ord(match[0]) - _PRIVATE), value)
    if isinstance(value, list):
        return [_with_controls(item) for item in value]
    if isinstance(value, dict):
        return {str(_with_controls(key)): _with_controls(item) for key, item in value.items()}
    return value


def _as_the_harness_keeps_them(fields: dict[str, Value], dialect: Dialect) -> dict[str, Value]:
    """``fields`` after the loader's own rewriting of single values."""
    kept = dict(fields)
    for key, value in fields.items():
        spec = dialect.spec(key)
        if spec is None or not isinstance(value, str):
            continue
        if spec.type is FieldType.BOOLEAN and value in ("true", "false"):
            kept[key] = value == "true"
        elif key in dialect.unescaped_fields:
            kept[key] = value.replace("\\n", "\n")
    return kept


def _why_no_front(document: Document) -> str:
    """One clause on why the loader finds no front matter."""
    problem = front_problem(document.text)
    return f"{problem.message}, so it has no fields" if problem else "it has no front matter"


def unknown_keys(fields: dict[str, Value], dialect: Dialect) -> list[str]:
    """The keys that the harness does not know; none as long as the table is not complete."""
    if not dialect.knows_all_fields:
        return []
    return [key for key in fields if dialect.spec(key) is None]


def why_dropped(fields: dict[str, Value], dialect: Dialect) -> str:
    """Why a file with these fields is not loaded; empty if it is."""
    for spec in dialect.fields:
        value = fields.get(spec.key)
        if not spec.required:
            continue
        if value is None or value == "":
            return f"it has no {spec.key}"
        if spec.type is FieldType.STRING and not isinstance(value, str):
            return f"its {spec.key} is no text"
    unknown = unknown_keys(fields, dialect)
    if unknown and dialect.unknown_keys is BadKey.REJECTS_FILE:
        return f"it does not know the key '{visible(unknown[0])}' and rejects the file for it"
    return why_name_refused(fields.get("name"), dialect)


def why_name_refused(name: Value, dialect: Dialect) -> str:
    """What in a ``name`` drops the file; empty if nothing does."""
    if not isinstance(name, str):
        return ""
    for start in dialect.refused_name_starts:
        if name.startswith(start):
            return f"its name '{visible(name)}' begins with '{start}'"
    for part in dialect.refused_in_name:
        if part in name:
            return f"its name '{visible(name)}' contains '{part}'"
    return ""
