"""What a file's name says of the agent in it."""

from __future__ import annotations

from typing import Final

_ALL_ALIKE: Final = frozenset({"skill.md", "agent.md", "agents.md"})
"""Names that say nothing: the folder's name does."""
_DOUBLE: Final = (".agent.md", ".chatmode.md")


def stem_of(path: str) -> str:
    """The name of a file at ``path`` (with slashes) without its ending.

    Of files that are all called alike it is their folder's; empty if there is none to tell.
    """
    folder, _, name = path.rpartition("/")
    if name.lower() in _ALL_ALIKE:
        return folder.rpartition("/")[2]
    for ending in _DOUBLE:
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    stem, _, _ = name.rpartition(".")
    return stem or ("" if name.startswith(".") else name)
