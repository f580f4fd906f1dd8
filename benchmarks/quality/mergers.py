"""Whatever merges three texts: this studio, ``git merge-file``, and others to stand beside them.

Programs run as programs; libraries are those of the ``bench`` dependency group. A peer that is
not there is told as missing, never left out in silence.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from agent_studio.core.compare import compare
from agent_studio.core.document import parse
from agent_studio.core.merge import Merge, Policy, propose, render, undecided
from agent_studio.core.text import decode, encode

PATIENCE = 1.0
"""Seconds for one merge by a library; on some texts three-merge never ends."""
# Cut at colons and semicolons, too: the peer is to be as fine as it can.
_SENTENCE = re.compile(r"(?<=[.!?:;])[ \t]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merger made of three texts."""

    text: str
    """With conflict markers where it asks."""
    asks: bool


Merger = Callable[[str, str, str], Merged]
"""Takes base, ours, theirs."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A merger to stand beside this studio's."""

    name: str
    merge: Merger | None
    """``None`` if it is not installed."""
    why_missing: str = ""


def merge_of(base: str, ours: str, theirs: str) -> Merge:
    """This studio's merge with everything it decides by itself."""
    documents = [parse(ours), parse(theirs)]
    comparison = compare(documents, base=parse(base), labels=("ours", "theirs"))
    return propose(comparison)


def studio(base: str, ours: str, theirs: str) -> Merged:
    """What ``agent-studio merge OURS THEIRS --base BASE`` writes."""
    merge = merge_of(base, ours, theirs)
    return Merged(render(merge, markers=True).text, bool(undecided(merge)))


def asks_when_told_to(base: str, ours: str, theirs: str) -> bool:
    """Whether the policy *ask* leaves anything for a person to say yes to."""
    comparison = compare([parse(ours), parse(theirs)], base=parse(base))
    return bool(undecided(propose(comparison, policy=Policy.ASK)))


def run_on_files(command: Callable[[Path, Path, Path], list[str]], *texts: str) -> Merged:
    """A program that takes three files (base, ours, theirs) and exits with 0 if all is merged.

    Raises:
        RuntimeError: if it fails otherwise than by a conflict.
    """
    with tempfile.TemporaryDirectory(prefix="merge-quality-") as folder:
        paths = [Path(folder) / name for name in ("base", "ours", "theirs")]
        for path, text in zip(paths, texts, strict=True):
            path.write_bytes(encode(text))
        done = subprocess.run(command(*paths), check=False, capture_output=True)
    if done.returncode < 0 or (done.returncode and not done.stdout):
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return Merged(decode(done.stdout), done.returncode != 0)


def git(base: str, ours: str, theirs: str) -> Merged:
    """``git merge-file`` in its own way, which makes its smallest conflicts."""

    def command(base: Path, ours: Path, theirs: Path) -> list[str]:
        labels = ["-L", "ours", "-L", "base", "-L", "theirs"]
        return ["git", "merge-file", "-p", *labels, str(ours), str(base), str(theirs)]

    return run_on_files(command, base, ours, theirs)


def git_by_sentences(base: str, ours: str, theirs: str) -> Merged:
    """``git merge-file`` on texts cut into one sentence a line; the text stays cut."""
    return git(*(_SENTENCE.sub("\n", text) for text in (base, ours, theirs)))


def diff3(base: str, ours: str, theirs: str) -> Merged:
    """GNU ``diff3 -m``, as a program of its own."""

    def command(base: Path, ours: Path, theirs: Path) -> list[str]:
        return ["diff3", "-m", "-L", "ours", "-L", "base", "-L", "theirs"] + [
            str(path) for path in (ours, base, theirs)
        ]

    return run_on_files(command, base, ours, theirs)


def three_merge(base: str, ours: str, theirs: str) -> Merged:
    """PyPI ``three-merge``: character runs of diff-match-patch."""
    from three_merge import merge

    with _time_limit():
        text = merge(ours, theirs, base)
    return Merged(text, "<<<<<<<" in text and "<<<<<<<" not in ours + theirs)


def patched(base: str, ours: str, theirs: str) -> Merged:
    """PyPI ``diff-match-patch``: ours as a patch, applied to theirs; asks if a hunk fails."""
    from diff_match_patch import diff_match_patch

    tool = diff_match_patch()
    with _time_limit():
        text, applied = tool.patch_apply(tool.patch_make(base, ours), theirs)
    return Merged(text, not all(applied))


@contextmanager
def _time_limit() -> Iterator[None]:
    """Raises `TimeoutError` in what runs longer than `PATIENCE`."""

    def ring(*_: object) -> None:
        raise TimeoutError("gave up")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def peers() -> list[Peer]:
    """Those that stand beside this studio, git first."""
    return [
        Peer("git merge-file", git),
        _program("diff3 -m", "diff3", diff3),
        _library("three-merge", "three_merge", three_merge),
        _library("diff-match-patch", "diff_match_patch", patched),
    ]


def _program(name: str, program: str, merge: Merger) -> Peer:
    there = shutil.which(program) is not None
    return Peer(name, merge if there else None, "" if there else f"no {program} on the path")


def _library(name: str, module: str, merge: Merger) -> Peer:
    there = importlib.util.find_spec(module) is not None
    why = "" if there else "not installed: make quality, or pip install --group bench"
    return Peer(name, merge if there else None, why)
