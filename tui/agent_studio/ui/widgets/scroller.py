"""A scrolled text with the keys that every scrolled text has."""

from __future__ import annotations

from textual.containers import VerticalScroll

from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import Performer


class Scroller(VerticalScroll, Performer, can_focus=True):
    """Scrolls by arrows and by vim's keys, as the action table has them."""

    BINDINGS = bindings_for("scroll")

    def do_up(self) -> None:
        """One line up."""
        self.scroll_up(animate=False)

    def do_down(self) -> None:
        """One line down."""
        self.scroll_down(animate=False)

    def do_page_up(self) -> None:
        """One screen up."""
        self.scroll_page_up(animate=False)

    def do_page_down(self) -> None:
        """One screen down."""
        self.scroll_page_down(animate=False)

    def do_first(self) -> None:
        """To the top."""
        self.scroll_home(animate=False)

    def do_last(self) -> None:
        """To the bottom."""
        self.scroll_end(animate=False)
