"""A row of the Library's list as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style

from agent_studio.ui.listing.columns import columns
from agent_studio.ui.listing.view import NO_KIN, Card, Grouping, Kin, View, lines
from agent_studio.ui.widgets.definition_row import RowPainter

ONE = Card(Path("/p/a/one.md"), "a/one.md", "a", "engineer")
TWO = Card(Path("/p/a/two.md"), "a/two.md", "a", "engineer")
OTHER = Card(Path("/p/b/writer.md"), "b/writer.md", "b", "writer")
KIN = {ONE.path: Kin(same_name=(TWO.path,)), TWO.path: Kin(same_name=(ONE.path,))}


def shown(grouping: Grouping, width: int = 64) -> list[str]:
    """The names of the rows as they are drawn."""
    chosen = columns(width, longest_name=8, longest_path=90, several_harnesses=False)
    painter = RowPainter(chosen, lambda _: Style())
    found = lines([ONE, TWO, OTHER], KIN, View(grouping=grouping))
    drawn = []
    for line in found:
        if line.card is not None:
            kin = KIN.get(line.card.path, NO_KIN)
            cells = painter.cells(line.card, line, kin, marked=False)
            at = 2 * [column.key for column in chosen].index("name")
            drawn.append(cells[at].text.rstrip())
    return drawn


@pytest.mark.parametrize(
    ("grouping", "rows"),
    [
        (Grouping.NAME, ["  a/one.md", "  a/two.md", "writer"]),
        (Grouping.FOLDER, ["  engineer · one.md", "  engineer · two.md", "  writer"]),
        (Grouping.NONE, ["engineer · a/one.md", "engineer · a/two.md", "writer"]),
    ],
)
def test_definitions_of_one_name_can_be_told_apart_in_every_order(grouping, rows):
    assert shown(grouping) == rows


def test_in_little_room_the_path_alone_tells_them_apart():
    assert shown(Grouping.NONE, 44)[:2] == ["a/one.md", "a/two.md"]
