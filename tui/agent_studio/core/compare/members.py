"""The members of a set-valued field, each with its place in the text."""

from __future__ import annotations

import re

from agent_studio.core.document import Document
from agent_studio.core.document.model import Field, Style
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span

_ENTRY = re.compile(
    r"""(?P<lead>[ \t]*-[ \t]+)
        (?P<quote>["']?)(?P<name>[^"'#\s](?:[^"'\r\n#]|(?<=\S)\#)*?)(?P=quote)
        [ \t]*(?:[ \t]\#.*)?$""",
    re.VERBOSE,
)
_BLANK_OR_COMMENT = re.compile(r"[ \t]*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Member:
    """One member: ``span`` covers the bare name, without quotes, dash or comma."""

    name: str
    span: Span
    lines: Span | None = None
    """In a block list: its line with its comment and the comment lines above it."""


def members_of(document: Document, field: Field) -> tuple[Member, ...] | None:
    """The members in the order of the file; ``None`` if the value cannot be read as a set.

    A comma string, a flow list or a block list of plain words is a set; a mapping, a nested
    list, an absent value or a list with anchors is not. A name that is written twice is
    listed once.
    """
    if field.style in {Style.PLAIN, Style.SINGLE, Style.DOUBLE}:
        found = _from_string(document, field)
    elif field.style is Style.FLOW_LIST:
        found = _from_flow(document, field)
    elif field.style is Style.BLOCK_LIST:
        found = _from_block(document, field)
    else:
        return None
    if found is None:
        return None
    once = {member.name: member for member in reversed(found)}
    return tuple(member for member in found if once[member.name] is member)


def _from_string(document: Document, field: Field) -> list[Member] | None:
    span = field.value_span
    raw = span.of(document.text)
    if "\n" in raw or "\\" in raw or (field.error is None and not isinstance(field.value, str)):
        return None
    if field.style is not Style.PLAIN:
        span = Span(span.start + 1, max(span.end - 1, span.start + 1))
    return [
        Member(part.of(document.text), part) for part in _split(document.text, span) if len(part)
    ]


def _from_flow(document: Document, field: Field) -> list[Member] | None:
    span = field.value_span
    text = document.text
    raw = span.of(text)
    if not (raw.startswith("[") and raw.endswith("]")) or re.search(r"\s#|\\", raw):
        return None
    found = []
    for part in _split(text, Span(span.start + 1, span.end - 1)):
        if not len(part):
            continue
        quoted = text[part.start] in "\"'" and text[part.end - 1] == text[part.start]
        inner = Span(part.start + 1, part.end - 1) if quoted and len(part) > 1 else part
        found.append(Member(inner.of(text), inner))
    return found if _agrees(found, field) else None


def _from_block(document: Document, field: Field) -> list[Member] | None:
    text = document.text
    at = text.find("\n", field.line_span.start)
    if at < 0 or text[field.key_span.end : at].split("#")[0].strip() not in {":", ""}:
        return None
    found: list[Member] = []
    start = at = at + 1
    while at < field.span.end:
        stop = text.find("\n", at)
        behind = field.span.end if stop < 0 else stop + 1
        line = text[at:behind].rstrip("\r\n")
        entry = _ENTRY.match(line)
        if entry is not None:
            name = Span(at + entry.start("name"), at + entry.end("name"))
            found.append(Member(name.of(text), name, Span(start, behind)))
            start = behind
        elif _BLANK_OR_COMMENT.match(line) is None:
            return None
        at = behind
    return found if _agrees(found, field) else None


def _agrees(found: list[Member], field: Field) -> bool:
    """Whether strict YAML reads the same words."""
    return field.error is not None or field.value == [member.name for member in found]


def _split(text: str, span: Span) -> list[Span]:
    """The parts between commas that stand outside brackets and quotes, without blanks."""
    parts, start, depth, quote = [], span.start, 0, ""
    for at in range(span.start, span.end + 1):
        character = text[at] if at < span.end else ","
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'" and not text[start:at].strip():
            quote = character
        elif character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        if at == span.end or (character == "," and depth <= 0 and not quote):
            parts.append(_trimmed(text, start, at))
            start = at + 1
    return parts


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
