"""Commands that run with an agent: are they written so that they run?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import Finding, example, rule
from agent_studio.core.check.model import Edit, Fix, Rule, Severity
from agent_studio.core.check.nested import nested_span
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import listed, nearest, quoted
from agent_studio.core.dialects.hook_forms import HookForm, hook_faults
from agent_studio.core.dialects.tools import find_tool, is_mcp
from agent_studio.core.document.model import Field, Value

_DOCS: Final = "code.claude.com/docs/en/hooks"
_SEEN: Final = "seen with Claude Code 2.1.329"
_MOST: Final = 20
_WORDS: Final = r"[\w*]+(?:\|[\w*]+)*"
_OF_TOOLS: Final = ("PreToolUse", "PostToolUse", "PostToolUseFailure", "PermissionRequest")


def _hooks(subject: Subject) -> tuple[HookForm, Field, Value] | None:
    """The hooks that the harness reads."""
    form = subject.dialect.hooks
    field = subject.field(form.field) if form else None
    if form is None or field is None or form.field not in subject.values:
        return None
    return form, field, subject.values[form.field]


def _events(subject: Subject) -> tuple[HookForm, Field, dict[str, Value]] | None:
    """The hooks that the harness reads, if they are a mapping as they should be."""
    found = _hooks(subject)
    if found is None or not isinstance(found[2], dict):
        return None
    return found[0], found[1], found[2]


def _hook_example(event: str, *lines: str) -> str:
    return example("hooks:", f"  {event}:", *(f"    {line}" for line in lines))


_RUN: Final = ("- matcher: Bash", "  hooks:", "    - type: command", "      command: ./ask.sh")


@rule(
    "AS421",
    "broken-hook",
    Severity.ERROR,
    "A hook that is not written as the harness wants it does not run, or drops the file.",
    source=f"{_DOCS}; {_SEEN}",
    bad=_hook_example("PreToolUse", "- matcher: Bash", "  command: ./ask.sh"),
    good=_hook_example("PreToolUse", *_RUN),
)
def broken(subject: Subject) -> Iterator[Finding]:
    """Hooks of another shape than the harness's."""
    found = _hooks(subject)
    if found is None or not subject.is_read:
        return
    form, field, value = found
    faults = list(hook_faults(value, form))
    for each in faults[:_MOST]:
        what = quoted(" › ".join((form.field, *each.path)), 80)
        if each.drops:
            then = "skips the whole file, because a guard that is broken guards nothing"
            then = then if each.event else "skips the whole file"
        else:
            then = f"does not run {'what stands there' if not each.event else 'these hooks'}"
        yield Finding(
            nested_span(subject, field, each.path),
            f"{what} {each.why}: {subject.dialect.title} {then}",
            None,
            Severity.ERROR if each.drops else Severity.WARNING,
        )
    if len(faults) > _MOST:
        more = f"{len(faults) - _MOST} more things are wrong with the hooks here"
        yield Finding(subject.spot(field), more)


@rule(
    "AS422",
    "unknown-hook-event",
    Severity.WARNING,
    "Hooks of an event that the harness does not know never run.",
    source=f"{_DOCS}; {_SEEN}",
    bad=_hook_example("PreTool", *_RUN),
    good=_hook_example("PreToolUse", *_RUN),
)
def unknown_event(subject: Subject) -> Iterator[Finding]:
    """A key below ``hooks`` that is no event."""
    found = _events(subject)
    if found is None:
        return
    form, field, value = found
    unknown = [event for event in value if event not in form.events]
    for event in unknown[:_MOST]:
        meant = nearest(event, form.events)
        span = nested_span(subject, field, (event,), of_key=True)
        hint = f"; did you mean {meant}?" if meant else ""
        fits = span.of(subject.text) == event
        fix = Fix(f"Write '{meant}'", (Edit(span, meant),), safe=False) if meant and fits else None
        yield Finding(
            span,
            f"{subject.dialect.title} knows no event {quoted(event)}: its hooks never run{hint}",
            fix,
        )


@rule(
    "AS423",
    "renamed-hook-event",
    Severity.HINT,
    "Some events become others in a definition.",
    source="code.claude.com/docs/en/sub-agents",
    bad=_hook_example("Stop", "- hooks:", "    - type: command", "      command: ./tidy.sh"),
    good=_hook_example(
        "SubagentStop", "- hooks:", "    - type: command", "      command: ./tidy.sh"
    ),
    opt_in=True,
)
def renamed_event(subject: Subject) -> Iterator[Finding]:
    """An event that the harness takes for another one."""
    found = _events(subject)
    if found is None:
        return
    form, field, value = found
    for event, other in form.renamed:
        if event in value:
            yield Finding(
                nested_span(subject, field, (event,), of_key=True),
                f"In a definition {quoted(event)} means {other}: it runs when this agent ends, "
                "not when the session does",
            )


@rule(
    "AS424",
    "hook-matches-no-tool",
    Severity.WARNING,
    "A matcher that names no tool never fits, and its hooks never run.",
    source=_DOCS,
    bad=_hook_example("PreToolUse", *_RUN).replace("matcher: Bash", "matcher: bash"),
    good=_hook_example("PreToolUse", *_RUN),
)
def matches_nothing(subject: Subject) -> Iterator[Finding]:
    """A matcher of plain names, none of which is a tool."""
    found = _events(subject)
    if found is None:
        return
    _, field, value = found
    for event in _OF_TOOLS:
        entries = value.get(event)
        for number, entry in enumerate(entries[:_MOST] if isinstance(entries, list) else (), 1):
            matcher = entry.get("matcher") if isinstance(entry, dict) else None
            if not isinstance(matcher, str) or not re.fullmatch(_WORDS, matcher):
                continue
            odd = [word for word in matcher.split("|") if not _is_tool(subject, word)]
            if not odd:
                continue
            near = nearest(odd[0], [tool.name for tool in subject.dialect.tools])
            hint = f"; did you mean {near}?" if near else ""
            whole = len(odd) == matcher.count("|") + 1
            then = "these hooks never run" if whole else "it is never matched"
            yield Finding(
                nested_span(subject, field, (event, str(number), "matcher")),
                f"{subject.dialect.title} has no tool {listed([quoted(each) for each in odd])}: "
                f"{then}{hint}",
                None,
                None if whole else Severity.HINT,
            )


def _is_tool(subject: Subject, word: str) -> bool:
    return "*" in word or is_mcp(word, subject.dialect) or bool(find_tool(word, subject.dialect))


RULES: Final[tuple[Rule, ...]] = (broken, unknown_event, renamed_event, matches_nothing)
