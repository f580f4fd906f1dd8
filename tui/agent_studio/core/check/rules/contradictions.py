"""Instructions that do not fit the rights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from agent_studio.core.check.declare import Finding, example, rule
from agent_studio.core.check.granted import granted_tools
from agent_studio.core.check.model import Fix, Rule, Severity
from agent_studio.core.check.prose import line_around, lowered, occurrences
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import listed, quoted
from agent_studio.core.dialects.model import Dialect, Right, Rights
from agent_studio.core.dialects.tools import bare_name, find_tool, tool_words
from agent_studio.core.document.code import in_code
from agent_studio.core.text import Span

_DOCS: Final = "code.claude.com/docs/en/sub-agents"
_TOOLS: Final = "code.claude.com/docs/en/tools-reference"
_NOT: Final = (
    r"(?:never|do not|don't|must not|must never|may not|cannot|can not|can't|will not|should not)"
)
_CHANGE: Final = r"(?:modify|edit|change|write|alter|touch|update)"
_ALSO: Final = (
    r"(?:(?:,[ \t]*|[ \t]+or[ \t]+|,[ \t]*or[ \t]+)(?:create|delete|modify|edit|write)){0,4}"
)
_READS_ONLY: Final = (
    # You are read-only; operate in strictly read-only …
    r"(?:\byou[ \t]+(?:are|remain|stay|must be|must remain|operate|work|run)|"
    r"\bthis (?:sub-?)?agent (?:is|operates|works|runs)|^[ \t>*-]*(?:remain|stay|operate|work))"
    r"[ \t]+(?:in[ \t]+)?(?:(?:strictly|purely|entirely|completely|fully|always|the)[ \t]+){0,2}"
    r"[*_`\"]{0,3}read-?only\b(?!-|[ \t]+(?:access|by default))|"
    # a read-only agent
    r"\bread-?only[*_]{0,3}[ \t]+(?:[a-z-]+[ \t]+)?(?:(?:sub-?)?agent|advisor|verifier|auditor"
    r"|reviewer|analyst|explorer|validator|researcher|consultant)\b|"
    # Read-only: never …
    r"^[ \t>*-]*[*_]{0,3}read-?only(?=[*_]{0,3}[ \t]*(?::|—|–|-)[*_]{0,3}[ \t]*"
    r"(?:you|never|no file|do not|don't|write and edit)\b)"
)
_CHANGES_NO_FILE: Final = (
    rf"\b{_NOT}[ \t]+(?:ever[ \t]+)?(?:create,?[ \t]+(?:or[ \t]+)?)?{_CHANGE}{_ALSO}[ \t]+"
    r"(?:any[ \t]+)?files?(?=[ \t]*(?:[.!;,)]|$|—|–|\*\*)|[ \t]+(?:yourself|at all|or\b|and\b))"
)
_REPORTS: Final = (
    r"\b(?:write|save|output|record)s?\b[^.\n]{0,40}\b(?:to|in|into|as)\b[ \t]+"
    r"[`\"']?[\w./*<>{}-]{0,80}(?:/|\.(?:md|json|txt|ya?ml|html)\b)"
)
"""It is told to write its findings down: then "read-only" is about everything else."""
_VERB_BEFORE: Final = r"(?:modify|edit|change|write|alter|touch|update|create|delete)(?: any)?\Z"
_UNLESS: Final = (
    r"\b(?:unless|except|outside|other than|until|without|besides|apart from|by default"
    r"|if|when|while|during|only (?:write|edit|modify|create|change)|into|pretend|another"
    r"|spawn|launch|dispatch|delegate)\b|"
    r"\bnot (?:a )?read-?only"
)


@lru_cache(maxsize=8)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)


def _promises(subject: Subject, start: int) -> list[Span]:
    """Where the text says that its agent changes nothing, without an exception beside it."""
    text, low = subject.text, lowered(subject.text)
    whole = Span(start, len(low)) if start < len(low) else Span(0, 0)
    found: dict[int, Span] = {}
    for at in occurrences(low, ("read-only", "readonly"), whole):
        line = line_around(text, at, at + 8)
        match = _pattern(_READS_ONLY).search(line.of(text))
        if match and not _pattern(_UNLESS).search(line.of(text)):
            found.setdefault(line.start, Span(*match.span()).shifted(line.start))
    found |= _no_file(text, low, whole)
    return [
        Span(span.end - len(span.of(text).lstrip(" \t>*-")), span.end)
        for _, span in sorted(found.items())
        if not in_code(subject.fences, span.start)
    ]


def _no_file(text: str, low: str, whole: Span) -> dict[int, Span]:
    """Where it says that no file is changed; nowhere if an exception is made somewhere."""
    found: dict[int, Span] = {}
    for at in occurrences(low, (" file",), whole):
        if not _pattern(_VERB_BEFORE).search(low, max(0, at - 20), at):
            continue
        line = line_around(text, at, at + 5)
        match = _pattern(_CHANGES_NO_FILE).search(line.of(text))
        if match is None and not _pattern(_NOT).search(line.of(text)):
            continue
        if _pattern(_UNLESS).search(line.of(text)):
            return {}
        if match is not None:
            found.setdefault(line.start, Span(*match.span()).shifted(line.start))
    return found


@rule(
    "AS530",
    "says-read-only",
    Severity.WARNING,
    "The agent says of itself that it changes nothing, and its tools can.",
    source=_DOCS,
    bad=example("tools: Read, Edit", body="You are read-only.\n"),
    good=example("tools: Read, Grep", body="You are read-only.\n"),
)
def says_read_only(subject: Subject) -> Iterator[Finding]:
    """Words that promise to change no file, of an agent that may write or run commands."""
    front = subject.document.front
    found = _promises(subject, front.content.start if front else 0)
    if not found or not subject.loaded.loads or not subject.dialect.tools:
        return
    granted = subject.rights
    writers = [
        tool for tool in granted_tools(granted, subject.dialect) if Right.WRITE in tool.rights
    ]
    if not writers or Right.WRITE not in granted.granted or granted.mode_rank < 0:
        return
    edits = [tool.name for tool in writers if Right.RUN not in tool.rights]
    said = quoted(found[0].of(subject.text).strip("*_` \t"))
    reports = _pattern(_REPORTS).search(subject.text) is not None
    if edits and not reports and not _tried(granted, subject.dialect):
        yield Finding(
            found[0],
            f"It says {said}, and {_how(granted, edits, subject.dialect)}: nothing but these "
            "words keeps it from changing files",
            _take_away(subject, granted, edits),
        )
    else:
        names = [tool.name for tool in writers]
        yield Finding(
            found[0],
            f"It says {said}, and it can change files all the same: "
            f"{listed([*edits, *(name for name in names if name not in edits)][:3], 'and')} "
            f"{'is' if len(names) == 1 else 'are'} left to it",
            severity=Severity.HINT,
        )


def _tried(granted: Rights, dialect: Dialect) -> bool:
    """Whether somebody has taken tools away that write files."""
    taken = (dialect.tool(name) for name in granted.denied)
    return any(tool is not None and Right.WRITE in tool.rights for tool in taken)


def _how(granted: Rights, names: Sequence[str], dialect: Dialect) -> str:
    if granted.tools is None:
        return f"without {quoted(dialect.tools_field)} it has {listed(names[:3], 'and')}"
    return f"it has {listed(names[:3], 'and')}"


def _take_away(subject: Subject, granted: Rights, names: Sequence[str]) -> Fix | None:
    """The fix that takes the tools that write out of the list, or onto the list of denied ones."""
    from agent_studio.core.check.fixes import set_value

    dialect = subject.dialect
    key = dialect.tools_field if granted.tools is not None else dialect.denied_tools_field
    field = subject.field(key) if key else None
    if not key or (field is not None and field.error is not None) or not subject.is_read:
        return None
    value = subject.values.get(key)
    before = tool_words(value, dialect, key) or ()
    if granted.tools is None:
        new = [*before, *(name for name in names if name not in before)]
    else:
        kept = (
            name
            for name in before
            if (tool := find_tool(name, dialect)) is None or tool.name not in names
        )
        new = list(kept)
    if (
        not new
        or list(before) == new
        or (field is None) is not (granted.tools is None and not before)
    ):
        return None
    title = f"Take {listed(names[:3], 'and')} away"
    text = ", ".join(new)
    return set_value(
        title, subject.document, key, [*new] if isinstance(value, list) else text, safe=False
    )


# Names that are words as well are taken for tools only beside the word "tool".
_PLAIN: Final = r"[A-Za-z][a-z]+\Z|LSP\Z|PowerShell\Z"
_USES: Final = (
    r"(?i:\b(?:use|using|via|invoke|call|run|calling)[ \t]+(?:the[ \t]+|your[ \t]+|a single[ \t]+)?"
    r"|\btools?[ \t]+(?:are|is|include):?[ \t]+[^.\n]{0,60})[`*\"']{0,3}\Z"
)
_BEFORE_TOOL: Final = (
    r"(?i:\b(?:the|your|use|using|via))[ \t]+(?:[`*]{0,2}\w+[`*]{0,2}[ \t]+or[ \t]+)?[`*\"']{0,3}\Z"
)
_BEHIND_TOOL: Final = r"[`*\"']{0,3}(?:[ \t]+or[ \t]+[`*]{0,2}\w+[`*]{0,2})?[ \t]+tools?\b"
_REFUSED: Final = (
    r"(?i:\b(?:not|never|no|without|avoid|instead of|rather than|don't|cannot|can't|lacks?"
    r"|forbidden|except|unless)\b)"
)
_OTHERS: Final = (
    r"(?i:\b(?:sub-?agents?|agents? (?:with|has|have|that|using)|orchestrator|parent|caller"
    r"|main (?:agent|session|thread)|allowed-?tools|tools:|frontmatter|workflow|hooks?|matcher"
    r"|collected|received|responses?|available|have access|blocked|denied|disallowed|removed)\b)"
)


@rule(
    "AS531",
    "names-missing-tool",
    Severity.WARNING,
    "The text tells the agent to use a tool that it does not have.",
    source=_TOOLS,
    bad=example("tools: Read, Grep", body="Look it up with the WebFetch tool.\n"),
    good=example("tools: Read, WebFetch", body="Look it up with the WebFetch tool.\n"),
)
def names_missing_tool(subject: Subject) -> Iterator[Finding]:
    """Tools of the harness that the body names as tools, and the list does not grant."""
    dialect = subject.dialect
    if not _has_lists(subject):
        return
    granted = subject.rights
    if granted.tools == () or (granted.tools is None and not granted.denied):
        return
    has = {bare_name(name) for name in granted.tools or ()}
    # `search/codebase` is one of those that `search` stands for.
    has |= {name.partition("/")[0] for name in has}
    for tool in dialect.tools:
        if tool.dead or not tool.in_subagent or tool.stands_for:
            continue
        real = tool.replacement or tool.name
        there = real not in granted.denied if granted.tools is None else real in has
        if there or tool.folded_into in has:
            continue
        span = _told_to_use(subject, tool.name)
        if span is not None:
            denied = real in granted.denied
            field = dialect.denied_tools_field if denied else dialect.tools_field
            why = "takes it away" if denied else "does not grant it"
            yield Finding(
                span,
                f"The text sends the agent to {quoted(tool.name)}, which it does not have: "
                f"{quoted(field)} {why}. Grant it, or take the words out",
            )


def _has_lists(subject: Subject) -> bool:
    """Whether something limits the agent's tools."""
    dialect = subject.dialect
    keys = (dialect.tools_field, dialect.denied_tools_field, dialect.background_field)
    limited = any(key and key in subject.values for key in keys)
    return limited and bool(dialect.tools) and subject.loaded.loads


@rule(
    "AS532",
    "names-tool-never-given",
    Severity.INFO,
    "The text tells the agent to use a tool that no agent of its kind ever gets.",
    source=_TOOLS,
    bad=example(body="Use AskUserQuestion to ask which of them is meant.\n"),
    good=example(body="Say which of them you took, and why.\n"),
)
def names_tool_never_given(subject: Subject) -> Iterator[Finding]:
    """Tools of the main session, and tools that are no more, that the body names as tools."""
    title = subject.dialect.title
    for tool in subject.dialect.tools:
        if (tool.in_subagent and not tool.dead) or tool.name not in subject.text:
            continue
        span = _told_to_use(subject, tool.name) if subject.loaded.loads else None
        if span is None:
            continue
        if tool.dead:
            instead = f"; {tool.replacement} does its work now" if tool.replacement else ""
            yield Finding(span, f"{title} has no tool {quoted(tool.name)} any more{instead}")
        else:
            yield Finding(
                span,
                f"{title} never gives {quoted(tool.name)} to a subagent: what the text tells it to "
                "do works only where the agent is the main session",
            )


def _told_to_use(subject: Subject, name: str) -> Span | None:
    """Where the body first tells to use a tool, in prose and without a "not" beside it."""
    text = subject.text
    start = subject.document.front.span.end if subject.document.front else 0
    plain = re.match(_PLAIN, name) is not None
    for at in occurrences(text, (name,), Span(start, len(text))):
        end = at + len(name)
        # Of `read/readFile` and read-only the tool is not the first word.
        if text[end : end + 1].isalnum() or text[end : end + 1] in ("_", ".", "/", "-"):
            continue
        line = line_around(text, at, end)
        before, behind = text[line.start : at], text[end : line.end]
        uses = re.search(_USES, before) if not plain else None
        if not uses and not (re.search(_BEFORE_TOOL, before) and re.match(_BEHIND_TOOL, behind)):
            continue
        clause = re.split(r"[.!?;][ \t]", before)[-1]
        if re.search(_REFUSED, clause) or re.search(_OTHERS, line.of(text)):
            continue
        if not in_code(subject.fences, at):
            return Span(at, end)
    return None


RULES: Final[tuple[Rule, ...]] = (says_read_only, names_missing_tool, names_tool_never_given)
