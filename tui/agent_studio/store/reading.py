"""Reading a file whole. Imports next to nothing: a headless command's start waits for it."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from agent_studio.store.errors import StoreError, cause, shown

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

LARGEST = 32 * 1024 * 1024
"""Bytes. A definition is some kilobytes; what is larger is something else."""


def read_whole(path: Path | str, *, largest: int = LARGEST) -> tuple[bytes, os.stat_result]:
    """The bytes of a file and its status just before they were read.

    Raises:
        StoreError: It is not there, not a file, not readable, or has more than ``largest`` bytes.
    """
    try:
        # Without O_NONBLOCK, opening a named pipe would wait for somebody to write to it.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise StoreError(f"cannot read {shown(path)}: {cause(error)}") from error
    except ValueError as error:  # a NUL in the name
        raise StoreError(f"cannot read {shown(path)}: no file can have this name") from error
    try:
        before = os.fstat(handle)
        _must_be_file(path, before)
        data = _all(handle, largest)
    except OSError as error:
        raise StoreError(f"cannot read {shown(path)}: {cause(error)}") from error
    finally:
        os.close(handle)
    return _not_larger(data, path, largest), before


def is_pipe(path: Path | str) -> bool:
    """Whether it is a named pipe, or what a shell gives for ``<(command)``."""
    try:
        return stat.S_ISFIFO(os.stat(path).st_mode)  # noqa: PTH116  pathlib is slow to import
    except (OSError, ValueError):
        return False


def read_pipe(path: Path | str, *, largest: int = LARGEST) -> bytes:
    """What comes out of a pipe until its writer closes it; waits for a writer.

    Raises:
        StoreError: It cannot be read, or more than ``largest`` bytes come.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            data = _all(handle, largest)
        finally:
            os.close(handle)
    except OSError as error:
        raise StoreError(f"cannot read {shown(path)}: {cause(error)}") from error
    return _not_larger(data, path, largest)


def read_stream(stream: BinaryIO, name: str, *, largest: int = LARGEST) -> bytes:
    """What comes from standard input; ``name`` is how a message calls it.

    Raises:
        StoreError: It cannot be read, or more than ``largest`` bytes come.
    """
    try:
        data = stream.read(largest + 1)
    except OSError as error:
        raise StoreError(f"cannot read {name}: {cause(error)}") from error
    return _not_larger(data, name, largest)


def _not_larger(data: bytes, path: Path | str, largest: int) -> bytes:
    if len(data) > largest:
        raise StoreError(f"cannot read {shown(path)}: it is larger than {largest >> 20} MB")
    return data


def _all(handle: int, largest: int) -> bytes:
    """What the file holds, but not much more than ``largest`` bytes of it."""
    parts = []
    rest = largest + 1
    while rest > 0 and (part := os.read(handle, min(rest, 1 << 20))):
        parts.append(part)
        rest -= len(part)
    return b"".join(parts)


def _must_be_file(path: Path | str, status: os.stat_result) -> None:
    mode = status.st_mode
    if stat.S_ISREG(mode):
        return
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a named pipe"))
    kind = next((name for test, name in kinds if test(mode)), "not a file")
    raise StoreError(f"cannot read {shown(path)}: it is {kind}")
