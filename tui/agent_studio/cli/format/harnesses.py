"""What each harness makes of a definition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from agent_studio.cli.output import Line
from agent_studio.core.dialects import DIALECTS, load, rights
from agent_studio.core.dialects.agent import Agent, agent_of
from agent_studio.core.dialects.model import Dialect, Loaded, Outcome, Rights
from agent_studio.core.document import Document
from agent_studio.core.records import replace

_SIGNS = {
    Outcome.LOADS: ("✔ ", "added"),
    Outcome.RESCUED: ("▲ ", "warning"),
    Outcome.DROPPED: ("✖ ", "error"),
}
_SHOWN = 80
"""Characters of a description that people are shown."""


class Reading(NamedTuple):
    """What one harness makes of a definition."""

    dialect: Dialect
    loaded: Loaded
    agent: Agent
    rights: Rights

    @property
    def title(self) -> str:
        """The harness and its version."""
        return f"{self.dialect.title} {self.dialect.version}".strip()

    @property
    def outcome(self) -> str:
        """What becomes of the file, in words."""
        words = self.loaded.outcome.value
        return f"{words}, without some fields" if self.loaded.without else words


def readings(document: Document, stem: str = "") -> list[Reading]:
    """What every known harness makes of a file whose name without its ending is ``stem``."""
    found = []
    for dialect in DIALECTS.values():
        loaded = load(document, dialect)
        agent = agent_of(loaded, dialect, stem)
        found.append(Reading(dialect, loaded, agent, rights(loaded, dialect)))
    return found


def rights_in_json(of: Rights) -> dict[str, object]:
    """Rights as an object; ``tools`` is null when every tool is inherited."""
    return {
        "tools": None if of.tools is None else list(of.tools),
        "denied": list(of.denied),
        "granted": sorted(right.value for right in of.granted),
        "mode": of.mode,
        "notes": list(of.notes),
    }


def in_json(document: Document, stem: str = "") -> list[dict[str, object]]:
    """All readings as objects."""
    return [_reading_in_json(each) for each in readings(document, stem)]


def _reading_in_json(of: Reading) -> dict[str, object]:
    loads = of.loaded.loads
    return {
        "id": of.dialect.id,
        "title": of.title,
        "outcome": of.loaded.outcome.name.lower(),
        "reason": of.loaded.reason,
        "fields": of.loaded.fields,
        "without": [{"key": each.key, "why": each.why} for each in of.loaded.without],
        "name": (of.agent.name or None) if loads else None,
        "description": (of.agent.description or None) if loads else None,
        "model": (of.agent.model or None) if loads else None,
        "rights": rights_in_json(of.rights) if loads else None,
    }


def _rights_in_text(of: Rights) -> Iterator[Line]:
    tools = "all the session's" if of.tools is None else ", ".join(of.tools) or "none"
    yield [("    tools   ", "dim"), tools]
    if of.denied:
        yield [("    denied  ", "dim"), ", ".join(of.denied)]
    if of.granted:
        yield [("    rights  ", "dim"), ", ".join(sorted(right.value for right in of.granted))]
    if of.mode:
        yield [("    mode    ", "dim"), of.mode]
    for note in of.notes:
        yield [("    note    ", "dim"), note]


def _without_in_text(of: Loaded) -> Iterator[Line]:
    """Which fields have no effect; those that are lost for one reason share a line."""
    reasons: dict[str, list[str]] = {}
    for each in of.without:
        reasons.setdefault(each.why, []).append(each.key)
    for why, keys in reasons.items():
        more = why.replace(" is ", " are ") if len(keys) > 1 else why
        more = f"are{more[2:]}" if len(keys) > 1 and more.startswith("is ") else more
        yield [("    without ", "dim"), f"{', '.join(keys)} ({more})"]


def _agent_in_text(of: Agent) -> Iterator[Line]:
    description = " ".join(of.description.split())
    if len(description) > _SHOWN:
        description = f"{description[:_SHOWN].rstrip()}…"
    for key, value in (("name", of.name), ("for", description), ("model", of.model)):
        if value:
            yield [(f"    {key:8}", "dim"), value]


def in_text(document: Document, stem: str = "") -> Iterator[Line]:
    """All readings for people; harnesses that make the same of it share a paragraph."""
    groups: dict[object, tuple[list[str], Reading]] = {}
    for each in readings(document, stem):
        may = each.rights
        notes = tuple(note.replace(each.dialect.title, "it") for note in may.notes)
        notes = notes if each.loaded.loads else ()
        agent = each.agent if each.loaded.loads else None
        lost = each.loaded.without
        fate = (each.loaded.outcome, each.loaded.reason, agent, lost)
        same = (fate, may.tools, may.granted, may.mode, notes)
        shared = each._replace(rights=replace(may, notes=notes))
        groups.setdefault(same, ([], shared))[0].append(each.title)
    for titles, each in groups.values():
        reason = f": {each.loaded.reason}" if each.loaded.reason else ""
        yield [_SIGNS[each.loaded.outcome], (", ".join(titles), "title")]
        yield [f"    {each.outcome}{reason}"]
        if each.loaded.loads:
            yield from _agent_in_text(each.agent)
            yield from _without_in_text(each.loaded)
            yield from _rights_in_text(each.rights)
