"""One definition in the eyes of every harness: what loads, as what, with which rights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from agent_studio.core.dialects.agent import Agent, agent_of
from agent_studio.core.dialects.loading import load
from agent_studio.core.dialects.model import Dialect, Loaded, Outcome, Rights
from agent_studio.core.dialects.paths import holds
from agent_studio.core.dialects.rights import rights
from agent_studio.core.dialects.tables import DIALECTS
from agent_studio.core.document import Document
from agent_studio.core.records import replace
from agent_studio.core.told import at_a_glance

SIGNS = {Outcome.LOADS: "✔", Outcome.RESCUED: "▲", Outcome.DROPPED: "✖"}
"""One character for what becomes of a file."""


class Reading(NamedTuple):
    """What one harness makes of a definition."""

    dialect: Dialect
    loaded: Loaded
    agent: Agent
    rights: Rights

    @property
    def title(self) -> str:
        """The harness and its version."""
        return self.dialect.release

    @property
    def outcome(self) -> str:
        """What becomes of the file, in words."""
        words = self.loaded.outcome.value
        return f"{words}, without some fields" if self.loaded.without else words

    @property
    def sign(self) -> str:
        """What becomes of the file, as one character."""
        return SIGNS[self.loaded.outcome]

    @property
    def fate(self) -> str:
        """What becomes of the file, and why if it does not simply load."""
        return f"{self.outcome}: {self.loaded.reason}" if self.loaded.reason else self.outcome


def readings(
    document: Document, stem: str = "", tables: Iterable[Dialect] | None = None
) -> list[Reading]:
    """What harnesses make of a file whose name without its ending is ``stem``: all, or some."""
    every = DIALECTS.values() if tables is None else tables
    return [reading(document, dialect, stem) for dialect in every]


def reading(document: Document, dialect: Dialect, stem: str = "") -> Reading:
    """What one harness makes of it."""
    loaded = load(document, dialect)
    return Reading(dialect, loaded, agent_of(loaded, dialect, stem), rights(loaded, dialect))


def looks_into(dialect: Dialect, path: str) -> bool:
    """Whether the harness would find a file at ``path`` (with slashes), by its place alone.

    Its own places count, and the folders of other harnesses that it reads as well.
    """
    parts = tuple(path.split("/"))
    return any(holds(place, parts) for place in (*dialect.places, *dialect.borrowed))


def by_place(found: Iterable[Reading], path: str) -> tuple[list[Reading], list[Reading]]:
    """Those of the harnesses that look into the place of ``path``, and those of the others."""
    every = list(found)
    there = [each for each in every if path and looks_into(each.dialect, path)]
    return there, [each for each in every if each not in there]


def alike(found: Iterable[Reading]) -> list[tuple[list[str], Reading]]:
    """Readings with the titles of all harnesses that make the same of the file.

    Notes that name the harness say "it" instead, so that one stands for all.
    """
    groups: dict[object, tuple[list[str], Reading]] = {}
    for each in found:
        may, loads = each.rights, each.loaded.loads
        notes = tuple(note.replace(each.dialect.title, "it") for note in may.notes if loads)
        shared = each._replace(rights=replace(may, notes=notes))
        agent = each.agent if loads else None
        lost = each.loaded.without
        fate = (each.loaded.outcome, each.loaded.reason, agent, lost)
        same = (fate, replace(may, notes=notes, harness=""))
        groups.setdefault(same, ([], shared))[0].append(each.title)
    return list(groups.values())


def facts(of: Reading, most: int = 80) -> Iterator[tuple[str, str]]:
    """What is left of the definition there: a word and a text for each; nothing if dropped.

    Of the description ``most`` characters are told.
    """
    if not of.loaded.loads:
        return
    description = " ".join(of.agent.description.split())
    if len(description) > most:
        description = f"{description[:most].rstrip()}…"
    model = of.agent.model or "the session's"
    named = (("name", of.agent.name), ("for", description), ("model", model))
    yield from ((word, text) for word, text in named if text)
    yield from (("without", text) for text in _without(of.loaded))
    may = of.rights
    yield "tools", "all the session's" if may.tools is None else ", ".join(may.tools) or "none"
    if may.denied:
        yield "denied", ", ".join(may.denied)
    yield "rights", at_a_glance(may)
    yield from (("note", note) for note in may.notes)


def _without(of: Loaded) -> Iterator[str]:
    """Which fields have no effect; those that are lost for one reason share a line."""
    reasons: dict[str, list[str]] = {}
    for each in of.without:
        reasons.setdefault(each.why, []).append(each.key)
    for why, keys in reasons.items():
        more = why.replace(" is ", " are ") if len(keys) > 1 else why
        more = f"are{more[2:]}" if len(keys) > 1 and more.startswith("is ") else more
        yield f"{', '.join(keys)} ({more})"
