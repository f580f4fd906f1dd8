"""What a check finds and how a rule is declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from agent_studio.core.check.surroundings import UNSEEN, Surroundings
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span

if TYPE_CHECKING:
    from agent_studio.core.check.subject import LibrarySubject, Subject
    from agent_studio.core.check.team import Team


class Severity(StrEnum):
    """As the Language Server Protocol grades diagnostics; `rank` 0 is the gravest."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for errors, 3 for hints."""
        return list(Severity).index(self)

    @property
    def sign(self) -> str:
        """One character that carries the meaning without colour."""
        return {"error": "✖", "warning": "▲", "info": "●", "hint": "○"}[self.value]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what ``span`` covers by ``text``."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to mend a finding. A safe one never changes what a harness loads for the worse."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding in one definition."""

    code: str
    severity: Severity
    message: str
    """What will happen, and what to do; plain text, words of the file quoted in ``'…'``."""
    span: Span
    harnesses: tuple[str, ...] = ()
    """The dialect ids it concerns; empty means every reader."""
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of one definition: pure, small, registered in one table.

    ``good`` and ``bad`` are whole definitions; the tests hold the rule to both and the
    reference page in the docs shows them.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    source: str
    """Which document says so."""
    good: str
    bad: str
    find: Callable[[Subject], Iterable[Diagnostic]]
    harness: str = "claude-code"
    """The harness in whose eyes ``good`` and ``bad`` are meant."""
    opt_in: bool = False
    """Whether it is looked for only where somebody asks for it."""


@dataclass(frozen=True, slots=True)
class LibraryRule:
    """A check that needs the other definitions too: one tuple of findings for each of them."""

    code: str
    name: str
    severity: Severity
    summary: str
    source: str
    good: tuple[str, ...]
    bad: tuple[str, ...]
    find: Callable[[LibrarySubject], Iterable[tuple[int, Diagnostic]]]
    """Pairs of the definition's index in the library and the finding."""
    opt_in: bool = False
    """As with `Rule.opt_in`."""
    around: Surroundings = UNSEEN
    """What there is beside the examples, where they are meant."""


@dataclass(frozen=True, slots=True)
class TeamRule:
    """A check that needs a team's settings; the examples are meant under ``settings``."""

    code: str
    name: str
    severity: Severity
    summary: str
    source: str
    good: str
    bad: str
    settings: str
    """The text of a settings file."""
    find: Callable[[Subject, Team], Iterable[Diagnostic]]


AnyRule: TypeAlias = "Rule | LibraryRule | TeamRule"


def is_opt_in(rule: AnyRule) -> bool:
    """Whether a rule is looked for only where somebody asks for it."""
    return not isinstance(rule, TeamRule) and rule.opt_in
