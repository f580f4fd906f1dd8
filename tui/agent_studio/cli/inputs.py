"""What commands read: files, standard input, and folders of definitions."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from agent_studio.cli.errors import CommandError
from agent_studio.core.document import Document, parse
from agent_studio.core.records import dataclass, replace
from agent_studio.core.stems import stem_of
from agent_studio.store.reading import is_pipe, read_pipe, read_stream, read_whole

if TYPE_CHECKING:
    from agent_studio.store.atomic import Stamp
    from agent_studio.store.places import Spot

STANDARD_INPUT = "-"


@dataclass(frozen=True)
class Source:
    """One definition that a command was given."""

    label: str
    """As the command line names it; ``<stdin>`` for standard input."""
    document: Document
    path: str = ""
    """Of the file; empty for standard input and pipes."""
    stamp: Stamp | None = None
    """What the file looked like when it was read, if it is to be written back."""
    harness: str = ""
    """The id of the dialect whose place it lies in; empty if it lies in none."""
    tree: str = ""
    """The folder of definitions it belongs to."""
    precedence: int = 0
    """Lower wins among namesakes that one harness sees."""

    @property
    def stem(self) -> str:
        """What the file is called, see `stem_of`; empty for standard input and pipes."""
        return stem_of(self.path.replace(os.sep, "/"))


def read_source(name: str, *, stamped: bool = False) -> Source:
    """The definition in the file ``name``, or what comes from a pipe or standard input.

    Raises:
        StoreError: The file cannot be read.
    """
    if name == STANDARD_INPUT:
        return Source("<stdin>", parse(read_stream(sys.stdin.buffer, "standard input")))
    if is_pipe(name):
        # A pipe is read once and holds no file: it has no place and cannot be written back.
        return Source(name, parse(read_pipe(name)))
    if not stamped:
        # What is only looked at needs no digest, and no library for digests.
        return Source(name, parse(read_whole(name)[0]), name)
    from pathlib import Path

    from agent_studio.store.atomic import read

    data, stamp = read(Path(name))
    return Source(name, parse(data), name, stamp)


def read_sources(names: Sequence[str]) -> list[Source]:
    """Several definitions; standard input can be one of them.

    Raises:
        CommandError: Standard input is named twice.
        StoreError: A file cannot be read.
    """
    _once(names)
    return [read_source(name) for name in names]


def _once(names: Sequence[str]) -> None:
    if sum(name == STANDARD_INPUT for name in names) > 1:
        raise CommandError("standard input can be read only once: name - once")


def collect(names: Sequence[str], *, stamped: bool = False) -> Iterator[Source]:
    """The definitions in files and folders, each once, with the place they have on this disk.

    A file is taken whatever it holds; in folders, what the Library would list and git does not
    ignore. Each is read when it is asked for.

    Raises:
        CommandError: Standard input is named twice, or a folder holds no definition.
        StoreError: Something that was named cannot be read.
    """
    _once(names)
    for name in names:
        if name != STANDARD_INPUT and not os.path.exists(name):
            # Said before anything is shown of the others.
            read_source(name)
    found: set[str] = set()
    places = Places()
    for name in names:
        if name == STANDARD_INPUT:
            yield read_source(name)
            continue
        folder = os.path.isdir(name)
        for each in _inside(name) if folder else [name]:
            key = os.path.abspath(each)
            if key not in found:
                tree = name if folder else os.path.dirname(key)
                source = read_source(each, stamped=stamped)
                found.add(key)
                yield places.placed(source, key, tree) if source.path else source


def _inside(folder: str) -> Iterator[str]:
    """The files of a folder, named from the working folder where they lie below it."""
    from agent_studio.store.ignored import not_ignored
    from agent_studio.store.library import Library

    library = Library([folder])
    here, empty = os.getcwd() + os.sep, True
    for path in not_ignored(library.roots[0], library.files()):
        empty, name = False, str(path)
        yield name[len(here) :] if name.startswith(here) else name
    if empty:
        raise CommandError(f"there is no definition in {folder}")


class Places:
    """The places of files, each folder looked up once."""

    def __init__(self) -> None:
        self._over: dict[str, tuple[Spot, ...]] = {}

    def placed(self, source: Source, path: str, tree: str) -> Source:
        """A definition with the place its absolute ``path`` is in: of a harness, or of nobody."""
        if not _may_be_place(path):
            return replace(source, tree=os.path.abspath(tree))
        from pathlib import Path

        from agent_studio.store.places import spots_over

        where = Path(path)
        folder = os.path.dirname(path)
        if folder not in self._over:
            self._over[folder] = spots_over(where.parent, Path.cwd())
        spot = next((each for each in self._over[folder] if each.holds(where)), None)
        if spot is None:
            return replace(source, tree=os.path.abspath(tree))
        return replace(
            source, harness=spot.harness, tree=str(spot.folder), precedence=spot.precedence
        )


def at_its_place(source: Source) -> Source:
    """With the place of its file, if it has one: see `Places`."""
    if not source.path:
        return source
    path = os.path.abspath(source.path)
    return Places().placed(source, path, os.path.dirname(path))


def _may_be_place(path: str) -> bool:
    """Whether some harness may look there; it spares most files the search for their place."""
    from agent_studio.core.dialects.harnesses import HARNESSES

    return any(
        (f"/{place.folder}/" in path if place.folder else path.endswith(place.suffixes))
        or _is_below(path, os.environ.get(place.moved_by))
        for harness in HARNESSES
        for place in harness.places
    )


def _is_below(path: str, folder: str | None) -> bool:
    """Whether ``path`` begins with a folder as somebody wrote it into the environment."""
    whole = os.path.normpath(os.path.expanduser(folder)) if folder else ""
    return bool(whole) and path.startswith(os.path.join(whole, ""))
