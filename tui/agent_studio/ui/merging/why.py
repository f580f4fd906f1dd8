"""Why a row is decided as it is, or not yet, and why it can or cannot be split: in words."""

from __future__ import annotations

from agent_studio.core.compare.model import Row, RowKind, State
from agent_studio.core.dialects.model import MergeKind
from agent_studio.core.document.model import BlockKind
from agent_studio.core.merge import can_split, reason
from agent_studio.core.merge.model import Merge, Reason
from agent_studio.ui.merging.view import CAUTION, listed

_SHORT = 10
"""Characters. A longer label, such as a path, is not repeated where its number says it."""
_LONGEST = 12_000
"""Characters of all sources together. To find out what belongs together in more takes a while."""
_WORDS = {
    Reason.ONE_SIDE: "only one side changed it",
    Reason.BOTH_ALIKE: "all that changed it did so alike",
    Reason.UNION: "what every side has added, each once",
    Reason.MOVED: "one side moved it, another edited it: both are kept",
    Reason.SENTENCES: "the sides changed different sentences",
    Reason.LINES: "the sides changed different lines",
    Reason.KEYS: "the sides changed different keys",
    Reason.PERSON: "your decision",
    Reason.BULK: "your decision, for many rows at once",
    Reason.BROKEN: "conflict: put together by rule, the result would not load",
}


def reason_words(merge: Merge, row: Row) -> str:
    """Why the row is decided, or which kind of conflict it is; empty if neither."""
    found = reason(merge, row)
    if found is None:
        return ""
    decision = merge.decisions.get(row.address)
    words = _reason_words(merge, row, found)
    if decision is not None and decision.proposed:
        return f"proposed, for git would have asked: {words}"
    return words


def _reason_words(merge: Merge, row: Row, found: Reason) -> str:
    changed = _changed(row)
    match found:
        case Reason.SAME:
            words = "nobody changed it" if row.has_base else "the same in every source"
        case Reason.ONE_SIDE if len(changed) == 1:
            words = f"only {_who(merge, changed)} {_did(row, changed[0])}"
        case Reason.BOTH_ALIKE if changed:
            words = f"{_who(merge, changed)} {_did(row, changed[0])} alike"
        case Reason.EDITED_DELETED:
            words = f"{found.value}: {_edits(merge, row, changed)}"
        case Reason.BOTH_EDITED if row.is_split:
            words = f"{found.value}, in one of its parts"
        case Reason.BOTH_EDITED if len(changed) < 2:
            # Somebody took the decision back that rules had made.
            told = f"only {_who(merge, changed)} {_did(row, changed[0])}" if changed else ""
            words = f"waits for you: {told or 'nobody changed it'}"
        case Reason.BOTH_EDITED:
            words = f"{found.value}: {_who(merge, changed)} {_did(row, changed[0])} differently"
        case _:
            words = _WORDS[found]
    return words


def _edits(merge: Merge, row: Row, changed: list[int]) -> str:
    """``1 (ours) changed it, 2 (theirs) deleted it``, also where the change is below the row."""
    gone = [source for source, cell in enumerate(row.cells) if cell is None]
    kept = [source for source in changed if source not in gone]
    if not gone:
        return "one side deleted what another changed"
    if row.base is None:
        return f"{_who(merge, kept)} added it to what {_who(merge, gone)} deleted"
    where = "it" if kept else "something in it or around it"
    kept = kept or [cell.source for cell in row.present]
    return f"{_who(merge, kept)} changed {where}, {_who(merge, gone)} deleted it"


def _changed(row: Row) -> list[int]:
    """The sides on which the row is not what it is in the base."""
    base = row.base.text if row.base else None
    texts = [cell.text if cell else None for cell in row.cells]
    return [source for source, text in enumerate(texts) if text != base]


def _did(row: Row, source: int) -> str:
    if row.base is None:
        return "added it"
    return "changed it" if row.cells[source] else "deleted it"


def _who(merge: Merge, sources: list[int]) -> str:
    """``2 (theirs)``, ``1 and 3``."""
    labels = merge.comparison.labels
    if len(sources) == 1 and len(labels[sources[0]]) <= _SHORT:
        label = labels[sources[0]]
        return label if label == str(sources[0] + 1) else f"{sources[0] + 1} ({label})"
    return listed([source + 1 for source in sources])


def detail(merge: Merge, row: Row) -> str:
    """What else is to be known about a row: why to look twice, and whose decision it was.

    That a person has decided it is seen already.
    """
    caution = f"{CAUTION} {row.caution}" if row.caution else ""
    why = reason_words(merge, row) if reason(merge, row) is not Reason.PERSON else ""
    return " · ".join(part for part in (caution, why) if part)


# Splitting


def part_noun(row: Row) -> str:
    """What the parts of a row are called, one of them."""
    if row.kind is RowKind.FIELD and row.merge is not MergeKind.TEXT:
        return "key"
    prose = row.kind in (RowKind.FIELD, RowKind.ITEM) or row.block is BlockKind.PARAGRAPH
    return "sentence" if prose else "line"


def why_not_split(merge: Merge, row: Row) -> str | None:
    """Why a row cannot be decided part by part, in one sentence; ``None`` if it can."""
    if row.is_split or row.kind is RowKind.PART:
        return None
    if row.kind is RowKind.SECTION or row.children:
        return "What is in it has rows of its own already."
    if row.kind is RowKind.MEMBER:
        return "A member is taken or not; there is nothing in it to be told apart."
    if row.state is not State.DIFFERS:
        return "Whoever has it has it alike: take it, or edit it in place."
    if row.kind is RowKind.FIELD and row.merge is MergeKind.SCALAR:
        return "A setting is one value; it is never put together from parts."
    if sum(len(cell.text) for cell in row.present) > _LONGEST:
        return "It is too long to be gone through part by part: take one text, or edit it."
    if can_split(merge, row.address):
        return None
    return "Nothing in it can be told apart safely: take one text, or edit it in place."
