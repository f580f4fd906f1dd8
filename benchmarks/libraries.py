"""The bars of ``check`` on whole libraries: against another linter, and against itself."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.definitions import write_library
from benchmarks.measure import Figure, in_turns, process, seconds

_MANY = 1_600
_FEW, _TIMES = 1_000, 10
_COMMAND = ("-c", "import sys; from agent_studio.cli import main; sys.exit(main())", "check")


def _linter() -> Path | None:
    """The other linter, agnix, if it is installed beside this Python or anywhere."""
    beside = Path(sys.executable).with_name("agnix")
    found = beside if beside.exists() else shutil.which("agnix")
    return Path(found) if found else None


def _agents(folder: Path, count: int) -> Path:
    write_library(folder / ".claude" / "agents", count)
    return folder


def checking(root: Path) -> list[Figure]:
    """``check`` of a library against agnix, and of ten times as much against ten times the time."""
    figures = []
    linter = _linter()
    if linter is None:
        print("agnix is not installed (make bench installs it): not compared", file=sys.stderr)
    else:
        many = _agents(root / "many", _MANY)
        ours, theirs = in_turns([_check(many), _other(linter, many)], rounds=3)
        figures.append(Figure(f"check {_MANY:,} definitions", "agnix", ours, theirs, 0.2))
    few, most = _agents(root / "few", _FEW), _agents(root / "most", _FEW * _TIMES)
    small, large = in_turns([_check(few), _check(most)], rounds=3)
    name = f"check {_FEW * _TIMES:,} definitions"
    figures.append(Figure(name, f"{_TIMES} x {_FEW:,} of them", large, small * _TIMES, 1.1))
    return figures


def _check(folder: Path) -> Callable[[], float]:
    return process(*_COMMAND, str(folder), allowed=(0, 1))


def _other(linter: Path, folder: Path) -> Callable[[], float]:
    def run() -> object:
        return subprocess.run([str(linter), "."], cwd=folder, capture_output=True, check=False)

    return lambda: seconds(run)
