"""How the definitions of a library stand to one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from agent_studio.core.document import parse
from agent_studio.core.text import decode
from agent_studio.store.atomic import read
from agent_studio.store.errors import StoreError
from agent_studio.store.library import Entry

if TYPE_CHECKING:
    from agent_studio.core.check.subject import Member


@dataclass(frozen=True)
class LibraryFacts:
    """Relations between definitions; each names paths, and a path that has none is absent."""

    same_name: Mapping[Path, tuple[Path, ...]] = field(default_factory=dict)
    """The others of that name, in any harness."""
    same_content: Mapping[Path, tuple[Path, ...]] = field(default_factory=dict)
    """The others with the very same bytes."""
    near: Mapping[Path, tuple[tuple[Path, float], ...]] = field(default_factory=dict)
    """Near-duplicates with their likeness from 0 to 1, the likest first."""
    winner: Mapping[Path, Path] = field(default_factory=dict)
    """For each definition that is shadowed, the one that its harness loads in its stead."""

    @property
    def winners(self) -> frozenset[Path]:
        """The definitions that shadow others."""
        return frozenset(self.winner.values())


def _never() -> bool:
    return False


def describe_library(
    entries: Iterable[Entry],
    *,
    here: Path | None = None,
    cancelled: Callable[[], bool] = _never,
) -> LibraryFacts:
    """How the definitions stand to one another; takes its time, for a worker thread.

    Texts are read again, because entries keep none; what cannot be read by now has no
    relations. ``here`` is the working folder, whose project and user definitions are seen
    together. After ``cancelled`` came true the facts are empty.
    """
    from agent_studio.core.duplicates import TwinInput, twins

    known, texts = _read_again(entries, cancelled)
    if cancelled():
        return LibraryFacts()
    found = twins([TwinInput(entry.name, text) for entry, text in zip(known, texts, strict=True)])
    paths = [entry.path for entry in known]

    def those(indices: Iterable[int]) -> tuple[Path, ...]:
        return tuple(paths[index] for index in indices)

    related = list(zip(paths, found, strict=True))
    return LibraryFacts(
        {path: those(each.same_name) for path, each in related if each.same_name},
        {path: those(each.same_content) for path, each in related if each.same_content},
        {
            path: tuple((paths[near.index], near.likeness) for near in each.near)
            for path, each in related
            if each.near
        },
        _shadowed(known, texts, here or Path.cwd()),
    )


def _read_again(
    entries: Iterable[Entry], cancelled: Callable[[], bool]
) -> tuple[list[Entry], list[str]]:
    known, texts = [], []
    for entry in entries:
        if cancelled():
            break
        try:
            data, _ = read(entry.path)
        except StoreError:
            continue
        known.append(entry)
        texts.append(decode(data))
    return known, texts


def _shadowed(known: Sequence[Entry], texts: Sequence[str], here: Path) -> dict[Path, Path]:
    """Winners among namesakes that one harness sees together."""
    from agent_studio.core.check import winners

    together: dict[tuple[str, str, str], list[int]] = {}
    for index, entry in enumerate(known):
        if entry.loads:
            key = (entry.harness, _seen_from(entry, here), entry.name)
            together.setdefault(key, []).append(index)
    found = {}
    for indices in together.values():
        if len(indices) > 1:
            members = [_member(known[index], texts[index]) for index in indices]
            for loser, winner in winners(members).items():
                found[known[indices[loser]].path] = known[indices[winner]].path
    return found


def _member(entry: Entry, text: str) -> Member:
    from agent_studio.core.check.subject import Member, Subject
    from agent_studio.core.dialects import CLAUDE_CODE, DIALECTS

    dialect = DIALECTS.get(entry.harness, CLAUDE_CODE)
    subject = Subject(parse(text), dialect, entry.path.stem)
    return Member(subject, entry.label, entry.tree, entry.precedence)


def _seen_from(entry: Entry, here: Path) -> str:
    """Which definitions a harness sees together with this one: a key that they share.

    Those of the projects around the working folder and of the user are one library. Another
    project is one by itself, and so is a folder that no harness looks into.
    """
    if entry.scope == "folder":
        return entry.tree
    tree = Path(entry.tree)
    hidden = next((each for each in (tree, *tree.parents) if each.name.startswith(".")), tree)
    base = hidden.parent
    around = entry.scope == "user" or base == here or base in here.parents
    return "" if around else str(base)
