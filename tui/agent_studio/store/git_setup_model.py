"""What `git install` sets, as data: what is wanted, what was found, what is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from agent_studio.store.atomic import Stamp

DRIVER = "agent-studio"
"""The name of the merge driver and of the tools in git's settings."""
PRE_COMMIT = "pre-commit hook"
PATHS = f"merge={DRIVER}"
SHEBANG = b"#!/bin/sh\n"
LINE = "# agent-studio git uninstall takes out what stands between these two lines."
"""The first line of every block."""


class State(StrEnum):
    """Who has set something."""

    OURS = "set by us"
    OUTDATED = "set by us, out of date"
    FOREIGN = "set by somebody else"
    UNSET = "not set"
    CLOSED = "cannot be set here"

    @property
    def is_ours(self) -> bool:
        """Whether `uninstall` would remove it."""
        return self in (State.OURS, State.OUTDATED)


@dataclass(frozen=True, slots=True)
class Value:
    """One value in git's configuration."""

    scope: str
    """``system``, ``global``, ``local``, ``worktree`` or ``command``."""
    origin: str
    """The file it stands in."""
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class File:
    """A file that a block is put into."""

    path: Path
    data: bytes | None = None
    """What it holds; ``None`` if it is not there."""
    stamp: Stamp | None = None
    missing_folders: int = 0
    executable: bool = False
    link: bool = False


@dataclass(frozen=True)
class Facts:
    """What git and the disk say, before anything is decided."""

    everywhere: bool
    """Whether it is about all repositories of a person, not about one."""
    command: str
    """How this program is called, quoted for a shell."""
    values: tuple[Value, ...]
    config: File
    attributes: File
    patterns: tuple[str, ...]
    """Of the definitions, as git understands them."""
    merges: Mapping[str, str] = field(default_factory=dict)
    """For each pattern, the ``merge`` attribute that a file in that place has now."""
    overruled: tuple[tuple[str, str], ...] = ()
    """Tracked definitions whose ``merge`` attribute is somebody else's, with that."""
    hook: File | None = None
    """``None`` if there is no place for a hook."""
    no_hook: str = ""
    """Why there is none."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: what is wanted, what is there, and whose that is."""

    name: str
    state: State
    where: str
    """The file that it stands in or would stand in."""
    found: str = ""
    """The value that is there."""
    wanted: str = ""
    note: str = ""
    """What a person should know about it, in one sentence without its point."""


@dataclass(frozen=True, slots=True)
class ConfigStep:
    """Change one value of git's configuration; ``None``: it was not there, is not to be there."""

    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class FileStep:
    """Write a file, or remove it."""

    file: File
    after: bytes | None
    mode: int = 0o666
    """Of a file that is made now."""
    folders: int = 0
    """How many folders above a file that is removed go with it, if they are empty then."""


Step: TypeAlias = ConfigStep | FileStep
