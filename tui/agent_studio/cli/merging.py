"""Merging what a command was given: decide, render, write or print."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from agent_studio.cli.errors import FINDINGS, OK, CommandError
from agent_studio.cli.inputs import Source, read_source
from agent_studio.cli.output import Output, complain
from agent_studio.cli.together import only_markdown, shared_reader
from agent_studio.core.compare import compare
from agent_studio.core.compare.model import Cell, Comparison, Row
from agent_studio.core.merge import (
    MergeError,
    accept,
    counts,
    decide,
    decide_all,
    decisions_from_json,
    parse_choice,
    propose,
    reason,
    render,
    richest,
    take,
    to_json,
)
from agent_studio.core.merge.model import Markers, Merge, Origin, Policy, Reason, Result

if TYPE_CHECKING:
    from agent_studio.core.compare.meaning import Meaning

_LONGEST_MARKER = 200


def merge_sources(
    sources: Sequence[Source], base: Source | None, arguments: argparse.Namespace, output: Output
) -> int:
    """Merge by the decisions of the command line; the exit status."""
    if base is None and arguments.policy == Policy.ASK:
        raise CommandError("--policy ask is about three ways: name the common ancestor with --base")
    only_markdown(sources)
    markers = Markers(_marker_size(arguments.marker_size), arguments.conflict_style == "diff3")
    recorded = _read_json(arguments.decisions) if arguments.decisions else None
    comparison = compare(
        [source.document for source in sources],
        labels=tuple(source.label for source in sources),
        dialect=shared_reader(sources),
        base=base.document if base else None,
        meaning=_meaning(recorded, arguments) if base is None else None,
    )
    merge = _decided(comparison, recorded, arguments)
    for line in _wider(merge):
        complain(line)
    result = render(merge, markers=markers)
    if arguments.output:
        _write(arguments.output, result.text)
    if arguments.format == "json":
        output.json(_in_json(merge, result, explained=arguments.explain))
    elif arguments.explain:
        _explain(merge, output)
    elif not arguments.output:
        output.definition(result.text)
    if result.undecided and not (arguments.explain and arguments.format == "text"):
        complain(_what_is_left(merge, result))
    return FINDINGS if result.undecided else OK


def _wider(merge: Merge) -> list[str]:
    """What the result may do that sources may not, for whoever writes it without looking."""
    if _surely_alike(merge.comparison):
        return []
    from agent_studio.core.merge.weight import weigh
    from agent_studio.core.told import GAINS, wider_than

    weight = weigh(merge)
    return [f"{GAINS} {line}" for line in wider_than(weight.changes)] if weight.wider else []


def _surely_alike(comparison: Comparison) -> bool:
    """Whether all sources give the same rights: a cheap look that spares most merges the other."""
    fronts = [each.front for each in comparison.documents]
    if any(front is None or front.error for front in fronts):
        return False
    said = {comparison.dialect.name_field, "description"}
    first, *others = (
        {field.key: field.value for field in front.fields if field.key not in said}
        for front in fronts
        if front is not None
    )
    return all(each == first for each in others)


def _marker_size(wish: str | None) -> int:
    if wish is None:
        return Markers().size
    size = int(wish) if wish.isascii() and wish.isdecimal() else 0
    if not 1 <= size <= _LONGEST_MARKER:
        raise CommandError(f"--marker-size is a number from 1 to {_LONGEST_MARKER}, not '{wish}'")
    return size


def _explain(merge: Merge, output: Output) -> None:
    from agent_studio.cli.format.explained import in_text
    from agent_studio.core.merge.explain import explain

    output.lines(in_text(explain(merge)))


def _what_is_left(merge: Merge, result: Result) -> str:
    proposed = counts(merge).proposed
    waits = f", {proposed} of them proposed (--accept says yes)" if proposed else ""
    return f"{len(result.undecided)} rows are not decided{waits}: {_some(result.undecided)}"


def _meaning(recorded: dict[str, object] | None, arguments: argparse.Namespace) -> Meaning | None:
    """What helps to align the sources; recorded decisions want what they were made with."""
    from agent_studio.store import meaning

    alignment = recorded.get("alignment") if recorded else None
    if isinstance(alignment, str):
        return meaning.named(alignment)
    return None if arguments.lexical else meaning.installed()


def _decided(
    comparison: Comparison, recorded: dict[str, object] | None, arguments: argparse.Namespace
) -> Merge:
    try:
        merge = propose(comparison, policy=Policy(arguments.policy))
        if recorded is not None:
            merge = _replayed(merge, comparison, recorded)
        for wish in arguments.take:
            merge = _take(merge, wish)
    except MergeError as refusal:
        raise CommandError(str(refusal)) from refusal
    return accept(merge) if arguments.accept else merge


def _replayed(proposed: Merge, comparison: Comparison, data: dict[str, object]) -> Merge:
    """The decisions of a file.

    What the studio saves names every decision and is taken as it is. A file that somebody
    wrote names only what a person has to decide, as ``--take`` does: a section with all below
    it. The rest decides itself.
    """
    merge = decisions_from_json(comparison, data)
    persons = (Reason.PERSON, Reason.BULK)
    if any(decision.reason not in persons for decision in merge.decisions.values()):
        return merge
    # What is named by itself wins over what is named with all around it.
    for address in sorted(merge.decisions, key=lambda address: address.count("/")):
        proposed = decide(proposed, address, merge.decisions[address].choice)
    return proposed


def _take(merge: Merge, wish: str) -> Merge:
    """One ``--take``; ``*`` stands for everything that is still undecided."""
    address, _, choice = wish.partition("=")
    if address != "*":
        return take(merge, wish)
    if choice in ("union", "all"):
        return richest(merge)
    return decide_all(merge, parse_choice(choice))


def _in_json(merge: Merge, result: Result, *, explained: bool) -> dict[str, object]:
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
        row.update(_of_row(merge, merge.comparison.by_address[row["address"]]))
        row["provenance"] = of_row.get(row["address"], [])
    found |= {"clean": result.clean, "text": result.text, "provenance": whole}
    if explained:
        from agent_studio.cli.format import explained as report
        from agent_studio.core.merge.explain import explain

        found["explanation"] = report.in_json(explain(merge))
    return found


def _of_row(merge: Merge, row: Row) -> dict[str, object]:
    """What a program needs in order to decide a row itself."""
    why = reason(merge, row)
    decision = merge.decisions.get(row.address)
    return {
        "reason": why.value if why else None,
        "proposed": decision is not None and decision.proposed,
        "split": row.is_split,
        "cells": [{"source": cell.source + 1, **_place(cell)} for cell in row.present],
        **({"base": _place(row.base) if row.base else None} if row.has_base else {}),
    }


def _place(cell: Cell) -> dict[str, object]:
    return {"start": cell.span.start, "end": cell.span.end, "text": cell.text}


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
