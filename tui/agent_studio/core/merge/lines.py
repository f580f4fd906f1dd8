"""Where a merge line by line, as git's, would have stopped at a conflict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agent_studio.core.compare.model import Cell, Comparison, Row
from agent_studio.core.compare.sequences import changes
from agent_studio.core.compare.weave import weave
from agent_studio.core.merge.stretches import shared, united
from agent_studio.core.records import dataclass, replace
from agent_studio.core.text import Span


@dataclass(frozen=True)
class LineConflicts:
    """The lines inside conflicts, as spans of each source's text and of the base's."""

    sources: tuple[tuple[Span, ...], ...]
    base: tuple[Span, ...]
    each: tuple[tuple[Span, ...], ...] = ()
    """Those with words in them, one by one: what each source has there, and last the base."""

    def touch(self, row: Row) -> bool:
        """Whether any text of the row lies in a conflict."""
        return any(True for cell in _cells(row) for _ in shared(self._of(cell), cell.span))

    def cover(self, row: Row) -> bool:
        """Whether at least half of what the sources have of the row lies in conflicts."""
        inside = sum(
            len(part) for cell in row.present for part in shared(self._of(cell), cell.span)
        )
        return 2 * inside >= sum(len(cell.span) for cell in row.present) > 0

    def unasked(self, rows: Iterable[Row]) -> LineConflicts:
        """The conflicts in which no text of ``rows`` lies."""
        cells = [cell for row in rows for cell in _cells(row)]
        columns = (*range(len(self.sources)), -1)
        held = [united(cell.span for cell in cells if cell.source == column) for column in columns]
        left = [
            spans
            for spans in self.each
            if not any(
                True for own, span in zip(held, spans, strict=True) for _ in shared(own, span)
            )
        ]
        return _by_column(left, len(columns))

    def _of(self, cell: Cell) -> tuple[Span, ...]:
        return self.base if cell.source < 0 else self.sources[cell.source]


def line_conflicts(comparison: Comparison) -> LineConflicts:
    """The conflicts of a line merge of all sources on top of the base.

    As in git's ``merge-file``: changes of several sides that overlap or touch are a conflict,
    but for the lines in which they are the same.

    Raises:
        ValueError: if the comparison has no base.
    """
    if comparison.base is None:
        raise ValueError("no base to merge on")
    texts = [document.text for document in comparison.documents]
    cut = [text.splitlines(keepends=True) for text in [*texts, comparison.base.text]]
    found: list[_Spans] = []
    worded: list[_Spans] = []
    starts = [_starts(lines) for lines in cut]
    for strand in weave(cut[-1], cut[:-1], strict=True):
        ranges = [*strand.sides, strand.base]
        new = {tuple(cut[side][slice(*ranges[side])]) for side in strand.changed}
        if len(new) < 2:
            continue
        for pieces in _differing(cut, ranges):
            spans = zip(starts, pieces, strict=True)
            found.append(tuple(Span(at[first], at[last]) for at, (first, last) in spans))
            if any(_has_words(cut[side][slice(*lines)]) for side, lines in enumerate(pieces)):
                worded.append(found[-1])
    return replace(_by_column(found, len(cut)), each=tuple(worded))


_Spans = tuple[Span, ...]


def _by_column(conflicts: Sequence[_Spans], count: int) -> LineConflicts:
    columns = [united(spans[column] for spans in conflicts) for column in range(count)]
    return LineConflicts(tuple(columns[:-1]), columns[-1], tuple(conflicts))


def _cells(row: Row) -> list[Cell]:
    """The sources' cells and the base's."""
    return [*row.present, *([row.base] if row.base else [])]


_Ranges = list[tuple[int, int]]


def _differing(cut: list[list[str]], ranges: _Ranges) -> list[_Ranges]:
    """A conflict of two sides without the lines that both put there, as git narrows it down.

    Runs that only lines without a letter or digit part stay one.
    """
    if len(ranges) != 3:
        return [ranges]
    (left, left_end), (right, right_end), base = ranges
    ours, theirs = cut[0][left:left_end], cut[1][right:right_end]
    found: list[_Ranges] = []
    for change in changes(ours, theirs):
        one = left + change.start, left + change.end
        other = right + change.first, right + change.last
        piece = [one, other, base]
        if found and not _has_words(cut[0][found[-1][0][1] : one[0]]):
            before = found.pop()
            piece = [(before[0][0], one[1]), (before[1][0], other[1]), base]
        found.append(piece)
    return found


def _has_words(lines: list[str]) -> bool:
    return any(character.isalnum() for line in lines for character in line)


def _starts(lines: list[str]) -> list[int]:
    """The offset of each line, and behind them the text's length."""
    found = [0]
    for line in lines:
        found.append(found[-1] + len(line))
    return found
