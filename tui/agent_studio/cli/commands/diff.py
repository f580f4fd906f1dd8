"""``diff``: what differs between two definitions."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from agent_studio.cli.errors import FINDINGS, OK
from agent_studio.cli.format.changes import Change, changes, in_text, rights_in_text
from agent_studio.cli.inputs import Source, read_sources
from agent_studio.cli.output import Line, Output
from agent_studio.cli.together import shared_reader
from agent_studio.core.compare import compare
from agent_studio.core.dialects import load, rights, rights_change
from agent_studio.core.dialects.model import RightsChange


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Compare ``a`` with ``b``."""
    a, b = read_sources([arguments.a, arguments.b])
    from agent_studio.store import meaning

    comparison = compare(
        [a.document, b.document],
        labels=(a.label, b.label),
        dialect=shared_reader([a, b]),
        meaning=None if arguments.lexical else meaning.installed(),
    )
    found = changes(comparison)
    gain = _rights(a, b)
    if arguments.format == "json":
        output.json(_in_json(a, b, found, gain))
    elif arguments.format == "html":
        from agent_studio.cli.format.html import page

        output.text(page(a.label, b.label, found, gain))
    else:
        output.lines(_lines(found, gain))
    return FINDINGS if found else OK


def between(a: Source, b: Source) -> Iterator[Line]:
    """What differs between two definitions, for people."""
    found = changes(compare([a.document, b.document], dialect=shared_reader([a, b])))
    return _lines(found, _rights(a, b))


def _rights(a: Source, b: Source) -> RightsChange:
    reader = shared_reader([a, b])
    before, after = (rights(load(source.document, reader), reader) for source in (a, b))
    return rights_change(before, after)


def _lines(found: list[Change], gain: RightsChange) -> Iterator[Line]:
    yield from rights_in_text(gain)
    for change in found:
        yield from in_text(change)


def _in_json(a: Source, b: Source, found: list[Change], gain: RightsChange) -> dict[str, object]:
    return {
        "version": 1,
        "a": a.label,
        "b": b.label,
        "equal": not found,
        "changes": [change.in_json() for change in found],
        "rights": {"gained": list(gain.gained), "lost": list(gain.lost)},
    }
