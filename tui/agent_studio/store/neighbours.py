"""What the other definitions of the library mean for one that is being edited."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from agent_studio.core.check import check_library
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.check.rules.library import folded
from agent_studio.core.check.subject import Member, Subject
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import Document, parse
from agent_studio.core.document.scalars import write_value
from agent_studio.store.facts import seen_from
from agent_studio.store.library import Entry
from agent_studio.store.places import spot_of


def among(
    document: Document,
    path: Path,
    entries: Sequence[Entry],
    dialect: Dialect,
    *,
    here: Path | None = None,
) -> tuple[Diagnostic, ...]:
    """The library's findings in ``document``, as if it were saved to ``path`` now.

    Reads no file: of the others the rules ask the name only, and the entries have it. ``here``
    is the working folder of whoever asks; the process's, if it is not given.
    """
    subject = Subject(document, dialect, path.stem)
    if not subject.name:
        return ()
    here = here or Path.cwd()
    own = next((entry for entry in entries if entry.path == path), None)
    place = _place(path, own, here)
    alike, library = folded(subject.name), seen_from(place.scope, place.tree, here)
    others = [
        _stand_in(entry, dialect)
        for entry in entries
        if entry.harness == dialect.id
        and folded(entry.name) == alike
        and entry.loads
        and entry.path != path
        and seen_from(entry.scope, entry.tree, here) == library
    ]
    member = Member(subject, str(path), place.tree, place.precedence)
    return check_library([member, *others])[0]


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


def _stand_in(entry: Entry, dialect: Dialect) -> Member:
    """A definition with nothing but the entry's name."""
    name = write_value("name", entry.name, line_end="\n")
    document = parse(f"---\nname:{name}\ndescription: It stands for another one.\n---\n")
    subject = Subject(document, dialect, entry.path.stem)
    return Member(subject, entry.label, entry.tree, entry.precedence)
