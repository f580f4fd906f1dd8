"""How definitions would change by mending them, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from agent_studio.core.text import visible
from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import StudioModal
from agent_studio.ui.listing.mending import Mended
from agent_studio.ui.widgets import rights_text
from agent_studio.ui.widgets.plain import PlainText, plain
from agent_studio.ui.widgets.scroller import Scroller

_MOST_LINES = 2000
"""Lines of the difference that are shown; reading more of them is nobody's wish."""
_STYLES = {"+": "$added", "-": "$removed", "@": "$quiet"}


class MendingScreen(StudioModal[bool]):
    """The difference of every file; gives whether to write it."""

    BINDINGS = bindings_for("dialog-mending")
    CSS_PATH = "mending.tcss"

    def __init__(self, title: str, about: str, changes: Sequence[Mended]) -> None:
        super().__init__()
        self._title, self._about, self._changes = title, about, tuple(changes)

    def compose(self) -> ComposeResult:
        """What it is about, and the difference."""
        with Vertical(classes="dialog -tall") as dialog:
            yield PlainText(self._about, widget_id="about")
            with Scroller(id="difference"):
                yield Static(Content("\n").join(_lines(self._changes)), markup=False)
        dialog.border_title = plain(self._title)
        dialog.border_subtitle = "w writes it, after a backup · esc leaves everything as it is"

    def on_mount(self) -> None:
        """The keys scroll."""
        self.query_one("#difference").focus()

    def do_write(self) -> None:
        """Write it."""
        self.dismiss(True)

    def do_close(self) -> None:
        """Leave everything as it is."""
        self.dismiss(False)


def _lines(changes: Sequence[Mended]) -> Iterator[Content]:
    told = 0
    for each in changes:
        if told > _MOST_LINES:
            yield Content.styled("… and more files", "$quiet")
            return
        plural = "fix" if each.fixes == 1 else "fixes"
        yield Content.assemble(
            plain(each.label, "bold"), Content.styled(f"  {each.fixes} {plural}", "$quiet")
        )
        yield from rights_text.changed(each.rights)
        for line in each.difference.split("\n")[2:-1]:
            told += 1
            # The carriage return of a line that ends so is no news here.
            yield Content.styled(visible(line.removesuffix("\r")), _STYLES.get(line[:1], ""))
        yield Content("")
