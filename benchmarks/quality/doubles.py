"""Bar 5: ten kinds of double edit, by this studio and by its peers."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from agent_studio.core.merge import Reason, reason, render, undecided
from agent_studio.core.text import encode
from benchmarks.definitions import definition
from benchmarks.double_edits import DELETION, KINDS, Case, cases
from benchmarks.quality.conflicts import sides_of
from benchmarks.quality.mergers import Merged, Merger, Peer, merge_of, peers
from benchmarks.quality.report import Bar, Measure, share
from benchmarks.quality.triples import corpus, text_at

_MADE = 400
_STARTERS = Path(__file__).parents[2] / "agents"


@dataclass(frozen=True)
class Failure:
    """A case that came out wrong, and how."""

    case: Case
    text: str
    why: str


def definitions(seed: int) -> list[tuple[str, str]]:
    """Names and texts: the corpus in an order drawn with ``seed``, or made for the purpose."""
    folder = corpus("files")
    if folder is not None:
        paths = sorted(folder.glob("*.md"))
        random.Random(seed).shuffle(paths)
        return [(path.stem, text_at(path)) for path in paths]
    starters = [(path.stem, text_at(path)) for path in sorted(_STARTERS.glob("**/*.md"))]
    return starters + [(f"made-{number}", definition(number)) for number in range(_MADE)]


def measure(
    most: int, seed: int, progress: Callable[[str], None]
) -> tuple[list[Measure], list[Failure]]:
    """All kinds on ``most`` definitions each, and the cases that this studio got wrong."""
    texts = definitions(seed)
    others = peers()
    measures: list[Measure] = []
    failures: list[Failure] = []
    right: dict[str, int] = {}
    total = 0
    for kind in KINDS:
        progress(f"double edits: {kind}")
        own = list(cases(kind, texts, most, seed))
        wrong = [failure for case in own if (failure := _judged(case)) is not None]
        failures += wrong
        shown = tuple(f"{failure.case.name}: {failure.why}" for failure in wrong)
        one = share(Bar.DOUBLES, kind, len(own) - len(wrong), len(own), least=_least(kind))
        measures.append(_with_peers(one, own, others, right, shown))
        total += len(own) if kind != DELETION else 0
    measures += _summary(measures, others, right, total)
    return measures, failures


def _least(kind: str) -> float:
    return 1.0 if kind == DELETION else 0.99


def _with_peers(
    one: Measure, own: list[Case], others: list[Peer], right: dict[str, int], files: tuple[str, ...]
) -> Measure:
    parts = []
    for peer in others:
        if peer.merge is None:
            parts.append(f"{peer.name}: missing")
            continue
        good = sum(_is_right(peer.merge, case) for case in own)
        if one.what != DELETION:
            right[peer.name] = right.get(peer.name, 0) + good
        parts.append(f"{peer.name} {good}")
    shown = f"{one.shown}   ({', '.join(parts)})"
    return Measure(one.bar, one.what, one.figure, shown, one.limit, one.kept, files)


def _summary(
    measures: list[Measure], others: list[Peer], right: dict[str, int], total: int
) -> Iterator[Measure]:
    nine = [measure for measure in measures if measure.what != DELETION]
    wrong = sum(len(measure.files) for measure in nine)
    yield share(Bar.DOUBLES, "the nine, without asking", total - wrong, total, least=0.99)
    for peer in others:
        name = f"  {peer.name}"
        if peer.merge is None:
            yield Measure(Bar.DOUBLES, name, 0.0, f"missing: {peer.why_missing}")
        else:
            yield share(Bar.DOUBLES, name, right.get(peer.name, 0), total)


def _is_right(merge: Merger, case: Case) -> bool:
    """Of an edit against a deletion a peer need only ask."""
    try:
        merged = merge(case.base, case.ours, case.theirs)
    except Exception:  # a peer that gives up has not got it right, whatever it raises
        return False
    return merged.asks if case.must_ask else not merged.asks and merged.text in case.answers


def _judged(case: Case) -> Failure | None:
    """What is wrong with this studio's merge of ``case``, if anything is."""
    try:
        merge = merge_of(case.base, case.ours, case.theirs)
        merged = Merged(render(merge, markers=True).text, bool(undecided(merge)))
    except Exception as error:  # whatever it is, it is a fault of the merge and is counted
        return Failure(case, "", f"{type(error).__name__}: {error}")
    if not case.must_ask:
        if merged.asks:
            return Failure(case, merged.text, "asks")
        return None if merged.text in case.answers else Failure(case, merged.text, "other text")
    if not merged.asks:
        return Failure(case, merged.text, "does not ask")
    rows = [merge.comparison.by_address[address] for address in undecided(merge)]
    if not any(reason(merge, row) is Reason.EDITED_DELETED for row in rows):
        return Failure(case, merged.text, "asks, but does not say edited / deleted")
    inside = [line for side in sides_of(merged.text) for line in side]
    if case.kept not in inside:
        return Failure(case, merged.text, "the edited line is not in the conflict")
    return None


def keep(failures: list[Failure], folder: Path, most: int = 6) -> None:
    """Write up to ``most`` failures of each kind as folders of small files."""
    counted: dict[str, int] = {}
    for failure in failures:
        case = failure.case
        counted[case.kind] = counted.get(case.kind, 0) + 1
        if counted[case.kind] > most:
            continue
        place = folder / f"{case.kind.replace(' ', '-').replace(',', '')}-{case.name[:12]}"
        place.mkdir(parents=True, exist_ok=True)
        texts = {"base": case.base, "ours": case.ours, "theirs": case.theirs, "got": failure.text}
        for number, answer in enumerate(sorted(case.answers)):
            texts[f"expected-{number + 1}" if number else "expected"] = answer
        for name, text in texts.items():
            (place / f"{name}.md").write_bytes(encode(text))
        why = f"{case.kind} {case.style}\n{failure.why}\n"
        (place / "why.txt").write_text(why, encoding="utf-8")
