"""Following changes on disk.

By looking at sizes and times again and again rather than by asking the system to tell: that
works the same on every system and on network drives and mounts from other machines, where
notifications are lost, needs no dependency, and a look at ten thousand files takes some tens
of milliseconds. The pause between looks grows with what a look costs, so that watching never
takes more than a small share of one core.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import TypeAlias

from agent_studio.store import world

_SHORTEST = 0.5
_LONGEST = 10.0
"""Seconds between two looks."""
_SHARE = 25
"""A look may take this fraction of the time: one twenty-fifth."""

Glimpse: TypeAlias = "tuple[int, int, int]"
"""Of a file its size, the time it was written and the time its inode changed."""
Look: TypeAlias = "dict[Path, Glimpse]"


def glimpse(path: Path) -> Glimpse | None:
    """What a file is like now; ``None`` if it is gone."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def take_look(paths: Callable[[], Iterator[Path]]) -> Look:
    """What the files are like now; those that are gone are absent."""
    return {path: seen for path in paths() if (seen := glimpse(path)) is not None}


def differences(before: Look, after: Look) -> frozenset[Path]:
    """The paths that were written, made or removed between two looks."""
    changed = {path for path, seen in after.items() if before.get(path) != seen}
    return frozenset(changed | (before.keys() - after.keys()))


def watch(
    paths: Callable[[], Iterator[Path]],
    stop: Event,
    *,
    before: Look | None = None,
    shortest: float = _SHORTEST,
) -> Iterator[frozenset[Path]]:
    """Yield sets of changed paths until ``stop`` is set; for a thread of its own.

    ``paths`` is asked before each look, so that files which come into being are found
    (`Library.files` fits). ``before`` is a look taken before the files were read: what changes
    while they are read is then told too. Several changes between two looks come as one set; a
    file that is still being written comes again.
    """
    before = take_look(paths) if before is None else before
    pause = shortest
    while not stop.wait(pause):
        started = world.ticks()
        after = take_look(paths)
        changed = differences(before, after)
        before = after
        pause = min(max(shortest, _SHARE * (world.ticks() - started)), _LONGEST)
        if changed:
            yield changed
