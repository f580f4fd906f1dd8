"""Everything that the result of a merge does not take, and from where, on one screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from agent_studio.core.merge import describe, left_out
from agent_studio.core.merge.model import LeftOut, Merge
from agent_studio.core.text import visible
from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import StudioModal
from agent_studio.ui.merging.bench import adding
from agent_studio.ui.merging.hints import plural, where
from agent_studio.ui.widgets.plain import PlainText, plain

CONTINUE, STAY, SHOW = "continue", "stay", "show:"


class LeftOutScreen(StudioModal[str]):
    """Lists what was left out; any of it can be taken.

    Gives `CONTINUE` to go on to writing, `STAY` to go back, or `SHOW` and an address to go
    to that row.
    """

    BINDINGS = bindings_for("dialog-left-out")
    CSS_PATH = "left_out.tcss"

    def __init__(self, merge: Merge, take: Callable[[LeftOut], Merge], *, writing: bool) -> None:
        super().__init__()
        self._merge = merge
        self._take = take
        self._writing = writing
        self._items: tuple[LeftOut, ...] = ()

    def compose(self) -> ComposeResult:
        """How much there is, the list, and the whole of what is under the cursor."""
        with Vertical(classes="dialog"):
            yield PlainText(widget_id="count")
            yield OptionList(markup=False)
            with VerticalScroll(id="whole", can_focus=False):
                yield PlainText(widget_id="text")
            yield PlainText(widget_id="act")

    def on_mount(self) -> None:
        """Fill the list."""
        dialog = self.query_one(".dialog")
        dialog.border_title = "Left out of the result"
        keys = "⏎ take it   space go to its row   esc back"
        dialog.border_subtitle = f"w go on to writing   {keys}" if self._writing else keys
        self._fill()
        self.query_one(OptionList).focus()

    def _fill(self, index: int = 0) -> None:
        self._items = left_out(self._merge)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(_row(item)) for item in self._items])
        self.query_one("#count", PlainText).show(_count(self._items, done=self._writing))
        if self._items:
            options.highlighted = min(index, len(self._items) - 1)
        else:
            self.query_one("#text", PlainText).show("")
            self.query_one("#act", PlainText).show("")

    @property
    def item(self) -> LeftOut | None:
        """What is under the cursor."""
        index = self.query_one(OptionList).highlighted
        return self._items[index] if index is not None and index < len(self._items) else None

    @on(OptionList.OptionHighlighted)
    def _show_whole(self) -> None:
        item = self.item
        if item is None:
            return
        instead = f"\n\nthe result has instead:\n{item.taken_instead}" if item.taken_instead else ""
        self.query_one("#text", PlainText).show(item.text.rstrip("\n") + instead.rstrip("\n"))
        words = describe(self._merge, item.address, adding(self._merge, item))
        words = words.replace(f" ({self._merge.comparison.labels[item.source]})", "", 1)
        self.query_one("#act", PlainText).show(f"⏎ {words}")

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.do_take()

    def why_not(self, action_id: str) -> str | None:
        """There must be something to take."""
        if action_id in ("dialog-left-out.take", "dialog-left-out.show") and self.item is None:
            return "Nothing was left out."
        if action_id == "dialog-left-out.write" and not self._writing:
            return "Rows are still undecided; esc goes back to them."
        return None

    def do_take(self) -> None:
        """The result takes it after all."""
        item, index = self.item, self.query_one(OptionList).highlighted
        if item is not None:
            self._merge = self._take(item)
            self._fill(index or 0)

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


def _row(item: LeftOut) -> Content:
    text = " ".join(visible(item.text).split())
    instead = "" if not item.taken_instead else "  (another text stands there)"
    return Content.assemble(
        Content.styled(f" {item.source + 1} ", f"$source-{item.source + 1}"),
        plain(where(item.address), "bold"),
        plain(instead, "$quiet"),
        "\n   ",
        Content(text).truncate(400, ellipsis=True),
    )


def _count(items: Sequence[LeftOut], *, done: bool) -> str:
    if not items:
        return "Nothing was left out: every text of every source is in the result."
    by_source: dict[int, int] = {}
    for item in items:
        by_source[item.source] = by_source.get(item.source, 0) + 1
    parts = ", ".join(f"{count} from {source + 1}" for source, count in sorted(by_source.items()))
    are = "is" if len(items) == 1 else "are"
    yet = "" if done else " yet, what is undecided among them"
    return f"{plural(len(items), 'text')} of the sources {are} not in the result{yet}: {parts}."
