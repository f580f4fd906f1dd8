"""Definitions after a git merge: as text for people, as an object for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from agent_studio.cli.after_merge import AfterMerge, Gain
from agent_studio.cli.by_hand import ByHand, How
from agent_studio.cli.format import explained, findings
from agent_studio.cli.format.explained import bare, difference, few_words
from agent_studio.cli.format.harnesses import rights_in_json
from agent_studio.cli.format.places import plural
from agent_studio.cli.output import Line, Run
from agent_studio.core.told import shortly
from agent_studio.store.errors import shown
from agent_studio.store.git_ground import Kind
from agent_studio.store.git_merges import MergeRead

_BASES = {
    Kind.ONE: "merge base {0}",
    Kind.NONE: "no common history: everything counts as added",
    Kind.VIRTUAL: "{n} merge bases ({all}): merged into one, as git does",
    Kind.FIRST: "{n} merge bases ({all}): the first one was taken",
}


def head_in_text(read: MergeRead) -> Iterator[Line]:
    """The merge, its sides and its base."""
    merge = read.merge
    number = f"{merge.commit[:9]} " if merge.commit else ""
    yield [(f"{number}{merge.subject}", "title")]
    width = max(len(parent.label) for parent in merge.parents)
    for parent in merge.parents:
        yield [(f"  {parent.label:{width}}  {parent.id[:9]}", "dim"), f" {parent.subject}"]
    short = [number[:9] for number in read.bases]
    about = _BASES[read.kind].format(*short[:1], n=len(short), all=", ".join(short))
    yield [(f"  {about}", "dim")]


def in_text(each: AfterMerge, labels: Sequence[str], kind: Kind = Kind.ONE) -> Iterator[Line]:
    """A definition: rights first, then conflicts, problems, what people did, what was settled."""
    state = _state(each, labels, kind)
    yield [(shown(each.definition.label), "title"), *([(f"  {state}", "dim")] if state else [])]
    for gain in each.gains:
        yield _gain(gain, labels)
    for first, last in each.conflicts:
        yield [(f"✖ lines {first} to {last} are still a conflict", "conflict")]
    for found in each.new:
        if each.result is not None:
            yield findings.in_text(each.definition.label, each.result, found)
    still = [done for done in each.by_hand if done.how is How.OPEN]
    done = [done for done in each.by_hand if done.how is not How.OPEN]
    if still:
        yield [("between the markers:", "conflict")]
        yield ["  ", (", ".join(one.address for one in still), "name")]
    left = [one for one in done if one.was_open]
    yield from _hands("left to a person, and decided so:", left, labels)
    changed = [one for one in done if not one.was_open]
    yield from _hands("settled by the merge, and changed by hand:", changed, labels)
    if each.explanation is not None:
        yield [("by the merge:", "title")]
        for line in explained.in_text(each.explanation):
            yield ["  ", *line]


def _state(each: AfterMerge, labels: Sequence[str], kind: Kind) -> str:
    """What became of the file as a whole."""
    notes = []
    names = [
        name for name in dict.fromkeys(each.definition.labels) if name != each.definition.label
    ]
    if names:
        notes.append(f"was {', '.join(map(shown, names))}")
    gone = [labels[i] for i, text in enumerate(each.definition.sides) if text is None]
    if gone and each.definition.base is not None:
        notes.append(f"deleted in {', '.join(gone)}")
    elif gone:
        notes.append(f"not in {', '.join(gone)}")
    if each.definition.first_base and kind is Kind.VIRTUAL:
        notes.append("the bases contradict each other here: the first one was taken")
    if each.definition.result is None:
        notes.append("deleted by the merge" if len(gone) < len(labels) else "gone")
    elif each.as_side:
        notes.append(f"the whole file is that of {' and '.join(labels[i] for i in each.as_side)}")
    return "; ".join(notes)


def _gain(gain: Gain, labels: Sequence[str]) -> Line:
    if not gain.had:
        more = ", though the base had it" if gain.base_had else ""
        return [
            ("▲ gains ", "gained"),
            shortly((gain.right,)),
            (f"  no side had it{more}", "gained"),
        ]
    lacking = [label for i, label in enumerate(labels) if i not in gain.had]
    had = f"only {', '.join(labels[i] for i in gain.had)} had it"
    taken = f"; {', '.join(lacking)} had taken it away" if gain.base_had else ""
    return [
        ("△ keeps " if gain.base_had else "△ gains ", "gained"),
        shortly((gain.right,)),
        (f"  {had}{taken}", "dim"),
    ]


def _hands(title: str, done: Sequence[ByHand], labels: Sequence[str]) -> Iterator[Line]:
    if done:
        yield [(title, "title")]
    for each in done:
        line: list[Run] = ["  ", (each.address, "name")]
        if each.rows > 1:
            below = each.rows - 1
            line.append(
                (f"  with {'the row' if below == 1 else f'the {below} rows'} below it", "dim")
            )
        yield [*line, f"  {how_in_words(each, labels)}", *_texts(each)]


def how_in_words(each: ByHand, labels: Sequence[str]) -> str:
    """What became of the row: ``took ours``, ``new text``, ``dropped`` and so on."""
    if each.how is not How.TOOK:
        return each.how.value
    names = " and ".join(labels[source] for source in each.sources)
    return f"took {names}" + (": deleted" if each.result is None else "")


def _texts(each: ByHand) -> list[Run]:
    """What the merge had and what is there instead."""
    merged = None if each.merged is None else bare(each.address, each.kind, each.merged)
    result = None if each.result is None else bare(each.address, each.kind, each.result)
    if merged is not None and result is not None:
        before, after = difference(merged, result)
        return ["  ", (before, "removed"), " → ", (after, "added")]
    if result is not None:
        return ["  ", (few_words(result), "added")]
    return ["  ", (f"− {few_words(merged)}", "removed")] if merged is not None else []


def foot_in_text(found: Sequence[AfterMerge]) -> Line:
    """One sentence about all of them."""
    parts = [f"{plural(len(found), 'definition')} merged on several sides or by hand"]
    wider = sum(each.wider for each in found)
    if wider:
        parts.append(f"{wider} may do what no side allowed")
    conflicts = sum(len(each.conflicts) for each in found)
    if conflicts:
        parts.append(f"{plural(conflicts, 'conflict')} still open")
    return [(", ".join(parts), "title")]


def head_in_json(read: MergeRead) -> dict[str, Any]:
    """The merge as an object."""
    return {
        "commit": read.merge.commit or None,
        "inProgress": not read.merge.commit,
        "subject": read.merge.subject,
        "parents": [
            {"id": parent.id, "label": parent.label, "subject": parent.subject}
            for parent in read.merge.parents
        ],
        "base": {"kind": read.kind.value, "commits": list(read.bases)},
    }


def in_json(each: AfterMerge) -> dict[str, Any]:
    """The definition as an object."""
    definition = each.definition
    return {
        "path": definition.label,
        "sides": list(definition.labels),
        "deletedBy": [i + 1 for i, text in enumerate(definition.sides) if text is None],
        "deleted": definition.result is None,
        "asSide": [i + 1 for i in each.as_side],
        "firstBase": definition.first_base,
        "conflicts": [{"line": first, "endLine": last} for first, last in each.conflicts],
        "newDiagnostics": [
            findings.in_json(each.result, found) for found in each.new if each.result
        ],
        "rights": {
            "base": each.rights_base and rights_in_json(each.rights_base),
            "sides": [side and rights_in_json(side) for side in each.rights_sides],
            "result": each.rights_result and rights_in_json(each.rights_result),
            "gained": [
                {"right": gain.right, "had": [i + 1 for i in gain.had], "baseHad": gain.base_had}
                for gain in each.gains
            ],
        },
        "byHand": [_hand(done) for done in each.by_hand],
        "explanation": each.explanation and explained.in_json(each.explanation),
    }


def _hand(done: ByHand) -> dict[str, Any]:
    return {
        "address": done.address,
        "kind": done.kind.value,
        "how": done.how.value,
        "from": [source + 1 for source in done.sources],
        "leftToPerson": done.was_open,
        "merged": done.merged,
        "result": done.result,
        "count": done.rows,
    }
