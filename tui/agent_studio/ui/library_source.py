"""From the store to the Library's cards and previews; runs in worker threads, touches no widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from threading import Event

from agent_studio.core.check import check
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.dialects import DIALECTS, load
from agent_studio.core.dialects.model import Dialect, Loaded, Outcome, Right, Rights
from agent_studio.core.document import Document, parse
from agent_studio.core.document.model import Field, Value
from agent_studio.store.atomic import read
from agent_studio.store.errors import StoreError
from agent_studio.store.library import Entry, Library, Progress, Unreadable
from agent_studio.ui.library_view import Card, Kin
from agent_studio.ui.widgets.preview import Finding, Glance
from agent_studio.ui.widgets.prose import LONGEST, Prose

_BATCH = 64

_RIGHTS = {
    Right.READ: "read files",
    Right.WRITE: "write files",
    Right.RUN: "run commands",
    Right.NETWORK: "use the network",
    Right.DELEGATE: "start agents",
    Right.MCP: "use MCP servers",
}


class Shelf:
    """The definitions that were found, and the ways to find them again."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.library = Library(paths)
        self.entries: dict[Path, Entry] = {}
        self.problems: list[str] = []

    def batches(self, stopped: Callable[[], bool]) -> Iterator[tuple[tuple[Card, ...], int]]:
        """Cards as they are read, some at a time, with the total where it is known (else 0)."""
        waiting: list[Card] = []
        total = 0
        for event in self.library.scan(stopped):
            match event:
                case Entry():
                    self.entries[event.path] = event
                    waiting.append(card_of(event))
                case Unreadable():
                    self.problems.append(event.why)
                case Progress():
                    total = event.total
            if waiting and (len(waiting) >= _BATCH or isinstance(event, Progress)):
                yield tuple(waiting), total
                waiting = []
        if waiting:
            yield tuple(waiting), total

    def reread(self, paths: Iterable[Path]) -> tuple[tuple[Card, ...], tuple[Path, ...]]:
        """The cards of files that were written, and the paths that hold nothing any more."""
        cards, gone = [], []
        for path in paths:
            found = self.library.rescan(path)
            if isinstance(found, Entry):
                self.entries[path] = found
                cards.append(card_of(found))
            else:
                self.entries.pop(path, None)
                gone.append(path)
        return tuple(cards), tuple(gone)

    def changes(self, stop: Event) -> Iterator[frozenset[Path]]:
        """Paths that were written, made or removed, as it happens, until ``stop`` is set."""
        from agent_studio.store.watch import watch

        return watch(self.library.files, stop)


def card_of(entry: Entry) -> Card:
    """What a line shows of an entry."""
    dialect = DIALECTS.get(entry.harness)
    return Card(
        path=entry.path,
        label=entry.label,
        folder=str(Path(entry.label).parent),
        name=entry.name,
        description=entry.description,
        harness=dialect.title if dialect else entry.harness,
        errors=entry.errors,
        warnings=entry.warnings,
        tokens=entry.tokens,
        rights=entry.rights.granted if entry.rights else None,
    )


def glance(card: Card, kin: Kin, entry: Entry | None) -> tuple[Glance, Prose]:
    """The preview of a definition, read afresh; a file that cannot be read says why."""
    try:
        data, _ = read(card.path)
    except StoreError as refusal:
        return Glance(card.path, card.name, card.label, error=str(refusal)), Prose("")
    document = parse(data)
    dialect = DIALECTS[entry.harness] if entry else next(iter(DIALECTS.values()))
    loaded = load(document, dialect)
    findings = check(document, dialect, stem=card.path.stem)
    body, left = _body(document)
    facts = [
        ("loads", _loading(loaded, dialect)),
        ("rights", _rights(entry.rights) if entry and entry.rights else "none, it is not loaded"),
        ("size", f"about {card.tokens:,} tokens, {len(data):,} bytes"),
        *_standing(kin),
    ]
    return (
        Glance(
            card.path,
            card.name,
            card.label,
            facts=tuple(facts),
            fields=tuple(_fields(document, loaded)),
            findings=tuple(_finding(document, found) for found in findings),
            lines_left=left,
        ),
        Prose(body),
    )


def _body(document: Document) -> tuple[str, int]:
    lines = document[document.body.span].split("\n")
    return "\n".join(lines[:LONGEST]), max(len(lines) - LONGEST, 0)


def _finding(document: Document, found: Diagnostic) -> Finding:
    line = document.lines.position(found.span.start).line + 1
    return Finding(found.severity, found.message, line)


def _loading(loaded: Loaded, dialect: Dialect) -> str:
    how = {
        Outcome.LOADS: f"in {dialect.title}",
        Outcome.RESCUED: f"in {dialect.title} after rescue",
        Outcome.DROPPED: f"not in {dialect.title}",
    }[loaded.outcome]
    return f"{how}: {loaded.reason}" if loaded.reason else how


def _rights(rights: Rights) -> str:
    may = [words for right, words in _RIGHTS.items() if right in rights.granted]
    told = f"may {', '.join(may)}" if may else "may do nothing but answer"
    return f"{told} ({'; '.join(rights.notes)})" if rights.notes else told


def _standing(kin: Kin) -> Iterator[tuple[str, str]]:
    if kin.winner:
        yield "shadowed", f"another of this name is loaded: {kin.winner.name}"
    if kin.wins:
        yield "wins", "this one is loaded of all that have its name"
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


def git_letters(paths: Iterable[Path]) -> dict[Path, str]:
    """Git's letter for each definition that is not as it was committed."""
    from agent_studio.store import git

    return {path: state.sign for path, state in git.states(paths).items() if state.sign}


def namesakes(entries: Iterable[Entry]) -> dict[Path, Kin]:
    """Which definitions share a name: what can be said at once, before texts are compared."""
    by_name: dict[str, list[Path]] = {}
    for entry in entries:
        by_name.setdefault(entry.name, []).append(entry.path)
    return {
        path: Kin(same_name=tuple(other for other in paths if other != path))
        for paths in by_name.values()
        for path in paths
        if len(paths) > 1
    }


def kin_of(shelf: Shelf, stopped: Callable[[], bool]) -> dict[Path, Kin]:
    """How the definitions stand to one another; takes its time, texts are compared."""
    from agent_studio.store.facts import describe_library

    entries = dict(shelf.entries)
    facts = describe_library(entries.values(), here=shelf.library.here, cancelled=stopped)
    winners = facts.winners
    return {
        path: Kin(
            same_name=facts.same_name.get(path, ()),
            same_content=facts.same_content.get(path, ()),
            near=facts.near.get(path, ()),
            winner=facts.winner.get(path),
            wins=path in winners,
        )
        for path in entries
        if path in facts.same_name
        or path in facts.same_content
        or path in facts.near
        or path in facts.winner
    }
