"""A changed definition as the Review shows it: pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from agent_studio.core.check.examined import Agreed, diagnose, newly_found
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.dialects import load, rights, rights_change
from agent_studio.core.dialects.model import Dialect, Rights, RightsChange
from agent_studio.core.document import Document, parse
from agent_studio.core.document.edit import remove_field, set_field
from agent_studio.core.stems import stem_of
from agent_studio.store.review import Change, Kind, Staging
from agent_studio.ui.reviewing.rows import ChangedRow, Changes, changes

_LETTERS = {Kind.ADDED: "A", Kind.DELETED: "D", Kind.MODIFIED: "M", Kind.RENAMED: "R"}

STAGED_SIGNS = {Staging.NO: "○", Staging.PARTLY: "◐", Staging.YES: "●"}
"""Empty, half or full: how much of a change the next commit takes."""


@dataclass(frozen=True)
class ReviewItem:
    """One changed definition with everything that is said about it."""

    change: Change
    rows: Changes
    staged_rows: frozenset[str]
    """The addresses of the rows that are staged."""
    rights: RightsChange
    rights_before: Rights | None
    """``None`` where there is no file, or none that is loaded."""
    rights_after: Rights | None
    widening: frozenset[str]
    """The fields whose change, made alone, would give it rights."""
    new: tuple[Diagnostic, ...]
    """Problems that it did not have before."""
    gone: int
    """How many problems it had and has no more."""

    @property
    def path(self) -> str:
        """As git names it."""
        return self.change.label

    @property
    def letter(self) -> str:
        """Git's letter: A M D R, ``?`` for one that git does not know, ``U`` in conflict."""
        if self.change.conflicted:
            return "U"
        return "?" if self.change.untracked else _LETTERS[self.change.kind]


def review_item(change: Change, dialect: Dialect, agreed: Agreed | None = None) -> ReviewItem:
    """Compare the two states of one definition; ``agreed`` is what its team's settings say."""
    dialect = agreed.team.reader(dialect) if agreed else dialect
    old, new = _document(change.before), _document(change.after)
    found = changes(old, new, dialect)
    stem = stem_of(change.path.as_posix())
    added, gone = newly_found(
        *(
            () if each is None else diagnose(each, dialect, stem, agreed=agreed)
            for each in (old, new)
        )
    )
    before, after = _rights(old, dialect), _rights(new, dialect)
    return ReviewItem(
        change=change,
        rows=found,
        staged_rows=_staged_rows(found.changed, change, dialect),
        rights=rights_change(before, after),
        rights_before=before,
        rights_after=after,
        widening=frozenset(_widening(old, new, found.changed, dialect)),
        new=added,
        gone=gone,
    )


def _document(text: str | None) -> Document | None:
    return parse(text) if text is not None else None


def _rights(document: Document | None, dialect: Dialect) -> Rights | None:
    loaded = load(document, dialect) if document is not None else None
    return rights(loaded, dialect) if loaded is not None and loaded.loads else None


def _widening(
    old: Document | None, new: Document | None, rows: Iterable[ChangedRow], dialect: Dialect
) -> Iterator[str]:
    """The changed fields that give rights. Each is tried alone: two may only do so together."""
    before = _rights(old, dialect)
    if old is None or new is None or before is None:
        return
    for key in (row.where for row in rows if row.address == row.where):
        now, then = new.field(key), old.field(key)
        if (now is not None and now.error) or (then is not None and then.error):
            continue
        alone = set_field(old, key, now.value) if now else remove_field(old, key)
        if rights_change(before, _rights(alone, dialect)).wider:
            yield key


def _staged_rows(rows: tuple[ChangedRow, ...], change: Change, dialect: Dialect) -> frozenset[str]:
    """The rows in which the index is already what the work tree is."""
    if change.staging is not Staging.PARTLY:
        every = change.staging is Staging.YES
        return frozenset(row.address for row in rows) if every else frozenset()
    left = changes(_document(change.index), _document(change.after), dialect).changed
    sides = {(row.where, side) for row in left for side in (row.old, row.new) if side}
    return frozenset(
        row.address
        for row in rows
        if (row.where, row.new) not in sides and (row.where, row.old) not in sides
    )


def widest_first(items: Iterable[ReviewItem]) -> tuple[ReviewItem, ...]:
    """Those that may do more than before come first, the others in the order of their paths."""
    return tuple(sorted(items, key=lambda item: not item.rights.wider))
