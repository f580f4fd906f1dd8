"""Which files git is told to ignore; git itself is asked, and where it is not there, nobody."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from agent_studio.store.errors import StoreError
from agent_studio.store.git_program import ask
from agent_studio.store.roots import REPOSITORY, root_of

_HERE = "./"
"""How git names the folder that it is asked about, if nothing in it is left."""


def not_ignored(folder: Path, paths: Iterable[Path]) -> Iterator[Path]:
    """The ``paths`` in ``folder`` that git does not ignore, in their order.

    Tracked files are never ignored. Where the folder itself is ignored, or all that is in it,
    whoever names it wants just that: then, and outside of repositories, all are given.
    """
    ignored = _ignored(folder)
    for path in paths:
        if not ignored or not _is_among(ignored, path, folder):
            yield path


def _is_among(ignored: frozenset[str], path: Path, folder: Path) -> bool:
    if not path.is_relative_to(folder):
        return False
    inside = path.relative_to(folder)
    folders = (f"{above.as_posix()}/" for above in inside.parents)
    return inside.as_posix() in ignored or any(above in ignored for above in folders)


def _ignored(folder: Path) -> frozenset[str]:
    """What is ignored in a folder, from there: files, and folders with ``/`` behind them."""
    if not folder.is_dir() or not os.path.lexists(Path(root_of(str(folder)), REPOSITORY)):
        return frozenset()
    words = ("--others", "--ignored", "--exclude-standard", "--directory", "-z")
    try:
        told = ask(folder, "ls-files", *words)
    except StoreError:
        return frozenset()
    found = frozenset(os.fsdecode(each) for each in told.split(b"\0") if each)
    return frozenset() if _HERE in found else found
