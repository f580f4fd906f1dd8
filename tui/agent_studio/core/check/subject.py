"""What rules look at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import Document


@dataclass(frozen=True)
class Subject:
    """One definition in the eyes of one harness."""

    document: Document
    dialect: Dialect
    stem: str = ""
    """The file's name without its ending; empty if there is no file."""


@dataclass(frozen=True)
class Member:
    """One definition of a library, with what decides which of several namesakes wins."""

    subject: Subject
    label: str
    """How a message names it: its path."""
    tree: str
    """The folder of definitions it belongs to: namesakes in one tree have no defined order."""
    precedence: int = 0
    """Lower wins: 0 nearest project folder, …, then user."""


@dataclass(frozen=True)
class LibrarySubject:
    """All definitions that one harness would see together."""

    members: tuple[Member, ...]

    @cached_property
    def by_name(self) -> dict[str, list[int]]:
        """The indices of the members of each effective name that loads."""
        raise NotImplementedError
