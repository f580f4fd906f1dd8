"""What the keys would do at a row, in words, before any of them is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agent_studio.core.compare.model import Address, Row, RowKind
from agent_studio.core.merge import choices, describe
from agent_studio.core.merge.choices import distinct_sources, sources_in
from agent_studio.core.merge.model import Action, Choice, Decision, Merge, Reason
from agent_studio.ui.merging.asking import whole_of
from agent_studio.ui.merging.branches import Branch, below_words, branch_words
from agent_studio.ui.merging.view import (
    CAUTION,
    PROPOSED,
    UNION,
    Fold,
    Standing,
    listed,
    state_words,
    taken_from,
)
from agent_studio.ui.merging.why import part_noun, why_not_split

_ACTIONS = {Action.UNION: "merge.union", Action.ALL: "merge.all", Action.NONE: "merge.drop"}
_TAKES = frozenset(f"merge.take-{number}" for number in range(1, 10))
_KINDS = {
    RowKind.FIELD: "field",
    RowKind.MEMBER: "member",
    RowKind.SECTION: "section and all below it",
    RowKind.BLOCK: "text",
    RowKind.ITEM: "item",
    RowKind.PART: "part",
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
    if any(_is_proposed(merge, part) for part in row.walk()):
        below = " and below it" if row.children else ""
        found.append(Hint("merge.accept", f"yes to what is proposed{below}"))
    found += _without(row, now)
    for choice in choices(merge, row.address):
        if choice.action is Action.ALL:
            found += _all_hints(row, now)
        elif choice.action is not Action.TEXT:
            text = describe(merge, row.address, choice)
            if choice.action is Action.UNION and row.is_split:
                text = f"union: every {part_noun(row)} of all sources, each once"
            for source in choice.sources:
                # The number and its colour stand for the source; there is no room for its path.
                text = text.replace(f" ({merge.comparison.labels[source]})", "", 1)
            found.append(Hint(action_of(choice), text, choice == now))
    # Numbers are looked for in their order, whoever has something here and who has not.
    found.sort(key=_place)
    found.append(Hint("merge.type", "type it, or edit it"))
    found += _part_hints(merge, row)
    if decision is not None and decision.reason is not Reason.SAME:
        found.append(Hint("merge.undecide", "undecide it again"))
    return tuple(found)


def _place(hint: Hint) -> tuple[int, str]:
    """A yes first, then the numbers in their order, then all others as they come."""
    if hint.action == "merge.accept":
        return 0, ""
    return (1, hint.action) if hint.action in _TAKES else (2, "")


def _is_proposed(merge: Merge, row: Row) -> bool:
    decision = merge.decisions.get(row.address)
    return decision is not None and decision.proposed


def _without(row: Row, now: Choice | None) -> list[Hint]:
    """The keys of the sides that have nothing here; on top of a base that is an answer, too."""
    if not row.has_base:
        return []
    gone = now is not None and now.action is Action.NONE
    has = sources_in(row)
    without = [source for source in range(len(row.cells)) if source not in has]
    did = "has nothing here" if row.base is None else "deleted it"
    return [Hint(f"merge.take-{each + 1}", f"as {each + 1}, which {did}", gone) for each in without]


def _all_hints(row: Row, now: Choice | None) -> list[Hint]:
    """Both orders, each on a key of its own; where there are more than two, any on a third."""
    order = distinct_sources(row) if not row.children else sources_in(row)
    found = []
    for action, sources in (("merge.all", order), ("merge.reversed", order[::-1])):
        words = ", then ".join(str(source + 1) for source in sources)
        both = "both" if len(sources) == 2 else "all"
        made = now is not None and now.action is Action.ALL and (now.sources or order) == sources
        of = f" of every {part_noun(row)}" if row.is_split else ""
        found.append(Hint(action, f"{both}{of}: {words}", made))
    if len(order) > 2:
        found.append(Hint("merge.in-order", "several, in an order that you choose"))
    return found


def _part_hints(merge: Merge, row: Row) -> list[Hint]:
    if row.is_split:
        return [Hint("merge.split", "put it together again")]
    if row.kind is RowKind.PART:
        return [Hint("merge.split", "put its row together again")]
    if why_not_split(merge, row) is None:
        return [Hint("merge.split", f"split it into {part_noun(row)}s")]
    return []


def fold_hints(fold: Fold) -> tuple[Hint, ...]:
    """The keys that work on a folded run."""
    if not fold.agree:
        return (
            Hint("merge.open", f"show {plural(len(fold.rows), 'row')} that ask nothing"),
            Hint("merge.asking", "show all rows again"),
        )
    return (
        Hint("merge.open", f"show {plural(len(fold.rows), 'row')} that every source has alike"),
        Hint("merge.fold", "show or fold all rows that agree"),
    )


def branch_hints(merge: Merge, branch: Branch) -> tuple[Hint, ...]:
    """The keys that decide or open a part that only one source has."""
    number = branch.source + 1
    several = len(branch.rows) > 1
    inside = plural(len(branch.rows), "item") if several else below_words(branch.row)
    found = []
    if any(_is_proposed(merge, row) for row in branch.walk()):
        found.append(Hint("merge.accept", "yes to what is proposed"))
    found += [
        *_without(branch.row, None),
        Hint(f"merge.take-{number}", f"take all of it from {number}"),
        Hint("merge.drop", "drop all of it"),
        Hint("merge.open", f"open it, to decide piece by piece: {inside}"),
    ]
    decisions = [merge.decisions.get(row.address) for row in branch.walk()]
    if any(each is not None and each.reason is not Reason.SAME for each in decisions):
        found.append(Hint("merge.undecide", "undecide it again"))
    return tuple(found)


def branch_headline(branch: Branch, standing: Standing) -> str:
    """What a folded part is, and what has been decided about it."""
    words = "undecided"
    if standing.decided:
        some = "some of it taken" if standing.sign == UNION else "all of it taken"
        words = some if standing.taken else "nothing taken"
    elif standing.sign == PROPOSED:
        words = "proposed"
    return f"{where(branch.address)} · {branch_words(branch).partition(':')[0]} · {words}"


def branch_detail(branch: Branch) -> str:
    """Why to look twice at a folded part: the first of the cautions in it, and how many more."""
    cautions = [row.caution for row in branch.walk() if row.caution]
    more = f" · and {len(cautions) - 1} more to look at twice" if len(cautions) > 1 else ""
    return f"{CAUTION} {cautions[0]}{more}" if cautions else ""


def headline(row: Row, decision: Decision | None, *, merging: bool) -> str:
    """What the row is, how its cells stand to one another, and what has been decided."""
    kind = f"split into {len(row.children)} parts" if row.is_split else _KINDS[row.kind]
    parts = [f"{where(row.address)} ({kind})", state_words(row)]
    if merging and not row.is_split:
        parts.append(decided_words(row, decision))
    return " · ".join(parts)


def plural(count: int, noun: str) -> str:
    """``1 row``, ``2 rows``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def where(address: Address) -> str:
    """An address for a person: ``body ▸ Core Expertise``, without the numbers of texts in it."""
    parts = [" ".join(part.split()) for part in address.split("/")]
    named = [part for part in parts if not part.isdigit()]
    if whole_of(address) != address:
        named[-1] = f"part {parts[-1].removeprefix('~')}"
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
        Action.ALL: ", then ".join(str(each + 1) for each in choice.sources) or f"all of {numbers}",
        Action.TEXT: "typed",
        Action.NONE: "nothing taken",
    }[choice.action]
    if decision.proposed:
        return f"{words}, if you say yes"
    return words if decision.reason in (Reason.PERSON, Reason.BULK) else f"{words} by itself"


def short_labels(paths: Sequence[Path]) -> tuple[str, ...]:
    """File names, with as many folders before them as it takes to tell them apart."""
    for depth in range(1, max((len(path.parts) for path in paths), default=1) + 1):
        names = tuple("/".join(path.parts[-depth:]) for path in paths)
        if len(set(names)) == len(names):
            return names
    return tuple(str(path) for path in paths)
