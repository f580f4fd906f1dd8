"""Bar 6: the laws as they are tested every night."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.quality.report import Bar, Measure

EXAMPLES = 1000
_ROOT = Path(__file__).parents[2]
_FILES = ("tests/core/test_merge_laws.py", "tests/core/test_merge_threeway_laws.py")
_RESULT = re.compile(r"(\d+) (passed|failed|error)")


def measure(progress: Callable[[str], None]) -> list[Measure]:
    """Run the laws with a thousand examples each; minutes, not seconds."""
    if importlib.util.find_spec("pytest") is None:
        return [Measure(Bar.LAWS, "laws 4 to 7", 0.0, "not run: pytest is not installed")]
    progress(f"laws: {EXAMPLES} examples of each, some minutes")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--no-header", *_FILES],
        check=False,
        cwd=_ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "HYPOTHESIS_PROFILE": "nightly"},
    )
    counted = {word: int(number) for number, word in _RESULT.findall(done.stdout)}
    whole, good = sum(counted.values()), counted.get("passed", 0)
    failed = tuple(line for line in done.stdout.splitlines() if line.startswith("FAILED"))
    shown = f"{good} of {whole} properties hold, {EXAMPLES} examples each"
    figure = good / whole if whole else 0.0
    kept = done.returncode == 0
    return [Measure(Bar.LAWS, "laws 4 to 7", figure, shown, "all", kept, failed)]
