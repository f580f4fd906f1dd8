"""What can be written at a place in a definition: field names, values, tool names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from agent_studio.core.dialects.model import Dialect, FieldSpec, FieldType, MergeKind, Right, Tool
from agent_studio.core.document import Document
from agent_studio.core.records import dataclass
from agent_studio.core.text import BOM, Span

_KEY_LINE: Final = re.compile(r"(?P<key>[A-Za-z_][\w-]*)[ \t]*:(?P<value>[ \t].*|)\Z", re.DOTALL)
_KEY_START: Final = re.compile(r"[A-Za-z_][\w-]*\Z|\Z")
_ITEM: Final = re.compile(r"[ \t]*-(?P<value>[ \t]+.*|)\Z")
_WORD_BEFORE: Final = re.compile(r"[^\s,\[\]\"'(){}]*\Z")
_WORD_BEHIND: Final = re.compile(r"[^\s,\[\]\"'(){}:]*")
_NAME_BEFORE: Final = re.compile(r"(?:(?<=[,\[\"'])|^)[ \t]*(?P<word>[^,\[\]\"']*)\Z")
_NAME_BEHIND: Final = re.compile(r"[\w*:./@-]*")
_USED: Final = re.compile(r"[\w*:./@-]+")


@dataclass(frozen=True, slots=True)
class Completion:
    """Something that can be written: ``insert`` replaces what ``span`` covers."""

    label: str
    insert: str
    span: Span
    detail: str = ""


def complete(document: Document, offset: int, dialect: Dialect) -> tuple[Completion, ...]:
    """What fits at ``offset``: nothing outside of front matter, or of what is read for it.

    At the start of a line the fields that are not there yet; behind a key its values, tool
    names or models; in a list item of a tool list tool names. Those that begin with the word
    before ``offset`` come first, then those that contain it.
    """
    if not dialect.loading.is_markdown:
        from agent_studio.core.check.key_completion import complete_keys

        return complete_keys(document.text, offset, dialect)
    front = _front(document, offset)
    if front is None:
        return ()
    text = document.text
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    line = text[start:offset]
    found = _KEY_LINE.match(line)
    if found is not None:
        spec = dialect.spec(found["key"])
        return _values(document, offset, found["value"], spec, dialect)
    item = _ITEM.match(line)
    spec = dialect.spec(_key_above(text, front.start, start)) if item or _is_nested(line) else None
    if spec is not None and (item is not None or "[" in text[front.start : start]):
        value = item["value"] if item else line
        return _values(document, offset, value, spec, dialect, in_list=True)
    return _fields(document, offset, line, dialect)


def _front(document: Document, offset: int) -> Span | None:
    """Where fields may stand, if ``offset`` is there; front matter need not be closed yet."""
    front = document.front
    if front is not None:
        inside = front.content.start <= offset <= front.content.end
        return front.content if inside else None
    opening = re.compile(rf"{BOM}?---[ \t]*(?:\r\n|\n|\r)").match(document.text)
    if opening is None or offset < opening.end():
        return None
    return Span(opening.end(), len(document.text))


def _is_nested(line: str) -> bool:
    return line[:1] in (" ", "\t", "]")


def _key_above(text: str, start: int, end: int) -> str:
    """The key at the left edge above a nested line."""
    keys = re.findall(r"^([A-Za-z_][\w-]*)[ \t]*:", text[start:end], re.MULTILINE)
    return keys[-1] if keys else ""


def _fields(document: Document, offset: int, line: str, dialect: Dialect) -> tuple[Completion, ...]:
    """The fields that are not there yet."""
    if not _KEY_START.match(line):
        return ()
    span = _word_span(document.text, offset, line)
    word = span.of(document.text)
    behind = document.text[span.end : span.end + 1]
    there = {field.key for field in document.fields} - {word}
    offers = (
        Completion(spec.key, spec.key if behind == ":" else _line(spec), span, spec.doc)
        for spec in dialect.fields
        if spec.key not in there
    )
    return fitting(offers, line)


def _line(spec: FieldSpec) -> str:
    """A key with what can be written behind it without asking."""
    return f"{spec.key}: {spec.template}"


def _values(
    document: Document,
    offset: int,
    value: str,
    spec: FieldSpec | None,
    dialect: Dialect,
    *,
    in_list: bool = False,
) -> tuple[Completion, ...]:
    """What can be the value of ``spec``, or a member of it."""
    if spec is None:
        return ()
    if spec.key in (dialect.tools_field, dialect.denied_tools_field):
        return _tools(document, offset, value, spec, dialect)
    if in_list or not spec.values or spec.merge not in (MergeKind.SCALAR, MergeKind.TEXT):
        return ()
    before = value.lstrip(" \t").lstrip("\"'")
    behind = re.compile(r"[^\s,\"'#]*").match(document.text, offset)
    span = Span(offset - len(before), behind.end() if behind else offset)
    blank = "" if value else " "
    offers = (
        Completion(each, blank + each, span, _value_note(spec, each, dialect))
        for each in spec.values
    )
    return fitting(offers, before)


def _value_note(spec: FieldSpec, value: str, dialect: Dialect) -> str:
    mode = dialect.mode(value) if spec.key == dialect.mode_field else None
    if mode is not None:
        return mode.note
    return "yes or no" if spec.type is FieldType.BOOLEAN else ""


def _tools(
    document: Document, offset: int, value: str, spec: FieldSpec, dialect: Dialect
) -> tuple[Completion, ...]:
    """Tool names that the list does not hold yet."""
    found = _NAME_BEFORE.search(value)
    if found is None:
        return ()
    word = found["word"]
    behind = _NAME_BEHIND.match(document.text, offset)
    span = Span(offset - len(word), behind.end() if behind else offset)
    field = document.field(spec.key)
    raw = document.text[field.value_span.start : span.start] if field else ""
    raw += document.text[span.end : field.value_span.end] if field else ""
    used = set(_USED.findall(raw))
    # A comma or colon that is not followed by a blank reads badly; a colon even breaks YAML.
    blank = " " if not value or value[: len(value) - len(word)].endswith(",") else ""
    offers = (
        Completion(tool.name, blank + tool.name, span, tool_note(tool))
        for tool in dialect.tools
        if tool.name not in used and not tool.dead and tool.in_subagent and not tool.replacement
    )
    return fitting(offers, word)


def tool_note(tool: Tool) -> str:
    """What a tool lets an agent do, in words; empty if it brings no rights."""
    rights = ", ".join(right.words for right in Right if right in tool.rights)
    return f"may {rights}" if rights else ""


def _word_span(text: str, offset: int, line: str) -> Span:
    before = _WORD_BEFORE.search(line)
    behind = _WORD_BEHIND.match(text, offset)
    start = offset - (len(before[0]) if before else 0)
    return Span(start, behind.end() if behind else offset)


def fitting(offers: Iterable[Completion], word: str) -> tuple[Completion, ...]:
    """Those that begin with ``word``, then those that contain it; case does not count."""
    sought = word.strip().casefold()

    def ranked() -> Iterator[tuple[int, Completion]]:
        for offer in offers:
            at = offer.label.casefold().find(sought)
            if at >= 0:
                yield (0 if at == 0 else 1), offer

    return tuple(offer for _, offer in sorted(ranked(), key=lambda each: each[0]))
