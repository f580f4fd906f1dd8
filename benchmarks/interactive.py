"""The bars of the screens; every figure comes from fresh processes that take turns."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.definitions import definition, write_library
from benchmarks.measure import Figure, in_turns

FEW, MANY = 5, 10_000


def _child(task: str, path: Path | None) -> float:
    """The number that one task prints, in a process with an empty home of its own.

    What one process keeps for the next, such as unsaved text, would greet that one with a question.
    """
    with tempfile.TemporaryDirectory(prefix="agent-studio-home-") as home:
        return _at_home(task, path, Path(home))


def _at_home(task: str, path: Path | None, home: Path) -> float:
    environment = {
        **{name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "HOME": str(home),
        **{f"XDG_{kind}_HOME": str(home / kind) for kind in ("CONFIG", "STATE", "DATA", "CACHE")},
    }
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.screens", task, *([str(path)] if path else [])],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
    )
    if done.returncode:
        raise RuntimeError(f"{task}: {done.stderr[-2000:]}")
    return float(done.stdout.split()[-1])


def _frame(kind: str, path: Path | None) -> Callable[[], float]:
    """Seconds from the start of the process to the first usable frame."""

    def run() -> float:
        start = time.monotonic_ns()
        return (_child(f"frame-{kind}", path) - start) / 1e9

    return run


def frames(few: Path, many: Path) -> list[Figure]:
    """First usable frames of a small and of a large library."""
    empty, small, large = in_turns(
        [
            _frame("empty", None),
            _frame("library", few),
            _frame("library", many),
        ],
        rounds=5,
    )
    peer = "an empty app with an OptionList"
    return [
        Figure(f"first frame, {FEW} definitions", peer, small, empty, 1.5),
        Figure(f"first frame, {MANY:,} definitions", peer, large, empty, 2.0),
    ]


def typing() -> list[Figure]:
    """A key in a definition of 100 KB, with validation, against a bare text area."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.md"
        file.write_text(definition(7, 100_000), encoding="utf-8")
        bare, ours = in_turns(
            [
                lambda: _child("keys-bare", file),
                lambda: _child("keys-editor", file),
            ],
            rounds=3,
        )
    return [Figure("a key in 100 KB, validated", "a bare TextArea", ours, bare, 1.3)]


def memory(many: Path, size: int) -> list[Figure]:
    """What ten thousand definitions cost beyond an empty app, against their bytes on disk."""
    empty, full = in_turns(
        [
            lambda: _child("memory-empty", None),
            lambda: _child("memory-library", many),
        ],
        rounds=1,
    )
    mega = 1e6
    name = f"memory, {MANY:,} definitions"
    return [Figure(name, "their bytes", (full - empty) / mega, size / mega, 2.0, unit="MB")]


def figures() -> list[Figure]:
    """All of them, on libraries made for the purpose."""
    with tempfile.TemporaryDirectory(prefix="agent-studio-bench-") as folder:
        root = Path(folder)
        few, many = root / "few", root / "many"
        write_library(few, FEW)
        size = write_library(many, MANY)
        return [*frames(few, many), *typing(), *memory(many, size)]
