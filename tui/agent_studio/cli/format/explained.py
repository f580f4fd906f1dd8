"""What a merge settled and why: as text for people, as an object for programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from agent_studio.cli.format.places import plural
from agent_studio.cli.output import Line, Run
from agent_studio.core.compare.model import RowKind
from agent_studio.core.merge.explain import Explanation, Group, Told
from agent_studio.core.merge.model import Reason

_SHOWN = 60
"""Characters of each text that are shown at most."""
_AROUND = 2
"""Words that are left standing on either side of what differs."""
_SIGN = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])\s+")

_WORDS = {
    Reason.ONE_SIDE: "one side changed it, the other did not",
    Reason.BOTH_ALIKE: "all that changed it changed it alike",
    Reason.UNION: "every member and item that a side added, each once",
    Reason.MOVED: "one side moved it, another edited it",
    Reason.SENTENCES: "the sides changed different sentences of it",
    Reason.LINES: "the sides changed different lines of it",
    Reason.KEYS: "the sides changed different keys of it",
    Reason.PERSON: "somebody decided it",
    Reason.BULK: "somebody decided it, with many others at once",
}


def in_text(told: Explanation) -> Iterator[Line]:
    """Conflicts first, then what waits, then what was settled, by reason; the same is counted."""
    if told.conflicts:
        count = plural(len(told.conflicts), "conflict")
        rows = sum(each.rows for each in told.conflicts)
        more = f" ({rows} rows)" if rows > len(told.conflicts) else ""
        yield [(f"{count}{more}", "conflict")]
    for each in told.conflicts:
        yield from _waiting(told, each)
    if told.offered:
        yield [(f"{_count(told.offered)} that not all have, to decide", "title")]
    for each in told.offered:
        yield _offered(told, each)
    if told.proposed:
        yield [(f"{_count(told.proposed)} proposed, waiting for a yes", "gained")]
    for each in told.proposed:
        words = each.reason.value if each.reason else ""
        yield [*_name(each, "  "), (f"  {words}", "dim"), *_what_happened(told, each)]
    if told.settled:
        yield [(f"{_count([e for g in told.settled for e in g.told])} settled", "title")]
    for group in told.settled:
        yield from _group(told, group)
    yield [(f"{plural(told.same, 'row')} the same everywhere", "dim")]


def _count(rows: Sequence[Told]) -> str:
    return plural(sum(each.rows for each in rows), "row")


def _name(each: Told, margin: str) -> list[Run]:
    line: list[Run] = [margin, (each.address, "name")]
    if each.kind is RowKind.SECTION and each.rows > 1:
        below = "the row" if each.rows == 2 else f"the {each.rows - 1} rows"
        line.append((f"  with {below} below it", "dim"))
    return line


def _waiting(told: Explanation, each: Told) -> Iterator[Line]:
    """A conflict: its kind, then what each source has or made of it."""
    kind = f"  {kind_of_conflict(each.reason)}" if each.reason else ""
    yield [*_name(each, "  "), (kind, "conflict")]
    width = max(map(len, told.labels))
    for source, label in enumerate(told.labels):
        changed = [part for part in each.parts if part.sides[source] not in (None, part.before)]
        for part in changed or [each]:
            yield [(f"    {label:{width}}  ", "dim"), *_side(part, source)]
    if each.caution:
        yield ["    ", (f"look twice: {each.caution}", "warning")]


def kind_of_conflict(reason: Reason) -> str:
    """``both edited``, ``edited / deleted`` …: the conflict's kind without that word."""
    return reason.value.removeprefix("conflict: ")


def _offered(told: Explanation, each: Told) -> Line:
    only = ", ".join(told.labels[source] for source in each.sources)
    text = next((side for side in each.sides if side is not None), "")
    return [*_name(each, "  "), (f"  only {only}", "dim"), f"  {few_words(_text(each, text))}"]


def _group(told: Explanation, group: Group) -> Iterator[Line]:
    words = _WORDS.get(group.reason, "")
    about = f": {words}" if words else ""
    yield [f"  {group.reason.value}", (f" ({group.rows}){about}", "dim")]
    for each in group.told:
        if not each.parts:
            yield [*_name(each, "    "), *_what_happened(told, each)]
            continue
        yield _name(each, "    ")
        for part in each.parts:
            yield ["    ", *_what_happened(told, part)]


def _what_happened(told: Explanation, each: Told) -> list[Run]:
    """Who did it, and what it was before and is now."""
    who = ", ".join(told.labels[source] for source in each.sources)
    line: list[Run] = [(f"  {who}", "dim")] if who else []
    before = None if each.before is None else _text(each, each.before)
    after = None if each.after is None else _text(each, each.after)
    if after is None:
        gone = before or next((_text(each, side) for side in each.sides if side), "")
        return [*line, ("  − ", "removed"), (few_words(gone), "removed")]
    if before is None:
        return [*line, ("  + ", "added"), (few_words(after), "added")]
    return [*line, "  ", *_change(before, after)]


def _side(each: Told, source: int) -> list[Run]:
    """What one source has of a conflict, or what it made of what the base has."""
    text = each.sides[source]
    if text is None:
        return [("nothing" if each.before is None else "deleted", "removed")]
    if each.before is None:
        return [(few_words(_text(each, text)), "added")]
    if text == each.before:
        return [("as it was", "dim")]
    return _change(_text(each, each.before), _text(each, text))


def _change(before: str, after: str) -> list[Run]:
    a, b = difference(before, after)
    return [(a, "removed"), " → ", (b, "added")]


def _text(each: Told, text: str) -> str:
    return bare(each.address, each.kind, text)


def bare(address: str, kind: RowKind, text: str) -> str:
    """A row's text without what its address says: the field's key, the item's sign."""
    if address.startswith("body"):
        return _SIGN.sub("", text, count=1) if kind is RowKind.ITEM else text
    if kind is RowKind.MEMBER:
        return text
    return text.removeprefix(address.partition("/")[0] + ":").lstrip()


def few_words(text: str) -> str:
    """The text on one line, its end cut off if it is long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1].rstrip() + "…"


def difference(before: str, after: str) -> tuple[str, str]:
    """The stretch of words in which two texts differ, with a word or two around it."""
    a, b = before.split(), after.split()
    if a == b:
        # Only blanks or line ends differ: nothing that words could show.
        return few_words(before), "other blanks or line ends"
    most = min(len(a), len(b))
    start = 0
    while start < most and a[start] == b[start]:
        start += 1
    end = 0
    while end < most - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return _stretch(a, start, end), _stretch(b, start, end)


def _stretch(words: list[str], start: int, end: int) -> str:
    first = max(0, start - _AROUND) if start > _AROUND + 1 else 0
    last = len(words) - max(0, end - _AROUND) if end > _AROUND + 1 else len(words)
    shown = " ".join(words[first:last]) or "nothing"
    if len(shown) > _SHOWN:
        shown = few_words(shown).removesuffix("…") + "…"
        return ("…" if first else "") + shown
    return ("…" if first else "") + shown + ("…" if last < len(words) else "")


def in_json(told: Explanation) -> dict[str, Any]:
    """The explanation as an object; sources count from 1."""
    return {
        "conflicts": [_object(each) for each in told.conflicts],
        "offered": [_object(each) for each in told.offered],
        "proposed": [_object(each) for each in told.proposed],
        "settled": [
            {
                "reason": group.reason.value,
                "count": group.rows,
                "rows": [_object(each) for each in group.told],
            }
            for group in told.settled
        ],
        "same": told.same,
    }


def _object(each: Told) -> dict[str, Any]:
    found: dict[str, Any] = {
        "address": each.address,
        "kind": each.kind.value,
        "label": each.label,
        "reason": each.reason.value if each.reason else None,
        "from": [source + 1 for source in each.sources],
        "before": each.before,
        "after": each.after,
        "sides": list(each.sides),
        "count": each.rows,
        "parts": [_object(part) for part in each.parts],
    }
    if each.caution:
        found["caution"] = each.caution
    return found
