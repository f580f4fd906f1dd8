"""Where definitions stand in the eyes of the harnesses that look into their places."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from agent_studio.core.dialects.harnesses import Harness, of
from agent_studio.core.dialects.order import Levels, Place, Scopes, Seat, name_by_file
from agent_studio.core.dialects.strays import stray
from agent_studio.core.records import replace
from agent_studio.store.places import Spot, levels_up, project_root, spots_over, user_spots

_FIRST = {
    Scopes.PROJECT_FIRST: "project",
    Scopes.USER_FIRST: "user",
    Scopes.UNDEFINED: "",
}
"""The scope that goes before the other."""


class _Look(NamedTuple):
    """How one harness looks into one folder: what all of its files have in common."""

    harness: Harness
    place: Place
    base: Path
    seat: Seat
    inside: str
    """The names that stand before those of its files, each with its slash."""

    def at(self, path: Path) -> Seat:
        """The seat of a file of the folder."""
        named = name_by_file(f"{self.inside}{path.name}", self.place.suffixes)
        whole = self.harness.order.folders_in_name
        return replace(self.seat, file_name=named if whole else named.rpartition("/")[2])


class Seats:
    """The seats of definitions, for somebody who works in ``here``.

    A harness sees the places of that project and of the user together. Every other project is a
    library by itself, and so is a folder that the harness does not look into.
    """

    def __init__(self, here: Path) -> None:
        self.here = here
        root = project_root(here)
        self._around = {base: level for level, base in enumerate(levels_up(here, root))}
        self._root = root
        self._users = user_spots(borrowed=True)
        # Definitions come folder by folder, and one folder has one answer for all of its files.
        self._over: dict[str, tuple[_Look, ...]] = {}

    def readers(self, path: Path) -> tuple[str, ...]:
        """The ids of the harnesses that look where an absolute ``path`` lies, its own first."""
        found = self._looks(path)
        own = [each.harness.id for each in found if each.place in each.harness.places]
        return tuple(dict.fromkeys((*own, *(each.harness.id for each in found))))

    def of(self, path: Path, harness: str, tree: str) -> Seat:
        """The seat of an absolute ``path``; in its ``tree`` if the harness does not look there."""
        for look in self._looks(path):
            if look.harness.id == harness:
                return look.at(path)
        return stray(tree, path.as_posix(), of(harness).places)

    def folders(self, harness: str) -> tuple[Path, ...]:
        """Where a harness that is started here looks, there or not."""
        known = of(harness)
        users = [spot.root for spot in self._users if spot.harness == harness]
        bases = (self._root,) if known.order.levels is Levels.ONE else tuple(self._around)
        own = [
            base / place.folder if place.folder else base / place.suffixes[0]
            for base in bases
            for place in known.read
            if place.scope == "project"
        ]
        return tuple(dict.fromkeys((*own, *users)))

    def start_of(self, path: Path) -> Path:
        """From where ``path`` is seen: ``here``, or the root of the project that it lies in."""
        looks = self._looks(path)
        if not looks or any(not each.seat.library for each in looks):
            return self.here
        return looks[0].base

    def _looks(self, path: Path) -> list[_Look]:
        """How each harness that reads this file looks at its folder."""
        folder, _, name = str(path).rpartition(os.sep)
        found = self._over.get(folder)
        if found is None:
            spots = spots_over(path.parent, self.here, borrowed=True)
            found = self._over[folder] = tuple(
                self._look(spot, path.parent)
                for spot in spots
                if spot.place.recursive or spot.folder == path.parent
            )
        return [each for each in found if each.place.takes(name)]

    def _look(self, spot: Spot, folder: Path) -> _Look:
        harness = of(spot.harness)
        order = harness.order
        level = self._around.get(spot.base, 0) if spot.scope == "project" else 0
        seat = Seat(
            library=self._library(spot),
            order=(
                0 if spot.place.foremost else 1 + (_FIRST[order.scopes] != spot.scope),
                -level if order.levels is Levels.OUTERMOST_FIRST else level,
                spot.place.rank,
            ),
            league=spot.scope,
        )
        below = [] if folder == spot.folder else folder.relative_to(spot.folder).parts
        # Where all files are called alike, their folders give the names.
        inside = below if order.folders_in_name else (folder.name,)
        return _Look(harness, spot.place, spot.base, seat, "".join(f"{each}/" for each in inside))

    def _library(self, spot: Spot) -> str:
        order = of(spot.harness).order
        if order.apart:
            return str(spot.folder)
        if spot.scope == "user":
            return ""
        # A harness that looks into one folder only is started where the project begins.
        one = order.levels is Levels.ONE
        around = spot.base == self._root if one else spot.base in self._around
        return "" if around else str(spot.base)
