"""The smaller parts of a dialect table."""

from __future__ import annotations

from agent_studio.core.dialects.kinds import Right
from agent_studio.core.document.model import Value
from agent_studio.core.records import dataclass


@dataclass(frozen=True, slots=True)
class ToolGrant:
    """A field that adds tools to a list that does not name them."""

    key: str
    tools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModeNote:
    """What a permission mode means, in words.

    ``rank`` orders modes by how much is done without asking: 0 is the session's own way,
    below it less is possible, 2 means that nothing is asked at all.
    """

    mode: str
    note: str
    rank: int
    surprising: bool = False
    """Whether its name sounds like something else than it does."""
    unasked: frozenset[Right] = frozenset()
    """What is not asked about any more."""


@dataclass(frozen=True, slots=True)
class ModeAlias:
    """A value of another field that sets the permission mode where its own field does not."""

    key: str
    value: str | bool
    mode: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One of several kinds of definition that a harness reads, each with keys of its own."""

    value: str
    """What `Dialect.variant_field` says of it."""
    only: tuple[str, ...]
    """The keys that no other kind may have; one of them shows the kind where nothing says it."""
    one_of: tuple[str, ...] = ()
    """Of these keys there must be exactly one."""
    listed: bool = False
    """Whether one file may hold a list of them."""
    away: bool = False
    """Whether it runs elsewhere, with none of the harness's own tools."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A value that takes rights away, whatever the tools are."""

    key: str
    value: Value
    takes: frozenset[Right]
    note: str


@dataclass(frozen=True, slots=True)
class ServerFile:
    """A JSON file that sets up MCP servers, relative to a project root or the home folder."""

    scope: str
    """``project`` or ``user``."""
    path: str
    key: str = "mcpServers"
    """The mapping whose keys are the names of the servers."""
    projects: str = ""
    """The mapping of project folders to further mappings with that key, if it has one."""
    moved_by: str = ""
    """The environment variable that names another folder than home for it to lie in."""
