"""Backups: what files were before the studio replaced or removed them, and the way back."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent_studio.store import jsonfile, world
from agent_studio.store.atomic import digest_of, look, read, sync_folder, write
from agent_studio.store.errors import ChangedOnDisk, StoreError, cause, shown

_MANIFEST = "backup.json"


@dataclass(frozen=True, slots=True)
class Change:
    """A file that is about to be changed, for `make`."""

    path: Path
    after: bytes | None
    """What it will hold; ``None`` if it will be gone."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of a backup."""

    path: Path
    digest: str
    """SHA-256 of the kept bytes; empty if there was no file."""
    after: str
    """SHA-256 of what the studio put in its place; empty if it removed the file."""
    mode: int = 0o644
    link: str = ""
    """Where it led if it was a symbolic link that the studio removed."""
    made: tuple[Path, ...] = ()
    """Folders that were not there before, the deepest first."""


@dataclass(frozen=True, slots=True)
class Backup:
    """Several files as they were at one moment, before one action."""

    id: str
    when: float
    """Seconds since 1970."""
    why: str
    """The action, for a person: "before merging into backend.md"."""
    files: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """What `restore` did."""

    files: tuple[Path, ...]
    """Put back as they were."""
    removed: tuple[Path, ...]
    """Removed, because they were not there before."""
    backup: Backup
    """What stood there until then; restoring it undoes the restoring."""


def folder() -> Path:
    """Where backups are kept."""
    return world.data_folder() / "backups"


def make(why: str, changes: Sequence[Change]) -> Backup:
    """Keep the files as they are now, before ``changes`` are made.

    The list of files is written last: a backup that was interrupted does not exist.

    Raises:
        StoreError: A file cannot be read or kept; nothing of the backup is left.
    """
    number = world.fresh_id()
    place = folder() / number
    try:
        place.mkdir(mode=0o700, parents=True)
        kept = tuple(_keep(place, index, change) for index, change in enumerate(changes))
        backup = Backup(number, world.now(), why, kept)
        jsonfile.save(place / _MANIFEST, _to_json(backup))
        sync_folder(place.parent)
    except OSError as error:
        _forget(place)
        raise StoreError(f"cannot make a backup: {cause(error)}") from error
    except StoreError as error:
        _forget(place)
        raise StoreError(f"cannot make a backup: {error}") from error
    return backup


def list_backups() -> tuple[Backup, ...]:
    """All backups, the newest first; those that make no sense are left out."""
    found = []
    with suppress(OSError):
        for place in folder().iterdir():
            with suppress(StoreError):
                found.append(_load(place))
    return tuple(sorted(found, key=lambda backup: (backup.when, backup.id), reverse=True))


def find(wanted: str) -> Backup:
    """The backup of that id, or of that number in the list (1 is the newest).

    Raises:
        StoreError: There is none.
    """
    backups = list_backups()
    for backup in backups:
        if backup.id == wanted:
            return backup
    if wanted.isascii() and wanted.isdigit() and 0 < int(wanted) <= len(backups):
        return backups[int(wanted) - 1]
    raise StoreError(f"there is no backup '{wanted}'")


def former(backup: Backup, path: Path) -> bytes | None:
    """What ``path`` held before; ``None`` if it was not there.

    Raises:
        StoreError: The backup does not know it, or its bytes are damaged.
    """
    for index, kept in enumerate(backup.files):
        if kept.path == path:
            return _bytes(backup, index) if kept.digest else None
    raise StoreError(f"{shown(path)} is not part of backup {backup.id}")


def restore(backup_id: str, *, force: bool = False) -> Restored:
    """Put all files of a backup back as they were.

    A file that somebody changed after the studio did is not overwritten unless ``force``;
    then nothing at all is restored. What stands there now is backed up first.

    Raises:
        ChangedOnDisk: A file was changed since.
        StoreError: There is no such backup, or a file cannot be read or written.
    """
    backup = find(backup_id)
    contents = [_bytes(backup, index) for index in range(len(backup.files))]
    if not force:
        for kept in backup.files:
            _must_be_ours(kept)
    changes = [
        Change(kept.path, content) for kept, content in zip(backup.files, contents, strict=True)
    ]
    now = make(f"before restoring {backup.id}", changes)
    put_back(backup)
    return Restored(
        tuple(kept.path for kept in backup.files if kept.digest),
        tuple(kept.path for kept in backup.files if not kept.digest),
        now,
    )


def put_back(backup: Backup, *, only_ours: bool = False) -> None:
    """Put the files back whatever stands there now; `restore` asks first.

    With ``only_ours``, a file that holds what somebody else wrote meanwhile is left alone.

    Raises:
        StoreError: A file cannot be written; those before it are back.
    """
    for index, kept in enumerate(backup.files):
        if only_ours and not _is_ours(kept):
            continue
        content = _bytes(backup, index)
        if content is None:
            _take_away(kept)
        elif kept.link:
            _put_link(kept)
        else:
            _put_file(kept, content)


def _keep(place: Path, index: int, change: Change) -> Kept:
    path = change.path
    after = "" if change.after is None else digest_of(change.after)
    if not os.path.lexists(path):
        return Kept(path, "", after, made=tuple(_missing(path.parent)))
    data, _ = read(path)
    write(place / str(index), data, None, mode=0o600)
    # Writing follows a link and leaves it; only removing takes the link itself away.
    link = str(path.readlink()) if path.is_symlink() and change.after is None else ""
    return Kept(path, digest_of(data), after, stat.S_IMODE(path.stat().st_mode), link)


def _missing(place: Path) -> Iterable[Path]:
    while not os.path.lexists(place):
        yield place
        place = place.parent


def _is_ours(kept: Kept) -> bool:
    """Whether the file is as the studio found it or as the studio left it."""
    found = look(kept.path)
    return (found.digest if found else "") in (kept.after, kept.digest)


def _must_be_ours(kept: Kept) -> None:
    try:
        ours = _is_ours(kept)
    except StoreError as error:
        raise ChangedOnDisk(f"nothing was restored: {error}", kept.path) from error
    if not ours:
        what = "was changed" if os.path.lexists(kept.path) else "was removed"
        raise ChangedOnDisk(
            f"{shown(kept.path)} {what} after the backup; nothing was restored", kept.path
        )


def _bytes(backup: Backup, index: int) -> bytes | None:
    kept = backup.files[index]
    if not kept.digest:
        return None
    data, stamp = read(folder() / backup.id / str(index))
    if stamp.digest != kept.digest:
        raise StoreError(f"backup {backup.id} of {shown(kept.path)} is damaged")
    return data


def _take_away(kept: Kept) -> None:
    try:
        kept.path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"cannot remove {shown(kept.path)}: {cause(error)}") from error
    for place in kept.made:
        with suppress(OSError):
            place.rmdir()


def _put_link(kept: Kept) -> None:
    if kept.path.is_symlink() and str(kept.path.readlink()) == kept.link:
        return
    try:
        kept.path.parent.mkdir(parents=True, exist_ok=True)
        kept.path.unlink(missing_ok=True)
        kept.path.symlink_to(kept.link)
    except OSError as error:
        raise StoreError(f"cannot restore {shown(kept.path)}: {cause(error)}") from error


def _put_file(kept: Kept, content: bytes) -> None:
    now = look(kept.path)
    if now is None or now.digest != kept.digest:
        write(kept.path, content, now)
    with suppress(OSError):
        kept.path.chmod(kept.mode)


def _forget(place: Path) -> None:
    with suppress(OSError):
        for each in place.iterdir():
            each.unlink()
        place.rmdir()


def _to_json(backup: Backup) -> dict[str, Any]:
    files = [
        {
            "path": str(kept.path),
            "digest": kept.digest,
            "after": kept.after,
            "mode": kept.mode,
            "link": kept.link,
            "made": [str(place) for place in kept.made],
        }
        for kept in backup.files
    ]
    return {"id": backup.id, "when": backup.when, "why": backup.why, "files": files}


def _load(place: Path) -> Backup:
    content = jsonfile.load(place / _MANIFEST)
    try:
        files = tuple(
            Kept(
                Path(kept["path"]),
                str(kept["digest"]),
                str(kept["after"]),
                int(kept["mode"]),
                str(kept["link"]),
                tuple(Path(made) for made in kept["made"]),
            )
            for kept in content["files"]
        )
        return Backup(place.name, float(content["when"]), str(content["why"]), files)
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(f"backup {place.name} is damaged") from error
