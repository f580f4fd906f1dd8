"""All that an editor says about a text, found in one go: pure, and slow enough for a thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from agent_studio.core.check.model import Diagnostic
from agent_studio.core.check.run import Asked, anything, check_subject, nobody
from agent_studio.core.check.subject import Subject
from agent_studio.core.dialects.loading import load
from agent_studio.core.dialects.model import Dialect, Loaded, Rights
from agent_studio.core.dialects.rights import rights
from agent_studio.core.document import Document, parse
from agent_studio.core.records import dataclass
from agent_studio.core.text import estimate_tokens

if TYPE_CHECKING:
    from agent_studio.core.check.team import Team


@dataclass(frozen=True)
class Examined:
    """A text and what was found out about it."""

    document: Document
    diagnostics: tuple[Diagnostic, ...]
    loaded: Loaded
    rights: Rights
    tokens: int


Around: TypeAlias = "Callable[[Document], Sequence[Diagnostic]]"
"""What other definitions mean for a document; called in a thread."""


def alone(document: Document) -> Sequence[Diagnostic]:
    """Nothing: there are no other definitions, or nobody asks about them."""
    del document
    return ()


@dataclass(frozen=True)
class Agreed:
    """What a team has agreed on, for one of its files."""

    team: Team
    path: str
    """Of the file, from the folder of the settings."""

    def applied(
        self, subject: Subject, own: Sequence[Diagnostic], others: Sequence[Diagnostic]
    ) -> list[Diagnostic]:
        """A definition's findings, and those that others bring, as the settings have them."""

        def asked_for(_code: str) -> bool:
            return False  # on a command line somebody may ask for what the team leaves out

        return [
            *self.team.applied(subject, own, self.path, asked_for, self.heeds),
            *self.team.graded(others, self.path, asked_for),
        ]

    @property
    def asks(self) -> Asked:
        """Whether the settings ask for an opt-in rule."""
        return self._asks if self.team.asks_some else nobody

    def _asks(self, code: str) -> bool:
        return self.team.asks(code, self.path)

    def heeds(self, code: str) -> bool:
        """Whether a comment may silence a rule."""
        return self.team.heeds(code, self.path)


def examine(
    text: str, dialect: Dialect, stem: str, around: Around = alone, agreed: Agreed | None = None
) -> Examined:
    """Check ``text`` as one harness reads it; ``stem`` is its file's name without the ending."""
    document = parse(text)
    dialect = agreed.team.reader(dialect) if agreed else dialect
    loaded = load(document, dialect)
    return Examined(
        document=document,
        diagnostics=diagnose(document, dialect, stem, around, agreed),
        loaded=loaded,
        rights=rights(loaded, dialect),
        tokens=estimate_tokens(text),
    )


def diagnose(
    document: Document,
    dialect: Dialect,
    stem: str = "",
    around: Around = alone,
    agreed: Agreed | None = None,
) -> tuple[Diagnostic, ...]:
    """What is wrong with a definition where it lies, in the order of the text.

    Like `check`, with what other definitions mean for it and with what a team has agreed on.
    """
    dialect = agreed.team.reader(dialect) if agreed else dialect
    subject = Subject(document, dialect, stem)
    asked, heeded = (agreed.asks, agreed.heeds) if agreed else (nobody, anything)
    own, others = check_subject(subject, asked, heeded), around(document)
    found = agreed.applied(subject, own, others) if agreed else [*own, *others]
    return tuple(sorted(found, key=lambda each: (each.span, each.severity.rank)))


def newly_found(
    before: Sequence[Diagnostic], after: Sequence[Diagnostic]
) -> tuple[tuple[Diagnostic, ...], int]:
    """What was found in a text and not in an earlier one, and how many findings are gone.

    Findings are known by code and words, since places move.
    """
    known = Counter((each.code, each.message) for each in before)
    added = []
    for each in after:
        key = each.code, each.message
        if known[key]:
            known[key] -= 1
        else:
            added.append(each)
    return tuple(added), known.total()
