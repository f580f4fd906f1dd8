"""``python -m benchmarks.meaning [FOLDER]``: how well rows are found by what statements mean.

A folder holds definitions and ``pairs.json``: statements of them that mean the ``same``, that are
``related`` but not the same, and that are ``opposite``. A pair is found when both statements stand
in one row of the comparison of all definitions; every other pair in a row counts against it.
Words and cosine alone are given the threshold that suits them best, which no program would know.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from agent_studio.core.compare import compare, likeness
from agent_studio.core.compare.meaning import Meaning, plain
from agent_studio.core.compare.model import RowKind
from agent_studio.core.document import Document, parse
from agent_studio.store.meaning import EXTRA, installed
from benchmarks.measure import seconds

CASES = Path(__file__).parents[1] / "tests" / "cases" / "meaning"

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of the pairs that mean the same."""

    name: str
    precision: float
    recall: float
    opposite: int
    """Pairs of contrary statements that were taken for the same."""

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Case:
    """Definitions, and what a person says of their statements."""

    documents: tuple[Document, ...]
    same: frozenset[Pair]
    opposite: frozenset[Pair]

    def judge(self, name: str, pairs: Iterable[Pair]) -> Found:
        """How good it was to take these pairs for the same."""
        taken = set(pairs)
        hits = len(taken & self.same)
        return Found(
            name,
            hits / len(taken) if taken else 0.0,
            hits / len(self.same),
            len(taken & self.opposite),
        )


def read(folder: Path) -> Case:
    """The case that lies in ``folder``."""
    told = json.loads((folder / "pairs.json").read_text(encoding="utf-8"))
    paths = sorted([*folder.glob("*.md"), *folder.glob("*.txt")])
    return Case(
        tuple(parse(path.read_bytes()) for path in paths),
        frozenset(frozenset(pair) for pair in told["same"]),
        frozenset(frozenset(pair) for pair in told["opposite"]),
    )


def in_rows(case: Case, meaning: Meaning | None) -> set[Pair]:
    """The pairs of different statements that a comparison puts into one row."""
    rows = compare(case.documents, meaning=meaning).walk()
    return {
        frozenset((a.key, b.key))
        for row in rows
        if row.kind is RowKind.ITEM
        for a, b in combinations(row.present, 2)
        if a.key != b.key
    }


def across(case: Case) -> list[tuple[str, str]]:
    """All pairs of different statements of two definitions."""
    held: list[list[str]] = [[] for _ in case.documents]
    for row in compare(case.documents).walk():
        for cell in row.present if row.kind is RowKind.ITEM else ():
            held[cell.source].append(cell.key)
    return [(a, b) for one, other in combinations(held, 2) for a in one for b in other if a != b]


def at_best(
    case: Case, name: str, score: Callable[[Sequence[tuple[str, str]]], list[float]]
) -> Found:
    """What a score alone finds, with the threshold that suits it best."""
    pairs = across(case)
    ranked = sorted(zip(score(pairs), pairs, strict=True), reverse=True)
    found = []
    for number, (least, _) in enumerate(ranked[: 5 * len(case.same)], 1):
        taken = {frozenset(pair) for _, pair in ranked[:number]}
        found.append(case.judge(f"{name}, from {least:.2f} on", taken))
    return max(found, key=lambda each: each.f1)


def _words(pairs: Sequence[tuple[str, str]]) -> list[float]:
    return [likeness(a, b) for a, b in pairs]


def _cosines(model: Meaning) -> Callable[[Sequence[tuple[str, str]]], list[float]]:
    def score(pairs: Sequence[tuple[str, str]]) -> list[float]:
        texts = sorted({text for pair in pairs for text in pair})
        place = {text: number for number, text in enumerate(texts)}
        space = model.space([plain(text) for text in texts])
        if space is None:
            return [0.0] * len(pairs)
        return list(space.cosines([(place[a], place[b]) for a, b in pairs]))

    return score


def large(count: int = 9, size: int = 50_000) -> list[Document]:
    """Definitions of that many characters, half of whose items say what another's say."""
    chance = random.Random(count * size)
    words = sorted({word for path in CASES.glob("*.md") for word in path.read_text().split()})
    pool = [" ".join(chance.choices(words, k=chance.randint(4, 14))) for _ in range(3000)]
    found = []
    for number in range(count):
        text = f"---\nname: large-{number}\n---\n"
        while len(text) < size:
            text += f"\n## {' '.join(chance.choices(words, k=3))}\n\n"
            text += "".join(f"- {_edited(chance.choice(pool), chance)}\n" for _ in range(12))
        found.append(parse(text))
    return found


def _edited(statement: str, chance: random.Random) -> str:
    words = statement.split()
    if chance.random() < 0.5:
        words[chance.randrange(len(words))] = "something"
    return " ".join(words)


def _timed(documents: Sequence[Document], model: Meaning | None) -> float:
    for document in documents:
        # Read before: what is measured is the alignment.
        assert document.body is not None
    return min(seconds(lambda: compare(documents, meaning=model)) for _ in range(3))


def main(arguments: list[str]) -> int:
    """Print the table; 1 if contrary statements share a row."""
    case = read(Path(arguments[0]) if arguments else CASES)
    model = installed()
    found = [
        at_best(case, "words alone", _words),
        *([at_best(case, "cosine alone", _cosines(model))] if model else []),
        case.judge("rows, without the extra", in_rows(case, None)),
        *([case.judge("rows, with the extra", in_rows(case, model))] if model else []),
    ]
    print(f"{len(case.same)} pairs that mean the same, {len(case.opposite)} that are opposite\n")
    print(f"{'':<30} {'precision':>9} {'recall':>7} {'F1':>6} {'opposite':>9}")
    for each in found:
        print(
            f"{each.name:<30} {each.precision:>9.2f} {each.recall:>7.2f} {each.f1:>6.2f}"
            f" {each.opposite:>9}"
        )
    documents = large()
    by_words = _timed(documents, None)
    print(f"\nnine sources of 50 KB: {by_words:.2f} s by words", end="")
    print(f", {_timed(documents, model) / by_words:.1f} times that with the extra" if model else "")
    if model is None:
        print(f"\nOnly words were measured: {EXTRA} is not installed.")
    return 1 if any(each.opposite for each in found if each.name.startswith("rows")) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
