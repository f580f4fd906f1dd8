"""What the workers of the writing report to its screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual.message import Message

from agent_studio.core.dialects.model import Rights, RightsChange
from agent_studio.core.merge.weight import Weight
from agent_studio.store import publish
from agent_studio.ui.merging.facts import Facts
from agent_studio.ui.merging.plan import Draft


@dataclass
class Drafted(Message):
    """A draft was made, or what it depends on was looked at again."""

    draft: Draft


@dataclass
class Mentioned(Message):
    """The other definitions were looked through, and the result was assessed."""

    draft: Draft
    facts: Facts
    over_target: RightsChange | None = None
    """What it gains and loses over what stands at the target; ``None`` for a new file."""
    heads: tuple[Rights | None, ...] = ()
    """The rights of what is there and of what will be."""


@dataclass
class Refused(Message):
    """Something cannot be read or written; nothing was."""

    sentence: str
    target: Path | None = None
    """The target, if it has to be looked at again."""


@dataclass
class Published(Message):
    """Everything was written."""

    done: publish.Published
    left: int = 0
    """How many conflicts are marked in it."""
    weight: Weight | None = None
