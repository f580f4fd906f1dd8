"""What git says, as data."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from agent_studio.store.errors import StoreError, shown

WORK_TREE = ":work"
"""In place of a revision: the files as they are on disk."""
INDEX = ":index"
"""In place of a revision: what is staged."""
OURS = ":ours"
"""In place of a revision: our side of a file whose merge is not finished."""


class State(StrEnum):
    """What git says of one file, for a list."""

    CLEAN = "clean"
    MODIFIED = "modified"
    STAGED = "staged"
    PARTLY = "partly staged"
    UNTRACKED = "untracked"
    IGNORED = "ignored"
    CONFLICTED = "conflicted"
    DELETED = "deleted"

    @property
    def sign(self) -> str:
        """One letter as git's short status has it; empty for clean files."""
        return {
            "clean": "",
            "modified": "M",
            "staged": "S",
            "partly staged": "P",
            "untracked": "?",
            "ignored": "!",
            "conflicted": "U",
            "deleted": "D",
        }[self.value]


@dataclass(frozen=True, slots=True)
class FileStatus:
    """One file that differs between HEAD, index and work tree."""

    path: Path
    """Absolute."""
    state: State
    staged: bool
    """Whether the index differs from HEAD."""
    unstaged: bool
    """Whether the work tree differs from the index."""
    former: Path | None = None
    """Where it was before, if the index has it renamed."""


@dataclass(frozen=True, slots=True)
class Delta:
    """One file that differs between two states of the repository."""

    path: Path
    letter: str
    """``A`` added, ``D`` deleted, ``M`` modified, ``R`` renamed, ``U`` conflicted, ``?``
    untracked."""
    former: Path | None = None


@dataclass(frozen=True, slots=True)
class Repo:
    """One work tree: of a plain repository, a linked worktree or a submodule."""

    root: Path
    """Absolute, without symbolic links."""

    def relative(self, path: Path) -> str:
        """A path as git names it, with slashes from the root on.

        Raises:
            StoreError: It lies outside.
        """
        real = Path(os.path.realpath(path.parent)) / path.name
        try:
            return real.relative_to(self.root).as_posix()
        except ValueError as error:
            raise StoreError(
                f"{shown(path)} is not in the repository {shown(self.root)}"
            ) from error


@dataclass(frozen=True, slots=True)
class Commit:
    """What was committed."""

    id: str
    subject: str
    output: str
    """What hooks said."""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What the index holds for a path: ``mode`` and ``object`` are empty if nothing."""

    path: Path
    mode: str
    object: str
