"""The preview of one definition, from its file; runs in worker threads, touches no widget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from agent_studio.core.check.examined import diagnose
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.check.together import told_together
from agent_studio.core.dialects import DIALECTS, load, rights
from agent_studio.core.dialects.model import Dialect, Loaded, Outcome, Rights
from agent_studio.core.document import Document, parse
from agent_studio.core.document.model import Field, Value
from agent_studio.core.stems import stem_of
from agent_studio.core.told import at_a_glance, tools_in_words
from agent_studio.store.agreed import Agreements
from agent_studio.store.atomic import read
from agent_studio.store.errors import StoreError
from agent_studio.store.examine import dialect_of
from agent_studio.store.library import Entry
from agent_studio.store.places import spot_of
from agent_studio.ui.listing.view import Card, Kin
from agent_studio.ui.widgets.glance_text import Finding, Glance
from agent_studio.ui.widgets.prose import LONGEST, Prose


def glance(card: Card, kin: Kin, entry: Entry | None) -> tuple[Glance, Prose]:
    """The preview of a definition, read afresh; a file that cannot be read says why."""
    try:
        data, _ = read(card.path)
    except StoreError as refusal:
        return Glance(card.path, card.name, card.label, error=str(refusal)), Prose("")
    document = parse(data)
    # Before everything has been read there is no entry; its place says the same.
    dialect = DIALECTS[entry.harness] if entry else dialect_of(spot_of(card.path))
    agreed = Agreements().of(card.path.absolute())
    dialect = agreed.team.reader(dialect) if agreed else dialect
    loaded = load(document, dialect)
    findings = diagnose(document, dialect, stem_of(card.path.as_posix()), agreed=agreed)
    body, left = _body(document)
    front = dialect.loading.is_markdown
    facts = [
        ("loads", _loading(loaded, dialect)),
        *_rights(rights(loaded, dialect) if loaded.loads else None),
        ("size", f"about {card.tokens:,} tokens, {len(data):,} bytes"),
        *_standing(kin),
    ]
    return (
        Glance(
            card.path,
            card.name,
            card.label,
            facts=tuple(facts),
            fields=tuple(_fields(document, loaded) if front else _whole(loaded)),
            findings=tuple(_finding(document, found) for found in told_together(findings)),
            lines_left=left,
        ),
        Prose(body),
    )


def _body(document: Document) -> tuple[str, int]:
    lines = document[document.body.span].split("\n")
    return "\n".join(lines[:LONGEST]), max(len(lines) - LONGEST, 0)


def _finding(document: Document, found: Sequence[Diagnostic]) -> Finding:
    first, *others = (document.lines.position(each.span.start).line + 1 for each in found)
    return Finding(found[0].severity, found[0].message, first, tuple(others))


def _loading(loaded: Loaded, dialect: Dialect) -> str:
    how = {
        Outcome.LOADS: f"in {dialect.title}",
        Outcome.RESCUED: f"in {dialect.title} after rescue",
        Outcome.DROPPED: f"not in {dialect.title}",
    }[loaded.outcome]
    return f"{how}: {loaded.reason}" if loaded.reason else how


def _rights(of: Rights | None) -> Iterator[tuple[str, str]]:
    yield "rights", at_a_glance(of)
    if of is not None:
        yield "tools", tools_in_words(of)
        if of.notes:
            yield "because", "; ".join(of.notes)


def _standing(kin: Kin) -> Iterator[tuple[str, str]]:
    for index, (title, fate) in enumerate(kin.standing):
        yield "" if index else "standing", f"{title}: {fate}"
    told = [
        (kin.same_content, "the same content: "),
        (kin.same_name, "the same name: "),
    ]
    words = [f"{word}{_names(paths)}" for paths, word in told if paths]
    words += [f"{share:.0%} like {path.name}" for path, share in kin.near[:3]]
    if words:
        yield "twins", "; ".join(words)


def _names(paths: Sequence[Path]) -> str:
    more = f" and {len(paths) - 2} more" if len(paths) > 2 else ""
    return ", ".join(path.name for path in paths[:2]) + more


def _fields(document: Document, loaded: Loaded) -> Iterable[tuple[str, str, str]]:
    """Each field as written, with what the harness makes of it where that is not the same."""
    for each in document.fields:
        written = _written(document, each)
        note = ""
        if loaded.loads and each.key not in loaded.fields:
            note = "the harness does not use it"
        elif loaded.loads and loaded.fields[each.key] not in (each.value, written):
            note = f"read as {_shown(loaded.fields[each.key])}"
        yield each.key, _cut(written), note


def _whole(loaded: Loaded) -> Iterable[tuple[str, str, str]]:
    """The fields of a file that is no Markdown, as the harness reads them."""
    return ((key, _shown(value), "") for key, value in loaded.fields.items())


def _written(document: Document, each: Field) -> str:
    """A value as it stands in the file; one on lines of its own keeps its indentation."""
    start = document.text.rfind("\n", 0, each.value_span.start) + 1
    if start <= each.key_span.start:
        return document[each.value_span]
    return "\n" + document.text[start : each.value_span.end]


def _shown(value: Value) -> str:
    return _cut(value if isinstance(value, str) else repr(value))


def _cut(text: str, most: int = 600) -> str:
    return text if len(text) <= most else f"{text[:most]}… ({len(text) - most:,} more characters)"
