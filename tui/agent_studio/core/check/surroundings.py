"""What lies around a definition: the things of its project that it may name."""

from __future__ import annotations

from agent_studio.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What its harness finds besides the definitions that are checked with it.

    ``None`` means that nobody looked, so that nothing can be said to be missing. Of what a
    definition does not name nobody needs to know whether it is there.
    """

    agents: frozenset[str] | None = None
    """The names of other agents that are there."""
    agent_files: frozenset[str] = frozenset()
    """What the files of these are called, up to the first full stop."""
    skills: frozenset[str] | None = None
    """The names of the skills that are there."""
    manual_skills: frozenset[str] = frozenset()
    """Of these skills, those that only a person may start."""
    servers: frozenset[str] | None = None
    """The names of the MCP servers that are set up."""
    in_plugin: bool = False
    """Whether the definition belongs to a plugin."""
    missing: frozenset[str] | None = None
    """Of the paths that the definition names, as it writes them, those where nothing is."""


UNSEEN = Surroundings()
"""Nobody looked."""

EMPTY = Surroundings(
    agents=frozenset(), skills=frozenset(), servers=frozenset(), missing=frozenset()
)
"""Somebody looked, and nothing is there; of files nothing is known."""
