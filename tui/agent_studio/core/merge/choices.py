"""Choices: which are legal, how they are written, what each will do in words."""

from __future__ import annotations

import re

from agent_studio.core.compare.model import Address, Row, RowKind, State
from agent_studio.core.dialects.model import MergeKind
from agent_studio.core.merge.errors import MergeError
from agent_studio.core.merge.model import Action, Choice, Merge
from agent_studio.core.merge.rows import find, is_group

_NUMBERS = re.compile(r"[1-9](?:\s*\+\s*[1-9])*")
_WORDS = {"union": Action.UNION, "all": Action.ALL, "both": Action.ALL, "none": Action.NONE}


def parse_choice(text: str) -> Choice:
    """The choice that ``text`` names: ``2``, ``2+1``, ``union``, ``all``, ``none``, ``text:…``.

    Raises:
        MergeError: if it is none of these.
    """
    if text.startswith("text:"):
        return Choice(Action.TEXT, text=text[len("text:") :])
    plain = text.strip().lower()
    if plain in _WORDS:
        return Choice(_WORDS[plain])
    if _NUMBERS.fullmatch(plain):
        sources = tuple(int(part) - 1 for part in plain.split("+"))
        return Choice(Action.TAKE if len(sources) == 1 else Action.ALL, sources)
    raise MergeError(
        f"'{text}' is no choice: a source's number, several joined by '+', union, all, none"
        " or text:…"
    )


def choice_text(choice: Choice) -> str:
    """``choice`` as `parse_choice` reads it."""
    if choice.action is Action.TEXT:
        return f"text:{choice.text}"
    if choice.sources:
        return "+".join(str(source + 1) for source in choice.sources)
    return choice.action.value


def sources_in(row: Row) -> tuple[int, ...]:
    """The sources that have something of this row or of any below it."""
    return tuple(sorted({cell.source for part in row.walk() for cell in part.present}))


def distinct_sources(row: Row) -> tuple[int, ...]:
    """One source for each different text of the row, in the order of the sources."""
    first: dict[str, int] = {}
    for cell in row.present:
        first.setdefault(cell.key, cell.source)
    return tuple(first.values())


def choices(merge: Merge, address: Address) -> tuple[Choice, ...]:
    """The choices that make sense for one row, in the order of their keys.

    Raises:
        MergeError: if there is no such row.
    """
    row = find(merge.comparison, address)
    legal = [Choice(Action.TAKE, (source,)) for source in sources_in(row)]
    if is_group(row) and row.children:
        legal.append(Choice(Action.UNION))
    if _has_all(row):
        legal.append(Choice(Action.ALL))
    return (*legal, Choice(Action.TEXT), Choice(Action.NONE))


def _has_all(row: Row) -> bool:
    """Several texts can stand one behind the other, except as the value of one field."""
    if row.kind in {RowKind.FIELD, RowKind.MEMBER}:
        return False
    if row.kind is RowKind.PART and row.merge is MergeKind.MAP:
        # Both would have the same key.
        return False
    return bool(row.children) or (row.kind is not RowKind.SECTION and row.state is State.DIFFERS)


def require_legal(merge: Merge, row: Row, choice: Choice) -> None:
    """Refuses a choice that the row cannot carry out.

    Raises:
        MergeError: says why.
    """
    count = len(merge.comparison.documents)
    for source in choice.sources:
        if not 0 <= source < count:
            raise MergeError(f"'{row.address}': there is no source {source + 1}, only 1 to {count}")
    has = sources_in(row)
    if choice.action is Action.TAKE:
        if len(choice.sources) != 1:
            raise MergeError(f"'{row.address}': one source is to be taken")
        if choice.sources[0] not in has:
            label = merge.comparison.labels[choice.sources[0]]
            raise MergeError(f"'{row.address}': {label} has nothing here; {_those(has)} it")
    if choice.action is Action.ALL and not _has_all(row) and len(distinct_sources(row)) > 1:
        raise MergeError(f"'{row.address}': a {row.kind.value} holds one text, not several")
    if choice.action is Action.UNION and not row.children and row.state is State.DIFFERS:
        raise MergeError(f"'{row.address}': only sets, lists and sections have a union")


def _those(has: tuple[int, ...]) -> str:
    numbers = " and ".join(str(source + 1) for source in has)
    return f"{numbers} {'has' if len(has) == 1 else 'have'}"


def describe(merge: Merge, address: Address, choice: Choice) -> str:
    """What taking ``choice`` for the row will do, in words for a footer or tooltip.

    Raises:
        MergeError: if there is no such row.
    """
    row = find(merge.comparison, address)
    labels = merge.comparison.labels
    below = "" if not row.children else " and everything in it"
    if choice.action is Action.TAKE:
        source = choice.sources[0]
        cell = row.cells[source] if source < len(row.cells) else None
        text = f": {_first_words(cell.text)}" if cell is not None and not row.children else ""
        return f"take {source + 1} ({labels[source]}){text or below}"
    if choice.action is Action.UNION:
        return f"union: every {_part(row)} of all sources, each once"
    if choice.action is Action.ALL:
        sources = choice.sources or sources_in(row)
        return "all, in order: " + ", ".join(str(source + 1) for source in sources)
    if choice.action is Action.TEXT:
        return "type it" if not choice.text else f"typed: {_first_words(choice.text)}"
    return f"drop this {row.kind.value}{below}"


def _part(row: Row) -> str:
    if row.kind is RowKind.FIELD:
        return "member"
    return "item" if row.kind is RowKind.BLOCK else "part"


def _first_words(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else plain[:59].rstrip() + "…"
