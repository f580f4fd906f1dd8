"""One definition after a git merge: what was settled, what people did, what it may do now."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from agent_studio.cli.by_hand import ByHand, StillOpen, by_hand
from agent_studio.core.check import check
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.compare import compare
from agent_studio.core.dialects import CLAUDE_CODE, dialect, load, rights, rights_change
from agent_studio.core.dialects.model import Dialect, Rights
from agent_studio.core.document import Document, parse
from agent_studio.core.merge import propose
from agent_studio.core.merge.explain import Explanation, explain
from agent_studio.core.records import dataclass, replace
from agent_studio.core.text import Span
from agent_studio.store.git_merges import MergedDefinition

_CONFLICT = re.compile(
    r"^(?P<sign><{7,})(?!<)[^\r\n]*\r?\n(?P<ours>.*?)"
    r"^(?:\|{7,}(?!\|)[^\r\n]*\r?\n.*?^)?={7,}(?!=)[^\r\n]*\r?\n.*?^>{7,}(?!>)[^\r\n]*(?:\r?\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
"""A conflict as git and this program write it."""


@dataclass(frozen=True, slots=True)
class Gain:
    """A right that the result has and not every side had."""

    right: str
    had: tuple[int, ...]
    """The sides that had it; none: nobody had."""
    base_had: bool
    """Whether the base had it, so that those who have it not had taken it away."""


@dataclass(frozen=True)
class AfterMerge:
    """What is said of one definition in a merge."""

    definition: MergedDefinition
    explanation: Explanation | None
    """``None`` where a side has no such file: then it is about the file as a whole."""
    by_hand: tuple[ByHand, ...]
    as_side: tuple[int, ...]
    """The sides whose file the result is, byte for byte."""
    conflicts: tuple[tuple[int, int], ...]
    """First and last line of what still stands between markers, from 1."""
    result: Document | None
    new: tuple[Diagnostic, ...]
    """What is wrong with the result and was with no side."""
    rights_base: Rights | None
    rights_sides: tuple[Rights | None, ...]
    rights_result: Rights | None
    gains: tuple[Gain, ...]
    """Those that no side had come first."""

    @property
    def wider(self) -> bool:
        """Whether the agent may do what it might on no side."""
        return any(not gain.had for gain in self.gains)


def look_at(definition: MergedDefinition, labels: Sequence[str]) -> AfterMerge:
    """Merge the sides again, as the harness of the definition's place reads them."""
    reader = dialect(definition.harness) if definition.harness else CLAUDE_CODE
    sides = [_document(text) for text in definition.sides]
    base, result = _document(definition.base), _document(definition.result)
    told, done = _merged(sides, base, definition.result, labels, reader)
    stem = definition.path.stem
    old = tuple(_rights(side, reader) for side in sides)
    before, after = _rights(base, reader), _rights(result, reader)
    return AfterMerge(
        definition,
        told,
        done,
        tuple(i for i, text in enumerate(definition.sides) if text == definition.result),
        tuple(_lines_of_conflicts(definition.result or "")),
        result,
        _new(sides, result, reader, stem),
        before,
        old,
        after,
        _gains(before, old, after),
    )


def _document(text: str | None) -> Document | None:
    return None if text is None else parse(text)


def _rights(document: Document | None, reader: Dialect) -> Rights | None:
    return None if document is None else rights(load(document, reader), reader)


def _merged(
    sides: Sequence[Document | None],
    base: Document | None,
    result: str | None,
    labels: Sequence[str],
    reader: Dialect,
) -> tuple[Explanation | None, tuple[ByHand, ...]]:
    known = [side for side in sides if side is not None]
    if len(known) < len(sides):
        return None, ()
    # A file that all sides added has an empty base.
    common = base or parse("")
    merge = propose(compare(known, labels=labels, base=common, dialect=reader))
    if result is None:
        return explain(merge), ()
    text, still_open = without_markers(result)
    return explain(merge), by_hand(merge, parse(text), still_open)


def without_markers(text: str) -> tuple[str, StillOpen]:
    """``text`` with the first side of each conflict in its place, and what these are about."""
    parts: list[str] = []
    shown: list[str] = []
    spans: list[Span] = []
    at = length = 0
    for match in _CONFLICT.finditer(text):
        before, ours = text[at : match.start()], match["ours"]
        parts += [before, ours]
        spans.append(Span(length + len(before), length + len(before) + len(ours)))
        length, at = spans[-1].end, match.end()
        shown += match[0].split()
    return "".join([*parts, text[at:]]), StillOpen(tuple(spans), " ".join(shown))


def _lines_of_conflicts(text: str) -> list[tuple[int, int]]:
    found = []
    for match in _CONFLICT.finditer(text):
        first = text.count("\n", 0, match.start()) + 1
        inside = match[0].removesuffix("\n").count("\n")
        found.append((first, first + inside))
    return found


def _new(
    sides: Sequence[Document | None], result: Document | None, reader: Dialect, stem: str
) -> tuple[Diagnostic, ...]:
    """The problems of the result that no side had; places may have moved.

    Conflict markers cause any number of problems; with them there is but one thing to mend.
    """
    if result is None or _CONFLICT.search(result.text):
        return ()
    known: Counter[tuple[str, str]] = Counter()
    for side in sides:
        found = check(side, reader, stem=stem) if side is not None else ()
        known |= Counter((each.code, each.message) for each in found)
    fresh = []
    for each in check(result, reader, stem=stem):
        if known[each.code, each.message]:
            known[each.code, each.message] -= 1
        else:
            fresh.append(each)
    return tuple(fresh)


def _gains(
    base: Rights | None, sides: Sequence[Rights | None], result: Rights | None
) -> tuple[Gain, ...]:
    """What the result may do and some side might not, each once."""
    if result is None:
        return ()
    known = [side for side in sides if side is not None]
    together = _together(known)
    nobody = rights_change(together, result).gained
    found = {right: Gain(right, (), _had(base, result, right)) for right in nobody}
    # An agent that is not there is no side to be measured by.
    there = [(i, side) for i, side in enumerate(sides) if side is not None]
    for right in (each for _, side in there for each in rights_change(side, result).gained):
        had = tuple(i for i, side in there if _had(side, result, right))
        if had:
            found.setdefault(right, Gain(right, had, _had(base, result, right)))
    return tuple(found.values())


def _had(before: Rights | None, result: Rights, right: str) -> bool:
    """Whether an agent had a right that the result has."""
    if before is None or right in rights_change(before, result).gained:
        return False
    if before.tools is None or result.tools is not None:
        return True
    # Against a list, every tool is gained in one word, which says nothing of a single tool.
    kind, _, name = right.partition(" ")
    return kind != "tool" or name in before.tools


def _together(sides: Sequence[Rights]) -> Rights | None:
    """The rights that some side has, as one agent's."""
    if not sides:
        return None
    freest = max(sides, key=lambda side: side.mode_rank)
    every = any(side.tools is None for side in sides)
    names = dict.fromkeys(name for side in sides for name in side.tools or ())
    denied = [
        name
        for side in sides
        if side.tools is None
        for name in side.denied
        if name not in names and all(o.tools is not None or name in o.denied for o in sides)
    ]
    return replace(
        freest,
        tools=None if every else tuple(names),
        denied=tuple(dict.fromkeys(denied)),
        granted=frozenset().union(*(side.granted for side in sides)),
    )
