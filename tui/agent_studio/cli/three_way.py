"""Merging ours and theirs over their base, as git's driver and mergetool do without asking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from agent_studio.core.compare import compare
from agent_studio.core.dialects import load
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import Document, parse
from agent_studio.core.merge import propose, render, undecided
from agent_studio.core.merge.model import Markers, Merge
from agent_studio.core.records import dataclass

_OPENS, _CLOSES = "\n<<<<<<<", "\n>>>>>>>"
"""Seven signs is git's shortest usual marker; merges of merges have longer ones."""


@dataclass(frozen=True)
class ThreeWay:
    """What is settled of a three-way merge, and what is not."""

    merge: Merge
    undecided: tuple[str, ...]
    """Addresses of the rows that only a person can decide."""

    @property
    def clean(self) -> bool:
        """Whether nothing is left to decide."""
        return not self.undecided

    def text(self, markers: Markers | bool = False) -> str:
        """The result, with what is undecided between ``markers``."""
        return render(self.merge, markers=markers).text


def merge_texts(ours: Document, theirs: Document, base: Document, dialect: Dialect) -> ThreeWay:
    """Settle what needs nobody. A file that both sides added has an empty base."""
    merge = propose(compare((ours, theirs), labels=("ours", "theirs"), base=base, dialect=dialect))
    return ThreeWay(merge, undecided(merge))


def why_not(ours: Document, theirs: Document, base: Document) -> str:
    """Why these are no three definitions to be merged as such; empty if they are."""
    if any(document.front is None for document in (ours, theirs)):
        return "it is not a definition on both sides"
    if any("\0" in document.text for document in (ours, theirs, base)):
        return "it holds NUL bytes"
    for document in (ours, theirs, base):
        text = f"\n{document.text}"
        if _OPENS in text and _CLOSES in text:
            return "it holds conflict markers already"
    return ""


def fault_of(done: ThreeWay, text: str) -> str:
    """What is wrong with ``text``, which is to be written as the result; empty if nothing is.

    The engine takes care of all this itself. Here it is asked once more of the very bytes, and
    without the engine's help, because nobody looks at a clean merge before it is committed.
    """
    comparison = done.merge.comparison
    base, sides, dialect = comparison.base, comparison.documents, comparison.dialect
    if done.clean:
        result = parse(text)
        if not load(result, dialect).loads and all(load(side, dialect).loads for side in sides):
            return "the merged text would not load"
        if _doubles(result) and not any(_doubles(side) for side in sides):
            return "the merged text would have a field twice"
    if base is not None and _lost(text, [base, *sides]):
        return "the merged text would lack a line that nobody touched"
    return ""


def _lost(text: str, documents: Sequence[Document]) -> bool:
    """Whether a line that all have, as often as all have it, is not in ``text``."""
    first, *others = (_lines(document.text) for document in documents)
    for other in others:
        first &= other
    return bool(first - _lines(text))


def _lines(text: str) -> Counter[str]:
    # Blanks around a line are the indentation and the line end, which a merge may change.
    return Counter(line for line in map(str.strip, text.splitlines()) if line)


def _doubles(document: Document) -> bool:
    keys = [field.key for field in document.fields]
    return len(set(keys)) != len(keys)
