"""Merges as JSON: what commands print, and decisions that can be replayed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agent_studio.core.compare.model import Address, Comparison, Row, State
from agent_studio.core.compare.splitting import PART_MARK
from agent_studio.core.merge.choices import choice_text, parse_choice, require_legal
from agent_studio.core.merge.errors import MergeError
from agent_studio.core.merge.leftout import left_out
from agent_studio.core.merge.model import Decision, Merge, Piece, Reason
from agent_studio.core.merge.render import render
from agent_studio.core.merge.rows import counts, find, is_decidable, undecided
from agent_studio.core.merge.split import cut_for
from agent_studio.core.records import replace

VERSION = 1
"""Of both shapes. A file of another version is refused."""

Json = dict[str, Any]


def to_json(merge: Merge) -> Json:
    """Rows, decisions, the result and where each part of it comes from.

    Sources count from 1, as people count them; offsets count code points.
    """
    result = render(merge)
    waiting = set(undecided(merge))
    tally = counts(merge)
    return {
        "version": VERSION,
        "sources": list(merge.comparison.labels),
        "alignment": merge.comparison.alignment,
        "rows": [_row(merge, row, row.address in waiting) for row in merge.comparison.walk()],
        "counts": {
            "rows": tally.rows,
            "decided": tally.decided,
            "undecided": tally.undecided,
            "conflicts": tally.conflicts,
            "proposed": tally.proposed,
        },
        "text": result.text,
        "undecided": list(result.undecided),
        "provenance": _provenance(result.pieces),
        "left_out": [
            {
                "address": part.address,
                "label": part.label,
                "source": part.source + 1,
                "text": part.text,
                "taken_instead": part.taken_instead,
            }
            for part in left_out(merge)
        ],
    }


def _row(merge: Merge, row: Row, waits: bool) -> Json:
    decision = merge.decisions.get(row.address)
    conflict = waits and (row.has_base or row.state is State.DIFFERS)
    found: Json = {
        "address": row.address,
        "kind": row.kind.value,
        "label": row.label,
        "depth": row.depth,
        "state": "conflict" if conflict and row.has_base else row.state.value,
        "sources": [cell.source + 1 for cell in row.present],
        "decision": choice_text(decision.choice) if decision else None,
        "reason": decision.reason.value if decision else None,
        "decidable": is_decidable(row),
    }
    if row.caution:
        found["caution"] = row.caution
    return found


def _provenance(pieces: tuple[Piece, ...]) -> list[Json]:
    found, at = [], 0
    for piece in pieces:
        part: Json = {
            "start": at,
            "end": at + len(piece.text),
            "origin": piece.origin.value,
            "address": piece.address,
        }
        if piece.source_span is not None:
            part["source"] = piece.source + 1
            part["source_start"] = piece.source_span.start
            part["source_end"] = piece.source_span.end
        found.append(part)
        at += len(piece.text)
    return found


def decisions_to_json(merge: Merge) -> Json:
    """The decisions alone: ``{"version": 1, "alignment", "decisions": {address: choice}}``.

    A decision that was not a single person's carries its reason: ``{"choice", "reason"}``, and
    ``"proposed": true`` as long as it waits for a yes.
    The alignment says what found the rows: for other rows the addresses would mean other things.
    Where there are any, ``"split"`` lists the rows whose parts are decided one by one, and
    ``"doubts"`` has the conflicts of rows that look decidable by themselves.
    """
    found: Json = {
        "version": VERSION,
        "alignment": merge.comparison.alignment,
        "decisions": {address: _written(decision) for address, decision in merge.decisions.items()},
    }
    split = [row.address for row in merge.comparison.walk() if row.is_split]
    doubts = {address: why.value for address, why in merge.doubts.items()}
    return found | ({"split": split} if split else {}) | ({"doubts": doubts} if doubts else {})


def _written(decision: Decision) -> Json | str:
    choice = choice_text(decision.choice)
    if decision.reason is Reason.PERSON and not decision.proposed:
        return choice
    found: Json = {"choice": choice, "reason": decision.reason.value}
    return {**found, "proposed": True} if decision.proposed else found


def decisions_from_json(comparison: Comparison, data: Mapping[str, Any]) -> Merge:
    """The merge with the decisions of ``data`` and no others.

    Raises:
        MergeError: if it is of another version or shape, was made for another alignment, or
            names rows or sources that this comparison does not have.
    """
    if not isinstance(data, Mapping) or data.get("version") != VERSION:
        raise MergeError(f"these decisions are not of version {VERSION}")
    written = data.get("decisions")
    if not isinstance(written, Mapping):
        raise MergeError("there are no decisions in it")
    alignment = data.get("alignment", comparison.alignment)
    if alignment != comparison.alignment:
        raise MergeError(
            f"these decisions were made for rows aligned by {alignment}, not {comparison.alignment}"
        )
    merge = cut_for(Merge(comparison), [*_parts(data.get("split", [])), *map(str, written)])
    decisions = {}
    for address, value in written.items():
        row = find(merge.comparison, str(address))
        decision = _read(address, value)
        require_legal(merge, row, decision.choice)
        decisions[row.address] = decision
    doubts = {
        find(merge.comparison, str(address)).address: _reason(str(address), why)
        for address, why in _mapping(data.get("doubts", {})).items()
    }
    return replace(merge, decisions=decisions, doubts=doubts)


def _parts(split: object) -> list[Address]:
    """The address of some part of every row that is listed as split."""
    if not isinstance(split, list):
        raise MergeError("the split rows are no list")
    return [f"{address}{PART_MARK}1" for address in split]


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise MergeError("the doubts name no rows")
    return value


def _read(address: str, value: object) -> Decision:
    reason, proposed = Reason.PERSON, False
    if isinstance(value, Mapping):
        proposed = value.get("proposed") is True
        reason = _reason(address, value.get("reason", reason.value))
        value = value.get("choice")
    if not isinstance(value, str):
        raise MergeError(f"'{address}': a choice is written as a text")
    return Decision(parse_choice(value), reason, proposed)


def _reason(address: str, named: object) -> Reason:
    found = next((reason for reason in Reason if reason.value == named), None)
    if found is None:
        raise MergeError(f"'{address}': '{named}' is no reason")
    return found
