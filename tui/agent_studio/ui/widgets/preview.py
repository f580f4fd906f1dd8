"""The preview beside the Library's list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from agent_studio.ui.widgets.scroller import Scroller

if TYPE_CHECKING:
    from rich.console import RenderableType

    from agent_studio.ui.widgets.glance_text import Glance


class Preview(Scroller):
    """Facts, findings, fields and the body, in one scrolled column."""

    def __init__(self, *, widget_id: str, classes: str) -> None:
        super().__init__(id=widget_id, classes=classes)
        self.glance: Glance | None = None
        """What is shown."""
        self._known = Static(id="glance", markup=False)
        self._body = Static(id="body", markup=False)
        self._left = Static(id="left", markup=False, classes="muted")

    def show(self, glance: Glance | None, body: RenderableType = "") -> None:
        """Show a definition, or nothing."""
        if not self._known.is_attached:
            # Until there is something to show they would only hold up the first frame.
            if glance is None:
                return
            self.mount(self._known, self._body, self._left)
        if glance is None or self.glance is None or glance.path != self.glance.path:
            self.scroll_home(animate=False)
        self.glance = glance
        self._body.update(body if glance else "")
        left = glance.lines_left if glance else 0
        more = f"… {left:,} more lines; the editor shows them" if left else ""
        self._left.update(Content(more))
        self.on_resize()

    def on_resize(self) -> None:
        """Wrap what is known about the definition anew."""
        if not self._known.is_attached:
            return
        if self.glance is None:
            self._known.update("")
            return
        from agent_studio.ui.widgets.glance_text import describe

        width = self.content_size.width - self.scrollbar_size_vertical
        self._known.update(describe(self.glance, width))
