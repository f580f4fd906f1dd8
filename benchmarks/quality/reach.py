"""Bar 4: whether what a person made of a merge can be reached by picks.

The picks are searched, not guessed: several ways to choose by what the result has, then choices
for whole sections and fields where something is still different, as long as they help. What
is not found counts as not reachable, so the shares are lower bounds.

Equal are two texts whose fields and sections are (see `benchmarks.quality.content`): line ends,
blank lines, blanks at line ends and the order of sections aside. Beside it the stricter counts:
the same lines in the same order, and the same bytes. The peer takes one side's text for each
field and each section, as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from agent_studio.core.compare import RowKind
from agent_studio.core.merge import Action, Choice, Merge, MergeError, decide, decide_all, render
from benchmarks.quality.content import Content, apart, content, of_either, plain
from benchmarks.quality.mergers import merge_of
from benchmarks.quality.picks import Picker, take
from benchmarks.quality.report import Bar, Measure, count, share
from benchmarks.quality.runs import Run
from benchmarks.quality.triples import Triple, in_category

_TRIALS = 60
"""Renderings that the last search may cost for one merge."""


@dataclass
class _Reached:
    """The nearest that was found."""

    result: str
    wanted: Content = field(init=False)
    units: int = 1_000_000
    """How many fields or sections still differ."""
    lines: bool = False
    same_bytes: bool = False
    nearest: Merge | None = None

    def __post_init__(self) -> None:
        self.wanted = content(self.result)

    def look(self, merge: Merge) -> bool:
        """Whether ``merge`` comes nearer than anything before."""
        text = render(merge).text
        self.same_bytes |= text == self.result
        self.lines |= plain(text) == plain(self.result)
        units = apart(content(text), self.wanted)
        nearer = units < self.units
        if nearer:
            self.units, self.nearest = units, merge
        return nearer


def _reached(triple: Triple, result: str) -> _Reached:
    merge = merge_of(triple.base, triple.ours, triple.theirs)
    found = _Reached(result)
    for start in _starts(merge, result):
        found.look(start)
        if found.same_bytes:
            return found
    if found.units:
        _improve(found)
    return found


def _starts(merge: Merge, result: str) -> Iterator[Merge]:
    yield Picker(merge, result).pick(only_undecided=True)
    yield Picker(merge, result).pick(only_undecided=False)
    for source in (0, 1):
        yield decide_all(merge, take(source), only_undecided=False)


def _improve(found: _Reached) -> None:
    """Choices for whole fields and sections, kept where they come nearer."""
    left = _TRIALS
    merge = found.nearest
    assert merge is not None
    rows = [
        row
        for row in merge.comparison.walk()
        if row.kind in {RowKind.SECTION, RowKind.FIELD} and not row.settled
    ]
    for row in rows:
        for choice in (take(0), take(1), Choice(Action.NONE), Choice(Action.ALL, (0, 1))):
            if not left or not found.units:
                return
            try:
                tried = decide(found.nearest or merge, row.address, choice)
            except MergeError:
                continue
            left -= 1
            found.look(tried)


def measure(runs: Sequence[Run], progress: Callable[[str], None]) -> list[Measure]:
    """Over the merges of category a in which git conflicts and the result is known."""
    asking = [run.triple for run in runs if run.git.asks]
    triples = [triple for triple in in_category(asking, "a") if triple.result is not None]
    reached: list[tuple[str, _Reached]] = []
    peer: list[int] = []
    for number, triple in enumerate(triples):
        if number % 50 == 0:
            progress(f"picks: {number} of {len(triples)} merges")
        result = triple.result or ""
        reached.append((triple.name, _reached(triple, result)))
        peer.append(of_either(content(triple.ours), content(triple.theirs), content(result)))
    bar, whole = Bar.REACH, len(triples)
    found = [one for _, one in reached]
    far = [f"{name}: {one.units} units" for name, one in reached if one.units > 1]
    near = [name for name, one in reached if one.units == 1]
    return [
        share(bar, "by picks alone", sum(one.units == 0 for one in found), whole, least=0.72),
        share(bar, "  the same lines in the same order", sum(one.lines for one in found), whole),
        share(bar, "  the same bytes", sum(one.same_bytes for one in found), whole),
        share(
            bar, "one field or section typed", sum(o.units <= 1 for o in found), whole, least=0.87
        ),
        share(bar, "peer, a side for each: by picks alone", sum(not n for n in peer), whole),
        share(bar, "peer, a side for each: one typed", sum(n <= 1 for n in peer), whole),
        count(bar, "one field or section away", near),
        count(bar, "further away", far),
    ]
