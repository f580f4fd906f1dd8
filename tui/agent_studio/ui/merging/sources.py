"""The definitions of a comparison: where they lie, what they looked like, how they compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agent_studio.core.compare import compare
from agent_studio.core.compare.model import Comparison
from agent_studio.core.dialects.paths import dialect_at, dialect_of_all
from agent_studio.core.document import Document, parse
from agent_studio.store import atomic, meaning
from agent_studio.ui.merging.hints import short_labels

OURS, THEIRS, BASE_LABEL = "ours", "theirs", "base"


@dataclass(frozen=True, slots=True)
class Sources:
    """What was read from disk, and its comparison."""

    paths: tuple[Path, ...]
    stamps: tuple[atomic.Stamp, ...]
    comparison: Comparison
    base: Path | None = None
    """Where the common ancestor lies; ``None`` if there is none, or it is in no file."""
    base_stamp: atomic.Stamp | None = None

    @property
    def has_base(self) -> bool:
        """Whether the comparison is on top of a common ancestor."""
        return self.comparison.base is not None


def load_sources(paths: Sequence[Path]) -> Sources:
    """Read and compare definitions; for a worker, since both may take a while.

    Raises:
        StoreError: when one of them cannot be read.
    """
    read = [atomic.read(path) for path in paths]
    documents = [parse(data) for data, _ in read]
    stamps = tuple(stamp for _, stamp in read)
    comparison = compare(
        documents,
        labels=short_labels(paths),
        dialect=dialect_of_all(path.absolute().as_posix() for path in paths),
        meaning=meaning.installed(),
    )
    return Sources(tuple(paths), stamps, comparison)


def load_three(base: Path, ours: Path, theirs: Path, merged: Path) -> Sources:
    """Read and compare what git hands to a merge tool for the file ``merged``.

    A base that is missing or empty is that of a file that both sides added.

    Raises:
        StoreError: when one of the sides, or a base that is there, cannot be read.
    """
    read = [atomic.read(path) for path in (ours, theirs)]
    ground: tuple[bytes, atomic.Stamp | None] = (b"", None)
    if atomic.look(base) is not None:
        ground = atomic.read(base)
    comparison = compare(
        [parse(data) for data, _ in read],
        labels=(OURS, THEIRS),
        dialect=dialect_at(merged.absolute().as_posix()),
        base=parse(ground[0]),
    )
    there = base if ground[1] is not None else None
    stamps = tuple(stamp for _, stamp in read)
    return Sources((ours, theirs), stamps, comparison, there, ground[1])


def with_base(sources: Sources, source: int) -> Sources:
    """The same definitions, one of the sources being what all the others come from."""
    comparison = sources.comparison
    rest = [at for at in range(len(sources.paths)) if at != source]
    return Sources(
        tuple(sources.paths[at] for at in rest),
        tuple(sources.stamps[at] for at in rest),
        _compared(comparison, [comparison.documents[at] for at in rest],
                  [comparison.labels[at] for at in rest], comparison.documents[source]),
        sources.paths[source],
        sources.stamps[source],
    )  # fmt: skip


def without_base(sources: Sources) -> Sources:
    """The same definitions, the base being a source like the others, the last one.

    Raises:
        ValueError: if there is no base, or it is in no file.
    """
    comparison, base = sources.comparison, sources.comparison.base
    if base is None or sources.base is None or sources.base_stamp is None:
        raise ValueError("no base that could be a source")
    paths = (*sources.paths, sources.base)
    documents = [*comparison.documents, base]
    return Sources(
        paths,
        (*sources.stamps, sources.base_stamp),
        _compared(comparison, documents, short_labels(paths), None),
    )


def _compared(
    before: Comparison, documents: Sequence[Document], labels: Sequence[str], base: Document | None
) -> Comparison:
    return compare(
        documents,
        labels=labels,
        dialect=before.dialect,
        base=base,
        meaning=meaning.installed() if base is None else None,
    )
