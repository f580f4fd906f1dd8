"""What the studio remembers: one JSON object a file, with a version, private to the user."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from agent_studio.store.atomic import Stamp, look, read, write
from agent_studio.store.errors import StoreError, shown

VERSION = 1
LARGEST = 1 << 30
"""Bytes. What the studio wrote itself may be larger than a definition."""


def save(path: Path, content: dict[str, Any]) -> None:
    """Put ``content`` with the version number in the place of the file.

    Raises:
        StoreError: It cannot be written; the former file is still there.
    """
    swap(path, content, look(path, largest=LARGEST))


def swap(path: Path, content: dict[str, Any], expected: Stamp | None) -> Stamp:
    """The same, only where the file still is what ``expected`` says; gives its new stamp.

    Raises:
        ChangedOnDisk: Somebody else has written or removed it meanwhile.
        StoreError: It cannot be written; the former file is still there.
    """
    # ASCII only, so that lone surrogates, which stand for stray bytes, survive as escapes.
    data = json.dumps({"version": VERSION, **content}, ensure_ascii=True).encode("ascii")
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return write(path, data, expected, mode=0o600, largest=LARGEST)


def load(path: Path) -> dict[str, Any]:
    """The object in the file, its version included.

    A file that holds none is moved aside, so that it is never in the way twice.

    Raises:
        StoreError: It cannot be read, is broken, or was written by a later version.
    """
    return load_stamped(path)[0]


def load_stamped(path: Path) -> tuple[dict[str, Any], Stamp]:
    """The same with what the file looked like.

    Raises:
        StoreError: As for `load`.
    """
    data, stamp = read(path, largest=LARGEST)
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or not isinstance(content.get("version"), int):
        raise broken(path)
    if content["version"] > VERSION:
        raise StoreError(f"{shown(path)} was written by a later version of agent-studio")
    return content, stamp


def broken(path: Path) -> StoreError:
    """Move a file that makes no sense aside, and the sentence to say about it."""
    aside = path.with_name(path.name + ".broken")
    try:
        path.replace(aside)
    except OSError:
        return StoreError(f"{shown(path)} is damaged and cannot be used")
    return StoreError(f"{shown(path)} was damaged and cannot be used; it is kept as {aside.name}")


def discard(path: Path) -> None:
    """Remove the file; nothing happens if it is gone.

    Raises:
        StoreError: It cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"cannot remove {shown(path)}: {error.strerror}") from error
