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
    from agent_studio.core.dialects.model import Place

USER_PRECEDENCE = 1000
"""Behind every project folder, however deep the working folder lies."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One folder in which one harness looks for definitions."""

    folder: Path
    harness: str
    """The dialect's id."""
    scope: str
    """``project`` or ``user``."""
    precedence: int
    """Lower wins: 0 for the working folder's own, one more for each folder above it."""
    suffixes: tuple[str, ...] = (".md",)
    recursive: bool = True

    def holds(self, path: Path) -> bool:
        """Whether the harness takes ``path`` for a definition, judged by its place alone."""
        inside = self.folder in path.parents if self.recursive else self.folder == path.parent
        return inside and path.name.endswith(self.suffixes)


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
    root = project_root(folder)
    levels = [folder, *(each for each in folder.parents if each == root or root in each.parents)]
    if root == folder:
        levels = [folder]
    found = [
        Spot(level / place.folder, harness, "project", nearness, place.suffixes, place.recursive)
        for nearness, level in enumerate(levels)
        for harness, place in _places()
        if place.scope == "project"
    ]
    # In the home folder itself, the user's place and the project's are one: the user's it is.
    users = user_spots(environ)
    owned = {spot.folder for spot in users}
    return (*(spot for spot in found if spot.folder not in owned), *users)


def user_spots(environ: Mapping[str, str] | None = None) -> tuple[Spot, ...]:
    """The places in the user's home, moved where the environment moves them."""
    environ = os.environ if environ is None else environ
    found = []
    for harness, place in _places():
        if place.scope == "user":
            first, _, rest = place.folder.partition("/")
            moved = environ.get(place.moved_by, "") if place.moved_by else ""
            base = Path(moved).expanduser() if moved else home() / first
            folder = base / rest if rest else base
            found.append(
                Spot(folder, harness, "user", USER_PRECEDENCE, place.suffixes, place.recursive)
            )
    return tuple(found)


def spot_of(path: Path, here: Path | None = None) -> Spot | None:
    """The place that makes the absolute ``path`` a definition; see `spots_over`."""
    return next((spot for spot in spots_over(path.parent, here) if spot.holds(path)), None)


def spots_over(folder: Path, here: Path | None = None) -> tuple[Spot, ...]:
    """The places that an absolute ``folder`` is or lies in, wherever on the disk they are.

    ``here`` is the working folder, from which nearness is counted; a place that is not above
    it counts as nearest, because somebody who works there would have it nearest.
    """
    found = [
        spot for spot in user_spots() if folder == spot.folder or spot.folder in folder.parents
    ]
    owned = {spot.folder for spot in found}
    for each in (folder, *folder.parents):
        for harness, place in _places():
            if place.scope == "project" and each not in owned and _ends_with(each, place.folder):
                near = _levels(here, _base_of(each, place.folder))
                found.append(Spot(each, harness, "project", near, place.suffixes, place.recursive))
    return tuple(found)


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


def _places() -> Iterator[tuple[str, Place]]:
    # The list is read only when somebody asks for places: a check of one file does not.
    from agent_studio.core.dialects.harnesses import LISTED

    for harness in LISTED:
        for place in harness.places:
            yield harness.id, place


@lru_cache(maxsize=1)
def _hidden_parts() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for _, place in _places():
        first, *rest = place.folder.split("/")
        if first.startswith("."):
            found.setdefault(first, []).append(tuple(rest))
    return {first: tuple(rests) for first, rests in found.items()}


def _ends_with(folder: Path, place: str) -> bool:
    parts = tuple(place.split("/"))
    return folder.parts[-len(parts) :] == parts


def _base_of(folder: Path, place: str) -> Path:
    return folder.parents[place.count("/")]


def _levels(here: Path | None, base: Path) -> int:
    if here is None or (base != here and base not in here.parents):
        return 0
    return len(here.parts) - len(base.parts)
