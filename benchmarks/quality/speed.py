"""Bar 7: the driver as a whole process, growth with size, and nine sources at once."""

from __future__ import annotations

import math
import random
import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from agent_studio.core.compare import compare
from agent_studio.core.document import parse
from benchmarks.definitions import definition
from benchmarks.measure import in_turns, process
from benchmarks.quality.report import Bar, Measure

_COMMAND = ("-c", "import sys; from agent_studio.cli import main; sys.exit(main())")
_ORDINARY = 7_000
"""Bytes: the median of eight thousand published definitions is 6,831."""
_SIZES = (1_000, 100_000, 320_000, 1_000_000)
_TOLERANCE = 1.15
"""What a machine with other work on it adds to a ratio of two times."""
_ROUNDS = 2
_NOTICED = 100.0
"""Times `python -c pass`, ten milliseconds: a second, from where on a person's thoughts wander."""


_WORD = re.compile(r"(?<=[a-z] )[a-z]{4,}")


def prose(seed: int, size: int) -> str:
    """A definition with as many different words as people use, which `definition` has not."""
    dice = random.Random(seed)
    endings = ("", "s", "ing", "er", "ly", "ness", "able", "ment")
    beginnings = ("", "re", "un", "over", "pre", "sub", "inter", "co", "out", "mis")

    def varied(match: re.Match[str]) -> str:
        return dice.choice(beginnings) + match[0] + dice.choice(endings)

    return _WORD.sub(varied, definition(seed, size))


def edited(text: str, seed: int, share: float = 0.1) -> str:
    """``text`` with a word added in that share of its prose lines."""
    dice = random.Random(seed)
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.endswith(".") and ":" not in line and dice.random() < share:
            words = line.split(" ")
            words.insert(dice.randint(2, len(words)), f"word{seed}")
            lines[number] = " ".join(words)
    return "\n".join(lines)


def measure(progress: Callable[[str], None]) -> list[Measure]:
    """All of bar 7."""
    progress("speed: the driver")
    with tempfile.TemporaryDirectory(prefix="merge-quality-") as folder:
        found, nothing = _driver(Path(folder))
    progress("speed: growth")
    found += [
        _growth("two files on a base, edited copies", _on_base),
        _growth("two files, edited copies", _copies),
        _growth("two files that share nothing", _strangers),
    ]
    progress("speed: nine sources")
    family = [edited(prose(3, 50_000), seed) for seed in range(9)]
    strangers = [prose(seed, 50_000) for seed in range(9)]
    return [
        *found,
        _aligned("nine edited copies of 50 KB: aligned", family, nothing),
        _aligned("nine of 50 KB that share nothing: aligned", strangers, nothing),
    ]


def _times(bar: Bar, what: str, ours: float, peer: float, most: float | None) -> Measure:
    figure = ours / peer
    shown = f"{figure:6.2f} x  {ours * 1000:,.1f} ms to {peer * 1000:,.1f} ms"
    limit = "" if most is None else f"at most {most:g} x"
    return Measure(bar, what, figure, shown, limit, None if most is None else figure <= most)


def _driver(folder: Path) -> tuple[list[Measure], float]:
    """The driver on an ordinary file, once clean and once with a conflict."""
    base = prose(1, _ORDINARY)
    one, other = edited(base, 1, 0.05), edited(base, 2, 0.05)
    ours = folder / "ours.md"
    for name, text in (("base", base), ("theirs", other), ("against", edited(base, 3, 1.0))):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")

    def driver(theirs: str) -> Callable[[], float]:
        paths = [str(folder / "base.md"), str(ours), str(folder / f"{theirs}.md")]
        run = process(*_COMMAND, "git", "driver", *paths, "7", "agents/a.md", allowed=(0, 1))

        def fresh() -> float:
            # A driver leaves its result in ours.
            ours.write_text(one, encoding="utf-8")
            return run()

        return fresh

    def git() -> float:
        ours.write_text(one, encoding="utf-8")
        names = [str(ours), str(folder / "base.md"), str(folder / "theirs.md")]
        start = time.perf_counter()
        subprocess.run(["git", "merge-file", "-p", *names], check=False, capture_output=True)
        return time.perf_counter() - start

    nothing, clean, conflict, gits = in_turns(
        [process("-c", "pass"), driver("theirs"), driver("against"), git], rounds=15
    )
    bar = Bar.SPEED
    return [
        _times(bar, "the driver, few edits, to python -c pass", clean, nothing, 6.0),
        _times(bar, "the driver, many conflicts, to python -c pass", conflict, nothing, 6.0),
        _times(bar, "  git merge-file, the same few edits, to python -c pass", gits, nothing, None),
    ], nothing


def _on_base(size: int) -> list[str]:
    base = prose(5, size)
    return [edited(base, 1), edited(base, 2), base]


def _copies(size: int) -> list[str]:
    return _on_base(size)[:2]


def _strangers(size: int) -> list[str]:
    return [prose(5, size), prose(6, size)]


def _growth(what: str, texts: Callable[[int], list[str]]) -> Measure:
    """How many times longer ten times the size takes; linear is 10, give or take the machine.

    Measured are processes of their own, so that nobody pays for what others have left in memory;
    what the command takes for a small file is its start and is taken off.
    """
    start, *taken = [min(_merging(texts(size)) for _ in range(_ROUNDS)) for size in _SIZES]
    taken = [time - start for time in taken]
    factor = taken[-1] / taken[0]
    most = _SIZES[-1] / _SIZES[1] * _TOLERANCE
    exponent = _slope([math.log(size) for size in _SIZES[1:]], [math.log(time) for time in taken])
    each = ", ".join(f"{time * 1000:,.0f} ms" for time in taken)
    return Measure(
        Bar.SPEED,
        f"{what}: 1 MB to 100 KB",
        factor,
        f"{factor:6.2f} x  exponent {exponent:.2f}; {each}",
        f"at most 10 x, and {_TOLERANCE - 1:.0%} for the machine",
        factor <= most,
    )


def _merging(texts: list[str]) -> float:
    """Seconds of ``agent-studio merge`` on two texts and perhaps their base."""
    with tempfile.TemporaryDirectory(prefix="merge-quality-") as folder:
        paths = [str(Path(folder) / f"{number}.md") for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            Path(path).write_text(text, encoding="utf-8")
        base = ["--base", paths[2]] if len(paths) > 2 else []
        return process(*_COMMAND, "merge", *paths[:2], *base, allowed=(0, 1))()


def _slope(xs: list[float], ys: list[float]) -> float:
    return statistics.linear_regression(xs, ys).slope


def _aligned(what: str, texts: list[str], nothing: float) -> Measure:
    def run() -> float:
        start = time.perf_counter()
        compare([parse(text) for text in texts])
        return time.perf_counter() - start

    taken = min(run() for _ in range(_ROUNDS))
    return _times(Bar.SPEED, f"{what}, to python -c pass", taken, nothing, _NOTICED)
