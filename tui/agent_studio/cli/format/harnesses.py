"""What each harness makes of a definition."""

from __future__ import annotations

from collections.abc import Iterator

from agent_studio.cli.output import Line
from agent_studio.core.dialects import DIALECTS, load, rights
from agent_studio.core.dialects.model import Loaded, Outcome, Rights
from agent_studio.core.document import Document
from agent_studio.core.records import replace

_SIGNS = {
    Outcome.LOADS: ("✔ ", "added"),
    Outcome.RESCUED: ("▲ ", "warning"),
    Outcome.DROPPED: ("✖ ", "error"),
}


def readings(document: Document) -> list[tuple[str, Loaded, Rights]]:
    """For every known harness: its title, what it loads, what the agent may do there."""
    found = []
    for dialect in DIALECTS.values():
        loaded = load(document, dialect)
        found.append(
            (f"{dialect.title} {dialect.version}".strip(), loaded, rights(loaded, dialect))
        )
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


def in_json(document: Document) -> list[dict[str, object]]:
    """All readings as objects."""
    return [
        {
            "id": loaded.harness,
            "title": title,
            "outcome": loaded.outcome.name.lower(),
            "reason": loaded.reason,
            "fields": loaded.fields,
            "rights": rights_in_json(may) if loaded.loads else None,
        }
        for title, loaded, may in readings(document)
    ]


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


def in_text(document: Document) -> Iterator[Line]:
    """All readings for people; harnesses that make the same of it share a paragraph."""
    groups: dict[object, tuple[list[str], Loaded, Rights]] = {}
    for title, loaded, may in readings(document):
        name = title.rsplit(" ", 1)[0] if title[-1].isdigit() else title
        notes = tuple(note.replace(name, "it") for note in may.notes) if loaded.loads else ()
        same = (loaded.outcome, loaded.reason, may.tools, may.granted, may.mode, notes)
        groups.setdefault(same, ([], loaded, replace(may, notes=notes)))[0].append(title)
    for titles, loaded, may in groups.values():
        reason = f": {loaded.reason}" if loaded.reason else ""
        yield [_SIGNS[loaded.outcome], (", ".join(titles), "title")]
        yield [f"    {loaded.outcome.value}{reason}"]
        if loaded.loads:
            yield from _rights_in_text(may)
