"""Which definitions changed in git, what they were and are, and going back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from agent_studio.core.document import parse
from agent_studio.core.text import decode, encode
from agent_studio.store import backups, git
from agent_studio.store.atomic import look, read, remove, write
from agent_studio.store.errors import ChangedOnDisk, StoreError, shown
from agent_studio.store.places import spot_of

_MARKDOWN = (".md", ".markdown", ".mdc")


class Kind(StrEnum):
    """What happened to a definition."""

    ADDED = "added"
    DELETED = "deleted"
    MODIFIED = "modified"
    RENAMED = "renamed"


class Staging(StrEnum):
    """How much of a change is staged."""

    NO = "not staged"
    YES = "staged"
    PARTLY = "partly staged"


@dataclass(frozen=True, slots=True)
class Change:
    """One definition that differs between base and target."""

    path: Path
    """Absolute; for a deleted definition, where it was."""
    label: str
    """The path from the repository's root on."""
    kind: Kind
    before: str | None
    """The text in the base; ``None`` if it was not there."""
    after: str | None
    """The text in the target; ``None`` if it is not there."""
    former: Path | None = None
    """Where it was, if it was renamed."""
    staging: Staging = Staging.NO
    index: str | None = None
    """The text in the index, of which rows are staged one by one; ``None`` if not in there."""
    untracked: bool = False
    conflicted: bool = False
    harness: str = ""
    """The id of the dialect whose place it lies in; empty if none."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every path that staging or reverting the change concerns."""
        return (self.path, self.former) if self.former else (self.path,)


@dataclass(frozen=True, slots=True)
class Undo:
    """The way back from a revert. Its backup is on disk, so a crash does not lose it."""

    backup_id: str
    index: tuple[git.IndexEntry, ...]
    """What the index held."""
    repo: git.Repo


def changed_definitions(
    repo: git.Repo,
    *,
    base: str = "HEAD",
    target: str = git.WORK_TREE,
    paths: Sequence[Path] = (),
) -> tuple[Change, ...]:
    """The definitions that differ, by path.

    ``base`` and ``target`` are revisions, `git.INDEX` or `git.WORK_TREE` (target only). A file
    counts as a definition if it lies in a harness's place, or if it is Markdown whose front
    matter has a name or a description, before or after; if ``paths`` names it, always. With
    ``paths`` (files or folders), only those below them are looked at.

    Raises:
        StoreError: There is no such revision, or git does not answer.
    """
    wanted = tuple(Path(os.path.realpath(path.parent)) / path.name for path in paths)
    # With the files on disk or the index as the target, a person stages; else nobody does.
    staging = git.status(repo) if target in (git.WORK_TREE, git.INDEX) else {}
    found = []
    for delta in _with_moves(repo, git.deltas(repo, base, target), base):
        if wanted and not _below(delta, wanted):
            continue
        change = _change(repo, delta, base, target, staging.get(delta.path))
        if change and (delta.path in wanted or is_definition(change)):
            found.append(change)
    return tuple(sorted(found, key=lambda change: change.label))


def is_definition(change: Change) -> bool:
    """Whether the changed file is an agent's, by its place or by what it holds or held."""
    if any(spot_of(path) for path in change.paths):
        return True
    if not change.path.name.endswith(_MARKDOWN):
        return False
    texts = (text for text in (change.before, change.after) if text is not None)
    return any({"name", "description"} & {f.key for f in parse(text).fields} for text in texts)


def revert(repo: git.Repo, change: Change) -> Undo:
    """Make a changed definition on disk and in the index what it was in HEAD.

    What is on disk is backed up before, what the index holds is remembered.

    Raises:
        ChangedOnDisk: The file is no longer what ``change`` says.
        StoreError: It cannot be written; then everything is as before.
    """
    _must_be_as_shown(change)
    base_path = change.former or change.path
    former = git.content(repo, base_path, "HEAD") if git.has_commits(repo) else None
    plan = [backups.Change(base_path, former)]
    if change.former:
        plan.append(backups.Change(change.path, None))
    backup = backups.make(f"before reverting {change.label}", plan)
    undo = Undo(
        backup.id,
        tuple(git.index_entry(repo, path) for path in change.paths),
        repo,
    )
    try:
        for step in plan:
            _apply(step)
        git.unstage(repo, [each.path for each in undo.index if _in_git(repo, each)])
    except StoreError:
        backups.put_back(backup, only_ours=True)
        for entry in undo.index:
            with suppress(StoreError):
                git.set_index_entry(repo, entry)
        raise
    return undo


def undo_revert(undo: Undo) -> None:
    """Put back what `revert` took away: the files and what was staged of them.

    Raises:
        ChangedOnDisk: A file was changed since; nothing was put back.
        StoreError: It cannot be written.
    """
    backups.restore(undo.backup_id)
    for entry in undo.index:
        git.set_index_entry(undo.repo, entry)


def _in_git(repo: git.Repo, entry: git.IndexEntry) -> bool:
    """Whether index or HEAD know the path: git refuses to unstage what neither does."""
    return bool(entry.object) or git.content(repo, entry.path, "HEAD") is not None


def _apply(step: backups.Change) -> None:
    now = look(step.path)
    if step.after is not None:
        write(step.path, step.after, now)
    elif now is not None:
        remove(step.path, now)


def _must_be_as_shown(change: Change) -> None:
    now = read(change.path)[0] if os.path.lexists(change.path) else None
    shown_before = None if change.after is None else encode(change.after)
    if now != shown_before and change.staging is Staging.PARTLY and change.index == change.after:
        raise StoreError(
            f"{shown(change.path)} has changes on disk that are not staged and would be lost; "
            "review the work tree to revert them too"
        )
    if now != shown_before:
        raise ChangedOnDisk(
            f"{shown(change.path)} was changed meanwhile; nothing was reverted", change.path
        )


def _below(delta: git.Delta, wanted: Sequence[Path]) -> bool:
    both = (delta.path, delta.former) if delta.former else (delta.path,)
    return any(each == path or each in path.parents for path in both for each in wanted)


def _with_moves(repo: git.Repo, deltas: Sequence[git.Delta], base: str) -> Sequence[git.Delta]:
    """Join a deleted file and an untracked one with the same text: somebody moved it.

    Git itself finds renames only among files that it knows.
    """
    gone = [delta for delta in deltas if delta.letter == "D"]
    fresh = {delta.path for delta in deltas if delta.letter == "?"}
    if not gone or not fresh:
        return deltas
    texts = {path: _on_disk(path) for path in fresh}
    moved: dict[Path, Path] = {}
    for delta in gone:
        was = git.content(repo, delta.path, base)
        same = next((p for p in sorted(fresh - moved.keys()) if was and texts[p] == was), None)
        if same:
            moved[same] = delta.path
    left = set(moved.values())
    return [
        git.Delta(delta.path, "R?", moved[delta.path]) if delta.path in moved else delta
        for delta in deltas
        if delta.path not in left
    ]


def _on_disk(path: Path) -> bytes | None:
    try:
        return read(path)[0]
    except StoreError:
        return None


def _change(
    repo: git.Repo, delta: git.Delta, base: str, target: str, status: git.FileStatus | None
) -> Change | None:
    """The change with its texts; ``None`` if the file cannot be read or does not differ."""
    before = None
    if delta.letter not in ("A", "?"):
        before = _content(repo, delta.former or delta.path, base)
    after = None if delta.letter == "D" else _content(repo, delta.path, target)
    conflicted = status is not None and status.state is git.State.CONFLICTED
    if conflicted and target == git.INDEX:
        # The index holds a text for each side; what is there for the next commit is ours, so far.
        ours = git.content(repo, delta.path, git.OURS)
        after = None if ours is None else decode(ours)
    if before == after and delta.former is None and not conflicted:
        return None
    spot = spot_of(delta.path)
    return Change(
        path=delta.path,
        label=repo.relative(delta.path),
        kind=_kind(delta, before, after),
        before=before,
        after=after,
        former=delta.former,
        staging=_staging(status),
        index=_content(repo, delta.path, git.INDEX) if status else after,
        untracked=delta.letter in ("?", "R?"),
        conflicted=conflicted,
        harness=spot.harness if spot else "",
    )


def _kind(delta: git.Delta, before: str | None, after: str | None) -> Kind:
    if delta.former is not None:
        return Kind.RENAMED
    if before is None:
        return Kind.ADDED
    return Kind.DELETED if after is None else Kind.MODIFIED


def _staging(status: git.FileStatus | None) -> Staging:
    if status is None or not status.staged:
        return Staging.NO
    return Staging.PARTLY if status.unstaged else Staging.YES


def _content(repo: git.Repo, path: Path, where: str) -> str | None:
    data = _on_disk(path) if where == git.WORK_TREE else git.content(repo, path, where)
    return None if data is None else decode(data)
