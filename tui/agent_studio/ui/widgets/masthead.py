"""The header line: the workplaces as tabs, and what this one is about."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from agent_studio.ui.actions import action, key_name
from agent_studio.ui.workplaces import WORKPLACES


class Masthead(Widget):
    """One line. A click on a tab opens that workplace."""

    auto_links = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "masthead--tab",
        "masthead--tab-active",
        "masthead--key",
        "masthead--headline",
    }

    headline: reactive[str] = reactive("")

    def __init__(self, active: str) -> None:
        super().__init__()
        self._active = active

    def render(self) -> Content:
        """Tabs at the left, the headline at the right, cut where they would meet."""
        tabs = Content.assemble(*self._tabs(self.size.width))
        room = self.size.width - tabs.cell_length - 1
        style = self._style("masthead--headline")
        headline = Content.styled(self.headline, style).truncate(max(room, 0), ellipsis=True)
        gap = max(room - headline.cell_length, 0)
        return Content.assemble(tabs, " " * gap, headline)

    def _tabs(self, width: int) -> list[Content | str]:
        key_style = self._style("masthead--key")
        parts: list[Content | str] = []
        for place in WORKPLACES:
            action_id = f"app.{place.id}"
            active = place.id == self._active
            style = self._style("masthead--tab-active" if active else "masthead--tab")
            click = Style.from_meta({"@click": f"app.do({action_id!r})"})
            keys = self.app.keys_of(action_id) if hasattr(self.app, "keys_of") else ()
            key = key_name(keys[0] if keys else action(action_id).keys[0])
            if width >= 70:
                parts.append(Content.styled(f" {key}", (style if active else key_style) + click))
            parts.append(Content.styled(f" {place.title} ", style + click))
        return parts

    def _style(self, name: str) -> Style:
        return self.get_visual_style(name)
