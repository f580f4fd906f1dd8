"""What the other definitions of the library mean for one that is being edited."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from agent_studio.core.check import check_library
from agent_studio.core.check.look_alikes import folded
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.check.subject import Member, Subject
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import Document, parse
from agent_studio.core.document.scalars import write_value
from agent_studio.core.stems import stem_of
from agent_studio.store.errors import StoreError
from agent_studio.store.ground import lying
from agent_studio.store.library import Entry
from agent_studio.store.places import spot_of
from agent_studio.store.reading import read_whole
from agent_studio.store.seats import Seats
from agent_studio.store.surroundings import Lookout

_MOST_READ = 50
"""Definitions that are read to see where work goes that one of them hands on."""


def among(
    document: Document,
    path: Path,
    entries: Sequence[Entry],
    dialect: Dialect,
    *,
    here: Path | None = None,
) -> tuple[Diagnostic, ...]:
    """The library's findings in ``document``, as if it were saved to ``path`` now.

    Of the others the rules mostly ask the name, and the entries have it. Read are those that it
    hands work to, and what it names otherwise is looked for. ``here`` is the working folder of
    whoever asks; the process's, if it is not given.
    """
    subject = Subject(document, dialect, stem_of(path.as_posix()))
    if not subject.name:
        return ()
    here = here or Path.cwd()
    own = next((entry for entry in entries if entry.path == path), None)
    place = _place(path, own, here)
    seats = Seats(here)
    alike, seat = folded(subject.name), seats.of(path, dialect.id, place.tree)
    together = [
        entry
        for entry in entries
        if entry.loads and entry.path != path and _is_seen(entry, dialect, seats, seat.library)
    ]
    others = [_stand_in(entry, dialect, seats) for entry in together if folded(entry.name) == alike]
    others += _helpers(subject, [each for each in together if folded(each.name) != alike])
    lookout = Lookout(
        frozenset(entry.name for entry in together),
        frozenset(str(entry.path) for entry in together),
        str(here),
    )
    where = lying(str(path), place.tree, in_place=place.scope != "folder")
    around = lookout.around(subject, where)
    member = Member(subject, str(path), place.tree, place.precedence, around, seat)
    return check_library([member, *others])[0]


def _is_seen(entry: Entry, dialect: Dialect, seats: Seats, library: str) -> bool:
    """Whether the harness sees it with the others of that library."""
    reads = entry.harness == dialect.id or dialect.id in seats.readers(entry.path)
    return reads and seats.of(entry.path, dialect.id, entry.tree).library == library


class _Place(NamedTuple):
    scope: str
    tree: str
    precedence: int


def _place(path: Path, own: Entry | None, here: Path) -> _Place:
    if own is not None:
        return _Place(own.scope, own.tree, own.precedence)
    spot = spot_of(path, here)
    if spot is not None:
        return _Place(spot.scope, str(spot.folder), spot.precedence)
    return _Place("folder", str(path.parent), 0)


def _helpers(subject: Subject, entries: Sequence[Entry]) -> list[Member]:
    """Those that ``subject`` hands work to, and those that they hand it to, each as it is."""
    named: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda each: (each.precedence, each.label), reverse=True):
        named[entry.name] = entry
    found: list[Member] = []
    waiting = deque([subject])
    while waiting and len(found) < _MOST_READ:
        for mention in waiting.popleft().mentions.agents:
            helper = named.pop(mention.name, None) if mention.orders else None
            if helper is None:
                continue
            with suppress(StoreError):
                document = parse(read_whole(helper.path)[0])
                other = Subject(document, subject.dialect, stem_of(helper.path.as_posix()))
                found.append(Member(other, helper.label, helper.tree, helper.precedence))
                waiting.append(other)
    return found


def _stand_in(entry: Entry, dialect: Dialect, seats: Seats) -> Member:
    """A definition with nothing but the entry's name."""
    name = write_value("name", entry.name, line_end="\n")
    document = parse(f"---\nname:{name}\ndescription: It stands for another one.\n---\n")
    subject = Subject(document, dialect, stem_of(entry.path.as_posix()))
    seat = seats.of(entry.path, dialect.id, entry.tree)
    return Member(subject, entry.label, entry.tree, entry.precedence, seat=seat)
