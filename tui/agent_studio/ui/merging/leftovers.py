"""What a result leaves out, one line each; what only one source has, as the table folds it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from agent_studio.core.compare.model import Address, Row
from agent_studio.core.merge import describe, left_out
from agent_studio.core.merge.model import Action, Choice, LeftOut, Merge
from agent_studio.ui.merging.bench import adding
from agent_studio.ui.merging.branches import Branch, branch_words, parts
from agent_studio.ui.merging.hints import plural


@dataclass(frozen=True, slots=True)
class Leftover:
    """One line: a text, or all texts of a part that only one source has."""

    texts: tuple[LeftOut, ...]
    part: Branch | None = None
    """What is folded into it; ``None`` for a text alone."""

    @property
    def source(self) -> int:
        """The source that has it."""
        return self.texts[0].source

    @property
    def address(self) -> Address:
        """The row to go to."""
        return self.part.address if self.part else self.texts[0].address

    @property
    def addresses(self) -> tuple[Address, ...]:
        """The rows that a choice is made for."""
        return tuple(row.address for row in self.part.rows) if self.part else (self.address,)

    @property
    def text(self) -> str:
        """All of it, as its source has it."""
        return "\n".join(each.text.rstrip("\n") for each in self.texts)

    @property
    def words(self) -> str:
        """What it is about, in one line."""
        return branch_words(self.part) if self.part else self.texts[0].text


def leftovers(merge: Merge, opened: Collection[Address] = ()) -> tuple[Leftover, ...]:
    """Everything that the result lacks, in the order of the rows.

    A part that only one source has and that is missing as a whole is one line, unless its
    address is among those ``opened``.
    """
    by_row: dict[Address, list[LeftOut]] = {}
    for text in left_out(merge):
        by_row.setdefault(text.address, []).append(text)
    return tuple(_lines(merge.comparison.rows, by_row, opened))


def _lines(
    rows: Iterable[Row], by_row: dict[Address, list[LeftOut]], opened: Collection[Address]
) -> Iterator[Leftover]:
    for entry in parts(rows):
        if isinstance(entry, Branch) and entry.address not in opened:
            texts = _whole(entry, by_row)
            if texts:
                yield Leftover(texts, entry)
                continue
        for row in entry.rows if isinstance(entry, Branch) else (entry,):
            yield from (Leftover((text,)) for text in by_row.get(row.address, ()))
            yield from _lines(row.children, by_row, opened)


def _whole(part: Branch, by_row: dict[Address, list[LeftOut]]) -> tuple[LeftOut, ...]:
    """The texts of a part if the result has none of them; empty if it has any."""
    texts: list[LeftOut] = []
    for row in part.walk():
        if not row.children and row.address not in by_row:
            return ()
        texts += by_row.get(row.address, ())
    return tuple(texts) if len(texts) > 1 else ()


def taking(merge: Merge, left: Leftover) -> Choice:
    """The choice that brings it in."""
    if left.part is not None:
        return Choice(Action.TAKE, (left.source,))
    return adding(merge, left.texts[0])


def taking_words(merge: Merge, left: Leftover) -> str:
    """What taking it will do."""
    if left.part is not None:
        return f"take all of it from {left.source + 1}: {plural(len(left.texts), 'text')}"
    words = describe(merge, left.address, taking(merge, left))
    return words.replace(f" ({merge.comparison.labels[left.source]})", "", 1)


def count_words(lines: Sequence[Leftover], *, done: bool) -> str:
    """How many texts there are, and of which sources."""
    by_source: dict[int, int] = {}
    for line in lines:
        by_source[line.source] = by_source.get(line.source, 0) + len(line.texts)
    if not by_source:
        return "Nothing was left out: every text of every source is in the result."
    count = sum(by_source.values())
    told = ", ".join(f"{each} from {source + 1}" for source, each in sorted(by_source.items()))
    are = "is" if count == 1 else "are"
    yet = "" if done else " yet, what is undecided among them"
    return f"{plural(count, 'text')} of the sources {are} not in the result{yet}: {told}."
