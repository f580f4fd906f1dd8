"""The editor that a person uses otherwise, on a text that is not on disk yet."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from agent_studio.store.errors import StoreError, cause


def editor_command() -> list[str]:
    """The words of ``$VISUAL``, else of ``$EDITOR``; empty if neither names a program."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(os.environ.get(name, ""))
        except ValueError:
            words = []
        if words:
            return words
    return []


def edit_outside(data: bytes, name: str) -> bytes:
    """``data`` as it is when that editor is closed; ``name`` is what the file is called there.

    The editor gets a copy, so nothing is on disk before it is saved.

    Raises:
        StoreError: when there is no editor, or it cannot be started, or it fails.
    """
    words = editor_command()
    if not words:
        raise StoreError("neither $VISUAL nor $EDITOR names an editor")
    if shutil.which(words[0]) is None:
        raise StoreError(f"there is no program '{words[0]}' to edit with")
    with tempfile.TemporaryDirectory(prefix="agent-studio-") as folder:
        copy = Path(folder, name)
        copy.write_bytes(data)
        try:
            done = subprocess.run([*words, str(copy)], check=False)
        except OSError as error:
            raise StoreError(f"'{words[0]}' could not be started: {cause(error)}") from error
        if done.returncode != 0:
            raise StoreError(
                f"'{words[0]}' ended with {done.returncode}; the text is as it was before"
            )
        try:
            return copy.read_bytes()
        except OSError as error:
            raise StoreError(f"'{words[0]}' left no text: {cause(error)}") from error
