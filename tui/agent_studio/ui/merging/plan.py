"""What writing a merge will do, decided before it does any of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from agent_studio.core.compare import compare
from agent_studio.core.compare.model import Comparison
from agent_studio.core.dialects import load
from agent_studio.core.document import Document, parse
from agent_studio.core.export.filenames import safe_file_name
from agent_studio.core.export.references import Reference, find_references, rename_references
from agent_studio.core.merge import render, undecided
from agent_studio.core.merge.model import Merge, Result
from agent_studio.core.merge.weight import Weight
from agent_studio.core.text import encode
from agent_studio.store import atomic, publish
from agent_studio.store.errors import StoreError, shown
from agent_studio.store.starters import starters
from agent_studio.ui.merging.branches import questions
from agent_studio.ui.merging.facts import weight_lines
from agent_studio.ui.merging.hints import Hint, plural
from agent_studio.ui.merging.sources import Sources
from agent_studio.ui.merging.view import listed

NOW, THEN = "on disk now", "as it will be written"


@dataclass(frozen=True, slots=True)
class Mention:
    """Another definition that calls a merged-away agent by its name."""

    path: Path
    stamp: atomic.Stamp
    document: Document
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class There:
    """What stands at the target now."""

    data: bytes
    stamp: atomic.Stamp


@dataclass(frozen=True)
class Draft:
    """A finished merge and what a person has chosen about writing it."""

    merge: Merge
    sources: Sources
    target: Path
    there: There | None = None
    remove: bool = False
    """Whether the originals are removed after a backup."""
    rewrite: bool = False
    """Whether references to merged-away names are rewritten."""
    mentions: tuple[Mention, ...] | None = None
    """``None`` until the other definitions have been looked through."""

    @cached_property
    def open(self) -> int:
        """How many questions are open, and will stand between conflict markers."""
        waiting = undecided(self.merge)
        return len(questions(self.merge.comparison, waiting)) or len(waiting)

    @cached_property
    def result(self) -> Result:
        """The merged text with its provenance, as it will be written."""
        result = render(self.merge, markers=bool(self.open))
        # What is undecided is seen between its markers and needs no line beside them.
        return replace(result, undecided=())

    @cached_property
    def document(self) -> Document:
        """The merged text, read again."""
        return parse(self.result.text)

    @property
    def data(self) -> bytes:
        """What will be written."""
        return encode(self.result.text)

    @cached_property
    def name(self) -> str:
        """The merged agent's name, as its harness reads it; empty if it reads none."""
        document = parse(render(self.merge).text) if self.open else self.document
        return name_of(document, self.merge)

    @cached_property
    def renamed(self) -> dict[str, str]:
        """The sources' names that the merged agent no longer has, each with the new one."""
        documents = self.merge.comparison.documents
        names = (name_of(document, self.merge) for document in documents)
        return {name: self.name for name in names if name and self.name and name != self.name}

    @property
    def others(self) -> tuple[int, ...]:
        """The sources that do not lie where the result will be; the starters are nobody's."""
        return tuple(
            at
            for at, path in enumerate(self.sources.paths)
            if path != self.target and not is_starter(path)
        )

    @property
    def difference(self) -> Comparison | None:
        """What is there now beside what will be; ``None`` if nothing is there."""
        if self.there is None:
            return None
        before = parse(self.there.data)
        dialect = self.merge.comparison.dialect
        return compare([before, self.document], labels=[NOW, THEN], dialect=dialect)

    def plan(self) -> publish.Plan:
        """The same as the store carries it out."""
        originals = tuple(
            publish.Original(self.sources.paths[at], self.sources.stamps[at], self.remove)
            for at in self.others
        )
        mentions = (self.mentions or ()) if self.rewrite else ()
        rewrites = tuple(
            publish.Rewrite(
                each.path, each.stamp, bytes(rename_references(each.document, self.renamed))
            )
            for each in mentions
        )
        stamp = self.there.stamp if self.there else None
        return publish.Plan(self.target, self.data, stamp, originals, rewrites)


def name_of(document: Document, merge: Merge) -> str:
    """An agent's name as the harness of the merge reads it."""
    name = load(document, merge.comparison.dialect).fields.get("name")
    return name if isinstance(name, str) else ""


def first_draft(merge: Merge, sources: Sources) -> Draft:
    """Write into the folder of the first source, under the name of the merged agent.

    What is made of starters goes where this project's definitions are: the starters belong to
    the program.

    Raises:
        StoreError: when what stands there cannot be read.
    """
    draft = Draft(merge, sources, sources.paths[0])
    file_name = safe_file_name(draft.name).text
    folder = sources.paths[0].parent
    if is_starter(sources.paths[0]):
        places = merge.comparison.dialect.places
        folder = Path.cwd() / next(place.folder for place in places if place.scope == "project")
    target = folder / file_name
    return Draft(merge, sources, target, look(target))


def is_starter(path: Path) -> bool:
    """Whether a definition came with the program."""
    try:
        return path.is_relative_to(starters())
    except StoreError:
        return False


def look(target: Path) -> There | None:
    """What stands at ``target``.

    Raises:
        StoreError: when there is something that cannot be read.
    """
    if atomic.look(target) is None:
        return None
    return There(*atomic.read(target))


def find_mentions(draft: Draft, paths: Iterable[Path]) -> tuple[Mention, ...]:
    """Who calls a merged-away agent by its name, among the definitions at ``paths``."""
    names = tuple(draft.renamed)
    known = {*draft.sources.paths, draft.sources.base, draft.target}
    found = []
    for path in paths if names else ():
        if path in known:
            continue
        try:
            data, stamp = atomic.read(path)
        except StoreError:
            continue  # it cannot be rewritten, and the Library says why it cannot be read
        if not any(encode(name) in data for name in names):
            continue
        document = parse(data)
        references = find_references(document, names)
        if references:
            found.append(Mention(path, stamp, document, references))
    return tuple(found)


def hints(draft: Draft) -> tuple[Hint, ...]:
    """What can be chosen, and how it stands."""
    return (
        Hint("write.target", _target_words(draft)),
        Hint("write.originals", _original_words(draft)),
        Hint("write.references", _reference_words(draft)),
        Hint("write.write", _write_words(draft)),
    )


def _target_words(draft: Draft) -> str:
    if draft.there is None:
        return f"to {shown(draft.target)}, a new file"
    if draft.there.data == draft.data:
        return f"to {shown(draft.target)}, which holds exactly this already"
    if draft.target in draft.sources.paths:
        number = draft.sources.paths.index(draft.target) + 1
        return f"to {shown(draft.target)}, in the place of source {number}"
    return f"to {shown(draft.target)}, in the place of another definition that is there"


def _original_words(draft: Draft) -> str:
    numbers = [at + 1 for at in draft.others]
    if not numbers:
        starter = any(is_starter(path) for path in draft.sources.paths)
        return "originals: the starters stay" if starter else "originals: none beside the target"
    if draft.remove:
        return f"originals: {listed(numbers)} removed, after a backup that one command restores"
    same = [at + 1 for at in draft.others if _same_name(draft, at)]
    kept = f"originals: {listed(numbers)} kept"
    return f"{kept}; ▲ {listed(same)} still called '{draft.name}' too" if same else kept


def _same_name(draft: Draft, source: int) -> bool:
    return name_of(draft.merge.comparison.documents[source], draft.merge) == draft.name


def _reference_words(draft: Draft) -> str:
    if not draft.renamed:
        return "references: no name goes away"
    if draft.mentions is None:
        return "references: looking …"
    names = " and ".join(f"'{name}'" for name in draft.renamed)
    if not draft.mentions:
        return f"references: nobody else mentions {names}"
    count = plural(sum(len(each.references) for each in draft.mentions), "mention")
    where = plural(len(draft.mentions), "definition")
    act = f"rewritten to '{draft.name}'" if draft.rewrite else "left as they are"
    return f"references: {count} of {names} in {where} {act}"


def _write_words(draft: Draft) -> str:
    parts = [f"write {draft.target.name}"]
    if draft.open:
        parts[0] += f" with {plural(draft.open, 'conflict')} marked in it"
    if draft.remove and draft.others:
        parts.append(f"remove {plural(len(draft.others), 'original')}")
    if draft.rewrite and draft.mentions:
        parts.append(f"rewrite {plural(len(draft.mentions), 'other definition')}")
    return " and ".join(parts)


def done_words(done: publish.Published, left: int = 0, weight: Weight | None = None) -> str:
    """What was written, with which rights, removed and rewritten, what is left, how to undo it."""
    lines = [f"Written: {shown(done.target)}"]
    if weight is not None:
        lines += [f"  {line.sign} {line.text}" for line in weight_lines(weight)]
    lines += [f"Removed: {shown(path)}" for path in done.removed]
    lines += [f"References rewritten in: {shown(path)}" for path in done.rewritten]
    if left:
        them = "conflict is" if left == 1 else "conflicts are"
        lines.append(f"{left} {them} marked in it; the merge is kept, and F3 goes on with it.")
    return "\n".join([*lines, "", "To undo all of it:", f"  agent-studio restore {done.backup_id}"])


def mention_lines(mentions: Sequence[Mention], renamed: Mapping[str, str]) -> str:
    """Every mention with the line that it stands in."""
    lines = []
    for mention in mentions:
        lines.append(shown(mention.path))
        lines += [
            f"  {each.name} → {renamed[each.name]}:  {each.context}" for each in mention.references
        ]
    return "\n".join(lines)
