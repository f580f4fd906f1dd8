"""Merging ours and theirs over their base, as git's driver and mergetool do without asking."""

from __future__ import annotations

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


def fault_of(text: str, ours: Document, theirs: Document, dialect: Dialect) -> str:
    """What is wrong with a clean result that was not wrong on either side; empty if nothing.

    The engine looks at this itself. Here it is asked once more of what will be written, byte by
    byte, because nobody looks at a clean merge before it is committed.
    """
    result = parse(text)
    sides = (ours, theirs)
    if not load(result, dialect).loads and all(load(side, dialect).loads for side in sides):
        return "the merged text would not load"
    if _doubles(result) and not any(_doubles(side) for side in sides):
        return "the merged text has a field twice"
    return ""


def _doubles(document: Document) -> bool:
    keys = [field.key for field in document.fields]
    return len(set(keys)) != len(keys)
