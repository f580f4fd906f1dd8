"""A merge as data: rows and decisions in, result and provenance out."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from agent_studio.core.compare.model import Address, Comparison
from agent_studio.core.records import dataclass, field
from agent_studio.core.text import Span


class Action(StrEnum):
    """What the result takes for a row."""

    TAKE = "take"
    UNION = "union"
    ALL = "all"
    """Every source's text, one behind the other, in the order of ``Choice.sources``."""
    TEXT = "text"
    NONE = "none"


class Reason(StrEnum):
    """Why a row is decided as it is; the conflicts say why one is not."""

    SAME = "same"
    ONE_SIDE = "one side changed"
    BOTH_ALIKE = "both alike"
    UNION = "item union"
    MOVED = "moved and edited"
    SENTENCES = "different sentences"
    LINES = "different lines"
    KEYS = "different keys"
    PERSON = "person"
    BULK = "person, for many rows at once"
    EDITED_DELETED = "conflict: edited / deleted"
    BOTH_EDITED = "conflict: both edited"
    BROKEN = "conflict: the merged text would not load"

    @property
    def is_conflict(self) -> bool:
        """Whether it tells why there is no decision; never the reason of one."""
        return self.value.startswith("conflict")


class Policy(StrEnum):
    """How much a three-way merge settles by itself."""

    CAREFUL = "careful"
    """What a careful person would not want to be asked about."""
    ASK = "ask"
    """Only what git would have settled; everything else is proposed and waits for a yes."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is taken: ``sources`` counts from 0 and is empty unless the action names some."""

    action: Action
    sources: tuple[int, ...] = ()
    text: str = ""
    """For `Action.TEXT`: what was typed, verbatim, with its line end if it is to have one."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice and why it was made."""

    choice: Choice
    reason: Reason = Reason.PERSON
    proposed: bool = False
    """Whether it waits for a yes: shown in the result, and counted as undecided until then."""


@dataclass(frozen=True)
class Merge:
    """A comparison with what has been decided so far. Immutable: undo keeps the one before.

    Decisions hold for leaf rows and for section rows (whether their heading stands, and
    which). A row without a decision is undecided; a heading only as long as something below
    it is, or its wordings differ. A set-valued field is decided by its members; a decision
    of its own drops it as a whole or replaces it by typed text.
    """

    comparison: Comparison
    decisions: Mapping[Address, Decision] = field(default_factory=dict)
    doubts: Mapping[Address, Reason] = field(default_factory=dict)
    """The conflicts of rows that look decidable by themselves: only taken together with others,
    or written out, they show that they are not."""


@dataclass(frozen=True, slots=True)
class Markers:
    """How what is left to decide is written between conflict markers."""

    size: int = 7
    """How many signs a marker has; git's ``conflict-marker-size``."""
    base: bool = True
    """Whether what the base has is shown, as with git's conflict style ``diff3``."""
    labels: tuple[str, ...] = ()
    """One for each source, then that of the base; empty: the labels of the comparison."""


class Origin(StrEnum):
    """Where a piece of the result comes from."""

    SOURCE = "source"
    TYPED = "typed"
    LAYOUT = "layout"
    """Line ends, blanks, fences, quotes and escapes, list markers, commas: no words."""
    MARKER = "marker"
    """A conflict marker line; never in a finished result."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the result with its provenance.

    For `Origin.SOURCE`, ``text`` is verbatim what ``source_span`` covers in that source.
    """

    text: str
    origin: Origin
    address: Address
    source: int = -1
    """The column for `Origin.SOURCE`; -1 otherwise. The base is not a source."""
    source_span: Span | None = None


@dataclass(frozen=True)
class Result:
    """The merged definition."""

    text: str
    pieces: tuple[Piece, ...]
    """In order; their texts put together are ``text``."""
    undecided: tuple[Address, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing is left to decide."""
        return not self.undecided


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A text of a source that the result does not contain."""

    address: Address
    label: str
    source: int
    text: str
    taken_instead: str
    """What the result has in its place, empty if nothing."""
