"""How the text between the fences becomes fields, in each of the ways that harnesses have.

The rescue of unquoted values is described in the design notes of programs that read the same
files (QwenLM/qwen-code, docs/design/declarative-agents-port.md) and was held against what
Claude Code itself, in releases from 2.0.30 to 2.1.329, said of many files at start-up.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from agent_studio.core.dialects.model import Dialect, Fence, Loading, Reader
from agent_studio.core.document import Document
from agent_studio.core.document.model import Field, FrontMatter, Style, Value, YamlRefused
from agent_studio.core.records import dataclass
from agent_studio.core.text import BOM, visible

# The loaders look for the next three dashes, wherever they stand: in a value, too. Published
# files whose closing fence is a rule of 56 dashes load.
_FRONT: Final = re.compile(rf"{BOM}?---\s*\n(.*?)---", re.DOTALL)
# Others want them at the start of a line.
_LINED_FRONT: Final = rf"(?s){BOM}?---[ \t]*\r?\n(.*?\n)---"

# The patterns below are for what strict YAML refuses, and compiled once there is such a text.

# In the loader's language `.` matches neither a carriage return nor Unicode's line ends, so a
# line with one is not seen as `key: value`: files with CRLF are never rescued.
_SIMPLE_LINE: Final = r"([A-Za-z_-]+):[^\S\r\n]+([^\r\n\u2028\u2029]+)\Z"
_LEADING_TABS: Final = r"(?m)^\t+"
_NEEDED_QUOTES: Final = r"[{}\[\]*&#!|>%@`]"
_NEEDS_QUOTES: Final = rf"{_NEEDED_QUOTES}|: "
# It only looks at both ends: what has a quote inside as well is left, and stays no YAML.
_QUOTED: Final = r"\"[^\r\n]*\"|'[^\r\n]*'"

# PyYAML refuses control characters that the harnesses' parsers let through (nine published
# files hold U+0001 and load). They travel as private characters; bytes that are no text have
# become U+FFFD by the time a harness sees them.
_CONTROL: Final = r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
_STRAY: Final = r"[\ud800-\udfff]"
_PRIVATE: Final = 0x10FE00
_PRIVATE_ENDS: Final = 0x10FEA0
_LINE_ENDS: Final = "\x85\u2028\u2029"
_CARRIED: Final = "[\U0010fe00-\U0010fea2]"


@dataclass(frozen=True, slots=True)
class FrontText:
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


def read_fields(
    document: Document, front: FrontText, dialect: Dialect
) -> tuple[dict[str, Value], str]:
    """The fields that the harness reads, and why it took a second try; empty if it did not.

    Raises:
        YamlRefused: It reads none.
    """
    if dialect.refuses_doubles:
        _refuse_doubles(document)
    return _WAYS[dialect.loading](document, front, dialect)


def _refuse_doubles(document: Document) -> None:
    seen: set[str] = set()
    for field in document.fields:
        if field.key in seen:
            raise YamlRefused(f"the key {visible(field.key)} is there twice", field.span.start)
        seen.add(field.key)


_Read = Callable[[Document, FrontText, Dialect], "tuple[dict[str, Value], str]"]


def _strictly(
    document: Document, front: FrontText, dialect: Dialect
) -> tuple[dict[str, Value], str]:
    """The fields of strict YAML; raises `YamlRefused`."""
    known = document.front
    if known is None or known.error is not None or document[known.content] != front.text:
        return _mapping(front.text, dialect), ""
    if dialect.reader is Reader.CORE or not _is_read_otherwise(document, known):
        return known.value or {}, ""
    return _mapping(front.text, dialect), ""


def _is_read_otherwise(document: Document, front: FrontMatter) -> bool:
    """Whether Bun may read otherwise what strict YAML reads; `bun_yaml` says how."""
    content = document[front.content]
    if not front.fields:
        return bool(content.strip())
    if not content.isascii() and any(sign in content for sign in _LINE_ENDS):
        return True
    return any(_has_traps(document[field.value_span], field) for field in front.fields)


def _has_traps(raw: str, field: Field) -> bool:
    if field.key == _MERGE or raw.startswith("!"):
        return True
    if "\n" not in raw or field.style in (Style.LITERAL, Style.FOLDED):
        return False
    return any(sign in raw for sign in _TRAPS)


_MERGE: Final = "<<"
_TRAPS: Final = ("'", '"', "[", "{", "!", "<<", "?")
"""Without one of these a value of several lines is read alike."""


def _or_rescued(
    document: Document, front: FrontText, dialect: Dialect
) -> tuple[dict[str, Value], str]:
    """The fields of strict YAML, else of the text with its plain values quoted."""

    def rewrite(text: str) -> str:
        colons = dialect.rescues_colons
        return rescued_text(text, colons=colons, tabs=dialect.rescues_tabs)

    return _twice(document, front, dialect, rewrite, "unquoted values were quoted")


def _or_blocks(
    document: Document, front: FrontText, dialect: Dialect
) -> tuple[dict[str, Value], str]:
    """The fields of strict YAML, else of the text with its plain values as blocks."""
    from agent_studio.core.dialects.formats import blocks_text

    return _twice(document, front, dialect, blocks_text, "values with a colon were made blocks")


def _twice(
    document: Document,
    front: FrontText,
    dialect: Dialect,
    rewrite: Callable[[str], str],
    what: str,
) -> tuple[dict[str, Value], str]:
    try:
        return _strictly(document, front, dialect)
    except YamlRefused as refused:
        first = refused
    try:
        fields = _mapping(rewrite(front.text), dialect)
    except YamlRefused:
        raise first from None
    return fields, f"strict YAML refuses it ({first.message}); {what}"


def _or_split(
    document: Document, front: FrontText, dialect: Dialect
) -> tuple[dict[str, Value], str]:
    """The fields of strict YAML without the empty ones, else of its lines."""
    from agent_studio.core.dialects.formats import read_lines

    try:
        fields, _ = _strictly(document, front, dialect)
    except YamlRefused as refused:
        why = f"strict YAML refuses it ({refused.message}); it was read line by line"
        return read_lines(front.text), why
    return {key: value for key, value in fields.items() if value is not None}, ""


def _onward(document: Document, front: FrontText, dialect: Dialect) -> tuple[dict[str, Value], str]:
    """The fields of strict YAML, else each by itself; a text ends where its mistake begins."""
    try:
        return _strictly(document, front, dialect)
    except YamlRefused as refused:
        why = f"strict YAML refuses it ({refused.message}); what follows the mistake is lost"
    fields: dict[str, Value] = {}
    for each in document.fields:
        first = document[each.value_span].split("\n", 1)[0]
        fields[each.key] = each.value if each.error is None else first.partition(": ")[0].strip()
    return fields, why


def _flat(_document: Document, front: FrontText, _dialect: Dialect) -> tuple[dict[str, Value], str]:
    """Each line with a colon as a field, however far it is indented: the last of a key counts."""
    fields: dict[str, Value] = {}
    for line in front.text.split("\n"):
        key, _, value = line.partition(":")
        value = value.strip().strip(BOM)
        value = value[1:] if value[:1] in _BOTH_QUOTES else value
        value = value[:-1] if value[-1:] in _BOTH_QUOTES else value
        if key.strip() and value:
            fields[key.strip()] = value
    return fields, ""


_BOTH_QUOTES: Final = ("'", '"')

_WAYS: Final[dict[Loading, _Read]] = {
    Loading.STRICT: _strictly,
    Loading.RESCUE: _or_rescued,
    Loading.BLOCKS: _or_blocks,
    Loading.LINES: _or_split,
    Loading.ONWARD: _onward,
    Loading.FLAT: _flat,
}


def rescued_text(front: str, *, colons: bool = True, tabs: bool = False) -> str:
    """Front matter as the rescue rewrites it before it is read once more.

    With ``tabs``, two blanks stand for each tab that a line begins with.
    """
    text = "\n".join(rescue_line(line, colons=colons) for line in front.split("\n"))
    return re.sub(_LEADING_TABS, lambda match: "  " * len(match[0]), text) if tabs else text


def rescue_line(line: str, *, colons: bool = True) -> str:
    """``line`` as the rescue rewrites it: a troublesome unquoted value gets double quotes.

    Without ``colons``, one that holds a colon and a blank does not count as troublesome.
    """
    match = re.match(_SIMPLE_LINE, line)
    if match is None:
        return line
    key, value = match[1], match[2]
    signs = _NEEDS_QUOTES if colons else _NEEDED_QUOTES
    if re.fullmatch(_QUOTED, value) or not re.search(signs, value):
        return line
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{key}: "{escaped}"'


def _mapping(text: str, dialect: Dialect) -> dict[str, Value]:
    """The mapping that a harness's YAML parser reads; empty if the text is no mapping."""
    # What the document has read itself, and that is nearly everything, never comes here.
    read: Callable[[str], Value]
    if dialect.reader is Reader.BUN:
        from agent_studio.core.dialects.bun_yaml import read_bun as read
    else:
        from agent_studio.core.document.yaml12 import read_yaml as read

    text = re.sub(_STRAY, "\ufffd", text)
    carried = re.sub(_CONTROL, lambda match: chr(_PRIVATE + ord(match[0])), text)
    if dialect.reader is Reader.BUN:
        # To Bun only a line feed and a carriage return end a line.
        for number, sign in enumerate(_LINE_ENDS):
            carried = carried.replace(sign, chr(_PRIVATE_ENDS + number))
        if not dialect.refuses_nul:
            carried = carried.partition("\0")[0]
    value = read(carried)
    if carried != text:
        value = _with_controls(value)
    return value if isinstance(value, dict) else {}


def _with_controls(value: Value) -> Value:
    if isinstance(value, str):
        return re.sub(_CARRIED, _back, value)
    if isinstance(value, list):
        return [_with_controls(item) for item in value]
    if isinstance(value, dict):
        return {str(_with_controls(key)): _with_controls(item) for key, item in value.items()}
    return value


def _back(carried: re.Match[str]) -> str:
    place = ord(carried[0])
    if place >= _PRIVATE_ENDS:
        return _LINE_ENDS[place - _PRIVATE_ENDS]
    return chr(place - _PRIVATE)
