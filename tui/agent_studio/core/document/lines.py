"""Lines of a part of a text, as CommonMark counts them, with offsets into the whole."""

from __future__ import annotations

from agent_studio.core.text import LineIndex, Span


class Lines:
    """The lines of ``source``, which begins at offset ``base`` of a text."""

    def __init__(self, source: str, base: int) -> None:
        self._source = source
        self._base = base
        self._starts = [*LineIndex(source).starts, len(source)]

    def __len__(self) -> int:
        return len(self._starts) - 1

    def text(self, line: int) -> str:
        """The line numbered ``line`` from 0, with its line end."""
        return self._source[self._starts[line] : self._starts[line + 1]]

    def is_blank(self, line: int) -> bool:
        """Whether a line holds blanks and tabs at most."""
        return not self.text(line).strip(" \t\r\n")

    def behind_text(self, first: int, stop: int) -> int:
        """The line behind the last one of ``first`` to ``stop`` that is not blank."""
        while stop > first and self.is_blank(stop - 1):
            stop -= 1
        return stop

    def span(self, first: int, stop: int) -> Span:
        """What the lines from ``first`` up to, not including, ``stop`` cover of the whole text."""
        return Span(self._base + self._starts[first], self._base + self._starts[stop])
