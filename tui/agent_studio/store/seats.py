"""Where definitions stand in the eyes of the harnesses that look into their places."""

from __future__ import annotations

from pathlib import Path

from agent_studio.core.dialects.harnesses import of, stray
from agent_studio.core.dialects.order import Levels, Scopes, Seat, name_by_file
from agent_studio.store.places import Spot, levels_up, project_root, spots_over, user_spots

_FIRST = {
    Scopes.PROJECT_FIRST: "project",
    Scopes.USER_FIRST: "user",
    Scopes.UNDEFINED: "",
}
"""The scope that goes before the other."""


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
        # Definitions come folder by folder, and one folder has one answer for all harnesses.
        self._over: dict[Path, tuple[Spot, ...]] = {}

    def readers(self, path: Path) -> tuple[str, ...]:
        """The ids of the harnesses that look where an absolute ``path`` lies, its own first."""
        found = sorted(
            self._spots(path), key=lambda spot: spot.place not in of(spot.harness).places
        )
        return tuple(dict.fromkeys(spot.harness for spot in found))

    def of(self, path: Path, harness: str, tree: str) -> Seat:
        """The seat of an absolute ``path``; in its ``tree`` if the harness does not look there."""
        spot = next((each for each in self._spots(path) if each.harness == harness), None)
        return self._seat(spot, path) if spot else stray(tree, path.as_posix(), of(harness).places)

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
        spots = self._spots(path)
        if not spots or any(self._library(spot) == "" for spot in spots):
            return self.here
        return spots[0].base

    def _spots(self, path: Path) -> list[Spot]:
        if path.parent not in self._over:
            self._over[path.parent] = spots_over(path.parent, self.here, borrowed=True)
        return [spot for spot in self._over[path.parent] if spot.holds(path)]

    def _seat(self, spot: Spot, path: Path) -> Seat:
        order = of(spot.harness).order
        level = self._around.get(spot.base, 0) if spot.scope == "project" else 0
        inside = path.relative_to(spot.folder).as_posix()
        # Where all files are called alike, their folders give the names.
        name = inside if order.folders_in_name else f"{path.parent.name}/{path.name}"
        name = name_by_file(name, spot.place.suffixes)
        return Seat(
            library=self._library(spot),
            order=(
                0 if spot.place.foremost else 1 + (_FIRST[order.scopes] != spot.scope),
                -level if order.levels is Levels.OUTERMOST_FIRST else level,
                spot.place.rank,
            ),
            league=spot.scope,
            file_name=name if order.folders_in_name else name.rpartition("/")[2],
        )

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
