"""What becomes of definitions on this disk in the harnesses that look into their places."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from agent_studio.core.check.standing import Contender, Standing, State, in_words, known_as
from agent_studio.core.check.standing import standings as settled
from agent_studio.core.check.subject import Member, Subject
from agent_studio.core.dialects import DIALECTS
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.dialects.order import Seat
from agent_studio.core.dialects.strays import stray
from agent_studio.core.document import Document, parse
from agent_studio.core.records import replace
from agent_studio.store.errors import StoreError
from agent_studio.store.labels import label_of
from agent_studio.store.library import Entry
from agent_studio.store.reading import read_whole
from agent_studio.store.seats import Seats
from agent_studio.store.walk import walk


class Placing(NamedTuple):
    """What becomes of one definition in one harness."""

    dialect: Dialect
    state: State
    words: str
    """The same, for people."""
    first: tuple[Path, ...]
    """Those of its name that go before all others; it may be one of them."""
    behind: tuple[Path, ...]
    built_in: str
    is_own: bool = True
    """Whether it is the harness that it is read with."""


class _Found(NamedTuple):
    path: Path
    contender: Contender


def placings_of(path: Path, document: Document, here: Path) -> tuple[Placing, ...]:
    """What becomes of the definition at an absolute ``path``, harness by harness, its own first.

    The others are looked for in the places of each harness; those that cannot be read have no
    say. Of a file in another project it is told what holds there.
    """
    seats = Seats(Seats(here).start_of(path))
    together = {
        harness: [_found(path, document, DIALECTS[harness], seats.of(path, harness, ""), here)]
        for harness in seats.readers(path)
    }
    for file in _files(seats, together):
        if file != path:
            _add_namesakes(file, together, seats, here)
    return tuple(
        _placing(0, settled([each.contender for each in every])[0], every)
        for every in together.values()
    )


def placings(entries: Sequence[Entry], here: Path) -> dict[Path, tuple[Placing, ...]]:
    """What is worth knowing of definitions among one another, its own harness first for each.

    Only those that stand in each other's way, or in that of a built-in agent, are told. Texts are
    read again where another harness than their own has a say.
    """
    seats = Seats(here)
    together: dict[tuple[str, str, str], list[tuple[Entry, Seat]]] = {}
    for entry in entries:
        for harness, seat in _eyes(entry, seats):
            dialect = DIALECTS[harness]
            name = known_as(_supposed(entry, dialect, seat), dialect)
            together.setdefault((harness, seat.library, name), []).append((entry, seat))
    found: dict[Path, list[Placing]] = {}
    own = {entry.path: entry.harness for entry in entries}
    for (harness, _, name), sharing in together.items():
        dialect = DIALECTS[harness]
        if len(sharing) > 1 or name in {known_as(own, dialect) for own in dialect.builtin_agents}:
            known = list(_known(sharing, dialect))
            for index, standing in enumerate(settled([each.contender for each in known])):
                if len(standing.first) > 1 or standing.behind or standing.built_in:
                    path = known[index].path
                    is_own = own[path] == harness
                    placing = _placing(index, standing, known)._replace(is_own=is_own)
                    found.setdefault(path, []).append(placing)
    return {
        path: tuple(sorted(each, key=lambda placing: not placing.is_own))
        for path, each in found.items()
    }


def _eyes(entry: Entry, seats: Seats) -> Iterator[tuple[str, Seat]]:
    """The harnesses that have a say in a definition: those that look into its place."""
    if not entry.placed:
        # As if its harness looked there, for that is what somebody who keeps it there intends.
        yield entry.harness, replace(stray(entry.tree, entry.path.as_posix()), read=True)
        return
    for harness in seats.readers(entry.path):
        yield harness, seats.of(entry.path, harness, entry.tree)


def _supposed(entry: Entry, dialect: Dialect, seat: Seat) -> str:
    """What the harness calls the agent if it loads it, by what a list knows of it."""
    by_file = dialect.name_is == "file" or entry.name == entry.path.stem
    return seat.file_name or entry.path.stem if by_file else entry.name


def _known(sharing: Iterable[tuple[Entry, Seat]], dialect: Dialect) -> Iterator[_Found]:
    for entry, seat in sharing:
        if dialect.id == entry.harness:
            name = _supposed(entry, dialect, seat) if entry.loads else ""
            yield _Found(entry.path, Contender(name, entry.label, seat, dialect))
            continue
        with suppress(StoreError):
            document = parse(read_whole(entry.path)[0])
            member = Member(_subject(entry.path, document, dialect), entry.label, "", seat=seat)
            yield _Found(entry.path, Contender(member.name, entry.label, seat, dialect))


def _files(seats: Seats, harnesses: Iterable[str]) -> dict[Path, None]:
    """The files in all places of these harnesses, each once."""
    folders = dict.fromkeys(each for harness in harnesses for each in seats.folders(harness))
    return {
        found.path: None
        for folder in folders
        if os.path.lexists(folder)
        for found in walk(folder, named=False, cancelled=lambda: False)
        if not found.why
    }


def _add_namesakes(
    file: Path, together: Mapping[str, list[_Found]], seats: Seats, here: Path
) -> None:
    """Put a file to the first ones of those harnesses that see it with them under one name."""
    with suppress(StoreError):
        data, document = read_whole(file)[0], None
        words = data.lower()
        for harness in seats.readers(file):
            own = together[harness][0].contender if harness in together else None
            seat = seats.of(file, harness, "") if own and own.name else None
            if own is None or seat is None or seat.library != own.seat.library:
                continue
            # Most are called otherwise, and to read them as YAML would take long.
            if _may_be_called(own.name, words) or seat.file_name.lower() == own.name.lower():
                document = document or parse(data)
                together[harness].append(_found(file, document, own.dialect, seat, here))


def _may_be_called(name: str, data: bytes) -> bool:
    """Whether a file with these bytes, in lower case, may say the name, escaped or not."""
    if b"\\" in data:
        return True
    with suppress(UnicodeEncodeError):
        return name.encode("utf-8", "surrogateescape").lower() in data
    return True


def _found(path: Path, document: Document, dialect: Dialect, seat: Seat, here: Path) -> _Found:
    label = label_of(path, here)
    member = Member(_subject(path, document, dialect), label, "", seat=seat)
    return _Found(path, Contender(member.name, label, seat, dialect))


def _subject(path: Path, document: Document, dialect: Dialect) -> Subject:
    return Subject(document, dialect, path.stem)


def _placing(index: int, standing: Standing, every: Sequence[_Found]) -> Placing:
    dialect = every[index].contender.dialect
    return Placing(
        dialect,
        standing.state,
        in_words(standing, index, lambda each: every[each].contender.label, dialect),
        tuple(every[each].path for each in standing.first),
        tuple(every[each].path for each in standing.behind),
        standing.built_in,
    )
