"""Under the result: whether it loads, what is wrong with it, what it may do, and the signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from agent_studio.core.text import visible
from agent_studio.ui.merging.facts import FactLine

LEGEND = "1-9 source  ∪ mixed  ✎ typed\n? open  ◇ proposed · ≠ + ⊂: see ?"
"""The signs of the result, and where those of the list are told: there is no room for them."""


class FactsView(Static):
    """A few lines, each with a sign that says how grave it is."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"facts--{role}" for role in ("error", "warning", "info", "success", "legend", "plain"))
    }

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__("", id=widget_id, markup=False)

    def show(self, lines: Sequence[FactLine]) -> None:
        """Replace the lines; texts of files are made visible."""
        parts = [
            Content.assemble(
                Content.styled(line.sign, self._role(line.role)),
                " ",
                Content(" ".join(visible(line.text).split())),
            )
            for line in lines
        ]
        legend = Content.styled(LEGEND, self.get_visual_style("facts--legend"))
        self.update(Content("\n").join([*parts, legend]))

    def _role(self, role: str) -> Style:
        return self.get_visual_style(f"facts--{role or 'plain'}")
