"""What lies around a definition: the things of its project that it may name."""

from __future__ import annotations

from agent_studio.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What its harness finds besides the definitions themselves.

    ``None`` means that nobody looked, so that nothing can be said to be missing.
    """

    skills: frozenset[str] | None = None
    """The names of the skills that are there."""
    servers: frozenset[str] | None = None
    """The names of the MCP servers that are set up."""
    files: frozenset[str] | None = None
    """Of the paths that the definition names, as it writes them, those that are there."""


UNSEEN = Surroundings()
"""Nobody looked."""
