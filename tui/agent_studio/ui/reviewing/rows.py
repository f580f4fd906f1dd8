"""What changed in one definition, row by row, as the Review shows it: pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agent_studio.core.compare import (
    Address,
    Row,
    RowKind,
    State,
    Word,
    compare,
    nested_changes,
    words,
)
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import Document, parse

_LONG = 160
"""Characters of unchanged text between two changes that are shown in full."""
_KEPT = 60


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One field, section, block or item that is not what it was."""

    address: Address
    sign: str
    """``+`` new, ``−`` gone, ``≠`` another one."""
    where: str
    """For a person: the field, or the titles it stands under."""
    old: str
    """The text before, without line ends around it; empty if there was none."""
    new: str
    before: tuple[Word, ...]
    """`old` in runs, long stretches that did not change shortened; empty if none changed there."""
    after: tuple[Word, ...]
    inside: tuple[str, ...] = ()
    """What changed inside a nested value, one line each."""


@dataclass(frozen=True, slots=True)
class SameRows:
    """A run of rows that did not change."""

    count: int


@dataclass(frozen=True, slots=True)
class Changes:
    """A definition before and after."""

    rows: tuple[ChangedRow | SameRows, ...]
    layout_only: bool
    """Whether the texts differ in nothing but blank lines, line ends, quoting or order."""

    @property
    def changed(self) -> tuple[ChangedRow, ...]:
        """The rows that changed."""
        return tuple(row for row in self.rows if isinstance(row, ChangedRow))


def changes(before: Document | None, after: Document | None, dialect: Dialect) -> Changes:
    """The rows in which two states of a definition differ; ``None`` stands for no file."""
    old, new = before or parse(""), after or parse("")
    found: list[ChangedRow | SameRows] = []
    for each in _rows(compare([old, new], dialect=dialect).rows, (), (old, new)):
        last = found[-1] if found else None
        if isinstance(each, SameRows) and isinstance(last, SameRows):
            found[-1] = SameRows(last.count + each.count)
        else:
            found.append(each)
    changed = any(isinstance(each, ChangedRow) for each in found)
    return Changes(tuple(found), not changed and old.text != new.text)


def _rows(
    rows: Sequence[Row], path: tuple[str, ...], documents: tuple[Document, Document]
) -> Iterator[ChangedRow | SameRows]:
    for row in rows:
        if row.settled:
            yield SameRows(sum(1 for _ in row.walk()))
        elif row.kind is RowKind.FIELD:
            yield _field(row, documents)
        elif _one_sided(row):
            yield _changed(row, path, _all_text(row, 0), _all_text(row, 1))
        else:
            if row.state is not State.SAME and not _is_list(row):
                yield _changed(row, path, _text(row, 0), _text(row, 1))
            deeper = (*path, row.label) if row.kind is RowKind.SECTION else path
            yield from _rows(row.children, deeper, documents)


def _is_list(row: Row) -> bool:
    return row.kind is RowKind.BLOCK and bool(row.children)


def _one_sided(row: Row) -> bool:
    sides = {cell.source for each in row.walk() for cell in each.present}
    return len(sides) == 1


def _field(row: Row, documents: tuple[Document, Document]) -> ChangedRow:
    found = _changed(row, (), _text(row, 0), _text(row, 1), label=row.label)
    old, new = (document.field(row.label) for document in documents)
    if old is None or new is None or old.error or new.error:
        return found
    if not isinstance(old.value, dict | list) or not isinstance(new.value, dict | list):
        return found
    inside = tuple(str(change) for change in nested_changes(old.value, new.value))
    return replace(found, inside=inside)


def _changed(
    row: Row, path: tuple[str, ...], before: str, after: str, *, label: str = ""
) -> ChangedRow:
    sign = "+" if not before else "−" if not after else "≠"
    if row.kind is RowKind.SECTION:
        path = (*path, row.label)
    where = label or " › ".join(path) or "Text"
    if before and after:
        old, new = words(before, after)
    else:
        old = (Word(before, True),) if before else ()
        new = (Word(after, True),) if after else ()
    # Where words were only added, or only removed, the other side says nothing that this one
    # does not say.
    shown_old = () if _only_context(old, new) else _folded(old)
    shown_new = () if _only_context(new, old) else _folded(new)
    return ChangedRow(row.address, sign, where, before, after, shown_old, shown_new)


def _only_context(runs: Sequence[Word], others: Sequence[Word]) -> bool:
    return not any(run.changed for run in runs) and any(run.changed for run in others)


def _text(row: Row, source: int) -> str:
    cell = row.cells[source]
    return cell.text.strip("\r\n") if cell else ""


def _all_text(row: Row, source: int) -> str:
    own = _text(row, source)
    if _is_list(row) or not row.children:
        return own
    below = (_all_text(child, source) for child in row.children)
    return "\n".join(part for part in (own, *below) if part)


def _up_to_word(text: str) -> str:
    """``text`` without the word that may have been cut at its end."""
    return text.rpartition(" ")[0] or text


def _folded(runs: tuple[Word, ...]) -> tuple[Word, ...]:
    """Long stretches that did not change, shortened to their ends."""
    result = []
    for index, run in enumerate(runs):
        if run.changed or len(run.text) <= _LONG:
            result.append(run)
            continue
        head = _up_to_word(run.text[:_KEPT]) if index else ""
        tail = _up_to_word(run.text[: -_KEPT - 1 : -1])[::-1] if index < len(runs) - 1 else ""
        result.append(Word(f"{head} … {tail}", False))
    return tuple(result)
