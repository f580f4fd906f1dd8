"""Merging what a command was given: decide, render, write or print."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from agent_studio.cli.errors import FINDINGS, OK, CommandError
from agent_studio.cli.inputs import Source, read_source
from agent_studio.cli.output import Output, complain
from agent_studio.core.compare import compare
from agent_studio.core.compare.model import Comparison
from agent_studio.core.merge import (
    MergeError,
    decide_all,
    decisions_from_json,
    parse_choice,
    propose,
    render,
    richest,
    take,
    to_json,
)
from agent_studio.core.merge.model import Merge, Origin, Reason, Result


def merge_sources(
    sources: Sequence[Source], base: Source | None, arguments: argparse.Namespace, output: Output
) -> int:
    """Merge by the decisions of the command line; the exit status."""
    comparison = compare(
        [source.document for source in sources],
        labels=tuple(source.label for source in sources),
        base=base.document if base else None,
    )
    merge = _decided(comparison, arguments.decisions, arguments.take)
    result = render(merge, markers=True)
    if arguments.output:
        _write(arguments.output, result.text)
    if arguments.format == "json":
        output.json(_in_json(merge, result))
    elif not arguments.output:
        output.definition(result.text)
    if result.undecided:
        complain(f"{len(result.undecided)} rows are not decided: {_some(result.undecided)}")
        return FINDINGS
    return OK


def _decided(comparison: Comparison, decisions: str | None, takes: Sequence[str]) -> Merge:
    try:
        merge = propose(comparison)
        if decisions:
            merge = _replayed(merge, _read_json(decisions))
        for wish in takes:
            merge = _take(merge, wish)
    except MergeError as refusal:
        raise CommandError(str(refusal)) from refusal
    return merge


def _replayed(proposed: Merge, data: dict[str, object]) -> Merge:
    """The decisions of a file.

    What the studio saves names every decision and is taken as it is. A file that somebody
    wrote names only what a person has to decide; the rest decides itself.
    """
    merge = decisions_from_json(proposed.comparison, data)
    persons = (Reason.PERSON, Reason.BULK)
    if all(decision.reason in persons for decision in merge.decisions.values()):
        return Merge(merge.comparison, {**proposed.decisions, **merge.decisions})
    return merge


def _take(merge: Merge, wish: str) -> Merge:
    """One ``--take``; ``*`` stands for everything that is still undecided."""
    address, _, choice = wish.partition("=")
    if address != "*":
        return take(merge, wish)
    if choice in ("union", "all"):
        return richest(merge)
    return decide_all(merge, parse_choice(choice))


def _in_json(merge: Merge, result: Result) -> dict[str, object]:
    """What the core says of a merge, about the very text that is printed: with its markers."""
    whole: list[dict[str, object]] = []
    of_row: dict[str, list[dict[str, object]]] = {}
    at = 0
    for piece in result.pieces:
        part: dict[str, object] = {"start": at, "end": at + len(piece.text)}
        part |= {"origin": piece.origin.value, "address": piece.address}
        if piece.source_span is not None:
            span = piece.source_span
            part |= {"source": piece.source + 1, "sourceStart": span.start, "sourceEnd": span.end}
        whole.append(part)
        if piece.origin in (Origin.SOURCE, Origin.TYPED):
            of_row.setdefault(piece.address, []).append(part)
        at += len(piece.text)
    found = to_json(merge)
    for row in found["rows"]:
        row["provenance"] = of_row.get(row["address"], [])
    return {**found, "clean": result.clean, "text": result.text, "provenance": whole}


def _read_json(name: str) -> dict[str, object]:
    import json

    try:
        data = json.loads(read_source(name).document.text)
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{name} is not JSON: {error}") from error
    if not isinstance(data, dict):
        raise CommandError(f"{name} holds no decisions: a JSON object with 'decisions' is expected")
    return data


def _write(name: str, text: str) -> None:
    """Write the result; what it replaces can be had back with ``restore``."""
    from pathlib import Path

    from agent_studio.core.text import encode
    from agent_studio.store import backups
    from agent_studio.store.atomic import look, write

    path = Path(name).absolute()
    data = encode(text)
    there = look(path)
    if there:
        backups.make(f"before merging into {name}", [backups.Change(path, data)])
    write(path, data, there)


def _some(addresses: Sequence[str], most: int = 3) -> str:
    shown = ", ".join(addresses[:most])
    return f"{shown}, and {len(addresses) - most} more" if len(addresses) > most else shown
