"""What a chosen version of a harness does not know yet, or takes otherwise than later ones.

Nothing is found unless somebody chose a version: ``--for claude-code@2.1.0``, or ``versions`` in
a team's settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import Finding, example, rule
from agent_studio.core.check.model import Rule, Severity
from agent_studio.core.check.places import name_places, tool_list
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import quoted
from agent_studio.core.dialects.loading import load
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.dialects.tools import bare_name, tool_words
from agent_studio.core.dialects.versions import at_version, is_newer, ordered
from agent_studio.core.text import BOM

_CHANGES: Final = "Claude Code changelog"
_SEEN: Final = "seen at start-up of Claude Code from 2.0.30 to 2.1.329"
_MOST_NAMES: Final = 300


@rule(
    "AS431",
    "newer-field",
    Severity.WARNING,
    "A field that came later than the version in use is ignored there.",
    source=_CHANGES,
    bad=example("memory: project"),
    harness="claude-code@2.1.0",
)
def newer_field(subject: Subject) -> Iterator[Finding]:
    """A key that only later versions know."""
    for spec in subject.dialect.newer:
        field = subject.field(spec.key)
        if field is not None:
            yield Finding(
                field.key_span,
                f"{quoted(spec.key)} came with {spec.since}: {subject.dialect.title} ignores it",
            )


@rule(
    "AS432",
    "newer-value",
    Severity.WARNING,
    "A value that came later than the version in use is dropped there.",
    source=_CHANGES,
    bad=example("permissionMode: manual"),
    harness="claude-code@2.1.100",
)
def newer_value(subject: Subject) -> Iterator[Finding]:
    """A value that only later versions know."""
    if not subject.dialect.as_of:
        return
    for spec, field, value in subject.specs():
        since = dict(spec.values_since).get(value, "") if isinstance(value, str) else ""
        if is_newer(since, subject.dialect.as_of):
            yield Finding(
                subject.spot(field),
                f"{quoted(str(value))} as {quoted(spec.key)} came with {since}: "
                f"{subject.dialect.title} drops it",
            )


@rule(
    "AS433",
    "newer-tool",
    Severity.WARNING,
    "A tool that came later than the version in use is ignored there.",
    source=_CHANGES,
    bad=example("tools: Read, Agent"),
    harness="claude-code@2.1.0",
)
def newer_tool(subject: Subject) -> Iterator[Finding]:
    """A name in a tool list that only later versions know."""
    late = {tool.name: tool for tool in subject.dialect.newer_tools}
    if not late:
        return
    for key in (subject.dialect.tools_field, subject.dialect.denied_tools_field):
        found = tool_list(subject, key)
        names = tool_words(found[1], subject.dialect, key) if found else None
        if not found or not names:
            continue
        for word, span in name_places(subject, found[0], names[:_MOST_NAMES]):
            tool = late.get(bare_name(word))
            if tool is not None:
                yield Finding(
                    span,
                    f"{quoted(word)} is not there before {tool.since}: {subject.dialect.title} "
                    "ignores the name",
                )


def _today(subject: Subject) -> Dialect | None:
    """The harness's table as it stands, if an earlier version was chosen."""
    from agent_studio.core.dialects.tables import DIALECTS

    return DIALECTS.get(subject.dialect.id) if subject.dialect.as_of else None


@rule(
    "AS434",
    "loads-later",
    Severity.ERROR,
    "The version in use skips a file that later ones load.",
    source=f"{_CHANGES}; {_SEEN}",
    bad=example().replace("description: Reviews changes", "description: Use when: ready"),
    harness="claude-code@2.1.0",
)
def loads_later(subject: Subject) -> Iterator[Finding]:
    """Dropped as of the chosen version, loaded as of today's."""
    today = _today(subject)
    if today is None or subject.loaded.loads:
        return
    if load(subject.document, today).loads:
        changes = _changes(subject, today)
        since = next((each for each in changes if _as_of(subject, today, each)), "")
        then = f"from {since} on it loads" if since else "later versions load it"
    elif not subject.dialect.reads_bom and subject.text.startswith(BOM):
        then = "remove it"
    else:  # told by other rules
        return
    yield Finding(
        subject.opening,
        f"{subject.dialect.title} skips this file, because {subject.loaded.reason}; {then}",
    )


@rule(
    "AS435",
    "refused-later",
    Severity.WARNING,
    "The version in use loads a file that later ones skip.",
    source=f"{_CHANGES}; {_SEEN}",
    bad=example().replace("name: reviewer", 'name: "team:reviewer"'),
    harness="claude-code@2.1.100",
)
def refused_later(subject: Subject) -> Iterator[Finding]:
    """Loaded as of the chosen version, dropped as of today's."""
    today = _today(subject)
    if today is None or not subject.loaded.loads:
        return
    later = load(subject.document, today)
    if later.loads:
        return
    changes = _changes(subject, today)
    since = next((each for each in changes if not _as_of(subject, today, each)), "")
    yield Finding(
        subject.opening,
        f"{subject.dialect.title} loads this file; {f'from {since} on' if since else 'later'} it "
        f"is skipped, because {later.reason}",
    )


def _changes(subject: Subject, today: Dialect) -> list[str]:
    """The versions behind the chosen one in which something changed, in their order."""
    found = {each.before for each in today.history if is_newer(each.before, subject.dialect.as_of)}
    return sorted(found, key=ordered)


def _as_of(subject: Subject, today: Dialect, version: str) -> bool:
    return load(subject.document, at_version(today, version)).loads


RULES: Final[tuple[Rule, ...]] = (newer_field, newer_value, newer_tool, loads_later, refused_later)
