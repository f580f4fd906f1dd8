"""What the words at a place in a definition mean, and what a finding is about: for a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from agent_studio.core.check.examined import Examined
from agent_studio.core.check.keys import key_at, keys_of
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.check.registry import rule
from agent_studio.core.check.secrets.masking import hush
from agent_studio.core.dialects.model import Dialect, FieldSpec, Right, Tool
from agent_studio.core.dialects.tools import find_tool, is_mcp, named_tool
from agent_studio.core.document.model import Field
from agent_studio.core.records import dataclass, replace
from agent_studio.core.text import Span
from agent_studio.core.told import in_words, tools_in_words

_TOOL_BEFORE: Final = re.compile(r"[\w*:./@-]*\Z")
_TOOL_BEHIND: Final = re.compile(r"[\w*:./@-]*")
_VALUE_BEFORE: Final = re.compile(r"[^\s,\[\]\"'(){}]*\Z")
_VALUE_BEHIND: Final = re.compile(r"[^\s,\[\]\"'(){}]*")
_LONGEST_WORD: Final = 200
"""Characters on either side of a place that are searched for the ends of the word there."""


@dataclass(frozen=True, slots=True)
class Description:
    """Something that can be told of a place in a text. All of it is plain text."""

    span: Span
    """The words it speaks of."""
    title: str
    paragraphs: tuple[str, ...]
    source: str = ""
    """Who says so; empty if it is said of this very definition."""
    examples: tuple[tuple[str, str], ...] = ()
    """Whole definitions, each behind its title; several files of one example follow one another."""


def describe(examined: Examined, offset: int, dialect: Dialect) -> Description | None:
    """What the field, value or tool at ``offset`` means to the harness; ``None`` elsewhere."""
    told, text = _described(examined, offset, dialect), examined.document.text
    if told is None:
        return None
    title, *paragraphs = (hush(words, text) for words in (told.title, *told.paragraphs))
    return replace(told, title=title, paragraphs=tuple(paragraphs))


def _described(examined: Examined, offset: int, dialect: Dialect) -> Description | None:
    document = examined.document
    if not dialect.loading.is_markdown:
        return _in_other_format(examined, offset, dialect)
    front = document.front
    if front is None or not front.span.start <= offset <= front.span.end:
        return None
    for field in document.fields:
        spec = dialect.spec(field.key)
        if spec is None:
            continue
        if field.key_span.start <= offset <= field.key_span.end:
            return _field(field.key_span, spec, examined, dialect)
        if field.value_span.start <= offset <= field.value_span.end:
            return _value(field, spec, examined, offset, dialect)
    return None


def _in_other_format(examined: Examined, offset: int, dialect: Dialect) -> Description | None:
    """What a key means, or a tool behind one, in a file that is no Markdown."""
    text = examined.document.text
    key = key_at(keys_of(text, dialect.loading), offset)
    spec = dialect.spec(key.name) if key else None
    if key is None or spec is None:
        return None
    if offset <= key.span.end:
        return _field(key.span, spec, examined, dialect)
    if spec.key in _tool_fields(dialect):
        span = _word(text, offset, key.value, _TOOL_BEFORE, _TOOL_BEHIND)
        return _tool(span, span.of(text), dialect)
    return None


def findings_at(diagnostics: Sequence[Diagnostic], offset: int) -> tuple[Diagnostic, ...]:
    """The findings whose words are at ``offset``, those that mean the fewest words first."""
    found = (each for each in diagnostics if each.span.start <= offset <= each.span.end)
    return tuple(sorted(found, key=lambda each: len(each.span)))


def explain(diagnostic: Diagnostic) -> Description:
    """What a finding is about: its rule in words, who says so, good and bad examples."""
    found = rule(diagnostic.code)
    examples = [
        (title, text if isinstance(text, str) else "\n".join(text))
        for title, text in (("Good", found.good), ("Bad", found.bad))
    ]
    return Description(
        diagnostic.span,
        f"{found.code} {found.name}",
        (diagnostic.message, found.summary),
        found.source,
        tuple(examples),
    )


def _field(span: Span, spec: FieldSpec, examined: Examined, dialect: Dialect) -> Description:
    paragraphs = [spec.doc, _form(spec)]
    if spec.values:
        introduced = "Known values" if spec.open_values else "Values"
        paragraphs.append(f"{introduced}: {', '.join(spec.values)}.")
    if spec.key in _tool_fields(dialect):
        paragraphs.extend(_rights(examined))
    title = f"{spec.key} · {dialect.title}"
    return Description(span, title, tuple(paragraphs), spec.source)


def _form(spec: FieldSpec) -> str:
    """Whether it has to be there, and what it must be: ``Required; string.`` for one."""
    since = f"; since {spec.since}" if spec.since else ""
    needed = "Required" if spec.required else "Optional"
    types = " or ".join(each.value for each in (spec.type, *spec.also))
    instead = f" It is going away; write {spec.instead} instead." if spec.instead else ""
    return f"{needed}; {types}{since}.{instead}"


def _rights(examined: Examined) -> Iterator[str]:
    """What the agent of this definition gets and may do, in sentences."""
    if not examined.loaded.loads:
        yield f"Here: the file is dropped: {examined.loaded.reason}."
        return
    granted = examined.rights
    yield f"Here: {tools_in_words(granted)}; the agent {in_words(granted)}."
    if granted.notes:
        yield f"Why: {'; '.join(granted.notes)}."


def _value(
    field: Field, spec: FieldSpec, examined: Examined, offset: int, dialect: Dialect
) -> Description:
    text = examined.document.text
    if spec.key in _tool_fields(dialect):
        span = _word(text, offset, field.value_span, _TOOL_BEFORE, _TOOL_BEHIND)
        told = _tool(span, span.of(text), dialect)
        if told is not None:
            return told
    span = _word(text, offset, field.value_span, _VALUE_BEFORE, _VALUE_BEHIND)
    word = span.of(text)
    mode = dialect.mode(word) if spec.key == dialect.mode_field else None
    if mode is not None:
        title = f"{word} · {spec.key}"
        return Description(span, title, (_sentence(mode.note), spec.doc), spec.source)
    return _field(field.key_span, spec, examined, dialect)


def _tool(span: Span, word: str, dialect: Dialect) -> Description | None:
    """What a name in a tool list stands for; ``None`` if it is none that could be told of."""
    title = f"{word} · tool of {dialect.title}"
    written, tool = named_tool(word, dialect), find_tool(word, dialect)
    if written is not None and tool is not None:
        # Some harnesses' own names have the form of an MCP tool's.
        return Description(span, title, tuple(_about_tool(written, tool)), dialect.source)
    if dialect.wildcard and word == dialect.wildcard:
        return Description(span, title, ("Every tool of the session.",), dialect.source)
    if is_mcp(word, dialect):
        about = "A tool, or all tools, of an MCP server; what they may do is for the server to say."
        return Description(span, title, (about,), dialect.source)
    return None


def _about_tool(written: Tool, tool: Tool) -> Iterator[str]:
    if written.dead:
        instead = f" Write {written.replacement} instead." if written.replacement else ""
        yield f"There is no such tool any more.{instead}"
        return
    if written is not tool:
        yield f"Another name of {tool.name}."
    may = ", ".join(right.words for right in Right if right in tool.rights)
    yield f"With it the agent may {may}." if may else "It brings no rights of its own."
    if tool.stands_for:
        yield f"It stands for {', '.join(tool.stands_for)}."
    if tool.brings:
        yield _sentence(tool.brings)
    if not tool.in_subagent:
        yield "A subagent never gets it."
    if tool.needs:
        yield f"It is there only together with {tool.needs}."
    if tool.folded_into:
        yield f"It is not handed out beside {tool.folded_into}, which does its work."
    if tool.takes_arguments:
        yield f"What stands in parentheses behind it limits it: {tool.name}(…)."


def _tool_fields(dialect: Dialect) -> tuple[str, ...]:
    return tuple(key for key in (dialect.tools_field, dialect.denied_tools_field) if key)


def _word(
    text: str, offset: int, within: Span, before: re.Pattern[str], behind: re.Pattern[str]
) -> Span:
    """The word around ``offset``, no further than ``within``."""
    low = max(within.start, offset - _LONGEST_WORD)
    left = before.search(text, low, offset)
    right = behind.match(text, offset, min(within.end, offset + _LONGEST_WORD))
    return Span(left.start() if left else offset, right.end() if right else offset)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."
