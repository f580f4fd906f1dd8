"""Tool lists as a whole: of the wrong type, empty, opened or added to by something else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import Finding, example, rule
from agent_studio.core.check.fixes import fix_to, remove_key
from agent_studio.core.check.model import Fix, Severity
from agent_studio.core.check.places import name_places, nothing_left, tool_list
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import listed, quoted
from agent_studio.core.dialects.model import BadValue, FieldType
from agent_studio.core.dialects.tools import (
    Shape,
    ToolList,
    find_tool,
    read_tool_list,
    tool_words,
)
from agent_studio.core.dialects.values import effect_of, type_words
from agent_studio.core.document.model import Field, Value
from agent_studio.core.text import Span, visible

_DOCS: Final = "code.claude.com/docs/en/sub-agents"
_SEEN: Final = "seen in sessions of Claude Code 2.1.329"


@rule(
    "AS301",
    "tools-wrong-type",
    Severity.ERROR,
    "A tool list that is neither a text nor a list leaves the agent without any tool.",
    source=f"{_DOCS}; {_SEEN}",
    bad=example("tools:", "  allowed: [Read, Grep]", "  forbidden: [Bash]"),
)
def wrong_type(subject: Subject) -> Iterator[Finding]:
    """``tools`` is a mapping, a number or a switch."""
    for key in (subject.dialect.tools_field, subject.dialect.denied_tools_field):
        found = tool_list(subject, key)
        if found is None or tool_words(found[1], subject.dialect, key) is not None:
            continue
        field, value = found
        spec = subject.dialect.spec(key)
        if spec is None or _rejects(subject, key):
            continue
        denied = key == subject.dialect.denied_tools_field
        what = "a number or a switch"
        if isinstance(value, dict | str):
            what = "a mapping" if isinstance(value, dict) else "a text"
        none = effect_of(spec, subject.dialect) is BadValue.NOTHING
        then = "the agent gets no tools at all" if none else "the agent gets every tool"
        then = "nothing is taken away" if denied else then
        readable = FieldType.STRINGS is spec.type
        fix = _as_text(subject, field, value) if readable and not denied else None
        yield Finding(
            subject.spot(field),
            f"{quoted(key)} is {what}, and {subject.dialect.title} reads only {type_words(spec)}: "
            f"{then}",
            fix,
        )


def _as_text(subject: Subject, field: Field, value: Value) -> Fix | None:
    """The allowed names of a mapping as a comma string; other texts of it become comments."""
    from agent_studio.core.document.edit import replace, set_field

    meant = read_tool_list(value)
    names = _as_known(subject, meant)
    if not names or not isinstance(value, dict):
        return None
    text = ", ".join(names)
    kept = [
        f"# {key}: {' '.join(visible(each).split())}{subject.document.line_end}"
        for key, each in value.items()
        if isinstance(each, str) and meant.shape is Shape.LISTS
    ]
    changed = set_field(subject.document, field.key, text)
    written = changed.field(field.key)
    if written is not None and kept:
        at = written.key_span.start
        changed = replace(changed, Span(at, at), "".join(kept))
    title = f"Write {field.key} as '{text}'"
    # It gives the agent tools that it does not have now.
    return fix_to(title, subject.document, changed, safe=False)


def _as_known(subject: Subject, meant: ToolList) -> list[str]:
    """The listed names as this harness spells them; those of switches may be in lower case."""
    if meant.shape is Shape.LISTS:
        return list(dict.fromkeys(filter(None, (_living(subject, each) for each in meant.listed))))
    spelling = {tool.name.lower(): tool.name for tool in subject.dialect.tools if not tool.dead}
    return [spelling[word.lower()] for word in meant.listed if word.lower() in spelling]


def _living(subject: Subject, word: str) -> str:
    """The word, or the tool that does its work now; empty if nothing does."""
    tool = subject.dialect.tool(word)
    return tool.replacement if tool is not None and tool.dead else word


@rule(
    "AS302",
    "tools-empty",
    Severity.WARNING,
    "An empty tool list means no tools at all; only leaving it out means all tools.",
    source=f"{_DOCS}; {_SEEN}",
    bad=example("tools:"),
)
def empty(subject: Subject) -> Iterator[Finding]:
    """``tools`` is there and names nothing."""
    key = subject.dialect.tools_field
    found = tool_list(subject, key)
    if found is None or tool_words(found[1], subject.dialect) != ():
        return
    if subject.dialect.empty_is_all:
        yield Finding(
            subject.spot(found[0]),
            f"{quoted(key)} is empty: {subject.dialect.title} gives the agent every tool then",
        )
        return
    title = f"Leave {key} out, so that the agent gets all tools"
    yield Finding(
        subject.spot(found[0]),
        f"{quoted(key)} is empty: the agent gets no tools at all. Leave the key out for all tools",
        remove_key(title, subject.document, key, safe=False),
    )


@rule(
    "AS308",
    "no-tool-left",
    Severity.ERROR,
    "If nothing in the tool list is a tool, the agent is refused when it is started.",
    source=f"Claude Code changelog, 2.1.208; {_SEEN}",
    bad=example("tools: read_file, run_shell"),
)
def none_left(subject: Subject) -> Iterator[Finding]:
    """Every word of the tool list is ignored or taken away."""
    dialect = subject.dialect
    found = tool_list(subject, dialect.tools_field)
    if found is None or not nothing_left(subject):
        return
    then = "refuses to start it" if dialect.refuses_without_tools else "starts it without any"
    advice = "Each is unknown, gone, taken away or not for subagents"
    if not any(find_tool(word, dialect) for word in tool_words(found[1], dialect) or ()):
        key = quoted(dialect.tools_field)
        advice = f"Write the names of its tools, or leave {key} out for all of them"
    yield Finding(
        subject.spot(found[0]),
        f"None of these names gives the agent a tool: {dialect.title} {then}. {advice}",
        severity=Severity.WARNING if dialect.others_tools else None,
    )


@rule(
    "AS309",
    "wildcard-with-names",
    Severity.WARNING,
    "`*` among names gives every tool, not only those that are named.",
    source=_DOCS,
    bad=example('tools: ["*", Read]'),
)
def wildcard_with_names(subject: Subject) -> Iterator[Finding]:
    """The wildcard is not alone."""
    dialect = subject.dialect
    found = tool_list(subject, dialect.tools_field)
    names = tool_words(found[1], dialect) if found else None
    if found is None or not names or len(names) < 2 or dialect.wildcard not in names:
        return
    _, span = next(iter(name_places(subject, found[0], [dialect.wildcard])))
    yield Finding(
        span, f"{quoted(dialect.wildcard)} gives the agent every tool; the other names do nothing"
    )


@rule(
    "AS311",
    "field-adds-tools",
    Severity.INFO,
    "Memory brings its own tools, even to an agent whose list is read-only.",
    source=_SEEN,
    bad=example("tools: Read, Grep", "memory: project"),
)
def adds_tools(subject: Subject) -> Iterator[Finding]:
    """A field gives the agent tools that its list does not name."""
    dialect = subject.dialect
    names = tool_words(subject.values.get(dialect.tools_field), dialect)
    if not names or subject.dialect.wildcard in names:
        return
    key = dialect.denied_tools_field
    denied = tool_words(subject.values.get(key), dialect, key) or ()
    for grant in subject.dialect.tool_grants:
        field, spec = subject.field(grant.key), subject.dialect.spec(grant.key)
        value = subject.values.get(grant.key)
        added = [each for each in grant.tools if each not in (*names, *denied)]
        if field is None or spec is None or value not in spec.values or not added:
            continue
        yield Finding(
            subject.spot(field),
            f"{quoted(grant.key)} gives the agent {listed(added, 'and')} as well, although "
            f"{quoted(subject.dialect.tools_field)} does not name them",
        )


@rule(
    "AS314",
    "tool-no-text",
    Severity.WARNING,
    "A member of a tool list that is no text is ignored.",
    source=_DOCS,
    bad=example("tools: [Read, {Grep: true}]"),
)
def no_text(subject: Subject) -> Iterator[Finding]:
    """A number, list or mapping among the names."""
    for key in (subject.dialect.tools_field, subject.dialect.denied_tools_field):
        found = tool_list(subject, key)
        if found is None or not isinstance(found[1], list):
            continue
        if _rejects(subject, key):
            continue
        odd = [each for each in found[1] if not isinstance(each, str)]
        if odd:
            yield Finding(
                subject.spot(found[0]),
                f"Not all members of {quoted(key)} are names: mappings, numbers and empty ones "
                f"are ignored ({len(odd)} here)",
            )


def _rejects(subject: Subject, key: str) -> bool:
    spec = subject.dialect.spec(key)
    return spec is not None and effect_of(spec, subject.dialect) is BadValue.REJECTS_FILE


RULES: Final = (
    wrong_type,
    empty,
    none_left,
    wildcard_with_names,
    adds_tools,
    no_text,
)
