"""Taking turns: a figure and its peer are measured alternately, because machines drift."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One bar and how it stands."""

    name: str
    peer: str
    ours: float
    theirs: float
    bar: float
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """How many times the peer's figure ours is."""
        return self.ours / self.theirs

    @property
    def kept(self) -> bool:
        """Whether the bar holds."""
        return self.ratio <= self.bar


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes, once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(works: Sequence[Callable[[], float]], rounds: int) -> list[float]:
    """The median figure of each work, after one round that warms everything up."""
    for work in works:
        work()
    figures: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, taken in zip(works, figures, strict=True):
            taken.append(work())
    return [statistics.median(taken) for taken in figures]


def process(*arguments: str, allowed: Sequence[int] = (0,)) -> Callable[[], float]:
    """A whole Python process with these arguments, as something to time."""
    # Without compiled files Python would be measured, not the program; pip makes them, too.
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run() -> float:
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *arguments],
            check=False,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        taken = time.perf_counter() - start
        if done.returncode not in allowed:
            raise RuntimeError(f"{arguments}: {done.stderr.decode(errors='replace')}")
        return taken

    return run


def table(figures: Sequence[Figure]) -> str:
    """The figures as lines of text."""
    width = max(len(figure.name) for figure in figures)
    other = max(len(figure.peer) for figure in figures)
    lines = [f"{'what':{width}}  {'ours':>10}  {'peer':>10}  {'ratio':>6}  {'bar':>5}     against"]
    for figure in figures:
        factor, unit = (1000, "ms") if figure.unit == "ms" else (1, figure.unit)
        lines.append(
            f"{figure.name:{width}}  {figure.ours * factor:7.1f} {unit}  "
            f"{figure.theirs * factor:7.1f} {unit}  {figure.ratio:6.2f}  {figure.bar:5.2f}  "
            f"{'ok' if figure.kept else 'NO'}  {figure.peer:{other}}"
        )
    return "\n".join(lines)
