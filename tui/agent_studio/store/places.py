"""Where definitions live: the places of the dialect tables, found on this disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from agent_studio.core.records import dataclass
from agent_studio.store.world import home

if TYPE_CHECKING:
    from agent_studio.core.dialects.order import Place

USER_PRECEDENCE = 1000
"""Behind every project folder, however deep the working folder lies."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One folder in which one harness looks for definitions."""

    folder: Path
    harness: str
    """The dialect's id."""
    place: Place
    precedence: int
    """Lower wins: 0 for the working folder's own, one more for each folder above it."""

    @property
    def scope(self) -> str:
        """``project`` or ``user``."""
        return self.place.scope

    @property
    def base(self) -> Path:
        """The root of the project that a project's place belongs to."""
        return _base_of(self.folder, self.place.folder)

    @property
    def root(self) -> Path:
        """What to look into: the folder, or the one file where a place is no folder."""
        return self.folder if self.place.folder else self.folder / self.place.suffixes[0]

    def holds(self, path: Path) -> bool:
        """Whether the harness takes ``path`` for a definition, judged by its place alone."""
        deep = self.place.recursive
        inside = self.folder in path.parents if deep else self.folder == path.parent
        return inside and self.place.takes(path.name)


def project_root(folder: Path) -> Path:
    """The nearest folder upwards that holds ``.git``; ``folder`` itself if there is none."""
    for each in (folder, *folder.parents):
        if os.path.lexists(each / ".git"):
            return each
    return folder


def spots(folder: Path, environ: Mapping[str, str] | None = None) -> tuple[Spot, ...]:
    """Every place to look in for somebody who works in ``folder``, there or not.

    Project places are looked for from ``folder`` up to the root of its repository, the nearest
    first; the user's come last. ``environ`` is the process's unless a test gives another.
    """
    found = [
        Spot(level / place.folder, harness, place, nearness)
        for nearness, level in enumerate(levels_up(folder, project_root(folder)))
        for harness, place in _places()
        if place.scope == "project"
    ]
    # In the home folder itself, the user's place and the project's are one: the user's it is.
    users = user_spots(environ)
    owned = {spot.folder for spot in users}
    return (*(spot for spot in found if spot.folder not in owned), *users)


def levels_up(folder: Path, root: Path) -> tuple[Path, ...]:
    """``folder`` and those above it, up to ``root``."""
    above = (each for each in folder.parents if each == root or root in each.parents)
    return (folder,) if root == folder else (folder, *above)


def user_spots(
    environ: Mapping[str, str] | None = None, *, borrowed: bool = False
) -> tuple[Spot, ...]:
    """The places in the user's home, moved where the environment moves them.

    Each is its own harness's; with ``borrowed`` also those of the others that read it as well.
    """
    environ = os.environ if environ is None else environ
    found = []
    for harness, place in _places(borrowed=borrowed):
        if place.scope == "user":
            first, _, rest = place.folder.partition("/")
            moved = environ.get(place.moved_by, "") if place.moved_by else ""
            base = Path(moved).expanduser() if moved else home() / first
            folder = base / rest if rest else base
            found.append(Spot(folder, harness, place, USER_PRECEDENCE))
    return tuple(found)


def spot_of(path: Path, here: Path | None = None) -> Spot | None:
    """The place that makes the absolute ``path`` a definition; see `spots_over`."""
    return next((spot for spot in spots_over(path.parent, here) if spot.holds(path)), None)


def spots_over(
    folder: Path, here: Path | None = None, *, borrowed: bool = False
) -> tuple[Spot, ...]:
    """The places that an absolute ``folder`` is or lies in, wherever on the disk they are.

    ``here`` is the working folder, from which nearness is counted; a place that is not above
    it counts as nearest, because somebody who works there would have it nearest. Each place is
    its own harness's; with ``borrowed`` also those of the others that read it as well.
    """
    users = user_spots(borrowed=borrowed)
    found = [spot for spot in users if folder == spot.folder or spot.folder in folder.parents]
    owned = {spot.folder for spot in found}
    ends = _by_end(borrowed)
    for each in (folder, *folder.parents):
        known = ends.get(each.name, ()) if each.name else ()
        for harness, place in () if each in owned else known:
            if _ends_with(each, place.folder):
                near = _levels(here, _base_of(each, place.folder))
                found.append(Spot(each, harness, place, near))
    # Where a place is no folder, its file may lie in any.
    return (*found, *(Spot(folder, *each, _levels(here, folder)) for each in ends.get("", ())))


def hidden_parts() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """For each hidden folder that a place begins with, the rest of those places' paths."""
    return _hidden_parts()


def leads_to_place(parts: tuple[str, ...]) -> bool:
    """Whether a folder whose path, from a hidden folder on, is ``parts`` is worth entering.

    It is on the way to a place of a harness, or inside of one.
    """
    for rest in hidden_parts().get(parts[0], ()):
        whole = (parts[0], *rest)
        shorter = min(len(whole), len(parts))
        if whole[:shorter] == parts[:shorter]:
            return True
    return False


def _places(*, borrowed: bool = False) -> Iterator[tuple[str, Place]]:
    # The list is read only when somebody asks for places: a check of one file does not.
    from agent_studio.core.dialects.harnesses import HARNESSES

    for harness in HARNESSES:
        for place in harness.read if borrowed else harness.places:
            yield harness.id, place


@lru_cache(maxsize=2)
def _by_end(borrowed: bool) -> dict[str, tuple[tuple[str, Place], ...]]:
    """The projects' places by the last part of their folders' names."""
    found: dict[str, tuple[tuple[str, Place], ...]] = {}
    for harness, place in _places(borrowed=borrowed):
        if place.scope == "project":
            end = place.folder.rpartition("/")[2]
            found[end] = (*found.get(end, ()), (harness, place))
    return found


@lru_cache(maxsize=1)
def _hidden_parts() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for _, place in _places():
        first, *rest = place.folder.split("/")
        if first.startswith("."):
            found.setdefault(first, []).append(tuple(rest))
    return {first: tuple(rests) for first, rests in found.items()}


def _ends_with(folder: Path, place: str) -> bool:
    parts = tuple(place.split("/")) if place else ()
    return folder.parts[len(folder.parts) - len(parts) :] == parts


def _base_of(folder: Path, place: str) -> Path:
    return folder.parents[place.count("/")] if place else folder


def _levels(here: Path | None, base: Path) -> int:
    if here is None or (base != here and base not in here.parents):
        return 0
    return len(here.parts) - len(base.parts)
