"""Rights that are dangerous together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from agent_studio.core.check.declare import Finding, example, rule
from agent_studio.core.check.granted import granted_tools
from agent_studio.core.check.model import Rule, Severity
from agent_studio.core.check.places import name_places
from agent_studio.core.check.prose import line_around, occurrences
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import listed, quoted
from agent_studio.core.dialects.model import Dialect, Right, Rights, Tool
from agent_studio.core.dialects.tools import find_tool, tool_words
from agent_studio.core.document.code import in_code
from agent_studio.core.text import Span

_FLOWS: Final = "Invariant Labs and Snyk: toxic flows; Simon Willison: the lethal trifecta (2025)"
_WEB: Final = ("web", "fetch", "url", "browser", "search")
"""What the names of tools say that bring in what strangers have written."""

_STORES: Final = (
    r"(?i)(?:(?<![\w.])\.env\b(?!\.(?:example|sample|template|dist))|~?/\.ssh\b"
    r"|\bid_(?:rsa|ed25519)\b|\.aws/credentials|(?<!\w)\.(?:netrc|npmrc|pypirc|pgpass)\b"
    r"|\bkeychain\b|\bprintenv\b|\.kube/config)"
)
_READS: Final = (
    r"(?i)\b(?:read|cat|load|source|open|parse|print|extract|collect|grep|dump|copy|send|upload)s?\b"
    r"[^.\n]{0,60}\Z"
)
_SIGNS_OF_STORES: Final = (
    *(".env", ".ssh", "id_rsa", "id_ed25519", ".aws", ".netrc", ".npmrc", ".pypirc", ".pgpass"),
    *("eychain", "printenv", ".kube"),
)
_REFUSED: Final = (
    r"(?i)\b(?:not|never|no|without|avoid|don't|cannot|exclude|excluding|skip|ignore|unless|forbidden"
    r"|refuse|block|detect|flag|check for|hardcoded)\b"
)


def _brings_in(tool: Tool) -> bool:
    """Whether a tool reads what strangers have written, and is no shell."""
    if Right.NETWORK not in tool.rights or Right.RUN in tool.rights:
        return False
    return any(word in tool.name.lower() for word in _WEB)


def _names(tools: Sequence[Tool], right: Right) -> list[str]:
    return [tool.name for tool in tools if right in tool.rights]


def _place(subject: Subject, name: str) -> Span:
    """Where the tool list names a tool; the whole list if it is said in other words."""
    dialect = subject.dialect
    field = subject.field(dialect.tools_field)
    if field is None:
        return subject.opening
    words = tool_words(subject.values.get(field.key), dialect) or ()
    for word, span in name_places(subject, field, words[:300]):
        tool = find_tool(word, dialect)
        if tool is not None and name in (tool.name, *tool.stands_for):
            return span
    return subject.spot(field)


def _pair(granted: Rights, dialect: Dialect) -> tuple[str, list[str], Right] | None:
    """The tool that brings the web in, and those it could be talked into misusing."""
    tools = granted_tools(granted, dialect)
    web = next((tool.name for tool in tools if _brings_in(tool)), "")
    for right in (Right.RUN, Right.WRITE):
        hands = _names(tools, right)
        if web and hands and right in granted.granted and Right.NETWORK in granted.granted:
            return web, hands, right
    return None


_DOES: Final = {Right.RUN: "run commands", Right.WRITE: "change files"}


@rule(
    "AS520",
    "web-and-hands",
    Severity.INFO,
    "An agent that reads the web and may run commands or write can be talked into it by a page.",
    source=f"{_FLOWS}; OWASP Top 10 for LLM applications, LLM01 and LLM06",
    bad=example("tools: Read, WebFetch, Bash"),
    good=example("tools: Read, WebFetch"),
)
def web_and_hands(subject: Subject) -> Iterator[Finding]:
    """A tool list that grants both; graver where nothing, or no edit, is asked for."""
    dialect = subject.dialect
    if not dialect.tools_field or dialect.tools_field not in subject.values:
        return
    granted = subject.rights
    found = _pair(granted, dialect) if granted.tools is not None else None
    if found is None or granted.mode_rank < 0:
        return
    web, hands, right = found
    mode = dialect.mode(granted.mode)
    free = f", and {mode.note}" if mode is not None and granted.mode_rank > 0 else ""
    grade = Severity.WARNING if free else Severity.INFO if right is Right.RUN else Severity.HINT
    yield Finding(
        _place(subject, web),
        f"With {quoted(web)} strangers' words reach an agent that may {_DOES[right]} with "
        f"{listed(hands[:3], 'and')}{free}: a page can talk it into that. Give the two to two "
        "agents, or let a person look at what it does",
        severity=grade,
    )


@rule(
    "AS521",
    "inherits-web-and-hands",
    Severity.HINT,
    "Without a tool list the agent reads the web, runs commands and writes.",
    source=_FLOWS,
    bad=example(),
    good=example("tools: Read, Grep"),
    opt_in=True,
)
def inherits(subject: Subject) -> Iterator[Finding]:
    """The same rights, where nobody wrote them down."""
    dialect = subject.dialect
    if not dialect.tools_field or not subject.loaded.loads:
        return
    granted = subject.rights
    found = _pair(granted, dialect) if granted.tools is None else None
    if found is None or granted.mode_rank < 0:
        return
    field = subject.field(dialect.tools_field)
    web, hands, right = found
    yield Finding(
        subject.spot(field) if field else subject.opening,
        f"It has every tool: with {quoted(web)} strangers' words reach it, and it may "
        f"{_DOES[right]} with {listed(hands[:3], 'and')}. Say in {quoted(dialect.tools_field)} "
        "what it needs",
    )


@rule(
    "AS522",
    "secrets-and-network",
    Severity.WARNING,
    "An agent that is told to read passwords or keys and may use the network can send them away.",
    source=_FLOWS,
    bad=example("tools: Read, WebFetch", body="Read `.env` and see what is set.\n"),
    good=example("tools: Read, Grep", body="Read `.env` and see what is set.\n"),
)
def secrets_and_network(subject: Subject) -> Iterator[Finding]:
    """Words that send it to where keys are kept, with a tool that reaches the network."""
    store = next(_told_to_read(subject), None)
    if store is None or not subject.loaded.loads:
        return
    granted = subject.rights
    out = _names(granted_tools(granted, subject.dialect), Right.NETWORK)
    if out and Right.NETWORK in granted.granted and Right.READ in granted.granted:
        yield Finding(
            store,
            f"It is sent to {quoted(store.of(subject.text))}, and with {listed(out[:3], 'and')} it "
            "can send away what it reads there: let a program read keys, not the model",
            severity=Severity.WARNING if granted.tools is not None else Severity.HINT,
        )


def _told_to_read(subject: Subject) -> Iterator[Span]:
    """Where the body says to read what holds keys, and not that it is to be left alone."""
    text, front = subject.text, subject.document.front
    body = Span(front.span.end if front else 0, len(text))
    stores = re.compile(_STORES) if any(sign in text for sign in _SIGNS_OF_STORES) else None
    if stores is None:
        return
    for at in sorted(occurrences(text, _SIGNS_OF_STORES, body)):
        match = stores.search(text, max(body.start, at - 2), at + 20)
        line = line_around(text, at, at)
        if (
            match is not None
            and re.search(_READS, text[line.start : match.start()])
            and not re.search(_REFUSED, text[max(line.start, at - 200) : at + 60])
            and not in_code(subject.fences, at)
        ):
            yield Span(*match.span())


@rule(
    "AS523",
    "files-and-network",
    Severity.HINT,
    "An agent that reads files and the web can be talked into sending the one to the other.",
    source=_FLOWS,
    bad=example("tools: Read, WebFetch"),
    good=example("tools: Read, Grep"),
    opt_in=True,
)
def files_and_network(subject: Subject) -> Iterator[Finding]:
    """Reading files beside reading the web, where nothing worse is granted."""
    dialect = subject.dialect
    if not dialect.tools_field or dialect.tools_field not in subject.values:
        return
    granted = subject.rights
    tools = granted_tools(granted, dialect) if granted.tools is not None else []
    web = next((tool.name for tool in tools if _brings_in(tool)), "")
    files = _names(tools, Right.READ)
    if web and files and _pair(granted, dialect) is None:
        yield Finding(
            _place(subject, web),
            f"It reads files with {listed(files[:3], 'and')}, and an address that {quoted(web)} "
            "is given can carry what it read: keep what is secret out of its reach",
        )


RULES: Final[tuple[Rule, ...]] = (web_and_hands, inherits, secrets_and_network, files_and_network)
