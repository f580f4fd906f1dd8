"""Where the keys of a definition stand that is no Markdown: TOML, JSON, or a list of modes.

What is read here is the text as somebody types it, so nothing has to be well-formed. All of it is
linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent_studio.core.dialects.model import Loading
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span

_TOML: Final = (
    r"^[ \t]*(?P<table>\[{1,2})[ \t]*[\"']?(?P<of>[\w-]+)"
    r"|^[ \t]*(?P<quote>[\"']?)(?P<key>[\w-]+)(?P=quote)[ \t]*[.=]"
    r"|\"\"\"(?:[^\\]|\\.)*?(?:\"\"\"|\\?\Z)|'''.*?(?:'''|\Z)"
    r"|\"(?:[^\"\\\n]|\\.)*|'[^'\n]*|#[^\n]*"
)
"""A key, the name of a table, or text in which something may look like one."""
_JSON: Final = r"\"(?P<key>(?:[^\"\\\n]|\\.)*)\"(?P<colon>\s*+:)?|(?P<open>[{\[])|(?P<close>[}\]])"
_YAML: Final = (
    r"^(?P<before>[ \t-]*)(?P<quote>[\"']?)(?P<key>[A-Za-z_][\w-]*)(?P=quote)[ \t]*:(?!\S)"
)
_LIST_OF_MODES: Final = 3
"""How deep the keys of a mode lie in JSON: in an object in a list in an object."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key that fields of the definition stand behind."""

    name: str
    span: Span
    """Its letters, without quotes."""
    value: Span
    """What stands between it and the next key."""


def keys_of(text: str, loading: Loading) -> tuple[Key, ...]:
    """The keys of a definition that is read as ``loading`` says, in the order of the text.

    Keys inside of values are none of them. Empty for Markdown, whose fields have their own spans.
    """
    if loading is Loading.TOML:
        found = _in_toml(text)
    elif loading is Loading.JSON:
        found = _in_json(text, 1)
    elif loading is Loading.MODES:
        is_json = text.lstrip()[:1] == "{"
        found = _in_json(text, _LIST_OF_MODES) if is_json else _in_yaml(text)
    else:
        return ()
    spans = [span for span in found if len(span)]
    ends = [*(span.start for span in spans), len(text)][1:] if spans else []
    return tuple(
        Key(span.of(text), span, Span(span.end, end)) for span, end in zip(spans, ends, strict=True)
    )


def key_at(keys: tuple[Key, ...], offset: int) -> Key | None:
    """The key at ``offset``, or in whose value it lies."""
    before = (each for each in reversed(keys) if each.span.start <= offset)
    return next(before, None)


def is_place_of_key(text: str, offset: int, keys: tuple[Key, ...], loading: Loading) -> bool:
    """Whether a key of the definition may begin at ``offset``, its quote left of it included."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    line = text[start:offset]
    if loading is Loading.JSON:
        return line.endswith('"') and _is_key_in_json(text[: offset - 1])
    before = [key for key in keys if key.span.start < offset]
    if loading is Loading.MODES:
        columns = {_column(text, key) for key in keys}
        return bool(re.fullmatch(r"[ \t]*(?:-[ \t]+)?", line)) and len(line) in columns
    if line.strip():
        return False
    if any("[" in text[key.span.start - _column(text, key) : key.span.start] for key in before):
        return False
    value = Span(before[-1].value.start, offset).of(text) if before else ""
    within_text = value.count('"""') % 2 or value.count("'''") % 2
    return not within_text and value.count("[") <= value.count("]")


def _column(text: str, key: Key) -> int:
    return key.span.start - text.rfind("\n", 0, key.span.start) - 1


def _is_key_in_json(before: str) -> bool:
    """Whether the next text is a key of the definition, and no value."""
    open_now = ""
    for match in re.finditer(_JSON, before, re.DOTALL):
        if match["open"]:
            open_now += match["open"]
        elif match["close"]:
            open_now = open_now[:-1]
    return open_now == "{" and before.rstrip()[-1:] in ("{", ",")


def _in_toml(text: str) -> Iterator[Span]:
    in_table = False
    for match in re.finditer(_TOML, text, re.MULTILINE | re.DOTALL):
        if match["table"]:
            in_table = True
            yield Span(*match.span("of"))
        elif match["key"] and not in_table:
            yield Span(*match.span("key"))


def _in_json(text: str, depth: int) -> Iterator[Span]:
    open_now: list[str] = []
    for match in re.finditer(_JSON, text, re.DOTALL):
        if match["open"]:
            open_now.append(match["open"])
        elif match["close"]:
            del open_now[-1:]
        elif match["colon"] and len(open_now) == depth and open_now[-1] == "{":
            yield Span(*match.span("key"))


def _in_yaml(text: str) -> Iterator[Span]:
    """The keys of the modes: those in the column of the first key that begins an item."""
    column = -1
    for match in re.finditer(_YAML, text, re.MULTILINE):
        begins = len(match["before"])
        if column < 0 and "-" in match["before"]:
            column = begins
        if begins == column:
            yield Span(*match.span("key"))
