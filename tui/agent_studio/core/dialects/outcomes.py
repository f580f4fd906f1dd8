"""What comes of a definition in one harness: does it load, as what, with which rights."""

from __future__ import annotations

from enum import StrEnum

from agent_studio.core.dialects.kinds import Right
from agent_studio.core.document.model import Value
from agent_studio.core.records import dataclass, field


class Outcome(StrEnum):
    """What becomes of a file in a harness."""

    LOADS = "loads"
    RESCUED = "loads after rescue"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Without:
    """A field that the harness loads an agent without, and why."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one harness makes of one definition."""

    harness: str
    outcome: Outcome
    reason: str
    """Why it is dropped or had to be rescued; empty when it simply loads."""
    fields: dict[str, Value] = field(hash=False)
    """The values that the harness works with, after its own rescue and rewriting."""
    prompt: str = ""
    without: tuple[Without, ...] = ()
    """Fields that are there and have no effect, in the order of the file."""

    @property
    def effective(self) -> dict[str, Value]:
        """``fields`` without those that have no effect."""
        lost = {each.key for each in self.without}
        return {key: value for key, value in self.fields.items() if key not in lost}

    @property
    def loads(self) -> bool:
        """Whether the harness offers the agent at all."""
        return self.outcome is not Outcome.DROPPED


@dataclass(frozen=True, slots=True)
class Rights:
    """What an agent may really do in one harness.

    ``tools`` is ``None`` when it inherits every tool of the session, else the names that
    resolve, in the order written; ``notes`` say how that came about in words for a person
    ("memory adds Write and Edit").
    """

    harness: str
    tools: tuple[str, ...] | None
    denied: tuple[str, ...] = ()
    granted: frozenset[Right] = frozenset()
    asked: frozenset[Right] = frozenset()
    """Of these, what a person is asked about before it is done; the others are allowed or, with
    a mode of rank 2, bypass all asking. Empty where nobody knows what the harness asks."""
    mode: str = ""
    """The permission mode, if one is set."""
    mode_rank: int = 0
    """How free that mode is; see `ModeNote`."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RightsChange:
    """How rights differ between a before and an after."""

    gained: tuple[str, ...] = ()
    """What the agent may now do that it could not: rights and tool names, for a person."""
    lost: tuple[str, ...] = ()

    @property
    def wider(self) -> bool:
        """Whether anything was gained."""
        return bool(self.gained)
