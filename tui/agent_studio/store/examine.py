"""Reading one file into what a list shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from agent_studio.core.check.examined import Agreed, diagnose
from agent_studio.core.check.model import Severity
from agent_studio.core.dialects import CLAUDE_CODE, DIALECTS, load, rights
from agent_studio.core.dialects.model import Dialect, Loaded, Outcome, Rights
from agent_studio.core.document import Document, parse
from agent_studio.core.stems import stem_of
from agent_studio.core.text import estimate_tokens
from agent_studio.store.atomic import Stamp, read
from agent_studio.store.places import Spot

DESCRIPTION_SHOWN = 500
"""Characters of a description that a list keeps; real ones run to several thousand."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one file holds, in the eyes of its harness."""

    harness: str
    name: str
    description: str
    stamp: Stamp
    tokens: int
    errors: int
    warnings: int
    notes: int
    outcome: Outcome
    reason: str
    rights: Rights | None


def examine(
    path: Path,
    spot: Spot | None,
    *,
    must_have_front: bool = False,
    agreed: Agreed | None = None,
) -> Seen | None:
    """Read, check and load one definition as the harness of its place does.

    ``None`` if it has to have front matter and has none. ``agreed`` says what its team's settings
    make of the findings.

    Raises:
        StoreError: It cannot be read.
    """
    data, stamp = read(path)
    document = parse(data)
    if must_have_front and not looks_like_definition(document):
        return None
    dialect, stem = dialect_of(spot), stem_of(path.as_posix())
    dialect = agreed.team.reader(dialect) if agreed else dialect
    loaded = load(document, dialect)
    found = [each.severity for each in diagnose(document, dialect, stem, agreed=agreed)]
    errors, warnings = found.count(Severity.ERROR), found.count(Severity.WARNING)
    return Seen(
        harness=dialect.id,
        name=name_of(document, loaded, dialect, stem),
        description=_text_of(document, loaded, "description")[:DESCRIPTION_SHOWN],
        stamp=stamp,
        tokens=estimate_tokens(document.text),
        errors=errors,
        warnings=warnings,
        notes=len(found) - errors - warnings,
        outcome=loaded.outcome,
        reason=loaded.reason,
        rights=rights(loaded, dialect) if loaded.loads else None,
    )


def dialect_of(spot: Spot | None) -> Dialect:
    """The dialect a file is read with: that of its place, else Claude Code's."""
    return DIALECTS.get(spot.harness, CLAUDE_CODE) if spot else CLAUDE_CODE


def looks_like_definition(document: Document) -> bool:
    """Whether a text has front matter, or tried to have it."""
    return document.front is not None or document.text.lstrip("\ufeff \t\r\n").startswith("---")


def name_of(document: Document, loaded: Loaded, dialect: Dialect, stem: str) -> str:
    """The agent's name as the harness takes it; the stem if there is none to take."""
    if dialect.name_is == "file":
        return stem
    return _text_of(document, loaded, dialect.name_field).strip() or stem


def _text_of(document: Document, loaded: Loaded, key: str) -> str:
    value = loaded.fields.get(key)
    if value is None and (field := document.field(key)):
        # The harness drops the file, or the key; a list still shows what was meant.
        value = field.value if field.error is None else document[field.value_span]
    return value if isinstance(value, str) else "" if value is None else str(value)
