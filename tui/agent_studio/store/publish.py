"""Writing a merge: proved first, backed up, then the result, references and removals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document.model import Value
from agent_studio.store import backups
from agent_studio.store.atomic import Stamp, final_target, look, remove, write
from agent_studio.store.errors import ChangedOnDisk, StoreError, shown
from agent_studio.store.proof import prove, prove_bytes


@dataclass(frozen=True, slots=True)
class Original:
    """A definition that was merged away."""

    path: Path
    stamp: Stamp
    """What it looked like when it was read."""
    remove: bool = False


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Another definition in which references to merged-away names are renamed."""

    path: Path
    stamp: Stamp
    data: bytes
    """What it will hold."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that publishing a merge will do, before it does any of it."""

    target: Path
    data: bytes
    replaces: Stamp | None = None
    """What the target looked like when it was shown; ``None`` if it is not to be there."""
    originals: tuple[Original, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()

    @property
    def removals(self) -> tuple[Original, ...]:
        """The originals that will be gone; the target is never one of them."""
        target = final_target(self.target)
        return tuple(
            each
            for each in self.originals
            if each.remove and each.path != self.target and final_target(each.path) != target
        )


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did."""

    target: Path
    stamp: Stamp
    backup_id: str
    """``agent-studio restore`` with this id undoes all of it."""
    rewritten: tuple[Path, ...]
    removed: tuple[Path, ...]


def publish(
    plan: Plan,
    expected_fields: Mapping[str, Value] | None,
    *,
    expected_body: str | None = None,
    dialect: Dialect | None = None,
    unfinished: bool = False,
) -> Published:
    """Prove that the result means what the screen showed, and write it.

    ``expected_fields`` are the fields that were shown (``None``: there is no front matter),
    ``expected_body`` the text behind the front matter if it was shown; ``dialect`` must load
    the result if given. Of what is ``unfinished``, shown with conflict markers in it, nothing is
    proved but its bytes. All files are looked at first; then they are backed up; then the
    target is written, references rewritten, originals removed. If a step fails, everything is
    put back.

    Raises:
        ChangedOnDisk: A file is no longer what it was when it was read. Nothing was written.
        StoreError: The result does not mean what was shown, or a file cannot be written.
    """
    if unfinished:
        prove_bytes(plan.data)
    else:
        prove(plan.data, expected_fields, expected_body=expected_body, dialect=dialect)
    _must_not_overlap(plan)
    _must_be_as_read(plan)
    backup = backups.make(f"before writing {plan.target.name}", _changes(plan))
    stamp = _carry_out(plan, backup)
    return Published(
        plan.target,
        stamp,
        backup.id,
        tuple(rewrite.path for rewrite in plan.rewrites),
        tuple(original.path for original in plan.removals),
    )


def _carry_out(plan: Plan, backup: backups.Backup) -> Stamp:
    try:
        stamp = write(plan.target, plan.data, plan.replaces)
        for rewrite in plan.rewrites:
            write(rewrite.path, rewrite.data, rewrite.stamp)
        for original in plan.removals:
            remove(original.path, original.stamp)
    except BaseException as error:
        _roll_back(backup, error)
        raise
    return stamp


def _changes(plan: Plan) -> list[backups.Change]:
    return [
        backups.Change(plan.target, plan.data),
        *(backups.Change(rewrite.path, rewrite.data) for rewrite in plan.rewrites),
        *(backups.Change(original.path, None) for original in plan.removals),
    ]


def _must_not_overlap(plan: Plan) -> None:
    """Two steps on one file would each be right about what it was, and wrong together."""
    taken = [final_target(plan.target)]
    taken += [final_target(rewrite.path) for rewrite in plan.rewrites]
    taken += [final_target(original.path) for original in plan.removals]
    twice = next((path for path in taken if taken.count(path) > 1), None)
    if twice is not None:
        raise StoreError(f"{shown(twice)} would be written or removed twice; nothing was written")


def _must_be_as_read(plan: Plan) -> None:
    known = [(each.path, each.stamp) for each in plan.rewrites]
    known += [(each.path, each.stamp) for each in plan.removals]
    for path, stamp in known:
        now = look(path)
        if now is None or not stamp.same(now):
            what = "is gone from the disk" if now is None else "was changed meanwhile"
            raise ChangedOnDisk(f"{shown(path)} {what}; nothing was written", path)
    now = look(plan.target)
    if plan.replaces is None and now is not None:
        raise ChangedOnDisk(
            f"{shown(plan.target)} is there already; nothing was written", plan.target
        )
    if plan.replaces is not None and not plan.replaces.same(now):
        raise ChangedOnDisk(
            f"{shown(plan.target)} was changed meanwhile; nothing was written", plan.target
        )


def _roll_back(backup: backups.Backup, error: BaseException) -> None:
    try:
        backups.put_back(backup, only_ours=True)
    except StoreError as failure:
        raise StoreError(
            f"{error}; not everything could be put back ({failure}): "
            f"'agent-studio restore {backup.id}' does it when that is mended"
        ) from error
    if isinstance(error, StoreError) and not isinstance(error, ChangedOnDisk):
        raise StoreError(f"{error}; everything is as it was") from error
