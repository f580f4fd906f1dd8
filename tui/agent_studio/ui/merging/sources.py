"""The definitions of a comparison: where they lie, what they looked like, how they compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agent_studio.core.compare import compare
from agent_studio.core.compare.model import Comparison
from agent_studio.core.document import parse
from agent_studio.store import atomic
from agent_studio.ui.merging.hints import short_labels


@dataclass(frozen=True, slots=True)
class Sources:
    """What was read from disk, and its comparison."""

    paths: tuple[Path, ...]
    stamps: tuple[atomic.Stamp, ...]
    comparison: Comparison


def load_sources(paths: Sequence[Path]) -> Sources:
    """Read and compare definitions; for a worker, since both may take a while.

    Raises:
        StoreError: when one of them cannot be read.
    """
    read = [atomic.read(path) for path in paths]
    documents = [parse(data) for data, _ in read]
    stamps = tuple(stamp for _, stamp in read)
    return Sources(tuple(paths), stamps, compare(documents, labels=short_labels(paths)))
