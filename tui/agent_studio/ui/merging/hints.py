"""What the keys would do at a row, in words, before any of them is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agent_studio.core.compare.model import Address, Row, RowKind
from agent_studio.core.merge import choices, describe
from agent_studio.core.merge.model import Action, Choice, Decision, Merge, Reason
from agent_studio.ui.merging.branches import Branch, below_words, branch_words
from agent_studio.ui.merging.view import UNION, Fold, Standing, listed, state_words, taken_from

_ACTIONS = {Action.UNION: "merge.union", Action.ALL: "merge.all", Action.NONE: "merge.drop"}
_KINDS = {
    RowKind.FIELD: "field",
    RowKind.MEMBER: "member",
    RowKind.SECTION: "section and all below it",
    RowKind.BLOCK: "text",
    RowKind.ITEM: "item",
}


@dataclass(frozen=True, slots=True)
class Hint:
    """One key that works here."""

    action: str
    """The action's id; its key is looked up where it is shown."""
    text: str
    """What it will do."""
    chosen: bool = False
    """Whether it would change nothing."""


def action_of(choice: Choice) -> str:
    """The action that makes a choice."""
    if choice.action is Action.TAKE and len(choice.sources) == 1:
        return f"merge.take-{choice.sources[0] + 1}"
    return _ACTIONS.get(choice.action, "merge.type")


def hints(merge: Merge, row: Row) -> tuple[Hint, ...]:
    """The keys that decide ``row``, those of the sources first."""
    decision = merge.decisions.get(row.address)
    now = decision.choice if decision else None
    found = []
    for choice in choices(merge, row.address):
        if choice.action is not Action.TEXT:
            text = describe(merge, row.address, choice)
            for source in choice.sources:
                # The number and its colour stand for the source; there is no room for its path.
                text = text.replace(f" ({merge.comparison.labels[source]})", "", 1)
            found.append(Hint(action_of(choice), text, choice == now))
    found.append(Hint("merge.type", "type it, or edit it in place"))
    if decision is not None and decision.reason is not Reason.SAME:
        found.append(Hint("merge.undecide", "take the decision back"))
    return tuple(found)


def fold_hints(fold: Fold) -> tuple[Hint, ...]:
    """The keys that work on a folded run."""
    return (
        Hint("merge.open", f"show {plural(len(fold.rows), 'row')} that every source has alike"),
        Hint("merge.fold", "show or fold all rows that agree"),
    )


def branch_hints(merge: Merge, branch: Branch) -> tuple[Hint, ...]:
    """The keys that decide or open a part that only one source has."""
    number = branch.source + 1
    several = len(branch.rows) > 1
    inside = plural(len(branch.rows), "item") if several else below_words(branch.row)
    found = [
        Hint(f"merge.take-{number}", f"take all of it from {number}"),
        Hint("merge.drop", "drop all of it"),
        Hint("merge.open", f"open it, to decide piece by piece: {inside}"),
    ]
    decisions = [merge.decisions.get(row.address) for row in branch.walk()]
    if any(each is not None and each.reason is not Reason.SAME for each in decisions):
        found.append(Hint("merge.undecide", "take the decision back"))
    return tuple(found)


def branch_headline(branch: Branch, standing: Standing) -> str:
    """What a folded part is, and what has been decided about it."""
    words = "undecided"
    if standing.decided:
        some = "some of it taken" if standing.sign == UNION else "all of it taken"
        words = some if standing.taken else "nothing taken"
    return f"{where(branch.address)} · {branch_words(branch).partition(':')[0]} · {words}"


def headline(row: Row, decision: Decision | None, *, merging: bool) -> str:
    """What the row is, how its cells stand to one another, and what has been decided."""
    parts = [f"{where(row.address)} ({_KINDS[row.kind]})", state_words(row)]
    if row.caution:
        parts.append(f"⚠ {row.caution}")
    if merging:
        parts.append(decided_words(row, decision))
    return " · ".join(parts)


def plural(count: int, noun: str) -> str:
    """``1 row``, ``2 rows``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def where(address: Address) -> str:
    """An address for a person: ``body ▸ Core Expertise``, without the numbers of texts in it."""
    parts = [" ".join(part.split()) for part in address.split("/")]
    named = [part for part in parts if not part.isdigit()]
    return " ▸ ".join(named or parts)


def decided_words(row: Row, decision: Decision | None) -> str:
    """What the result takes, in words, and whose decision that was."""
    if decision is None:
        return "undecided"
    choice = decision.choice
    numbers = listed(sorted(source + 1 for source in taken_from(choice, row.cells)))
    words = {
        Action.TAKE: f"{numbers} taken",
        Action.UNION: f"union of {numbers}",
        Action.ALL: "in this order: " + ", ".join(str(each + 1) for each in choice.sources),
        Action.TEXT: "typed",
        Action.NONE: "nothing taken",
    }[choice.action]
    if decision.reason in (Reason.PERSON, Reason.BULK):
        return words
    return f"{words} (by itself: {decision.reason.value})"


def short_labels(paths: Sequence[Path]) -> tuple[str, ...]:
    """File names, with as many folders before them as it takes to tell them apart."""
    for depth in range(1, max((len(path.parts) for path in paths), default=1) + 1):
        names = tuple("/".join(path.parts[-depth:]) for path in paths)
        if len(set(names)) == len(names):
            return names
    return tuple(str(path) for path in paths)
