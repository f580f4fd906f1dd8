"""Files are read whole and written whole: the former bytes or the new ones, never a mixture."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from agent_studio.store.errors import ChangedOnDisk, StoreError, cause, shown
from agent_studio.store.reading import LARGEST, read_whole


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file looked like when it was read.

    There is no inode in it: editors that write atomically give a file a new one each time.
    """

    size: int
    """Bytes."""
    mtime_ns: int
    digest: str
    """SHA-256 of the bytes, hexadecimal."""

    def same(self, other: Stamp | None) -> bool:
        """Whether the bytes are the same; the time may differ."""
        return other is not None and self.digest == other.digest


def digest_of(data: bytes) -> str:
    """SHA-256 of ``data``, hexadecimal."""
    # hashlib loads OpenSSL, which is a tenth of what a headless command may take to start.
    from hashlib import sha256

    return sha256(data).hexdigest()


def read(path: Path, *, largest: int = LARGEST) -> tuple[bytes, Stamp]:
    """The bytes of a file and what it looked like.

    Raises:
        StoreError: It is not there, not a file, not readable, or has more than ``largest`` bytes.
    """
    data, status = read_whole(path, largest=largest)
    return data, Stamp(len(data), status.st_mtime_ns, digest_of(data))


def look(path: Path, *, largest: int = LARGEST) -> Stamp | None:
    """What a file looks like now; ``None`` if there is none.

    Raises:
        StoreError: There is something, but it cannot be read.
    """
    if not os.path.lexists(path):
        return None
    return read(path, largest=largest)[1]


def write(
    path: Path,
    data: bytes,
    expected: Stamp | None,
    *,
    mode: int = 0o666,
    largest: int = LARGEST,
) -> Stamp:
    """Put ``data`` in the place of what ``expected`` describes and answer with the new stamp.

    The bytes reach the disk in a file beside the target, which then takes its name in one
    step. A symbolic link is followed: its target is replaced, the link stays. Permissions are
    kept; a new file gets ``mode`` less the umask. Folders that are missing are made. ``expected``
    is ``None`` for a new file.

    Raises:
        ChangedOnDisk: The file is not (or no longer) as expected. Nothing was written.
        StoreError: It could not be written. Nothing was written, nothing is left behind.
    """
    target = final_target(path)
    _must_be(path, target, expected, largest)
    made = _make_folders(target.parent, path)
    spare = target.with_name(f".{target.name[:60]}.{os.urandom(6).hex()}.tmp")
    try:
        _write_spare(spare, target, data, mode)
        _put_in_place(spare, target, path, expected, largest)
        sync_folder(target.parent)
        return Stamp(len(data), target.stat().st_mtime_ns, digest_of(data))
    except BaseException as error:
        with suppress(OSError):
            spare.unlink(missing_ok=True)
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise StoreError(f"cannot write {shown(path)}: {cause(error)}") from error
        raise


def remove(path: Path, expected: Stamp) -> None:
    """Remove a file that is still as ``expected``; of a symbolic link, the link.

    Raises:
        ChangedOnDisk: The file changed or is gone.
        StoreError: It cannot be removed.
    """
    _must_be(path, final_target(path), expected)
    try:
        path.unlink()
        sync_folder(path.parent)
    except OSError as error:
        raise StoreError(f"cannot remove {shown(path)}: {cause(error)}") from error


def final_target(path: Path) -> Path:
    """Where a chain of symbolic links ends; the path itself, made absolute, without links.

    Raises:
        StoreError: The links lead in a circle.
    """
    try:
        return Path(os.path.realpath(path, strict=True))
    except FileNotFoundError:
        return Path(os.path.realpath(path))
    except OSError as error:
        raise StoreError(f"cannot use {shown(path)}: {cause(error)}") from error
    except ValueError as error:
        raise StoreError(f"cannot use {shown(path)}: no file can have this name") from error


def sync_folder(folder: Path) -> None:
    """Make sure that names made or removed in ``folder`` survive a power cut."""
    # Some file systems cannot sync a folder; the file itself is safe then all the same.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _must_be(path: Path, target: Path, expected: Stamp | None, largest: int = LARGEST) -> None:
    found = look(target, largest=largest)
    if expected is None and found is not None:
        raise ChangedOnDisk(f"{shown(path)} is there already; nothing was written", path)
    if expected is not None and found is None:
        raise ChangedOnDisk(f"{shown(path)} is gone from the disk; nothing was written", path)
    if expected is not None and not expected.same(found):
        raise ChangedOnDisk(f"{shown(path)} was changed meanwhile; nothing was written", path)


def _make_folders(folder: Path, path: Path) -> list[Path]:
    """Make ``folder`` and what is above it; answers with what was made, the deepest first."""
    missing = []
    while not os.path.lexists(folder):
        missing.append(folder)
        folder = folder.parent
    made: list[Path] = []
    try:
        for each in reversed(missing):
            each.mkdir(exist_ok=True)
            made.insert(0, each)
    except OSError as error:
        for each in made:
            with suppress(OSError):
                each.rmdir()
        raise StoreError(f"cannot write {shown(path)}: {cause(error)}") from error
    return made


def _write_spare(spare: Path, target: Path, data: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    handle = os.open(spare, flags, mode)
    with os.fdopen(handle, "wb", buffering=0) as file:
        with suppress(FileNotFoundError):
            before = target.stat()
            # Only root may give files away; for others the new file is theirs, as in editors.
            with suppress(PermissionError):
                os.fchown(handle, before.st_uid, before.st_gid)
            os.fchmod(handle, stat.S_IMODE(before.st_mode))
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) or 0 :]
        os.fsync(handle)


def _put_in_place(
    spare: Path, target: Path, path: Path, expected: Stamp | None, largest: int
) -> None:
    if expected is not None:
        # Once more, as late as possible: writing the spare file took its time.
        _must_be(path, target, expected, largest)
        spare.replace(target)
        return
    try:
        os.link(spare, target)
    except FileExistsError:
        _must_be(path, target, None)
        raise
    except OSError:
        # No hard links on this file system: look and then rename, which leaves a small gap.
        _must_be(path, target, None)
        spare.replace(target)
    else:
        spare.unlink()
