"""One changed definition: rows, rights and problems, before and after."""

from __future__ import annotations

from agent_studio.cli.format import findings
from agent_studio.cli.format.changes import Change as ChangedRow
from agent_studio.cli.format.changes import changes
from agent_studio.cli.format.harnesses import rights_in_json
from agent_studio.core.check.examined import Agreed, diagnose, newly_found
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.compare import compare
from agent_studio.core.dialects import CLAUDE_CODE, dialect, load, rights, rights_change
from agent_studio.core.dialects.model import Dialect, Rights, RightsChange
from agent_studio.core.document import Document, parse
from agent_studio.core.records import dataclass
from agent_studio.core.stems import stem_of
from agent_studio.store.review import Change


@dataclass(frozen=True)
class Reviewed:
    """What is said of one changed definition."""

    change: Change
    after: Document | None
    rows: tuple[ChangedRow, ...]
    new: tuple[Diagnostic, ...]
    """Problems that it did not have before."""
    rights_before: Rights | None
    rights_after: Rights | None
    rights: RightsChange


def look_at(change: Change, agreed: Agreed | None = None) -> Reviewed:
    """Compare the two states of a definition as the harness of its place sees them.

    ``agreed`` is what its team's settings say of problems.
    """
    reader = dialect(change.harness) if change.harness else CLAUDE_CODE
    before, after = _document(change.before), _document(change.after)
    old, new = _rights(before, reader), _rights(after, reader)
    stem = stem_of(change.path.as_posix())
    found = (
        () if each is None else diagnose(each, reader, stem, agreed=agreed)
        for each in (before, after)
    )
    rows = changes(compare([before or parse(""), after or parse("")], dialect=reader))
    return Reviewed(
        change,
        after,
        tuple(rows),
        newly_found(*found)[0],
        old,
        new,
        rights_change(old, new),
    )


def _document(text: str | None) -> Document | None:
    return None if text is None else parse(text)


def _rights(document: Document | None, reader: Dialect) -> Rights | None:
    return None if document is None else rights(load(document, reader), reader)


def in_json(each: Reviewed) -> dict[str, object]:
    """The definition as an object."""
    change = each.change
    return {
        "path": change.label,
        "kind": change.kind.value,
        "former": change.former and str(change.former),
        "staging": change.staging.value,
        "untracked": change.untracked,
        "conflicted": change.conflicted,
        "changes": [row.in_json() for row in each.rows],
        "newDiagnostics": [findings.in_json(each.after, found) for found in each.new if each.after],
        "rights": {
            "before": each.rights_before and rights_in_json(each.rights_before),
            "after": each.rights_after and rights_in_json(each.rights_after),
            "gained": list(each.rights.gained),
            "lost": list(each.rights.lost),
        },
    }
