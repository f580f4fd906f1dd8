"""Merges that git made or is making: their sides, their base, and what came out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from agent_studio.core.document import parse
from agent_studio.core.text import decode
from agent_studio.store import git
from agent_studio.store.atomic import read
from agent_studio.store.errors import StoreError, shown
from agent_studio.store.git_ground import Ground, Kind, ground
from agent_studio.store.git_program import GitRefused, ask, text_of
from agent_studio.store.places import spot_of

_MARKDOWN = (".md", ".markdown", ".mdc")
_MOST_PARENTS = 9
"""As many as can be put side by side."""


@dataclass(frozen=True, slots=True)
class Parent:
    """One side of a merge."""

    id: str
    label: str
    """``ours``, ``theirs``; with more than two ``parent 1`` and so on."""
    subject: str


@dataclass(frozen=True, slots=True)
class GitMerge:
    """A merge commit, or the merge that is in progress."""

    commit: str
    """Its id; empty for the merge in progress."""
    subject: str
    parents: tuple[Parent, ...]


@dataclass(frozen=True, slots=True)
class MergedDefinition:
    """One definition in a merge; ``None`` where it is not there."""

    path: Path
    """Absolute; of the result, or of a side if the result lacks it."""
    label: str
    """The path from the repository's root on."""
    labels: tuple[str, ...]
    """The same for each side; they differ if somebody renamed it."""
    base: str | None
    sides: tuple[str | None, ...]
    result: str | None
    harness: str = ""
    """The id of the dialect whose place it lies in; empty if none."""
    first_base: bool = False
    """Whether ``base`` is that of the first of several merge bases, not what git makes of them."""


@dataclass(frozen=True, slots=True)
class MergeRead:
    """A merge with its definitions."""

    merge: GitMerge
    kind: Kind
    """Where the base comes from."""
    bases: tuple[str, ...]
    """The ids of the merge bases."""
    definitions: tuple[MergedDefinition, ...]
    """Those that several sides changed, and those that are not what the only side that changed
    them has."""


def find_merge(repo: git.Repo, revision: str = "") -> GitMerge:
    """The merge that ``revision`` is; without one, that in progress, or HEAD if it is one.

    Raises:
        StoreError: It is no merge, or one of too many parents; there is no such revision.
    """
    heads = () if revision else _in_progress(repo)
    if heads:
        ours = _commit(repo, "HEAD")
        return GitMerge("", "merge in progress", _parents(repo, (ours, *heads)))
    wanted = revision or "HEAD"
    if not revision and not git.has_commits(repo):
        raise StoreError("there is no merge to look at: nothing was ever committed")
    number = _commit(repo, wanted)
    out = text_of(ask(repo.root, "show", "-s", "--format=%P%x00%s", number))
    parents, _, subject = out.strip("\n").partition("\0")
    if len(parents.split()) < 2:
        advice = "" if revision else ", and none is in progress; name a merge commit"
        raise StoreError(f"{wanted} ({number[:9]}) is no merge{advice}")
    return GitMerge(number, subject, _parents(repo, tuple(parents.split())))


def _commit(repo: git.Repo, revision: str) -> str:
    wanted = f"{revision}^{{commit}}"
    try:
        out = ask(repo.root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    except GitRefused as refusal:
        raise StoreError(f"there is no commit '{revision}' in {shown(repo.root)}") from refusal
    return text_of(out).strip()


def _in_progress(repo: git.Repo) -> tuple[str, ...]:
    out = ask(repo.root, "rev-parse", "--git-path", "MERGE_HEAD")
    path = repo.root / os.fsdecode(out.removesuffix(b"\n"))
    if not os.path.lexists(path):
        return ()
    return tuple(text_of(read(path)[0]).split())


def _parents(repo: git.Repo, numbers: tuple[str, ...]) -> tuple[Parent, ...]:
    if len(numbers) > _MOST_PARENTS:
        raise StoreError(
            f"it merges {len(numbers)} parents at once; at most {_MOST_PARENTS} can be compared"
        )
    two = len(numbers) == 2
    labels = ("ours", "theirs") if two else [f"parent {i + 1}" for i in range(len(numbers))]
    out = text_of(ask(repo.root, "show", "-s", "--format=%s%x00", *numbers))
    subjects = [subject.strip("\n") for subject in out.split("\0")]
    return tuple(map(Parent, numbers, labels, subjects))


def read_merge(repo: git.Repo, merge: GitMerge, paths: Sequence[Path] = ()) -> MergeRead:
    """The definitions of a merge that are worth looking at, by path.

    A file counts as a definition as in `review.changed_definitions`. With ``paths`` (files or
    folders), only those below them.

    Raises:
        StoreError: git does not answer.
    """
    wanted = tuple(Path(os.path.realpath(path.parent)) / path.name for path in paths)
    with ground(repo, [parent.id for parent in merge.parents]) as base:
        reader = _Reader(repo, merge, base)
        found = [each for each in reader.definitions(wanted) if _is_definition(each, wanted)]
        found.sort(key=lambda each: each.label)
        return MergeRead(merge, base.kind, base.commits, tuple(found))


def _is_definition(each: MergedDefinition, wanted: Sequence[Path]) -> bool:
    if each.path in wanted or spot_of(each.path):
        return True
    texts = (text for text in (each.base, *each.sides, each.result) if text is not None)
    return any({"name", "description"} & {f.key for f in parse(text).fields} for text in texts)


_Moves: TypeAlias = Mapping[Path, "Path | None"]
"""What a parent changed: each path of the base, and where it is now; new ones, too."""


@dataclass(frozen=True)
class _Reader:
    repo: git.Repo
    merge: GitMerge
    base: Ground

    def definitions(self, wanted: Sequence[Path]) -> Iterator[MergedDefinition]:
        moves = [self._moves(parent) for parent in self.merge.parents]
        target = self.merge.commit or git.WORK_TREE
        made = [git.deltas(self.repo, parent.id, target) for parent in self.merge.parents]
        touched = [_touched(deltas) for deltas in made]
        renamed = {delta.former: delta.path for each in made for delta in each if delta.former}
        for path, sides in self._candidates(moves, set.intersection(*touched)):
            every = {path, *(side for side in sides if side)}
            changers = [number for number, move in enumerate(moves) if path in move]
            # What only one side changed and the result has as that side does needs nobody.
            plain = len(changers) == 1 and not every & touched[changers[0]]
            if not plain and _is_wanted(every, wanted) and any(map(_may_be, every)):
                yield self._definition(path, sides, renamed)

    @staticmethod
    def _candidates(
        moves: Sequence[_Moves], by_hand: set[Path]
    ) -> Iterator[tuple[Path, list[Path | None]]]:
        """What a side changed, then what is as on no side, each with where the sides have it."""
        seen: set[Path] = set()
        for path in sorted({path for move in moves for path in move}):
            sides = [move.get(path, path) for move in moves]
            seen |= {path, *(side for side in sides if side)}
            yield path, sides
        for path in sorted(by_hand - seen):
            yield path, [path] * len(moves)

    def _moves(self, parent: Parent) -> _Moves:
        out = ask(
            self.repo.root, "diff-tree", "-r", "--raw", "-z", "-M", "--no-abbrev",
            "--ignore-submodules=all", self.base.tree, f"{parent.id}^{{tree}}", "--",
            environment=self.base.environment,
        )  # fmt: skip
        found: dict[Path, Path | None] = {}
        for delta in git.read_deltas(self.repo, os.fsdecode(out)):
            found[delta.former or delta.path] = None if delta.letter == "D" else delta.path
        return found

    def _definition(
        self, path: Path, sides: Sequence[Path | None], renamed: Mapping[Path, Path]
    ) -> MergedDefinition:
        texts = [
            self._text(f"{parent.id}:", side) if side else None
            for parent, side in zip(self.merge.parents, sides, strict=True)
        ]
        places = [side for side in sides if side and side != path] + [path]
        places += [renamed[place] for place in places if place in renamed]
        results = ((place, self._result(place)) for place in places)
        where, result = next((each for each in results if each[1] is not None), (places[0], None))
        spot = spot_of(where)
        base, is_first = self._base(path)
        return MergedDefinition(
            path=where,
            label=self.repo.relative(where),
            labels=tuple(self.repo.relative(side or path) for side in sides),
            base=base,
            sides=tuple(texts),
            result=result,
            harness=spot.harness if spot else "",
            first_base=is_first,
        )

    def _base(self, path: Path) -> tuple[str | None, bool]:
        """The base's text, and whether it is that of the first of several bases."""
        text = self._text(f"{self.base.tree}:".replace("^{tree}", ""), path)
        if self.base.kind is not Kind.VIRTUAL or "\n<<<<<<<" not in f"\n{text}":
            return text, self.base.kind is Kind.FIRST
        # The bases contradict each other here; a text with markers is no ancestor of anything.
        return self._text(f"{self.base.commits[0]}:", path), True

    def _result(self, path: Path) -> str | None:
        if self.merge.commit:
            return self._text(f"{self.merge.commit}:", path)
        try:
            return decode(read(path)[0]) if os.path.lexists(path) else None
        except StoreError:
            return None

    def _text(self, where: str, path: Path) -> str | None:
        """What ``path`` holds in a commit or tree, as it would be checked out."""
        name, beside = self.repo.relative(path), self.base.environment
        what = f"{where}{name}"
        try:
            found = ask(
                self.repo.root, "rev-parse", "--verify", "--quiet", "--end-of-options", what,
                environment=beside,
            )  # fmt: skip
        except GitRefused:
            return None
        number = text_of(found).strip()
        return decode(
            ask(
                self.repo.root, "cat-file", "--filters", f"--path={name}", number,
                environment=beside,
            )
        )  # fmt: skip


def _touched(deltas: Sequence[git.Delta]) -> set[Path]:
    known = [delta for delta in deltas if delta.letter != "?"]
    return {path for delta in known for path in (delta.path, delta.former) if path}


def _may_be(path: Path) -> bool:
    """Whether a file may be a definition, judged by its name and place alone."""
    return path.name.endswith(_MARKDOWN) or spot_of(path) is not None


def _is_wanted(every: set[Path], wanted: Sequence[Path]) -> bool:
    return not wanted or any(
        each == path or each in path.parents for path in every for each in wanted
    )
