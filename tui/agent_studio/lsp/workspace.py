"""The other definitions of a client's workspace. Everything here may wait for a disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from agent_studio.core.check.model import Diagnostic
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import Document
from agent_studio.store.library import Entry, Library
from agent_studio.store.neighbours import among
from agent_studio.store.places import user_spots


class Neighbourhood:
    """What lies in the folders that a client has open, and in the user's own places.

    Threads ask it while another one scans: the entries are replaced as a whole, never changed.
    """

    def __init__(self, roots: Sequence[Path]) -> None:
        self._here = roots[0] if roots else None
        self._library = _library(roots) if roots else None
        self._entries: dict[Path, Entry] = {}

    def scan(self, cancelled: Callable[[], bool]) -> None:
        """Read all definitions; without open folders there are none."""
        if self._library is None:
            return
        found = [each for each in self._library.scan(cancelled) if isinstance(each, Entry)]
        self._entries = {entry.path: entry for entry in found}

    def refresh(self, paths: Iterable[Path]) -> None:
        """Read some files again that came, went or were changed."""
        if self._library is None:
            return
        entries = dict(self._entries)
        for path in paths:
            found = self._library.rescan(path)
            entries.pop(path, None)
            if isinstance(found, Entry):
                entries[path] = found
        self._entries = entries

    def around(self, document: Document, path: Path, dialect: Dialect) -> Sequence[Diagnostic]:
        """What the others mean for ``document`` as the text of ``path``."""
        if self._here is None:
            return ()
        return among(document, path, tuple(self._entries.values()), dialect, here=self._here)

    def named(self) -> dict[str, list[Path]]:
        """The definitions by the names of their agents."""
        found: dict[str, list[Path]] = {}
        for entry in self._entries.values():
            found.setdefault(entry.name, []).append(entry.path)
        return found


def _library(roots: Sequence[Path]) -> Library:
    users = (spot.folder for spot in user_spots())
    there = dict.fromkeys(folder for folder in users if folder.is_dir())
    return Library([*roots, *there], here=roots[0])
