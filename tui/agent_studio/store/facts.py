"""How the definitions of a library stand to one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class LibraryFacts:
    """Relations between definitions; each names paths, and a path that has none is absent."""

    same_name: Mapping[Path, tuple[Path, ...]] = field(default_factory=dict)
    """The others of that name, in any harness."""
    same_content: Mapping[Path, tuple[Path, ...]] = field(default_factory=dict)
    """The others with the very same bytes."""
    near: Mapping[Path, tuple[tuple[Path, float], ...]] = field(default_factory=dict)
    """Near-duplicates with their likeness from 0 to 1, the likest first."""
    winner: Mapping[Path, Path] = field(default_factory=dict)
    """For each definition that is shadowed, the one that its harness loads in its stead."""

    @property
    def winners(self) -> frozenset[Path]:
        """The definitions that shadow others."""
        return frozenset(self.winner.values())
