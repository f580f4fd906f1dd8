"""An agent's MCP servers, and the names of their tools: are they written so that they work?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import Finding, example, rule
from agent_studio.core.check.model import Edit, Fix, Rule, Severity
from agent_studio.core.check.nested import nested_span
from agent_studio.core.check.places import name_places, tool_list
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import listed, quoted
from agent_studio.core.dialects.server_forms import why_server_refused
from agent_studio.core.dialects.tools import tool_words

_DOCS: Final = "code.claude.com/docs/en/sub-agents"
_SEEN: Final = "seen with Claude Code 2.1.329"
_MOST: Final = 20
_MOST_NAMES: Final = 300


@rule(
    "AS425",
    "broken-server",
    Severity.WARNING,
    "A server that is not written as the harness wants it is left out.",
    source=f"{_DOCS}; {_SEEN}",
    bad=example("mcpServers:", "  - search:", "      url: https://example.org/mcp"),
    good=example(
        "mcpServers:", "  - search:", "      type: http", "      url: https://example.org/mcp"
    ),
)
def broken(subject: Subject) -> Iterator[Finding]:
    """A member of the list that is neither a name nor a mapping of a name to how to reach it."""
    form = subject.dialect.servers
    field = subject.field(form.field) if form else None
    value = subject.values.get(form.field) if form else None
    if form is None or field is None or not isinstance(value, list):
        return
    told = 0
    for number, each in enumerate(value, 1):
        fault = why_server_refused(each, form)
        if fault is None:
            continue
        told += 1
        if told > _MOST:
            yield Finding(subject.spot(field), "More servers in this list are left out")
            return
        path = (str(number), *fault.path)
        what = quoted(" › ".join((form.field, *path)), 80)
        yield Finding(
            nested_span(subject, field, path),
            f"{what} {fault.why}: {subject.dialect.title} leaves this server out",
        )


@rule(
    "AS315",
    "mcp-name",
    Severity.WARNING,
    "A name that begins like those of MCP tools and is not written as they are fits no tool.",
    source=_DOCS,
    bad=example("tools: Read, mcp__github__"),
    good=example("tools: Read, mcp__github, mcp__jira__search, mcp__docs__*"),
)
def mcp_name(subject: Subject) -> Iterator[Finding]:
    """Prefix, server, and perhaps two underscores and a tool, or a star for all of them."""
    prefix = subject.dialect.mcp_prefix
    if prefix != _PREFIX or _START not in subject.text:
        return
    denied = subject.dialect.denied_tools_field
    for key in (subject.dialect.tools_field, denied):
        found = tool_list(subject, key)
        names = tool_words(found[1], subject.dialect, key) if found else None
        if found is None or not names:
            continue
        for word, span in name_places(subject, found[0], names[:_MOST_NAMES]):
            if not word.startswith(_START):
                continue
            why, mended = _why_odd(word, is_denied=key == denied)
            if why:
                fits = mended and span.of(subject.text) == word
                fix = Fix(f"Write '{mended}'", (Edit(span, mended),), safe=False) if fits else None
                yield Finding(span, f"{quoted(word)} {why}", fix)


_START: Final = "mcp_"
_PREFIX: Final = "mcp__"
_NAME: Final = r"mcp__[^\s_*()](?:[^\s*()])*(?:__\*)?"


def _why_odd(word: str, *, is_denied: bool) -> tuple[str, str]:
    """What is wrong with a name, and what was probably meant; empty if nothing is."""
    if word in ("mcp__*", "mcp__"):
        if is_denied and word == "mcp__*":
            return "", ""
        return "names no server: every server must be named, as in mcp__github", ""
    if not word.startswith(_PREFIX):
        mended = re.sub(r"\Amcp_([^_].*)\Z", r"mcp__\1", word)
        return "begins with one underscore: names of MCP tools begin with mcp__", mended
    if word.endswith("__"):
        return "ends where the name of a tool should stand", word.rstrip("_")
    if "(" in word:
        return "cannot have parentheses: an MCP tool is had as a whole or not at all", ""
    if not re.fullmatch(_NAME, word):
        return f"is no name of an MCP tool: {listed(_FORMS)}", ""
    return "", ""


_FORMS: Final = ("mcp__server", "mcp__server__tool", "mcp__server__*")

RULES: Final[tuple[Rule, ...]] = (mcp_name, broken)
