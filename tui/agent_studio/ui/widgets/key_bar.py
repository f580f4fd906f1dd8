"""The footer: the keys that apply here, read from the action table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from agent_studio.ui.actions import Action, actions_of, key_name


class KeyBar(Widget):
    """One line of keys, grouped; what does not apply is greyed and says why when pressed.

    It draws itself instead of mounting a widget for each key, so it costs one widget at start
    and a repaint when something changes.
    """

    auto_links = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "key-bar--key",
        "key-bar--title",
        "key-bar--disabled",
        "key-bar--rule",
    }

    def __init__(self, workplace: str) -> None:
        super().__init__()
        self._workplace = workplace

    def render(self) -> Content:
        """As many keys as the width holds, the least important left out first."""
        for rank in (3, 2, 1):
            shown = self._shown(rank)
            if self._cells(shown) <= self.size.width:
                return self._line(shown)
        # Whole keys only: half a word tells nothing, and the help has them all.
        while shown and self._cells(shown) > self.size.width:
            shown = shown[:-1]
        return self._line(shown)

    def _cells(self, shown: Sequence[Action]) -> int:
        return sum(cell_len(self._text(each)) for each in shown) + _rules(shown)

    def _shown(self, rank: int) -> list[Action]:
        fitting = (each for each in actions_of([self._workplace, "app"]) if 0 < each.show <= rank)
        return [each for each in fitting if not (each.fleeting and self._reason(each))]

    def _line(self, shown: Sequence[Action]) -> Content:
        parts: list[Content] = []
        group = ""
        for each in shown:
            if group and each.group != group:
                parts.append(Content.styled("│", self.get_visual_style("key-bar--rule")))
            group = each.group
            parts.append(self._key(each))
        return Content.assemble(*parts)

    def _key_name(self, each: Action) -> str:
        keys = self.app.keys_of(each.id) if hasattr(self.app, "keys_of") else each.keys
        return key_name(keys[0]) if keys else "–"

    def _reason(self, each: Action) -> str:
        """Why it cannot be done now; empty if it can."""
        asked = (getattr(owner, "why_not", None) for owner in (self.screen, self.app))
        reasons = (ask(each.id) for ask in asked if ask is not None)
        return next((reason for reason in reasons if reason), "")

    def _text(self, each: Action) -> str:
        return f" {self._key_name(each)} {each.title} "

    def _key(self, each: Action) -> Content:
        click = Style.from_meta({"@click": f"screen.do({each.id!r})"})
        disabled = bool(self._reason(each))
        key = self.get_visual_style("key-bar--disabled" if disabled else "key-bar--key")
        title = self.get_visual_style("key-bar--disabled" if disabled else "key-bar--title")
        return Content.assemble(
            Content.styled(f" {self._key_name(each)}", key + click),
            Content.styled(f" {each.title} ", title + click),
        )


def _rules(shown: Sequence[Action]) -> int:
    """Cells of the rules between groups."""
    groups = [each.group for each in shown]
    return sum(1 for one, other in pairwise(groups) if one and other != one)
