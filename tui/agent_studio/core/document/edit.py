"""Changing a definition: splices into its text that leave every other byte alone."""

from __future__ import annotations

from agent_studio.core.document.document import Document
from agent_studio.core.document.field_text import FieldText, base_indent, field_lines
from agent_studio.core.document.front_nodes import start_of_line
from agent_studio.core.document.model import Field, FrontMatter, Value
from agent_studio.core.document.scalars import write_key
from agent_studio.core.text import BOM, Span


def replace(document: Document, span: Span, text: str) -> Document:
    """``document`` with ``text`` in the place of what ``span`` covers."""
    whole = document.text
    return Document(whole[: span.start] + text + whole[span.end :])


def set_field(document: Document, key: str, value: Value, *, after: str | None = None) -> Document:
    """``document`` with ``value`` as the value of ``key``.

    A field that is there keeps its place, its comments and, where that is safe, its style; of
    a key written twice the last one is set, which is the one that counts. List items that stay
    keep their text. A field that is not there is added behind the field ``after``, or behind
    all others; front matter is begun if there is none.

    A value that strict YAML reads there already changes nothing.

    Where strict YAML still refuses the block, for another field's sake, the value is written
    in a way that the rescue of harnesses (see `scalars`) leaves alone, and a comment on the
    field's line moves to a line of its own above: there it would become part of the value.
    """
    for rescued in (False, True):
        changed = _set(document, key, value, after, rescued)
        if changed.front is None or changed.front.error is None:
            break
    return changed


def remove_field(document: Document, key: str) -> Document:
    """``document`` without ``key``: every field of that key and the comments directly above it."""
    for field in reversed(document.fields):
        if field.key == key:
            document = replace(document, _with_comments(document, field), "")
    return document


def rename_field(document: Document, key: str, new: str) -> Document:
    """``document`` with ``new`` for every field named ``key``; values and comments stay."""
    for field in reversed(document.fields):
        if field.key == key:
            document = replace(document, field.key_span, write_key(new))
    return document


def _set(document: Document, key: str, value: Value, after: str | None, rescued: bool) -> Document:
    front = document.front
    if front is None:
        return _begin_front(document, key, value)
    if front.value is not None and not front.fields:
        return _set(_in_lines(document, front), key, value, after, rescued)
    field = document.field(key)
    if field is None:
        return _add(document, front, key, value, after, rescued)
    # As written out, because True equals 1 in Python and does not in YAML.
    if front.error is None and repr(field.value) == repr(value):
        return document
    text = FieldText(document.text, field, document.line_end, rescued)
    return replace(document, field.line_span, text.with_value(value))


def _begin_front(document: Document, key: str, value: Value) -> Document:
    end = document.line_end
    at = len(BOM) if document.text.startswith(BOM) else 0
    line = field_lines(key, value, end, "", rescued=False)
    return replace(document, Span(at, at), f"---{end}{line}---{end}")


def _in_lines(document: Document, front: FrontMatter) -> Document:
    """``document`` with front matter in braces rewritten as one field a line."""
    end = document.line_end
    pairs = (front.value or {}).items()
    lines = "".join(field_lines(key, value, end, "", rescued=False) for key, value in pairs)
    return replace(document, front.content, lines)


def _add(
    document: Document,
    front: FrontMatter,
    key: str,
    value: Value,
    after: str | None,
    rescued: bool,
) -> Document:
    last = (document.field(after) if after is not None else None) or (
        front.fields[-1] if front.fields else None
    )
    at = last.line_span.end if last else front.content.end
    base = base_indent(document.text, last) if last else ""
    lines = field_lines(key, value, document.line_end, base, rescued=rescued)
    return replace(document, Span(at, at), lines)


def _with_comments(document: Document, field: Field) -> Span:
    """The field's lines and the comment lines that stand directly above its key."""
    start = field.line_span.start
    while start > field.span.start:
        end = start - (2 if document.text[start - 2 : start] == "\r\n" else 1)
        above = start_of_line(document.text, field.span.start, end)
        if not document.text[above:start].lstrip(" \t").startswith("#"):
            break
        start = above
    return Span(start, field.line_span.end)
