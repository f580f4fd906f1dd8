"""What one file gives an agent in one harness and not in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from agent_studio.core.check.declare import Finding, example, rule
from agent_studio.core.check.fixes import set_value
from agent_studio.core.check.model import Severity
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import quoted
from agent_studio.core.dialects.claude_code import CLAUDE_CODE
from agent_studio.core.dialects.loading import load
from agent_studio.core.dialects.model import Dialect, Right, Rights
from agent_studio.core.dialects.rights import rights
from agent_studio.core.document import Document
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span

_TABLES: Final = "the tables of the harnesses (docs/dialects.md)"
_CHANGES: Final = frozenset({Right.WRITE, Right.RUN})
"""Rights with which an agent can do harm by itself."""


@dataclass(frozen=True, slots=True)
class _Reading:
    dialect: Dialect
    rights: Rights


def _readings(document: Document, readers: Iterable[Dialect]) -> Iterator[_Reading]:
    """What the agent may do in the harnesses that load it, where that is known."""
    for reader in readers:
        loaded = load(document, reader)
        if loaded.loads and reader.knows_rights:
            may = rights(loaded, reader)
            if reader.knows_all_tools or all(reader.tool(name) for name in may.tools or ()):
                yield _Reading(reader, may)


def _findings(document: Document, least: _Reading, others: Sequence[_Reading]) -> Iterator[Finding]:
    """One for all harnesses that give the same beyond ``least``, if the file limits it there."""
    span = _limit(document, least.dialect)
    if span is None:
        return
    groups: dict[tuple[Right, ...], list[_Reading]] = {}
    for other in others:
        more = tuple(right for right in Right if right in _more(least.rights, other.rights))
        if more:
            groups.setdefault(more, []).append(other)
    for more, wide in groups.items():
        titles = _and([each.dialect.title for each in wide])
        words = _and([right.words for right in more])
        # What becomes of the names in a list says why an agent has less, never why it has more.
        has_all = len(wide) == 1 and wide[0].rights.tools is None
        why = wide[0].rights.notes[:1] if has_all else ()
        yield Finding(
            span,
            f"In {titles} the agent may also {words}, which {least.dialect.title} does not let it"
            f"{f' ({why[0]})' if why else ''}: do not rely on a limit that only one of them knows",
            severity=Severity.WARNING if _CHANGES & {*more} else Severity.INFO,
        )


def _more(narrow: Rights, wide: Rights) -> frozenset[Right]:
    return wide.granted - narrow.granted


def _and(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _limit(document: Document, dialect: Dialect) -> Span | None:
    """The field that limits the agent; ``None`` if it is only the harness that gives less."""
    keys = (dialect.tools_field, dialect.permission_field, dialect.denied_tools_field)
    for key in (*keys, *(limit.key for limit in dialect.limits), dialect.switches_field):
        field = document.field(key) if key else None
        if field is not None:
            return field.key_span
    return None


@rule(
    "AS541",
    "more-rights-elsewhere",
    Severity.WARNING,
    "One file gives an agent more rights in one harness than in another.",
    source=_TABLES,
    bad=example("tools: [view_file, grep_search]"),
    harness="antigravity",
)
def elsewhere(subject: Subject) -> Iterator[Finding]:
    """Where several harnesses are asked for, or read a place that is nobody's own."""
    asked = subject.others
    common = any(place.common for place in subject.dialect.places)
    if not subject.loaded.loads or not (asked or common):
        return
    here = _here(subject)
    others = list(_readings(subject.document, asked or _other_readers(subject.dialect)))
    if asked and not _is_least(here, others):
        return
    yield from _findings(subject.document, here, others)


def _here(subject: Subject) -> _Reading:
    return _Reading(subject.dialect, rights(subject.loaded, subject.dialect))


def _is_least(here: _Reading, others: Sequence[_Reading]) -> bool:
    """Whether nobody gives less, so that it is told once for all that were asked for."""
    if not here.dialect.knows_rights:
        return False
    size = len(here.rights.granted)
    first = min(
        (each.dialect.id for each in others if len(each.rights.granted) == size), default=""
    )
    fewest = all(size <= len(each.rights.granted) for each in others)
    return fewest and (not first or here.dialect.id < first)


@rule(
    "AS542",
    "more-rights-where-borrowed",
    Severity.INFO,
    "Other programs read the files of this harness, too, and give the agent more rights.",
    source=_TABLES,
    bad=example("tools: Read, Grep"),
    opt_in=True,
)
def where_borrowed(subject: Subject) -> Iterator[Finding]:
    """Programs that read this harness's folders as well give more."""
    if not subject.loaded.loads:
        return
    others = list(_readings(subject.document, _other_readers(subject.dialect)))
    for found in _findings(subject.document, _here(subject), others):
        yield Finding(found.span, found.message, severity=Severity.INFO)


def _other_readers(dialect: Dialect) -> Iterator[Dialect]:
    """The other harnesses that read the places of this one."""
    from agent_studio.core.dialects.harnesses import HARNESSES
    from agent_studio.core.dialects.tables import DIALECTS

    own = {(place.scope, place.folder) for place in dialect.places if place.folder}
    for harness in HARNESSES:
        theirs = {(place.scope, place.folder) for place in (*harness.places, *harness.borrowed)}
        if harness.id != dialect.id and own & theirs:
            yield DIALECTS[harness.id]


@rule(
    "AS543",
    "limit-said-otherwise",
    Severity.WARNING,
    "A list without writing tools does not keep an agent from writing where a switch has to.",
    source=_TABLES,
    bad=example("tools: Read, Grep"),
    good=example("readonly: true"),
    harness="cursor",
)
def said_otherwise(subject: Subject) -> Iterator[Finding]:
    """A tool list that means to be read-only, for a harness that only knows a switch for that."""
    dialect = subject.dialect
    field = subject.field(_LIST)
    if dialect.tools_field or dialect.permission_field or field is None:
        return
    switch = next((each for each in dialect.limits if each.value is True), None)
    if switch is None or switch.key in subject.values:
        return
    meant = rights(load(subject.document, CLAUDE_CODE), CLAUDE_CODE)
    # What tools of a server may do, and whether the switch keeps an agent from it, nobody says.
    if not meant.tools or {*switch.takes, Right.MCP} & meant.granted:
        return
    title = f"Add '{switch.key}: true'"
    yield Finding(
        field.key_span,
        f"{dialect.title} knows no tool list, so the agent may change files and run commands; "
        f"{quoted(switch.key)} is what keeps it from that",
        set_value(title, subject.document, switch.key, True, safe=False),
    )


_LIST: Final = CLAUDE_CODE.tools_field

RULES: Final = (elsewhere, where_borrowed, said_otherwise)
