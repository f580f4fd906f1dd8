"""Where a merge line by line, as git's, would have stopped at a conflict."""

from __future__ import annotations

from agent_studio.core.compare.model import Cell, Comparison, Row
from agent_studio.core.compare.sequences import changes
from agent_studio.core.compare.weave import weave
from agent_studio.core.merge.stretches import shared, united
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span


@dataclass(frozen=True)
class LineConflicts:
    """The lines inside conflicts, as spans of each source's text and of the base's."""

    sources: tuple[tuple[Span, ...], ...]
    base: tuple[Span, ...]

    def touch(self, row: Row) -> bool:
        """Whether any text of the row lies in a conflict."""
        cells = [*row.present, *([row.base] if row.base else [])]
        return any(True for cell in cells for _ in shared(self._of(cell), cell.span))

    def cover(self, row: Row) -> bool:
        """Whether at least half of what the sources have of the row lies in conflicts."""
        inside = sum(
            len(part) for cell in row.present for part in shared(self._of(cell), cell.span)
        )
        return 2 * inside >= sum(len(cell.span) for cell in row.present) > 0

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
    found: list[list[Span]] = [[] for _ in cut]
    starts = [_starts(lines) for lines in cut]
    for strand in weave(cut[-1], cut[:-1], strict=True):
        ranges = [*strand.sides, strand.base]
        new = {tuple(cut[side][slice(*ranges[side])]) for side in strand.changed}
        if len(new) < 2:
            continue
        for pieces in _differing(cut, ranges):
            for column, (first, last) in enumerate(pieces):
                if last > first:
                    found[column].append(Span(starts[column][first], starts[column][last]))
    return LineConflicts(tuple(map(united, found[:-1])), united(found[-1]))


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
