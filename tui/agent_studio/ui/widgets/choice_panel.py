"""What the keys will do at the row under the cursor, said before one is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from agent_studio.core.text import visible
from agent_studio.ui.actions import action, key_name
from agent_studio.ui.merging.hints import Hint

ALERTS = ("conflict", "proposed", "⚠")
"""How a detail begins that somebody has to look at."""


class ChoicePanel(Widget):
    """A headline and below it, in as many columns as it takes, one key after the other."""

    auto_links = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "choices--headline",
        "choices--detail",
        "choices--alert",
        "choices--key",
        "choices--chosen",
        "choices--text",
    }

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._headline = self._detail = ""
        self._hints: Sequence[Hint] = ()

    def show(self, headline: str, hints: Sequence[Hint], detail: str = "") -> None:
        """Show other keys; texts of files are made visible.

        ``detail`` has a line of its own below the headline, where there is one.
        """
        self._headline, self._detail = visible(headline), visible(detail)
        self._hints = tuple(hints)
        self.refresh()

    def render(self) -> Content:
        """Headline and hints."""
        width = self.size.width
        headline = _one_line(self._headline, width)
        parts = [Content.styled(headline, self.get_visual_style("choices--headline"))]
        if self._detail:
            told = _one_line(self._detail, width)
            role = "alert" if self._detail.startswith(ALERTS) else "detail"
            parts.append(Content.styled(told, self.get_visual_style(f"choices--{role}")))
        lines = max(self.size.height - len(parts), 1)
        columns = max(1, -(-len(self._hints) // lines))
        each = (width - 2 * (columns - 1)) // columns
        used = min(lines, len(self._hints))
        for line in range(used):
            cells = [
                self._hint(self._hints[at], each) for at in range(line, len(self._hints), used)
            ]
            parts.append(Content("  ").join(cells))
        return Content("\n").join(parts)

    def _hint(self, hint: Hint, width: int) -> Content:
        keys = self.app.keys_of(hint.action) if hasattr(self.app, "keys_of") else ()
        name = key_name(keys[0] if keys else action(hint.action).keys[0])
        click = Style.from_meta({"@click": f"screen.do({hint.action!r})"})
        key = self.get_visual_style("choices--key") + click
        chosen = "choices--chosen" if hint.chosen else "choices--text"
        room = max(width - max(cell_len(name), 2) - 3, 1)
        text = ("● " if hint.chosen else "  ") + _one_line(visible(hint.text), room)
        padding = " " * max(width - max(cell_len(name), 2) - cell_len(text), 0)
        return Content.assemble(
            Content.styled(name.ljust(2), key),
            Content.styled(text, self.get_visual_style(chosen) + click),
            padding,
        )


def _one_line(text: str, width: int) -> str:
    return Content(" ".join(text.split())).truncate(width, ellipsis=True).plain
