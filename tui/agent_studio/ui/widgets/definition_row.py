"""How a line of the Library's list is drawn: cells in columns, or a group's heading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from agent_studio.core.text import visible
from agent_studio.core.told import signs
from agent_studio.ui.listing.columns import Column
from agent_studio.ui.listing.view import Card, Kin, Line, short_count

MARK = "◆"
WINS, SHADOWED, CONTESTED = "★", "↳", "?"
SAME_CONTENT, NEAR, SAME_NAME = "≡", "≈", "="
FOLDED, UNFOLDED = "▸", "▾"
_LEAST_PATH = 8
"""Cells below which the end of a path tells nothing."""


@dataclass(frozen=True)
class RowPainter:
    """Draws lines in columns, in the styles that it is given by name."""

    columns: tuple[Column, ...]
    style: Callable[[str], Style]

    def cells(self, card: Card, line: Line, kin: Kin, *, marked: bool) -> list[Segment]:
        """The cells of a definition's line, a blank behind each."""
        segments: list[Segment] = []
        for column in self.columns:
            segments += self._cell(column, card, line, (kin, marked))
            segments.append(Segment(" ", self.style("text")))
        return segments

    def heading(self, line: Line, *, folded: bool) -> list[Segment]:
        """The line of a group: its title and how many it holds."""
        return [
            Segment(f"{FOLDED if folded else UNFOLDED} ", self.style("quiet")),
            Segment(visible(line.title).replace("\n", " "), self.style("heading")),
            Segment(f"  {line.count}", self.style("quiet")),
        ]

    def _cell(
        self, column: Column, card: Card, line: Line, about: tuple[Kin, bool]
    ) -> list[Segment]:
        kin, marked = about
        if column.key == "problems":
            return self._problems(card, column)
        if column.key == "name" and line.named and not self._has_path:
            return [self._fit(_tail(f"  {visible(card.label)}", column.width), column, "text")]
        indent = "  " if line.group else ""
        name = card.name
        if kin.same_name and not self._has_path and column.key == "name":
            where = card.path.name if line.group == card.folder else card.label
            name = _name_and_path(card.name, visible(where), column.width - len(indent))
        standing = CONTESTED if kin.contested else WINS if kin.wins else ""
        standing = SHADOWED if kin.winner else standing
        text, style = {
            "mark": (MARK if marked else "", "mark"),
            "standing": (standing, "quiet"),
            "name": (indent + name, "quiet" if kin.winner else "text"),
            "path": (_tail(visible(card.label), column.width), "quiet"),
            "tokens": (short_count(card.tokens), "text"),
            "twins": (twins_signs(kin), "kin"),
            "rights": (signs(card.rights), "quiet"),
            "harness": (card.harness, "quiet"),
            "git": (card.git, "text"),
        }[column.key]
        return [self._fit(text, column, style)]

    @property
    def _has_path(self) -> bool:
        return any(column.key == "path" for column in self.columns)

    def _problems(self, card: Card, column: Column) -> list[Segment]:
        half = column.width // 2
        if not card.errors and not card.warnings:
            return [Segment(" " * column.width, self.style("text"))]
        # Known by now; the names in the first frame come before the rules.
        from agent_studio.core.check.model import Severity

        errors = f"{Severity.ERROR.sign}{short_count(card.errors)}" if card.errors else ""
        warnings = f"{Severity.WARNING.sign}{short_count(card.warnings)}" if card.warnings else ""
        return [
            Segment(set_cell_size(errors, half), self.style("error")),
            Segment(set_cell_size(warnings, column.width - half), self.style("warning")),
        ]

    def _fit(self, text: str, column: Column, style: str) -> Segment:
        text = visible(text).replace("\n", " ").replace("\t", " ")
        if cell_len(text) > column.width:
            text = set_cell_size(text, max(column.width - 1, 0)) + "…"
        elif column.right:
            text = " " * (column.width - cell_len(text)) + text
        return Segment(set_cell_size(text, column.width), self.style(style))


def twins_signs(kin: Kin) -> str:
    """How many have the same content, nearly the same, the same name: ``≡1 ≈2 =3``."""
    counts = (
        (SAME_CONTENT, len(kin.same_content)),
        (NEAR, len(kin.near)),
        (SAME_NAME, len(kin.same_name)),
    )
    return " ".join(f"{sign}{min(number, 99)}" for sign, number in counts if number)


def _name_and_path(name: str, path: str, width: int) -> str:
    """A name that others have, too, with the end of its path; the path alone in little room."""
    room = width - cell_len(name) - 3
    return f"{name} · {_tail(path, room)}" if room >= _LEAST_PATH else _tail(path, width)


def _tail(text: str, width: int) -> str:
    """A path cut to ``width``: its end, or the two ends of a file name that does not fit."""
    indent = len(text) - len(text.lstrip())
    room = width - indent
    name = text.rpartition("/")[2].strip()
    if cell_len(text) <= width or room < 4:
        return text
    if len(name) < room:
        return " " * indent + "…" + text[-(room - 1) :]
    left = (room - 1) // 2
    return " " * indent + name[:left] + "…" + name[left + 1 - room :]
