"""What the Review does to a repository. Screens call these functions in a thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from agent_studio.core.dialects import CLAUDE_CODE, DIALECTS
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.text import encode
from agent_studio.store import atomic, git, review
from agent_studio.store.agreed import Agreements
from agent_studio.store.errors import ChangedOnDisk, StoreError, shown
from agent_studio.store.git import Repo
from agent_studio.store.review import Change
from agent_studio.ui.reviewing.item import ReviewItem, review_item, widest_first
from agent_studio.ui.reviewing.pick import RowHangsTogetherError, with_row
from agent_studio.ui.reviewing.rows import ChangedRow


@dataclass(frozen=True)
class Scope:
    """What is reviewed."""

    folder: Path = field(default_factory=Path.cwd)
    """Any folder of the work tree."""
    base: str = "HEAD"
    target: str = git.WORK_TREE
    """A revision, `git.INDEX` or `git.WORK_TREE`."""
    paths: tuple[Path, ...] = ()
    """Only what lies below these; empty for everything."""

    @property
    def in_words(self) -> str:
        """``work tree against HEAD``."""
        names = {git.WORK_TREE: "work tree", git.INDEX: "what is staged"}
        return f"{names.get(self.target, self.target)} against {self.base}"

    @property
    def why_read_only(self) -> str:
        """Why nothing can be staged or reverted here; empty if it can."""
        if self.target in (git.WORK_TREE, git.INDEX) and self.base == "HEAD":
            return ""
        return "Two revisions are compared: there is nothing to stage or revert."


@dataclass(frozen=True)
class Reviewed:
    """The changed definitions of one repository."""

    repo: Repo
    items: tuple[ReviewItem, ...]
    """Those that may do more than before first."""
    problems: tuple[str, ...] = ()
    """What is wrong with the settings of teams, one sentence each."""


@dataclass(frozen=True)
class Step:
    """Something that was done, and the way back."""

    title: str
    back: Callable[[], None]
    """Raises `StoreError` if there is no way back any more."""


def look(scope: Scope) -> Reviewed:
    """Ask git what changed.

    Raises:
        StoreError: Outside git, or git refuses.
    """
    repo = git.discover(scope.paths[0] if scope.paths else scope.folder)
    found = review.changed_definitions(
        repo, base=scope.base, target=scope.target, paths=scope.paths
    )
    agreements = Agreements()
    items = widest_first(
        review_item(change, _reader(change), agreements.of(change.path)) for change in found
    )
    return Reviewed(repo, items, tuple(agreements.problems))


def _reader(change: Change) -> Dialect:
    """The dialect of the place that a definition lies in."""
    return DIALECTS[change.harness] if change.harness else CLAUDE_CODE


def stage(repo: Repo, change: Change) -> Step:
    """Stage the whole definition."""
    back = _remember_index(repo, change)
    known = [path for path in change.paths if path.exists() or git.index_entry(repo, path).object]
    git.stage(repo, known)
    return Step(f"staging {change.label}", back)


def unstage(repo: Repo, change: Change) -> Step:
    """Take the whole definition out of the next commit."""
    back = _remember_index(repo, change)
    known = [
        path for path in change.paths if git.index_entry(repo, path).object or _in_head(repo, path)
    ]
    git.unstage(repo, known)
    return Step(f"unstaging {change.label}", back)


def stage_row(repo: Repo, change: Change, row: ChangedRow) -> Step:
    """Stage one row; the index gets a text that nobody has on disk.

    Raises:
        StoreError: The row cannot be staged alone, or git refuses.
    """
    if change.after is None or change.former is not None:
        raise StoreError("a deleted or renamed definition is staged as a whole")
    return _write_index(repo, change, row, change.after)


def unstage_row(repo: Repo, change: Change, row: ChangedRow) -> Step:
    """Take one row out of the next commit.

    Raises:
        StoreError: The row cannot be unstaged alone, or git refuses.
    """
    if change.before is None or change.after is None or change.former is not None:
        raise StoreError("a new, deleted or renamed definition is unstaged as a whole")
    return _write_index(repo, change, row, change.before)


def _write_index(repo: Repo, change: Change, row: ChangedRow, source: str) -> Step:
    back = _remember_index(repo, change)
    text = _picked(change, change.index or "", source, row)
    git.stage_content(repo, change.path, encode(text))
    return Step(f"staging {row.where} of {change.label}", back)


def revert(repo: Repo, change: Change) -> Step:
    """Make the definition what it was, on disk and in the index; a backup is kept.

    Raises:
        StoreError: It changed meanwhile, or cannot be written.
    """
    undo = review.revert(repo, change)
    return Step(f"reverting {change.label}", partial(review.undo_revert, undo))


def revert_row(change: Change, row: ChangedRow) -> Step:
    """Make one row on disk what it was.

    Raises:
        StoreError: The row cannot be reverted alone, or the file changed meanwhile.
    """
    if change.after is None or change.before is None:
        raise StoreError("a new or deleted definition is reverted as a whole")
    text = _picked(change, change.after, change.before, row)
    stamp = _replace(change.path, change.after, text, atomic.look(change.path))
    back = partial(_replace, change.path, text, change.after, stamp)
    return Step(f"reverting {row.where} of {change.label}", lambda: _ignore(back()))


def together(title: str, steps: Sequence[Step]) -> Step:
    """Several steps as one, taken back in the other order."""

    def back() -> None:
        for step in reversed(steps):
            step.back()

    return Step(title, back)


def _picked(change: Change, ground: str, source: str, row: ChangedRow) -> str:
    try:
        return with_row(ground, source, row, _reader(change))
    except RowHangsTogetherError as error:
        raise StoreError(str(error)) from error


def _replace(path: Path, expected: str, text: str, stamp: atomic.Stamp | None) -> atomic.Stamp:
    if atomic.read(path)[0] != encode(expected):
        raise ChangedOnDisk(f"{shown(path)} was changed meanwhile; nothing was written", path)
    return atomic.write(path, encode(text), stamp)


def _ignore(_: object) -> None:
    """A way back answers nothing."""


def _remember_index(repo: Repo, change: Change) -> Callable[[], None]:
    entries = [git.index_entry(repo, path) for path in change.paths]

    def back() -> None:
        for entry in entries:
            git.set_index_entry(repo, entry)

    return back


def _in_head(repo: Repo, path: Path) -> bool:
    return git.has_commits(repo) and git.content(repo, path, "HEAD") is not None
