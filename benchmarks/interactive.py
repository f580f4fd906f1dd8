"""The bars of the screens; every figure comes from fresh processes that take turns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.definitions import definition, write_library
from benchmarks.measure import Figure, in_turns
from benchmarks.terminal import ENVIRONMENT

FEW, MANY = 5, 10_000
_SOON = 0.3
"""Seconds in which findings are there while nobody begins to wonder."""
_PLACES = ("CONFIG", "STATE", "DATA", "CACHE")


_COMMAND = "import sys; from agent_studio.cli import main; sys.exit(main())"
"""What the installed command does."""
_PEER = "from benchmarks.peer import EmptyApp; EmptyApp().run()"


def _child(task: str, path: Path | None) -> float:
    """The number that one task of `benchmarks.screens` prints."""
    return _printed("benchmarks.screens", task, *([str(path)] if path else []))


def _printed(module: str, *arguments: str) -> float:
    """The number that a module prints last, run as a process of its own."""
    with _home() as environment:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            check=False,
            capture_output=True,
            text=True,
            env=environment,
        )
    if done.returncode:
        raise RuntimeError(f"{module} {arguments}: {done.stderr[-2000:]}")
    return float(done.stdout.split()[-1])


@contextmanager
def _home() -> Iterator[dict[str, str]]:
    """The environment of a process with a home of its own, in which nobody has to be welcomed.

    What one process keeps for the next, such as unsaved text, would greet that one with a question.
    """
    with tempfile.TemporaryDirectory(prefix="agent-studio-home-") as home:
        state = Path(home) / "STATE" / "agent-studio" / "state.json"
        state.parent.mkdir(parents=True)
        state.write_text(json.dumps({"version": 1, "welcomed": True}), encoding="utf-8")
        # Compiled files are kept, as an installation has them.
        kept = {each: to for each, to in os.environ.items() if each != "PYTHONDONTWRITEBYTECODE"}
        places = {f"XDG_{kind}_HOME": f"{home}/{kind}" for kind in _PLACES}
        yield {**kept, "HOME": home, **places}


def _frame(code: str, path: Path | None) -> Callable[[], float]:
    """Seconds from the start of a process to its first usable frame, on a terminal."""

    def run() -> float:
        ours, theirs = os.openpty()
        with _home() as environment:
            start = time.monotonic_ns()
            done = subprocess.run(
                [sys.executable, "-c", code, *([str(path)] if path else [])],
                check=False,
                stdin=theirs,
                stdout=theirs,
                stderr=subprocess.PIPE,
                text=True,
                env={**environment, "TEXTUAL_DRIVER": ENVIRONMENT},
            )
        os.close(ours)
        os.close(theirs)
        if done.returncode or not done.stderr:
            raise RuntimeError(f"{code}: {done.stderr[-2000:]}")
        return (int(done.stderr.split()[0]) - start) / 1e9

    return run


def frames(few: Path, many: Path) -> list[Figure]:
    """First usable frames of a small and of a large library."""
    empty, small, large = in_turns(
        [
            _frame(_PEER, None),
            _frame(_COMMAND, few),
            _frame(_COMMAND, many),
        ],
        rounds=11,
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


def looking() -> list[Figure]:
    """From the last edit of a definition of 100 KB to what is wrong with it then."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.md"
        file.write_text(definition(7, 100_000), encoding="utf-8")
        editor, server = in_turns(
            [
                lambda: _child("findings-editor", file),
                lambda: _printed("benchmarks.server", str(file)),
            ],
            rounds=1,
        )
    peer = "what a person waits for"
    return [
        Figure("findings in 100 KB, Editor", peer, editor, _SOON, 1.0),
        Figure("findings in 100 KB, language server", peer, server, _SOON, 1.0),
    ]


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
        return [*frames(few, many), *typing(), *looking(), *memory(many, size)]
