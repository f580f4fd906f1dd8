"""Everything that the result of a merge does not take, and from where, on one screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from agent_studio.core.compare.model import Address
from agent_studio.core.merge import undecided
from agent_studio.core.merge.model import Choice, Merge
from agent_studio.core.merge.weight import weigh
from agent_studio.core.text import visible
from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import StudioModal
from agent_studio.ui.merging.facts import weight_lines
from agent_studio.ui.merging.hints import where
from agent_studio.ui.merging.leftovers import (
    Leftover,
    count_words,
    leftovers,
    taking,
    taking_words,
)
from agent_studio.ui.widgets import rights_text
from agent_studio.ui.widgets.plain import PlainText, plain

CONTINUE, STAY, SHOW = "continue", "stay", "show:"


class LeftOutScreen(StudioModal[str]):
    """Lists what was left out; any of it can be taken.

    Gives `CONTINUE` to go on to writing, `STAY` to go back, or `SHOW` and an address to go
    to that row.
    """

    BINDINGS = bindings_for("dialog-left-out")
    CSS_PATH = "left_out.tcss"

    def __init__(
        self, merge: Merge, take: Callable[[Leftover, Choice], Merge], *, writing: bool
    ) -> None:
        super().__init__()
        self._merge = merge
        self._take = take
        self._writing = writing
        self._items: tuple[Leftover, ...] = ()
        self._opened: frozenset[Address] = frozenset()

    def compose(self) -> ComposeResult:
        """How much there is, the list, and the whole of what is under the cursor."""
        with Vertical(classes="dialog"):
            yield Static(id="rights", markup=False)
            yield PlainText(widget_id="count")
            yield OptionList(markup=False)
            with VerticalScroll(id="whole", can_focus=False):
                yield PlainText(widget_id="text")
            yield PlainText(widget_id="act")

    def on_mount(self) -> None:
        """Fill the list."""
        dialog = self.query_one(".dialog")
        dialog.border_title = "Left out of the result"
        keys = "⏎ take it   o open   space go to its row   esc back"
        dialog.border_subtitle = f"w write   {keys}" if self._writing else keys
        self._fill()
        self.query_one(OptionList).focus()

    def _fill(self, index: int = 0) -> None:
        self._items = leftovers(self._merge, self._opened)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(_row(item)) for item in self._items])
        self._weigh(self._merge)
        done = not undecided(self._merge)
        self.query_one("#count", PlainText).show(count_words(self._items, done=done))
        if self._items:
            options.highlighted = min(index, len(self._items) - 1)
        else:
            self.query_one("#text", PlainText).show("")
            self.query_one("#act", PlainText).show("")

    @work(exclusive=True)
    async def _weigh(self, merge: Merge) -> None:
        """Say what the result may do, and beyond which source: taking something may change it."""
        weight = await asyncio.to_thread(weigh, merge)
        styles = {"error": rights_text.GAIN}
        lines = [
            plain(f"{each.sign} {each.text}", styles.get(each.role, ""))
            for each in weight_lines(weight)
        ]
        self.query_one("#rights", Static).update(Content("\n").join(lines))

    @property
    def item(self) -> Leftover | None:
        """What is under the cursor."""
        index = self.query_one(OptionList).highlighted
        return self._items[index] if index is not None and index < len(self._items) else None

    @on(OptionList.OptionHighlighted)
    def _show_whole(self) -> None:
        item = self.item
        if item is None:
            return
        there = item.texts[0].taken_instead if item.part is None else ""
        instead = f"\n\nthe result has instead:\n{there}" if there else ""
        self.query_one("#text", PlainText).show(item.text.rstrip("\n") + instead.rstrip("\n"))
        self.query_one("#act", PlainText).show(f"⏎ {taking_words(self._merge, item)}")

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.do_take()

    def why_not(self, action_id: str) -> str | None:
        """There must be something to take."""
        if action_id in ("dialog-left-out.take", "dialog-left-out.show") and self.item is None:
            return "Nothing was left out."
        if action_id == "dialog-left-out.open" and not self._openable():
            return "This is one text; enter takes it."
        if action_id == "dialog-left-out.write" and not self._writing:
            return "Rows are still undecided; esc goes back to them."
        return None

    def do_take(self) -> None:
        """The result takes it after all."""
        item, index = self.item, self.query_one(OptionList).highlighted
        if item is not None:
            self._merge = self._take(item, taking(self._merge, item))
            self._fill(index or 0)

    def _openable(self) -> Address:
        """The part that can be opened, or that the text under the cursor was opened from."""
        item = self.item
        if item is None:
            return ""
        if item.part is not None:
            return item.address
        around = [each for each in self._opened if f"{item.address}/".startswith(f"{each}/")]
        return max(around, key=len, default="")

    def do_open(self) -> None:
        """The texts of a folded part one by one, or folded again."""
        address, index = self._openable(), self.query_one(OptionList).highlighted or 0
        self._opened ^= {address}
        self._fill()
        at = [at for at, each in enumerate(self._items) if each.address == address]
        self.query_one(OptionList).highlighted = at[0] if at else min(index, len(self._items) - 1)

    def do_show(self) -> None:
        """Back to the row that it belongs to."""
        item = self.item
        if item is not None:
            self.dismiss(SHOW + item.address)

    def do_write(self) -> None:
        """Go on to writing."""
        self.dismiss(CONTINUE)

    def do_close(self) -> None:
        """Back to the merge."""
        self.dismiss(STAY)

    def do_up(self) -> None:
        """One row up."""
        self.query_one(OptionList).action_cursor_up()

    def do_down(self) -> None:
        """One row down."""
        self.query_one(OptionList).action_cursor_down()


def _row(item: Leftover) -> Content:
    text = " ".join(visible(item.words).split())
    there = item.part is None and item.texts[0].taken_instead
    instead = "  (another text stands there)" if there else ""
    return Content.assemble(
        Content.styled(f" {item.source + 1} ", f"$source-{item.source + 1}"),
        plain(where(item.address), "bold"),
        plain(instead, "$quiet"),
        "\n   ",
        Content(text).truncate(400, ellipsis=True),
    )
