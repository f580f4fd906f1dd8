"""Where a definition lies on this disk, and which folders and files belong to its project."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from agent_studio.core.records import dataclass
from agent_studio.store.roots import root_of

if TYPE_CHECKING:
    from agent_studio.core.dialects.model import Place, ServerFile


@dataclass(frozen=True, slots=True)
class Lying:
    """Where a definition lies."""

    path: str
    """Absolute."""
    tree: str
    """The folder of definitions that it belongs to."""
    scope: str
    """``project``, ``user``, or ``folder`` where no harness looks for it."""


def lying(path: str, tree: str, *, in_place: bool) -> Lying:
    """Where the file at an absolute ``path`` lies; ``in_place`` where a harness looks for it.

    What is a definition by its name alone, in a folder of no harness, lies where none looks.
    """
    in_place = in_place and not _is_anywhere(path, tree)
    at_home = _over_hidden(tree) == os.path.expanduser("~")
    return Lying(path, tree, "folder" if not in_place else "user" if at_home else "project")


def _is_anywhere(path: str, tree: str) -> bool:
    from agent_studio.core.dialects.paths import is_known_by_name

    return tree == os.path.dirname(path) and is_known_by_name(path)


@dataclass(frozen=True, slots=True)
class Ground:
    """What belongs to a definition's project."""

    base: str
    """The folder in which its place lies, or for a user's definition the working folder."""
    root: str
    """The topmost folder of the project."""
    levels: tuple[str, ...]
    """``base`` and the folders above it up to ``root``."""


def ground_of(lying: Lying, here: str) -> Ground:
    """The project of a definition, for somebody who works in the folder ``here``."""
    if lying.scope == "user":
        base = here
    elif lying.scope == "project":
        base = _over_hidden(lying.tree)
    else:
        base = os.path.dirname(lying.path)
    root = root_of(base)
    if root == base and is_in(base, lying.tree) and lying.scope == "folder":
        root = lying.tree
    return Ground(base, root, tuple(upwards(base, root)))


def _over_hidden(tree: str) -> str:
    """The folder in which the hidden folder lies that leads to ``tree``."""
    here = tree
    while not os.path.basename(here).startswith("."):
        above = os.path.dirname(here)
        if above == here:
            return tree
        here = above
    return os.path.dirname(here)


def upwards(folder: str, root: str) -> Iterator[str]:
    """A folder and those above it up to ``root``; nothing if it does not lie there."""
    while is_in(folder, root):
        yield folder
        if folder == root:
            return
        folder = os.path.dirname(folder)


def is_in(path: str, folder: str) -> bool:
    """Whether a path is a folder or leads into it, by its words alone."""
    return path == folder or path.startswith(os.path.join(folder, ""))


def folders_of(place: Place, ground: Ground) -> list[str]:
    """The folders that a place stands for there, whether they exist or not, the nearest first."""
    if place.scope == "project":
        return [os.path.join(each, place.folder) for each in ground.levels]
    first, _, rest = place.folder.partition("/")
    moved = os.environ.get(place.moved_by, "") if place.moved_by else ""
    start = os.path.expanduser(moved or os.path.join("~", first))
    return [os.path.join(start, rest)]


def server_paths(file: ServerFile, ground: Ground) -> list[str]:
    """The files in which servers are set up there, whether they exist or not."""
    if file.scope == "project":
        return [os.path.join(each, file.path) for each in ground.levels]
    moved = os.environ.get(file.moved_by, "") if file.moved_by else ""
    return [os.path.join(os.path.expanduser(moved or "~"), file.path)]
