"""What a definition names: agents, skills and MCP servers, each with where it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from agent_studio.core.check.places import name_places, tool_list
from agent_studio.core.dialects.model import Dialect, FieldSpec, Named, Right
from agent_studio.core.dialects.tools import find_tool, tool_names, tool_words
from agent_studio.core.document.model import Field, Value
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span

if TYPE_CHECKING:
    from agent_studio.core.check.subject import Subject


@dataclass(frozen=True, slots=True)
class Mention:
    """One name of something that is defined elsewhere."""

    name: str
    span: Span
    firm: bool = True
    """Whether the harness itself takes it for a name; otherwise a sentence speaks of it."""
    orders: bool = False
    """Whether it tells the agent to hand work over to what is named."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that one definition names, each kind in the order in which it was looked for."""

    agents: tuple[Mention, ...] = ()
    skills: tuple[Mention, ...] = ()
    servers: tuple[Mention, ...] = ()
    own_servers: frozenset[str] = frozenset()
    """The names of the servers that it sets up itself."""


_MOST: Final = 500
"""Mentions of one kind that are looked at; no definition that a person wrote has as many."""
_LINE: Final = 120
"""How far before a word its line is looked at."""
_NAME: Final = r"[A-Za-z][\w-]*"
_TELLING: Final = r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+"
# Patterns are compiled when a text gives cause to.
_INSIDE: Final = r"[^(),\s]+"
# Names that stand for a name, and `fork`, which is the session itself.
_PLACEHOLDER: Final = (
    r"(?:.*-)?(?:name|type|id)|(?:your|my|some|other|this|that|the|example|sub|custom)[-_].*"
    r"|agent|subagent|fork|[a-z]"
)
# What is shown as a mistake, or forbidden, is not done.
_FORBIDDEN: Final = r"\b(?:WRONG|NOT|not|[Nn]ever|NEVER|[Dd]on't|[Ii]nstead of)\b|❌|✗|✘"
# `the human-readable agent name` is no agent.
_GOES_ON: Final = (
    r" (?:names?|definitions?|files?|types?|outputs?|prompts?|personas?|skills?|tools?)\b"
)
# `a reviewer-class agent` is none by that name.
_KIND: Final = (
    r".*-(?:class|level|driven|based|style|like|only|readable|specific|facing|aware|oriented"
    r"|grade|powered|scoped|wide|tier|side|first|friendly|native|capable|quality|running|focused)"
)
_HAND_OVER: Final = (
    r"\b(?i:us(?:e|ing)|invok(?:e|ing)|call|launch(?:ing)?|spawn(?:ing)?|dispatch(?:ing)?|run"
    r"|delegat(?:e|ing)(?: \w+){0,3} to|hand(?:ing)?(?: \w+){0,2} (?:off|over) to|engage|consult"
    r"|escalate(?: \w+){0,3} to|route(?: \w+){0,3} to)"
)


def mentions(subject: Subject) -> Mentions:
    """Everything that ``subject`` names by a form that leaves no doubt about its kind."""
    fields = [
        (spec, subject.field(spec.key)) for spec in subject.dialect.fields if spec.names is not None
    ]
    there = [(spec, field) for spec, field in fields if field and spec.key in subject.values]
    named = {kind: _in_fields(subject, kind, there) for kind in Named}
    servers = [*named[Named.SERVERS], *_servers_of_tools(subject)]
    return Mentions(
        tuple(_once(_agents(subject, named[Named.AGENTS]))),
        tuple(named[Named.SKILLS]),
        tuple(servers[:_MOST]),
        frozenset(_own_servers(subject, there)),
    )


def plain_server(name: str) -> str:
    """A server's name as it is written in names of tools."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", name)


def _in_fields(
    subject: Subject, kind: Named, there: list[tuple[FieldSpec, Field]]
) -> list[Mention]:
    """The names in fields that hold names of one kind."""
    found = []
    for spec, field in there:
        if spec.names is kind:
            names = _names_in(subject.values[spec.key], spec)
            orders = kind is Named.AGENTS and not spec.named_by
            places = name_places(subject, field, names[:_MOST])
            found += [Mention(name, span, orders=orders) for name, span in places]
    return [each for each in found if each.name not in ("", subject.dialect.wildcard, "*")]


def _names_in(value: Value, spec: FieldSpec) -> list[str]:
    if not spec.named_by:
        return list(tool_names(value) or ())
    members = value if isinstance(value, list) else []
    named = [each.get(spec.named_by) for each in members if isinstance(each, dict)]
    return [each for each in named if isinstance(each, str)]


def _own_servers(subject: Subject, there: list[tuple[FieldSpec, Field]]) -> Iterator[str]:
    for spec, _ in there:
        if spec.names is Named.SERVERS:
            value = subject.values[spec.key]
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict):
                    yield from (plain_server(name) for name in each)


def _servers_of_tools(subject: Subject) -> Iterator[Mention]:
    """The servers whose tools the tool list names."""
    prefix = subject.dialect.mcp_prefix
    if not prefix.endswith("__") or prefix not in subject.text:
        return
    found = tool_list(subject, subject.dialect.tools_field)
    words = tool_words(found[1], subject.dialect) if found else None
    if found is None or not words:
        return
    wanted = [word for word in words if word.startswith(prefix)][:_MOST]
    for word, span in name_places(subject, found[0], wanted):
        server = word[len(prefix) :].split("__")[0]
        if server and "*" not in server:
            yield Mention(server, _part(subject, span, word, len(prefix), server))


def _part(subject: Subject, span: Span, word: str, start: int, part: str) -> Span:
    """Where a part of a word stands; the whole place if the word is written with escapes."""
    if span.of(subject.text) != word:
        return span
    return Span(span.start + start, span.start + start + len(part))


def _agents(subject: Subject, named: list[Mention]) -> Iterator[Mention]:
    yield from named
    yield from _agents_of_tools(subject)
    front = subject.document.front
    start = front.span.end if front else 0
    if subject.dialect.agent_parameter:
        yield from _as_parameter(subject, start)
    yield from _in_prose(subject, start)


def _once(found: Iterator[Mention]) -> Iterator[Mention]:
    """Each place once: what a firmer form says comes first."""
    places: set[int] = set()
    for mention in found:
        if mention.span.start not in places:
            places.add(mention.span.start)
            yield mention
        if len(places) == _MOST:
            return


def _agents_of_tools(subject: Subject) -> Iterator[Mention]:
    """The agents in parentheses behind the tool that starts agents."""
    dialect = subject.dialect
    found = tool_list(subject, dialect.tools_field) if "(" in subject.text else None
    words = tool_words(found[1], dialect) if found else None
    if found is None or not words:
        return
    wanted = [word for word in words if "(" in word and _starts_agents(word, dialect)]
    for word, span in name_places(subject, found[0], wanted[:_MOST]):
        for match in re.compile(_INSIDE).finditer(word, word.index("(")):
            if match[0] != "*":
                place = _part(subject, span, word, match.start(), match[0])
                yield Mention(match[0], place, orders=True)


def _starts_agents(word: str, dialect: Dialect) -> bool:
    tool = find_tool(word, dialect)
    return tool is not None and tool.takes_arguments and Right.DELEGATE in tool.rights


@lru_cache(maxsize=8)
def _parameter(name: str) -> re.Pattern[str]:
    """The parameter with a value: in quotes any name, without them one that looks like one."""
    return re.compile(
        rf"{name}[\"']?\s{{0,9}}[:=]\s{{0,9}}(?:(?P<quote>[\"'`])(?P<quoted>[A-Za-z][\w:-]*)(?P=quote)"
        rf"|(?P<plain>{_TELLING})(?![\w*{{<:]))"
    )


def _as_parameter(subject: Subject, start: int) -> Iterator[Mention]:
    if subject.dialect.agent_parameter not in subject.text:
        return
    for match in _parameter(subject.dialect.agent_parameter).finditer(subject.text, start):
        group = "quoted" if match["quoted"] else "plain"
        line = max(subject.text.rfind("\n", 0, match.start()) + 1, match.start() - _LINE)
        forbidden = re.search(_FORBIDDEN, subject.text[line : match.start()])
        if not forbidden and not re.fullmatch(_PLACEHOLDER, match[group]):
            yield Mention(match[group], Span(*match.span(group)), orders=True)


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    """A name right before the word ``agent``: in marks, or told what is to be done with it."""
    marked = rf"(?:[`\"']@?(?P<marked>{_TELLING})[`\"']|\*\*@?(?P<bold>{_TELLING})\*\*)"
    return re.compile(
        rf"(?:(?P<verb>{_HAND_OVER})\s+(?:(?:the|an?)\s+)?)?{marked}\s\Z"
        rf"|(?P<order>{_HAND_OVER})\s+the\s+@?(?P<bare>{_TELLING})\s\Z"
    )


def _in_prose(subject: Subject, start: int) -> Iterator[Mention]:
    """``use the code-reviewer agent``, ```tdd-guide` subagent``, ``@agent-planner``."""
    text = subject.text
    for match in re.finditer(r"[aA]gent(?![\w-])", text):
        end = match.start()
        for prefix in ("sub-", "Sub-", "sub", "Sub"):
            if text.startswith(prefix, end - len(prefix)):
                end -= len(prefix)
                break
        line = max(text.rfind("\n", 0, end) + 1, end - _LINE, 0)
        words = text[line:end].split()
        # Only such words can be names; most texts have none before this one.
        if not words or text[end - 1] != " " or not ("-" in words[-1] or "_" in words[-1]):
            continue
        said = _before().search(text, line, end)
        if said is not None and not re.match(_GOES_ON, text[match.end() : match.end() + 16]):
            group = next(each for each in ("marked", "bold", "bare") if said[each])
            orders = end > start and bool(said["verb"] or said["order"])
            if group == "bare" and re.fullmatch(_KIND, said[group]):
                continue
            yield from _said(said[group], Span(*said.span(group)), orders)
    prefix = subject.dialect.agent_mention
    if prefix and prefix in text:
        for match in re.finditer(rf"(?<![\w`]){re.escape(prefix)}({_NAME})", text):
            yield from _said(match[1], Span(*match.span(1)), orders=False)


def _said(name: str, span: Span, orders: bool) -> Iterator[Mention]:
    if not re.fullmatch(_PLACEHOLDER, name):
        yield Mention(name, span, firm=False, orders=orders)
