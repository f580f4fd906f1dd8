"""Paths as they are shown, and as they were meant."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from agent_studio.store import world


def absolute(paths: Sequence[str | Path], here: Path) -> tuple[Path, ...]:
    """What somebody who works in ``here`` means by these paths; links are left as they are."""
    return tuple(Path(os.path.normpath(here / path)) for path in paths)


def label_of(path: Path, here: Path) -> str:
    """A path as it is shown: relative to the working folder or to home where it lies there."""
    text, below, home = str(path), _inside(here), _inside(world.home())
    if text.startswith(below):
        return text[len(below) :]
    return f"~{os.sep}{text[len(home) :]}" if text.startswith(home) else text


def _inside(folder: Path) -> str:
    """What the paths of everything in ``folder`` begin with; the root ends in its slash."""
    return os.path.join(folder, "")  # noqa: PTH118  pathlib drops the slash at the end
