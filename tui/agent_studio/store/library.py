"""The Library: finding definitions on the disk and reading each into a small `Entry`."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from agent_studio.core.dialects.model import Outcome, Rights
from agent_studio.store import world
from agent_studio.store.atomic import Stamp
from agent_studio.store.errors import StoreError
from agent_studio.store.labels import absolute, label_of
from agent_studio.store.places import Spot, spots, spots_over
from agent_studio.store.walk import Found, walk
from agent_studio.store.watch import Look, glimpse

if TYPE_CHECKING:
    from agent_studio.store.agreed import Agreements

_LOOK_AHEAD = 0.3
"""Seconds that are spent on finding more files before those found are read."""
_BATCH = 128
"""Files that are read before more are looked for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One definition, as much of it as a list shows. Its text is not kept."""

    path: Path
    """Absolute."""
    label: str
    """The path as it is shown: relative to the working folder or home where it lies there."""
    tree: str
    """The folder of definitions it belongs to; namesakes in one tree have no defined order."""
    scope: str
    """``project``, ``user``, or ``folder`` where no harness would look for it."""
    precedence: int
    """Lower wins among namesakes that one harness sees."""
    harness: str
    """The id of the dialect it is read with: that of its place, else Claude Code's."""
    name: str
    """As the harness reads it; the file's stem if it reads none."""
    description: str
    """As the harness reads it, cut to `DESCRIPTION_SHOWN` characters."""
    size: int
    """Bytes."""
    tokens: int
    """Estimated, of the whole file."""
    stamp: Stamp
    errors: int
    warnings: int
    notes: int
    """Diagnostics that are neither errors nor warnings."""
    outcome: Outcome
    reason: str
    """Why the harness drops or rescues it; empty when it simply loads."""
    rights: Rights | None
    """``None`` if the harness drops it."""

    @property
    def placed(self) -> bool:
        """Whether it lies where its harness looks for definitions."""
        return self.scope != "folder"

    @property
    def loads(self) -> bool:
        """Whether its harness offers the agent."""
        return self.outcome is not Outcome.DROPPED


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A path that was asked for or found, and could not be read."""

    path: Path
    why: str
    """One sentence."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the scan is. ``total`` is 0 while nobody knows it."""

    done: int
    total: int


ScanEvent: TypeAlias = "Entry | Unreadable | Progress"


def _never() -> bool:
    return False


class Library:
    """The files and folders that somebody opened the studio on.

    Without paths: the places of the working folder's project and of the user; if those hold
    nothing, the starters.
    """

    def __init__(self, paths: Sequence[str | Path] = (), *, here: Path | None = None) -> None:
        self.here = Path.cwd() / here if here else Path.cwd()
        self.paths = absolute(paths, self.here)
        self.starters = False
        """Whether the starters are shown for want of anything else; known after a scan."""
        self.seen: Look = {}
        """What the files were like just before they were read; for `watch`."""
        self._agreements: Agreements | None = None
        # Files come folder by folder, so the last folder's places answer for most of them.
        self._spots_here: tuple[Path | None, tuple[Spot, ...]] = (None, ())

    @property
    def roots(self) -> tuple[Path, ...]:
        """The files and folders that are looked at."""
        if self.paths:
            return self.paths
        if self.starters:
            from agent_studio.store.starters import starters

            return (starters(),)
        return tuple(dict.fromkeys(spot.root for spot in spots(self.here)))

    def scan(self, cancelled: Callable[[], bool] = _never) -> Iterator[ScanEvent]:
        """Find and read every definition; entries come as they are read.

        Never raises for what it finds on the disk. The last event is a `Progress` whose two
        numbers agree, unless ``cancelled`` came true before.
        """
        self.starters = False
        some = False
        for event in self._scan(cancelled):
            some = some or not isinstance(event, Progress)
            if not (isinstance(event, Progress) and event == Progress(0, 0)):
                yield event
        if not some and not self.paths and not cancelled():
            self.starters = True
            yield from self._scan(cancelled)

    def rescan(self, path: Path) -> Entry | Unreadable | None:
        """Read one file again; ``None`` if it is gone or holds no definition any more."""
        if not os.path.lexists(path):
            return None
        named = path in self.paths
        self._agreements = None
        return self._read(Found(path, named=named))

    @property
    def settings_problems(self) -> tuple[str, ...]:
        """What is wrong with the settings of teams, as the last reading found it."""
        return tuple(self._agreements.problems) if self._agreements else ()

    def files(self) -> Iterator[Path]:
        """The paths of all definitions, found but not read; for watching them."""
        for found in self._find(_never):
            if isinstance(found, Found):
                yield found.path

    def _scan(self, cancelled: Callable[[], bool]) -> Iterator[ScanEvent]:
        self._agreements = None
        finding = self._find(cancelled)
        waiting: deque[Found] = deque()
        done, total, complete = 0, 0, False
        while not cancelled():
            until = world.ticks() + _LOOK_AHEAD
            while not complete and world.ticks() < until:
                found = next(finding, None)
                if found is None:
                    complete = True
                elif isinstance(found, Unreadable):
                    yield found
                else:
                    waiting.append(found)
                    total += 1
            for _ in range(min(_BATCH, len(waiting))):
                if cancelled():
                    return
                read = self._read(waiting.popleft())
                done += 1
                if read is not None:
                    yield read
            yield Progress(done, total if complete else 0)
            if complete and not waiting:
                return

    def _find(self, cancelled: Callable[[], bool]) -> Iterator[Found | Unreadable]:
        seen: set[Path] = set()
        for root in self.roots:
            if not os.path.lexists(root):
                if self.paths:
                    yield self._missing(root)
                continue
            for found in walk(root, named=bool(self.paths), cancelled=cancelled):
                if found.path not in seen:
                    seen.add(found.path)
                    yield Unreadable(found.path, found.why) if found.why else found

    def _missing(self, path: Path) -> Unreadable:
        return Unreadable(path, f"cannot read {self.label(path)}: it is not there")

    def _read(self, found: Found) -> Entry | Unreadable | None:
        # Files are found, listed and watched without it; it brings YAML and every rule.
        from agent_studio.store.agreed import Agreements
        from agent_studio.store.examine import examine

        if self._agreements is None:
            self._agreements = Agreements()
        spot = self._spot(found.path)
        if (before := glimpse(found.path)) is not None:
            self.seen[found.path] = before
        try:
            must = spot is None and not found.named
            agreed = self._agreements.of(found.path)
            seen = examine(found.path, spot, must_have_front=must, agreed=agreed)
        except StoreError as refusal:
            return Unreadable(found.path, str(refusal))
        if seen is None:
            return None
        return Entry(
            path=found.path,
            label=self.label(found.path),
            tree=str(spot.folder if spot else self._tree(found.path)),
            scope=spot.scope if spot else "folder",
            precedence=spot.precedence if spot else 0,
            harness=seen.harness,
            name=seen.name,
            description=seen.description,
            size=seen.stamp.size,
            tokens=seen.tokens,
            stamp=seen.stamp,
            errors=seen.errors,
            warnings=seen.warnings,
            notes=seen.notes,
            outcome=seen.outcome,
            reason=seen.reason,
            rights=seen.rights,
        )

    def _spot(self, path: Path) -> Spot | None:
        folder, candidates = self._spots_here
        if folder != path.parent:
            candidates = spots_over(path.parent, self.here)
            self._spots_here = (path.parent, candidates)
        return next((spot for spot in candidates if spot.holds(path)), None)

    def _tree(self, path: Path) -> Path:
        above = [root for root in self.roots if root in path.parents]
        return max(above, key=lambda root: len(root.parts)) if above else path.parent

    def label(self, path: Path) -> str:
        """A path as it is shown: relative to the working folder or to home where it lies there."""
        return label_of(path, self.here)


def scan(
    paths: Sequence[str | Path] = (), *, cancelled: Callable[[], bool] = _never
) -> Iterator[ScanEvent]:
    """Find and read every definition of ``paths``; see `Library`."""
    return Library(paths).scan(cancelled)
