"""Mending one kind of problem in many definitions: what could be, how, and doing it.

Runs in worker threads and touches no widget. Nothing is written before `write`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from agent_studio.core.check.examined import Agreed, diagnose
from agent_studio.core.check.mending import mend
from agent_studio.core.check.model import Diagnostic, Severity
from agent_studio.core.check.registry import rule
from agent_studio.core.dialects import DIALECTS, load, rights, rights_change
from agent_studio.core.dialects.model import Dialect, RightsChange
from agent_studio.core.document import Document, parse
from agent_studio.core.patch import unified
from agent_studio.core.stems import stem_of
from agent_studio.core.text import encode
from agent_studio.store import atomic, backups
from agent_studio.store.agreed import Agreements
from agent_studio.store.errors import StoreError
from agent_studio.store.library import Entry


@dataclass(frozen=True)
class Opened:
    """A definition as it is on disk, with what was found in it."""

    entry: Entry
    document: Document
    stamp: atomic.Stamp
    dialect: Dialect
    agreed: Agreed | None
    found: tuple[Diagnostic, ...]

    def find(self, document: Document) -> tuple[Diagnostic, ...]:
        """What would be found in it if it held another text."""
        stem = stem_of(self.entry.path.as_posix())
        return diagnose(document, self.dialect, stem, agreed=self.agreed)


@dataclass(frozen=True, slots=True)
class Mendable:
    """Fixes of one kind, or all safe ones."""

    code: str
    """The rule's; empty for every rule."""
    safe: bool
    """Whether nothing is loaded for the worse by them."""
    severity: Severity
    title: str
    """What is wrong, in words."""
    files: int
    fixes: int


@dataclass(frozen=True, slots=True)
class Mended:
    """How one definition would change."""

    path: Path
    label: str
    stamp: atomic.Stamp
    before: str
    after: str
    fixes: int
    rights: RightsChange
    """What the agent may do that it could not, and the other way round."""

    @property
    def difference(self) -> str:
        """As a unified diff."""
        return unified(self.label, self.before, self.after)


def open_all(entries: Iterable[Entry], stopped: Callable[[], bool]) -> list[Opened]:
    """The definitions with their problems; what cannot be read is left out."""
    agreements = Agreements()
    found = []
    for entry in entries:
        if stopped():
            break
        with suppress(StoreError):
            found.append(_opened(entry, agreements.of(entry.path)))
    return found


def _opened(entry: Entry, agreed: Agreed | None) -> Opened:
    data, stamp = atomic.read(entry.path)
    document, dialect = parse(data), DIALECTS[entry.harness]
    opened = Opened(entry, document, stamp, dialect, agreed, ())
    return Opened(entry, document, stamp, dialect, agreed, opened.find(document))


def mendable(opened: Sequence[Opened]) -> tuple[Mendable, ...]:
    """What could be mended: everything that is safe, then rule by rule, the gravest first."""
    kinds: dict[tuple[str, bool], list[tuple[Path, Severity]]] = {}
    for each in opened:
        for found in each.found:
            if found.fix is not None:
                of = kinds.setdefault((found.code, found.fix.safe), [])
                of.append((each.entry.path, found.severity))
    rows = [
        Mendable(
            code,
            safe,
            min((severity for _, severity in places), key=lambda each: each.rank),
            rule(code).summary,
            len({path for path, _ in places}),
            len(places),
        )
        for (code, safe), places in kinds.items()
    ]
    rows.sort(key=lambda each: (not each.safe, each.severity.rank, -each.files, each.code))
    safe = [places for (_, is_safe), places in kinds.items() if is_safe]
    if len(safe) > 1:
        every = [place for places in safe for place in places]
        files = len({path for path, _ in every})
        rows.insert(0, Mendable("", True, rows[0].severity, "Everything safe", files, len(every)))
    return tuple(rows)


def mended(opened: Iterable[Opened], kind: Mendable) -> tuple[Mended, ...]:
    """How the definitions would change; those that would not are left out.

    Those that may do more then come first.
    """
    found = []
    for each in opened:
        if not any(_is_of(kind, problem) for problem in each.found):
            continue
        document, fixes = mend(each.document, _only(each, kind), unsafe=not kind.safe)
        if document.text != each.document.text:
            found.append(_changed(each, document, fixes))
    return tuple(sorted(found, key=lambda each: not each.rights.wider))


def _changed(opened: Opened, after: Document, fixes: int) -> Mended:
    reader = opened.agreed.team.reader(opened.dialect) if opened.agreed else opened.dialect
    old, new = (rights(load(each, reader), reader) for each in (opened.document, after))
    entry, change = opened.entry, rights_change(old, new)
    before = opened.document.text
    return Mended(entry.path, entry.label, opened.stamp, before, after.text, fixes, change)


def _only(opened: Opened, kind: Mendable) -> Callable[[Document], Iterable[Diagnostic]]:
    return lambda document: (each for each in opened.find(document) if _is_of(kind, each))


def _is_of(kind: Mendable, found: Diagnostic) -> bool:
    """Whether a problem's fix is one of these."""
    if found.fix is None or found.fix.safe is not kind.safe:
        return False
    return kind.code in ("", found.code)


def in_words(kind: Mendable) -> str:
    """``12 fixes in 5 definitions``."""
    fixes = "fix" if kind.fixes == 1 else "fixes"
    files = "definition" if kind.files == 1 else "definitions"
    return f"{kind.fixes} {fixes} in {kind.files} {files}"


def write(changes: Sequence[Mended], why: str) -> str:
    """Write all of them, or none; the backup's id, by which all of it is taken back.

    Raises:
        ChangedOnDisk: A definition is another one by now; everything is as before.
        StoreError: One cannot be written; everything is as before.
    """
    plan = [backups.Change(each.path, encode(each.after)) for each in changes]
    backup = backups.make(why, plan)
    try:
        for each, change in zip(changes, plan, strict=True):
            assert change.after is not None
            atomic.write(each.path, change.after, each.stamp)
    except StoreError:
        backups.put_back(backup, only_ours=True)
        raise
    return backup.id
