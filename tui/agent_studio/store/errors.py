"""What goes wrong in the world, said in one sentence for a person."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from agent_studio.core.text import visible

if TYPE_CHECKING:
    from pathlib import Path

_CAUSES = {
    errno.ENOENT: "it is not there",
    errno.ENOTDIR: "a part of its path is not a folder",
    errno.EISDIR: "it is a folder",
    errno.EACCES: "you are not allowed to",
    errno.EPERM: "you are not allowed to",
    errno.EROFS: "the disk is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.EFBIG: "it would become too large",
    errno.ELOOP: "its symbolic links lead in a circle",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.ENXIO: "it is a socket or a device",
    errno.EIO: "the disk has an error",
    errno.ETXTBSY: "it is in use",
    errno.EBUSY: "it is in use",
}


class StoreError(Exception):
    """Something could not be done; its text is one clear sentence for a person."""


class ChangedOnDisk(StoreError):  # noqa: N818  the other rooms speak of it by this name
    """A file is no longer what it was when it was read; nothing was written."""

    def __init__(self, sentence: str, path: Path) -> None:
        super().__init__(sentence)
        self.path = path


def shown(path: Path | str) -> str:
    """A path for a sentence: relative to the working folder or home where shorter, visible."""
    text = os.fspath(path)
    # Only errors pay for it; a command that reads its files never does.
    from pathlib import Path

    try:
        here, home = str(Path.cwd()), str(Path.home())
    except (OSError, RuntimeError):
        return visible(text)
    if text.startswith(here + os.sep):
        text = text[len(here) + 1 :]
    elif text.startswith(home + os.sep):
        text = "~" + text[len(home) :]
    return visible(text).replace("\n", "\u2424").replace("\t", "\u2409")


def cause(error: OSError) -> str:
    """Why the system refused, in words: "the disk is full"."""
    known = _CAUSES.get(error.errno or 0)
    return known or (error.strerror or "the system refused").lower()
