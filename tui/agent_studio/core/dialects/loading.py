"""What a harness makes of a file: which fields it reads, or why it drops the file.

The rescue of unquoted values is described in the design notes of programs that read the same
files (QwenLM/qwen-code, docs/design/declarative-agents-port.md) and was held against what
Claude Code 2.1.329 itself said at start-up of some 1,900 published files.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from agent_studio.core.dialects.model import (
    BadKey,
    BadValue,
    Dialect,
    Fence,
    FieldType,
    Loaded,
    Loading,
    Outcome,
    Without,
)
from agent_studio.core.dialects.values import Fault, faults, has_type
from agent_studio.core.document import Document, front_problem
from agent_studio.core.document.model import Value, YamlRefused
from agent_studio.core.records import replace
from agent_studio.core.text import BOM, visible

# The loaders look for the next three dashes, wherever they stand: in a value, too. Published
# files whose closing fence is a rule of 56 dashes load.
_FRONT: Final = re.compile(rf"{BOM}?---\s*\n(.*?)---", re.DOTALL)
# Others want them at the start of a line.
_LINED_FRONT: Final = rf"(?s){BOM}?---[ \t]*\r?\n(.*?\n)---"
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


def front_text(text: str, fence: Fence = Fence.DASHES) -> FrontText | None:
    """What a harness takes for the front matter of ``text``; ``None`` if it sees none.

    With `Fence.DASHES` it ends at the first three dashes behind the opening fence, even inside a
    value; compare `Document.front`, which ends at a line of dashes.
    """
    front = _FRONT.match(text) if fence is Fence.DASHES else re.match(_LINED_FRONT, text)
    return None if front is None else FrontText(front.start(1), front[1], front.end())


def load(document: Document, dialect: Dialect) -> Loaded:
    """What the harness of ``dialect`` reads of ``document``. Never raises."""
    if not dialect.loading.is_markdown:
        return _load_whole(document, dialect)
    front = front_text(document.text, dialect.fence)
    if front is None:
        if dialect.needs_front_matter:
            why = _why_no_front(document)
            return Loaded(dialect.id, Outcome.DROPPED, why, {}, document.text)
        return _judged({}, "", document.text.strip(), dialect)
    behind = _BEHIND_FENCE.match(document.text, front.end)
    prompt = document.text[behind.end() if behind else front.end :].strip()
    try:
        fields, reason = _LOADERS[dialect.loading](document, front)
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
            why = f"two of its definitions have the {dialect.name_field} '{names[number - 1]}'"
            return replace(each, outcome=Outcome.DROPPED, reason=visible(why))
    if len(every) == 1:
        return every[0]
    known = visible(", ".join(str(name) for name in names[:_NAMED]))
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


def _read_strictly(document: Document, front: FrontText) -> tuple[dict[str, Value], str]:
    """The fields of strict YAML; raises `YamlRefused`."""
    known = document.front
    if known is not None and known.error is None and document[known.content] == front.text:
        return known.value or {}, ""
    return _read_mapping(front.text), ""


def _read_or_rescue(document: Document, front: FrontText) -> tuple[dict[str, Value], str]:
    """The fields of strict YAML, else of the text with its plain values quoted."""
    return _read_twice(document, front, rescued_text, "unquoted values were quoted")


def _read_or_block(document: Document, front: FrontText) -> tuple[dict[str, Value], str]:
    """The fields of strict YAML, else of the text with its plain values as blocks."""
    from agent_studio.core.dialects.formats import blocks_text

    return _read_twice(document, front, blocks_text, "values with a colon were made blocks")


def _read_twice(
    document: Document, front: FrontText, rewrite: Callable[[str], str], what: str
) -> tuple[dict[str, Value], str]:
    try:
        return _read_strictly(document, front)
    except YamlRefused as refused:
        first = refused
    try:
        fields = _read_mapping(rewrite(front.text))
    except YamlRefused:
        raise first from None
    return fields, f"strict YAML refuses it ({first.message}); {what}"


def _read_or_split(document: Document, front: FrontText) -> tuple[dict[str, Value], str]:
    """The fields of strict YAML without the empty ones, else of its lines."""
    from agent_studio.core.dialects.formats import read_lines

    try:
        fields, _ = _read_strictly(document, front)
    except YamlRefused as refused:
        why = f"strict YAML refuses it ({refused.message}); it was read line by line"
        return read_lines(front.text), why
    return {key: value for key, value in fields.items() if value is not None}, ""


_LOADERS: Final[dict[Loading, Callable[[Document, FrontText], tuple[dict[str, Value], str]]]] = {
    Loading.STRICT: _read_strictly,
    Loading.RESCUE: _read_or_rescue,
    Loading.BLOCKS: _read_or_block,
    Loading.LINES: _read_or_split,
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
    return [key for key in fields if dialect.spec(key) is None or key in others]


def why_dropped(fields: dict[str, Value], dialect: Dialect) -> str:
    """Why a file with these fields is not loaded; empty if it is."""
    missing = why_missing(fields, dialect)
    if missing:
        return missing
    unknown = unknown_keys(fields, dialect)
    if unknown and dialect.unknown_keys is BadKey.REJECTS_FILE:
        return f"it does not know the key '{visible(unknown[0])}' and rejects the file for it"
    fault = refusal(fields, dialect)
    if fault is not None:
        return f"its {fault.key} {fault.why}"
    kind = dialect.variant(fields)
    if kind and kind.one_of and sum(key in fields for key in kind.one_of) != 1:
        return f"it needs exactly one of {' and '.join(kind.one_of)}"
    return why_name_refused(fields.get(dialect.name_field), dialect)


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
    unknown = unknown_keys(fields, dialect)
    found = []
    for key in fields:
        spec = dialect.spec(key)
        if key in unknown:
            found.append(Without(key, _UNKNOWN[dialect.unknown_keys]))
        elif key in unfit:
            found.append(Without(key, unfit[key]))
        elif spec is not None and spec.inert:
            found.append(Without(key, "is read and not acted on"))
        elif spec is not None and spec.inert_with and _says(fields, *spec.inert_with):
            other, value = spec.inert_with
            found.append(Without(key, f"does nothing where {other} is {value}"))
    return tuple(found)


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
            return f"its name '{visible(name)}' begins with '{start}'"
    for part in dialect.refused_in_name:
        if part in name:
            return f"its name '{visible(name)}' contains '{part}'"
    return ""
