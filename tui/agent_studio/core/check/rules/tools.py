"""Names of tools that an agent does not get, or not as it seems."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import Finding, example, rule
from agent_studio.core.check.fixes import fix_to, set_value
from agent_studio.core.check.model import Edit, Fix, Severity
from agent_studio.core.check.places import name_places, nothing_left, tool_list
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import nearest, quoted
from agent_studio.core.dialects.model import BadValue, Tool
from agent_studio.core.dialects.rights import is_denied
from agent_studio.core.dialects.tools import (
    bare_name,
    find_tool,
    is_mcp,
    resolves,
    tool_words,
)
from agent_studio.core.document import Document
from agent_studio.core.document.model import Field, Value
from agent_studio.core.text import Span

_DOCS: Final = "code.claude.com/docs/en/sub-agents"
_TOOLS: Final = "code.claude.com/docs/en/tools-reference"
_SEEN: Final = "seen in sessions of Claude Code 2.1.329"
_MOST: Final = 20
"""So many names of one file are told one by one; a last finding speaks of the others."""
_MOST_NAMES: Final = 300
"""Names of one list that are looked at one by one; the longest list known has 160."""


def _words(subject: Subject, *keys: str) -> Iterator[tuple[str, Span, Field]]:
    """Every word of the tool lists with its place."""
    dialect = subject.dialect
    for key in keys or (dialect.tools_field, dialect.denied_tools_field):
        found = tool_list(subject, key)
        names = tool_words(found[1], dialect, key) if found else None
        if found and names and not _is_spoilt(*found):
            for word, span in name_places(subject, found[0], names[:_MOST_NAMES]):
                yield word, span, found[0]


def _is_spoilt(field: Field, value: Value) -> bool:
    """Whether the rescue of another line made a text of the list: that is told in its place."""
    return isinstance(value, str) and field.error is None and isinstance(field.value, list)


def _without(
    subject: Subject, field: Field, word: str, title: str, *, safe: bool = True
) -> Fix | None:
    """The fix that takes ``word`` out of a list; none if the list would be empty then."""
    value = subject.values.get(field.key)
    names = [name for name in tool_words(value, subject.dialect, field.key) or () if name != word]
    if field.error is not None or not names:
        return None
    new: Value = ", ".join(names) if isinstance(value, str) else list(names)
    return set_value(title, subject.document, field.key, new, safe=safe)


@rule(
    "AS303",
    "unknown-tool",
    Severity.WARNING,
    "A name that is no tool is silently ignored; names are case-sensitive. A hint where lists "
    "are meant to be shared between products.",
    source=f"{_TOOLS}; {_SEEN}",
    bad=example("tools: Read, Gerp"),
)
def unknown(subject: Subject) -> Iterator[Finding]:
    """A word of a tool list that names no tool."""
    dialect = subject.dialect
    if dialect.unknown_tools is BadValue.REJECTS_FILE or not dialect.knows_all_tools:
        return
    found = list(_unknown_words(subject))
    if not found:
        return
    alone = [tool.name for tool in dialect.tools if not tool.dead]
    if nothing_left(subject):  # then one finding says it of all that resemble nothing
        found = [(word, span) for word, span in found if nearest(bare_name(word), alone)]
    for word, span in found[:_MOST]:
        near = nearest(bare_name(word), alone)
        fix = None
        if near:
            case = near.lower() == word.lower()
            # In the other list it gives the agent a tool that it does not have now.
            safe = case and _in_deny_list(subject, span)
            fix = Fix(f"Write '{near}'", (Edit(span, near),), safe=safe)
        hint = f"; did you mean {near}?" if near else ""
        then = _UNKNOWN_TOOL[dialect.unknown_tools]
        yield Finding(
            span,
            f"{dialect.title} has no tool {quoted(word)} and {then}{hint}",
            fix,
            Severity.HINT if dialect.others_tools and not near else None,
        )
    if len(found) > _MOST:
        text = f"{len(found) - _MOST} more names here are no tools of {dialect.title}"
        yield Finding(found[_MOST][1], text)


def _unknown_words(subject: Subject) -> Iterator[tuple[str, Span]]:
    """Names that no tool has; later tools, and names as of MCP, are told by other rules."""
    dialect = subject.dialect
    known = {dialect.wildcard, *(tool.name for tool in dialect.newer_tools)}
    mcp = dialect.mcp_prefix[:-1] or " "
    for word, span, _ in _words(subject):
        if bare_name(word) in known or is_mcp(word, dialect) or word.startswith(mcp):
            continue
        if find_tool(word, dialect) is None:
            yield word, span


_UNKNOWN_TOOL: Final = {
    BadValue.IGNORED: "ignores the name",
    BadValue.LATER: "may hang when it is started",
}


@rule(
    "AS304",
    "dead-tool",
    Severity.WARNING,
    "A tool that no longer exists; nothing is lost where the one that does its work is listed.",
    source=f"{_TOOLS}; {_SEEN}",
    bad=example("tools: Read, MultiEdit"),
)
def dead(subject: Subject) -> Iterator[Finding]:
    """A word of a tool list that was a tool once."""
    for word, span, field in _words(subject):
        tool = subject.dialect.tool(bare_name(word))
        if tool is None or not tool.dead:
            continue
        names = tool_words(subject.values.get(field.key), subject.dialect, field.key) or ()
        there = tool.replacement in names
        instead = f"; {tool.replacement} does its work now" if tool.replacement else ""
        instead += ", and is listed" if there else ""
        lost = tool.replacement and not there and field.key == subject.dialect.tools_field
        yield Finding(
            span,
            f"{quoted(word)} no longer exists in {subject.dialect.title} and is ignored{instead}",
            _replace_or_remove(subject, field, word, tool, span),
            None if lost else Severity.INFO,
        )


def _in_deny_list(subject: Subject, span: Span) -> bool:
    field = subject.field(subject.dialect.denied_tools_field)
    return field is not None and span.start in field.value_span


def _replace_or_remove(
    subject: Subject, field: Field, word: str, tool: Tool, span: Span
) -> Fix | None:
    names = tool_words(subject.values.get(field.key), subject.dialect, field.key) or ()
    if tool.replacement and tool.replacement not in names:
        safe = _in_deny_list(subject, span)
        return Fix(f"Write '{tool.replacement}'", (Edit(span, tool.replacement),), safe)
    return _without(subject, field, word, f"Remove '{word}'")


@rule(
    "AS305",
    "tool-alias",
    Severity.HINT,
    "An old name that still works.",
    source=_TOOLS,
    bad=example("tools: Read, Task"),
)
def alias(subject: Subject) -> Iterator[Finding]:
    """A word of a tool list that stands for another name."""
    for word, span, _ in _words(subject):
        bare = bare_name(word)
        tool = subject.dialect.tool(bare)
        if tool is None or tool.dead or tool.borrowed or not tool.replacement:
            continue
        edit = Edit(Span(span.start, min(span.start + len(bare), span.end)), tool.replacement)
        fits = edit.span.of(subject.text) == bare
        yield Finding(
            span,
            f"{quoted(bare)} is the old name of {tool.replacement}; it still works",
            Fix(f"Write '{tool.replacement}'", (edit,)) if fits else None,
        )


@rule(
    "AS306",
    "tool-not-for-subagents",
    Severity.WARNING,
    "Some tools belong to the main session; no subagent ever gets them.",
    source=_TOOLS,
    bad=example("tools: Read, AskUserQuestion"),
)
def not_for_subagents(subject: Subject) -> Iterator[Finding]:
    """A word of the allowed tools that a subagent cannot have."""
    for word, span, field in _words(subject, subject.dialect.tools_field):
        tool = subject.dialect.tool(bare_name(word))
        if tool is None or tool.in_subagent or tool.dead:
            continue
        yield Finding(
            span,
            f"{quoted(word)} is never given to a subagent; the name is ignored",
            # Where the agent is the main session, it has the tool.
            _without(subject, field, word, f"Remove '{word}'", safe=False),
        )


@rule(
    "AS307",
    "tool-in-both-lists",
    Severity.WARNING,
    "A tool that is both allowed and taken away is gone: the deny list comes first.",
    source=_DOCS,
    bad=example("tools: Read, Bash", "disallowedTools: Bash"),
)
def in_both(subject: Subject) -> Iterator[Finding]:
    """A word of the allowed tools that the deny list holds too."""
    key = subject.dialect.denied_tools_field
    found = tool_list(subject, key)
    denied = tool_words(found[1], subject.dialect, key) if found else None
    if not denied:
        return
    taken = [tool.name if (tool := find_tool(each, subject.dialect)) else each for each in denied]
    for word, span, field in _words(subject, subject.dialect.tools_field):
        tool = find_tool(word, subject.dialect)
        if is_denied(tool.name if tool else word, taken, subject.dialect):
            yield Finding(
                span,
                f"{quoted(word)} is in {quoted(key)} as well: the agent does not get it",
                _without(subject, field, word, f"Remove '{word}' here"),
            )


@rule(
    "AS310",
    "tool-arguments",
    Severity.WARNING,
    "A limit in parentheses belongs to permission rules; in a definition it limits nothing.",
    source=f"{_DOCS}; {_TOOLS}",
    bad=example("tools: Read, Bash(git *)"),
)
def arguments(subject: Subject) -> Iterator[Finding]:
    """A tool with a specifier behind it."""
    for word, span, field in _words(subject, subject.dialect.tools_field):
        bare = bare_name(word)
        tool = subject.dialect.tool(bare)
        if tool is None or tool.dead or bare == word:
            continue
        if tool.takes_arguments:
            yield Finding(
                span,
                f"The names in parentheses count only where the agent is the main session; as a "
                f"subagent it may start any agent with {quoted(bare)}",
                severity=Severity.INFO,
            )
            continue
        whole = span.of(subject.text) == word
        yield Finding(
            span,
            f"{quoted(word)} gives the agent {bare} without any limit: parentheses are not "
            f"enforced in {quoted(field.key)}. Use a permission rule or a hook for the limit",
            Fix(f"Write '{bare}'", (Edit(span, bare),), safe=False) if whole else None,
        )


@rule(
    "AS312",
    "tool-lost-in-background",
    Severity.WARNING,
    "An agent that always runs in the background gets only the tools that are allowed there.",
    source=_TOOLS,
    bad=example("tools: Read, LSP", "background: true"),
)
def lost_in_background(subject: Subject) -> Iterator[Finding]:
    """A word of the tool list that a background agent does not get."""
    dialect = subject.dialect
    if not dialect.background_field or subject.values.get(dialect.background_field) is not True:
        return
    for word, span, _ in _words(subject, dialect.tools_field):
        tool = find_tool(word, dialect)
        if tool is None or not resolves(word, dialect) or tool.name in dialect.background_tools:
            continue
        yield Finding(
            span,
            f"{quoted(word)} is not available in the background, where this agent always runs",
        )


@rule(
    "AS313",
    "repeated-tool",
    Severity.HINT,
    "A tool is listed twice.",
    source=_DOCS,
    bad=example("tools: Read, Grep, Read"),
)
def repeated(subject: Subject) -> Iterator[Finding]:
    """The same word again in one tool list."""
    seen: set[tuple[str, str]] = set()
    fixes: dict[str, Fix | None] = {}
    for word, span, field in _words(subject):
        if (field.key, word) in seen:
            if field.key not in fixes:
                names = tool_words(subject.values[field.key], subject.dialect, field.key) or ()
                fixes[field.key] = _once(subject, field, names)
            yield Finding(span, f"{quoted(word)} is listed already", fixes[field.key])
        seen.add((field.key, word))


def _once(subject: Subject, field: Field, names: tuple[str, ...]) -> Fix | None:
    from agent_studio.core.document.edit import set_field

    value = subject.values[field.key]
    if field.error is not None:
        return None
    unique = list(dict.fromkeys(names))
    new: Value = ", ".join(unique) if isinstance(value, str) else [*unique]
    changed: Document = set_field(subject.document, field.key, new)
    return fix_to("List every tool once", subject.document, changed)


RULES: Final = (
    unknown,
    dead,
    alias,
    not_for_subagents,
    in_both,
    arguments,
    lost_in_background,
    repeated,
)
