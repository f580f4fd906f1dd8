"""Bars 1 to 3: real merges, each by git and by this studio."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from benchmarks.quality.broken import faults
from benchmarks.quality.conflicts import conflicts_in, text_in_conflicts
from benchmarks.quality.mergers import (
    Merged,
    asks_when_told_to,
    git,
    git_by_sentences,
    studio,
)
from benchmarks.quality.report import Bar, Measure, count, ratio, share
from benchmarks.quality.triples import Triple, in_category


@dataclass(frozen=True)
class Run:
    """One triple and what was made of it."""

    triple: Triple
    git: Merged
    ours: Merged
    error: str = ""
    """What this studio raised, if it did; ``ours`` then is as bad as can be."""
    sentences: Merged | None = None
    """git's on texts cut into sentences, where git conflicts."""


def run_all(triples: Sequence[Triple], progress: Callable[[str], None]) -> list[Run]:
    """Every triple once."""
    runs = []
    for number, triple in enumerate(triples):
        if number % 100 == 0:
            progress(f"{number} of {len(triples)} triples")
        runs.append(_run(triple))
    return runs


def _run(triple: Triple) -> Run:
    texts = triple.base, triple.ours, triple.theirs
    gits = git(*texts)
    cut = git_by_sentences(*texts) if gits.asks else None
    try:
        return Run(triple, gits, studio(*texts), "", cut)
    except Exception as error:  # whatever it is, it is a fault of the merge and is counted
        worst = f"<<<<<<<\n{triple.ours}\n=======\n{triple.theirs}\n>>>>>>>\n"
        return Run(triple, gits, Merged(worst, True), f"{type(error).__name__}: {error}", cut)


def clean(runs: Sequence[Run]) -> list[Measure]:
    """Bar 1. The first two hold for merges whose known result is git's; the others look on.

    A triple without a known result (categories b1, b1s, c) counts in "git is clean" only. What
    git breaks (bar 2) and somebody committed nevertheless is taken out: there the two bars ask
    for opposite things.
    """
    clean_runs = [run for run in runs if not run.git.asks]
    known = [run for run in clean_runs if run.triple.result == run.git.text]
    right = [run for run in known if not _faults(run.git, run.triple)]
    same = [run for run in right if _same(run)]
    asks = [run for run in right if run.ours.asks]
    others = [run for run in right if not run.ours.asks and not _same(run)]
    bar = Bar.CLEAN
    return [
        share(bar, "result known and git's: byte-identical", len(same), len(right), least=0.99),
        ratio(bar, "result known and git's: asks", len(asks), len(right), most=0.01),
        count(bar, "  of them ask", [run.triple.name for run in asks]),
        count(bar, "  of them other bytes", [run.triple.name for run in others]),
        count(bar, "  left out, broken by git and committed so", _names(known, right)),
        share(
            bar,
            "git is clean, result known or not: byte-identical",
            sum(map(_same, clean_runs)),
            len(clean_runs),
        ),
        ratio(
            bar,
            "git is clean, result known or not: asks",
            sum(run.ours.asks for run in clean_runs),
            len(clean_runs),
        ),
        count(bar, "raises an error", [_told(run) for run in runs if run.error], most=0),
        count(
            bar,
            "asks without a conflict in the text, or the other way round",
            [run.triple.name for run in runs if run.ours.asks != bool(_shown(run))],
            most=0,
        ),
    ]


def _shown(run: Run) -> int:
    return conflicts_in(run.ours.text) - conflicts_in(run.triple.ours + run.triple.theirs)


def _same(run: Run) -> bool:
    return not run.ours.asks and run.ours.text == run.git.text


def _told(run: Run) -> str:
    return f"{run.triple.name}: {run.error}"


def _names(runs: Sequence[Run], without: Sequence[Run]) -> list[str]:
    names = {run.triple.name for run in without}
    return [run.triple.name for run in runs if run.triple.name not in names]


def _faults(merged: Merged, triple: Triple) -> list[str]:
    return faults(merged.text, triple.ours, triple.theirs)


def broken(runs: Sequence[Run]) -> list[Measure]:
    """Bar 2: what git breaks without a word is caught, and nothing is broken by us."""
    found = [
        (run, wrong) for run in runs if not run.git.asks and (wrong := _faults(run.git, run.triple))
    ]
    missed = [
        f"{run.triple.name}: {'; '.join(wrong)}"
        for run, wrong in found
        if not run.ours.asks and _faults(run.ours, run.triple)
    ]
    own = [
        f"{run.triple.name}: {'; '.join(wrong)}"
        for run in runs
        if not run.ours.asks and (wrong := _faults(run.ours, run.triple))
    ]
    asked = [run.triple.name for run, _ in found if run.ours.asks]
    return [
        share(Bar.BROKEN, "caught", len(found) - len(missed), len(found), least=1.0),
        count(Bar.BROKEN, "  of them by asking", asked),
        count(Bar.BROKEN, "  not caught", missed),
        count(Bar.BROKEN, "clean and broken by us, over all triples", own, most=0),
    ]


def conflicts(runs: Sequence[Run]) -> list[Measure]:
    """Bar 3; see `benchmarks.quality.conflicts` for what is counted."""
    asking = [run for run in runs if run.git.asks]
    by_name = {run.triple.name: run for run in asking}
    found: list[Measure] = []
    triples = [run.triple for run in asking]
    for title, categories, most in _groups(triples):
        own = [by_name[triple.name] for triple in in_category(triples, *categories)]
        found += _totals(title, own, most)
    more = [
        f"{run.triple.name} ({run.triple.category}): {ours:,} to {theirs:,}"
        for run in asking
        if (ours := text_in_conflicts(run.ours.text)) > (theirs := text_in_conflicts(run.git.text))
    ]
    more_cut = [
        run.triple.name
        for run in asking
        if run.sentences and text_in_conflicts(run.sentences.text) > text_in_conflicts(run.git.text)
    ]
    settled = [run for run in asking if not run.ours.asks]
    return [
        *found,
        count(Bar.CONFLICTS, "files with more than git's", more, most=0),
        count(Bar.CONFLICTS, "  the same for git by sentences", more_cut),
        share(Bar.CONFLICTS, "git's conflicts settled without asking", len(settled), len(asking)),
        *_against_people(settled),
        _told_to_ask(settled, len(asking)),
    ]


def _groups(triples: Sequence[Triple]) -> list[tuple[str, tuple[str, ...], float]]:
    """Name, categories and bar; a folder without an index is one group."""
    if not any(triple.category for triple in triples):
        return [("all", (), 0.75)]
    return [("a and a2", ("a", "a2"), 0.75), ("c", ("c",), 0.60)]


def _told_to_ask(settled: Sequence[Run], whole: int) -> Measure:
    """What one policy settles the other proposes; what is asked anyway need not be tried."""
    silent = [
        run.triple.name
        for run in settled
        if not asks_when_told_to(run.triple.base, run.triple.ours, run.triple.theirs)
    ]
    one = share(Bar.CONFLICTS, "git's conflicts that policy ask asks", whole - len(silent), whole)
    return replace(one, files=tuple(silent))


def _totals(title: str, runs: Sequence[Run], most: float) -> list[Measure]:
    whole = sum(text_in_conflicts(run.git.text) for run in runs)
    ours = sum(text_in_conflicts(run.ours.text) for run in runs)
    cut = sum(text_in_conflicts(run.sentences.text) for run in runs if run.sentences)
    name = f"{title}, {len(runs)} files"
    return [
        ratio(Bar.CONFLICTS, f"{name}: ours to git's", ours, whole, most=most),
        ratio(Bar.CONFLICTS, f"{name}: git by sentences to git", cut, whole),
    ]


def _against_people(settled: Sequence[Run]) -> list[Measure]:
    known = [run for run in settled if run.triple.result is not None]
    same = [run for run in known if run.ours.text == run.triple.result]
    return [share(Bar.CONFLICTS, "  of them what a person committed", len(same), len(known))]
