"""What each harness makes of a definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from agent_studio.cli.format import standing
from agent_studio.cli.output import Line
from agent_studio.core.dialects.model import Dialect, Outcome, Rights
from agent_studio.core.dialects.readings import Reading, alike, by_place, facts, readings
from agent_studio.core.document import Document

if TYPE_CHECKING:
    from agent_studio.store.placings import Placing

_STYLES = {Outcome.LOADS: "added", Outcome.RESCUED: "warning", Outcome.DROPPED: "error"}


def rights_in_json(of: Rights) -> dict[str, object]:
    """Rights as an object; ``tools`` is null when every tool is inherited."""
    return {
        "tools": None if of.tools is None else list(of.tools),
        "denied": list(of.denied),
        "granted": sorted(right.value for right in of.granted),
        "asked": sorted(right.value for right in of.asked),
        "mode": of.mode,
        "notes": list(of.notes),
    }


def in_json(
    document: Document,
    stem: str = "",
    placed: Sequence[Placing] = (),
    tables: Iterable[Dialect] | None = None,
) -> list[dict[str, object]]:
    """All readings as objects, each with what becomes of it among its namesakes there."""
    known = {each.dialect.id: each for each in placed}
    return [
        _reading_in_json(each) | {"standing": standing.in_json(known.get(each.dialect.id))}
        for each in readings(document, stem, tables)
    ]


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


def in_text(
    document: Document, stem: str = "", path: str = "", tables: Iterable[Dialect] | None = None
) -> Iterator[Line]:
    """All readings for people; harnesses that make the same of it share a paragraph.

    Those that look into the place of ``path`` come first.
    """
    there, others = by_place(readings(document, stem, tables), path)
    for found in (there, others):
        if found is others and there and others:
            yield ["The others, if they found it:"]
        for titles, each in alike(found):
            yield from _paragraph(titles, each)


def _paragraph(titles: Sequence[str], each: Reading) -> Iterator[Line]:
    yield [(f"{each.sign} ", _STYLES[each.loaded.outcome]), (", ".join(titles), "title")]
    yield [f"    {each.fate}"]
    for word, text in facts(each):
        yield [(f"    {word:7} ", "dim"), text]
