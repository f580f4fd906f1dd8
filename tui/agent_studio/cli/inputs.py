"""What commands read: files, standard input, and folders of definitions."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
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
