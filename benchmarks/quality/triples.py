"""Three-way merges that happened, read from a folder.

Layout: ``<folder>/<n>/{base,ours,theirs[,result]}.md`` and, if there is one,
``<folder>/index.jsonl`` with an object a line, of which ``n``, ``cat`` and ``kind`` are read.
``cat``: ``a`` a merge commit with what a person made of it; ``a2`` a squash-merged pull request;
``b1``, ``b1s`` forks; ``b2`` a change replayed on an older version, ``result`` known by
construction; ``c`` the head of a pull request against its mainline. An empty ``base.md`` means
that both sides added the file.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agent_studio.core.text import decode

CORPUS = "AGENT_STUDIO_CORPUS"
"""The environment variable that names a folder with ``triples/`` and ``files/`` in it."""


@dataclass(frozen=True, slots=True)
class Triple:
    """One merge: three texts, and the result if it is known."""

    name: str
    category: str
    """Empty where no index says."""
    base: str
    ours: str
    theirs: str
    result: str | None = None

    @property
    def swapped(self) -> Triple:
        """The same merge seen from the other side."""
        return Triple(
            self.name, self.category, self.base, self.theirs, self.ours, result=self.result
        )


def corpus(part: str) -> Path | None:
    """A part of the corpus that the environment names; ``None`` if there is none."""
    named = os.environ.get(CORPUS)
    folder = Path(named) / part if named else None
    return folder if folder and folder.is_dir() else None


def read_triples(folder: Path, limit: int = 0, seed: int = 0) -> list[Triple]:
    """The triples in ``folder``; with a ``limit`` that many of them, drawn with ``seed``."""
    index = _index(folder)
    names = sorted(path.parent.name for path in folder.glob("*/base.md"))
    if limit and limit < len(names):
        names = sorted(random.Random(seed).sample(names, limit))
    return [_read(folder / name, str(index.get(name, {}).get("cat", ""))) for name in names]


def _index(folder: Path) -> dict[str, dict[str, object]]:
    index = folder / "index.jsonl"
    if not index.is_file():
        return {}
    with index.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return {str(row.get("n")): row for row in rows}


def _read(folder: Path, category: str) -> Triple:
    base, ours, theirs = (text_at(folder / f"{part}.md") for part in ("base", "ours", "theirs"))
    result = folder / "result.md"
    known = text_at(result) if result.is_file() else None
    return Triple(folder.name, category, base, ours, theirs, known)


def text_at(path: Path) -> str:
    """A file's text, byte for byte recoverable."""
    return decode(path.read_bytes())


def in_category(triples: Sequence[Triple], *categories: str) -> list[Triple]:
    """Those of the given categories, or all where the folder has no index."""
    if not any(triple.category for triple in triples):
        return list(triples)
    return [triple for triple in triples if triple.category in categories]
