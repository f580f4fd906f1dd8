"""What a definition names and is not there: agents, skills, servers, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from agent_studio.core.check.declare import GOOD, Finding, example, library_rule
from agent_studio.core.check.mentions import Mention, plain_server
from agent_studio.core.check.model import LibraryRule, Severity
from agent_studio.core.check.subject import LibrarySubject, Member
from agent_studio.core.check.surroundings import EMPTY
from agent_studio.core.check.words import listed, nearest, quoted
from agent_studio.core.records import replace

_AGENTS: Final = "code.claude.com/docs/en/sub-agents"
_SKILLS: Final = "code.claude.com/docs/en/skills"
_MOST: Final = 20
"""Findings of one kind in one definition; a last one speaks of the others."""
_FEW: Final = 2_000
"""Among more names than this nobody looks for one that may have been meant."""


def _told(
    found: Iterable[Mention], message: Callable[[Mention], str], more: str
) -> Iterator[Finding]:
    """A finding for each name, at the first place that names it."""
    first: dict[str, Mention] = {}
    for mention in found:
        first.setdefault(mention.name, mention)
    mentions = sorted(first.values(), key=lambda each: each.span.start)
    for mention in mentions[:_MOST]:
        yield Finding(mention.span, message(mention))
    rest = mentions[_MOST:]
    if rest:
        yield Finding(rest[0].span, f"{len(rest)} more {more} that are not there")


def _agents(
    library: LibrarySubject, index: int, message: Callable[[Mention, str], str], *, firm: bool
) -> Iterator[Finding]:
    """What is to be told of the agents that a definition names and that are nowhere."""
    member = library.members[index]
    subject, others = member.subject, member.around.agents
    if others is None or not subject.mentions.agents:
        return
    field = subject.field("name")
    own = (member.name, subject.stem, str(field.value) if field else "")
    is_agent = subject.dialect.agents_of == ""
    # What is checked together with a skill are other skills, which nobody can start as agents.
    sets = (own, library.by_name) if is_agent else ()
    sets = (*sets, others, subject.dialect.builtin_agents)
    lost = [
        each
        for each in subject.mentions.agents
        if each.firm is firm
        and ":" not in each.name
        and not any(each.name in names for names in sets)
    ]
    few = sum(map(len, sets)) < _FEW
    there = sorted({name for names in sets for name in names}) if lost and few else []

    def told(mention: Mention) -> str:
        near = nearest(mention.name, there)
        return message(mention, f"; {quoted(near)} is there" if near else "")

    yield from _told(lost, told, "agents")


@library_rule(
    "AS710",
    "missing-agent",
    Severity.WARNING,
    "An agent is to be started that is not there.",
    source=_AGENTS,
    bad=(example("tools: Read, Agent(planner)"),),
    good=(example("tools: Read, Agent(planner)"), GOOD.replace("name: reviewer", "name: planner")),
    around=EMPTY,
)
def missing_agent(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """Names in the tool list, in fields for agents and in calls that the text spells out."""
    for index in range(len(library.members)):
        yield from ((index, found) for found in _agents(library, index, _no_agent, firm=True))


def _no_agent(mention: Mention, near: str) -> str:
    return f"There is no agent {quoted(mention.name)} here: it cannot be started{near}"


@library_rule(
    "AS711",
    "missing-skill",
    Severity.WARNING,
    "A skill that is to be given to the agent is not there; it starts without.",
    source=_AGENTS,
    bad=(example("skills: [house-style]"),),
    around=EMPTY,
)
def missing_skill(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """Names in fields for skills; those of plugins are known to nobody."""
    for index, member in enumerate(library.members):
        skills = member.around.skills
        if skills is None or not member.subject.mentions.skills:
            continue
        title = member.subject.dialect.title

        def message(mention: Mention, title: str = title, skills: frozenset[str] = skills) -> str:
            near = nearest(mention.name, sorted(skills))
            meant = f" Did you mean {quoted(near)}?" if near else ""
            return (
                f"There is no skill {quoted(mention.name)} for {title} here: the agent starts "
                f"without it, and nothing is said about it.{meant}"
            )

        known = skills.union(member.subject.dialect.builtin_skills)
        lost = (each for each in member.subject.mentions.skills if _is_lost(each.name, known))
        yield from ((index, found) for found in _told(lost, message, "skills"))


def _is_lost(name: str, known: frozenset[str]) -> bool:
    return name not in known and ":" not in name


@library_rule(
    "AS712",
    "skill-not-preloaded",
    Severity.WARNING,
    "A skill that only a person may start is not given to an agent.",
    source=f"{_AGENTS}; {_SKILLS}",
    bad=(example("skills: [house-style]"),),
    around=replace(
        EMPTY, skills=frozenset({"house-style"}), manual_skills=frozenset({"house-style"})
    ),
)
def manual_skill(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """Skills with ``disable-model-invocation`` in fields for skills."""
    for index, member in enumerate(library.members):
        manual = member.around.manual_skills
        found = (each for each in member.subject.mentions.skills if each.name in manual)
        for each in found if manual else ():
            yield (
                index,
                Finding(
                    each.span,
                    f"The skill {quoted(each.name)} says disable-model-invocation: true, so "
                    f"{member.subject.dialect.title} does not give it to the agent",
                ),
            )


@library_rule(
    "AS713",
    "missing-file",
    Severity.INFO,
    "A file that the text links to, or tells the agent to read, is not there.",
    source="agentskills.io/specification; CommonMark 0.31, section 6.3",
    bad=(GOOD.replace("You review.", "You review by [our rules](docs/rules.md)."),),
    around=replace(EMPTY, missing=frozenset({"docs/rules.md"})),
)
def missing_file(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """Link targets, imports, and paths behind a word such as *read*."""
    for index, member in enumerate(library.members):
        missing = member.around.missing
        if missing:
            lost = (each for each in member.subject.files if each.name in missing)
            yield from ((index, found) for found in _told(lost, _no_file, "files"))


def _no_file(mention: Mention) -> str:
    if mention.name.startswith("~"):
        return f"There is no file {quoted(mention.name)} on this machine"
    return f"There is no file {quoted(mention.name)}, neither from here nor from the project's root"


@library_rule(
    "AS714",
    "missing-server",
    Severity.INFO,
    "An MCP server whose tools the agent is to have is not set up where the harness looks.",
    source="code.claude.com/docs/en/mcp",
    bad=(example("tools: Read, mcp__tracker__search"),),
    around=EMPTY,
)
def missing_server(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """Names in tool lists and in fields for servers."""
    for index, member in enumerate(library.members):
        servers, named = member.around.servers, member.subject.mentions
        if servers is None or not named.servers:
            continue
        known = {plain_server(each) for each in servers}.union(named.own_servers)
        lost = (each for each in named.servers if _is_unknown_server(each.name, known, member))
        message = _no_server(member)
        yield from ((index, found) for found in _told(lost, message, "servers"))


def _is_unknown_server(name: str, known: set[str], member: Member) -> bool:
    if ":" in name or plain_server(name) in known:
        return False
    return not name.startswith(member.subject.dialect.foreign_servers)


def _no_server(member: Member) -> Callable[[Mention], str]:
    dialect = member.subject.dialect
    files = [
        f"~/{each.path}" if each.scope == "user" else each.path for each in dialect.server_files
    ]
    places = f" in {listed(files)}" if files else ""

    def message(mention: Mention) -> str:
        return (
            f"No MCP server {quoted(mention.name)} is set up{places}: until it is, the agent has "
            "none of its tools"
        )

    return message


@library_rule(
    "AS715",
    "unknown-agent-in-text",
    Severity.HINT,
    "The text speaks of an agent that is not there.",
    source=_AGENTS,
    bad=(GOOD.replace("You review.", "Use the plan-writer agent first."),),
    around=EMPTY,
)
def agent_in_text(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """Names in sentences: ``use the code-reviewer agent``, ``the `tdd-guide` subagent``."""
    # A sentence may also mean an agent by its file.
    files = {each.subject.stem.split(".")[0] for each in library.members}
    for index, member in enumerate(library.members):
        for found in _agents(library, index, _unknown, firm=False):
            name = found.span.of(member.subject.text)
            if name not in files and name not in member.around.agent_files:
                yield index, found


def _unknown(mention: Mention, near: str) -> str:
    return f"The text speaks of an agent {quoted(mention.name)}, and there is none here{near}"


RULES: Final[tuple[LibraryRule, ...]] = (
    missing_agent,
    missing_skill,
    manual_skill,
    missing_file,
    missing_server,
    agent_in_text,
)
