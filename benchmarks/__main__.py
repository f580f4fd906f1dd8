"""``python -m benchmarks [FOLDER]``: the table of all bars, and 1 if one of them is broken."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks import headless, interactive, libraries
from benchmarks.definitions import write_library
from benchmarks.measure import Figure, table


def main(arguments: list[str]) -> int:
    """Measure everything; with a folder, also the reading of what lies in it."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="agent-studio-bench-") as folder:
        root = Path(folder)
        write_library(root / "library", 400)
        figures += headless.processes(root)
        figures += headless.reading(sorted((root / "library").rglob("*.md")))
        figures += libraries.checking(root)
    for given in arguments:
        figures += headless.reading(sorted(Path(given).rglob("*.md")))
    figures += interactive.figures()
    print(table(figures))
    return 0 if all(figure.kept for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
