"""What commands read: files, standard input, and folders of definitions."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from agent_studio.cli.errors import CommandError
from agent_studio.core.document import Document, parse

if TYPE_CHECKING:
    from agent_studio.store.atomic import Stamp

STANDARD_INPUT = "-"


@dataclass(frozen=True)
class Source:
    """One definition that a command was given."""

    label: str
    """As the command line names it; ``<stdin>`` for standard input."""
    document: Document
    path: Path | None = None
    stamp: Stamp | None = None
    """What the file looked like when it was read, for writing it back."""
    harness: str = ""
    """The id of the dialect whose place it lies in; empty if it lies in none."""
    tree: str = ""
    """The folder of definitions it belongs to."""
    precedence: int = 0
    """Lower wins among namesakes that one harness sees."""

    @property
    def stem(self) -> str:
        """The file's name without its ending; empty for standard input."""
        return self.path.stem if self.path else ""


def read_source(name: str) -> Source:
    """The definition in the file ``name``, or on standard input.

    Raises:
        StoreError: The file cannot be read.
    """
    if name == STANDARD_INPUT:
        return Source("<stdin>", parse(sys.stdin.buffer.read()))
    from agent_studio.store.atomic import read

    path = Path(name)
    data, stamp = read(path)
    return Source(name, parse(data), path, stamp)


def read_sources(names: Sequence[str]) -> list[Source]:
    """Several definitions; standard input can be one of them.

    Raises:
        CommandError: Standard input is named twice.
        StoreError: A file cannot be read.
    """
    if sum(name == STANDARD_INPUT for name in names) > 1:
        raise CommandError("standard input can be read only once: name - once")
    return [read_source(name) for name in names]


def collect(names: Sequence[str]) -> list[Source]:
    """The definitions in files and folders, each once, with the place they have on this disk.

    A file is taken whatever it holds; in folders, what the Library would list.

    Raises:
        CommandError: Standard input is named twice, or a folder holds no definition.
        StoreError: Something that was named cannot be read.
    """
    found: dict[Path, Source] = {}
    others = [read_source(name) for name in names if name == STANDARD_INPUT]
    if len(others) > 1:
        raise CommandError("standard input can be read only once: name - once")
    for name in names:
        if name == STANDARD_INPUT:
            continue
        path = Path(name)
        if path.is_dir():
            for source in _inside(path):
                found.setdefault(_absolute(source.path or path), source)
        else:
            found.setdefault(_absolute(path), _placed(read_source(name), path.parent))
    return [*others, *found.values()]


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  # Path.absolute keeps ".."


def _inside(folder: Path) -> list[Source]:
    from agent_studio.store.library import Library

    here = _absolute(Path())
    names = []
    for path in Library([folder]).files():
        text = str(path)
        names.append(text[len(str(here)) + 1 :] if here in path.parents else text)
    if not names:
        raise CommandError(f"there is no definition in {folder}")
    return [_placed(read_source(name), folder) for name in names]


def _placed(source: Source, folder: Path) -> Source:
    from agent_studio.store.places import spot_of

    assert source.path is not None
    spot = spot_of(_absolute(source.path), _absolute(Path()))
    if spot is None:
        return replace(source, tree=str(_absolute(folder)))
    return replace(source, harness=spot.harness, tree=str(spot.folder), precedence=spot.precedence)
