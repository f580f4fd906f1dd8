"""The changed definitions as a list: what happened, how much is staged, who may do more."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from agent_studio.store.review import Staging
from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import Performer
from agent_studio.ui.reviewing.item import STAGED_SIGNS, ReviewItem
from agent_studio.ui.widgets import rights_text
from agent_studio.ui.widgets.plain import plain

KINDS = {
    "A": ("new", "$added"),
    "M": ("changed", "$primary"),
    "D": ("deleted", "$removed"),
    "R": ("renamed", "$secondary"),
    "U": ("in conflict", "$error"),
    "?": ("new, unknown to git", "$added"),
}
"""git's letters, what they mean, and their colour."""


class ActionList(OptionList, Performer):
    """An option list whose keys are those of the action table."""

    BINDINGS = bindings_for("list")

    def render_line(self, y: int) -> Strip:
        """In the terminal's own colours the cursor's row is all in that of its text.

        The terminal decides what its blue is, so that words in blue may vanish on it.
        """
        strip = super().render_line(y)
        if not (self.app.current_theme.ansi and self._is_at_cursor(strip)):
            return strip
        colour = self.get_component_rich_style("option-list--option-highlighted").color
        over = Segment.apply_style(strip, post_style=Style(color=colour))
        return Strip(over, strip.cell_length)

    def _is_at_cursor(self, strip: Strip) -> bool:
        at = self.highlighted
        return at is not None and any(
            segment.style is not None and segment.style.meta.get("option") == at
            for segment in strip
        )

    def do_up(self) -> None:
        """One row up."""
        self.action_cursor_up()

    def do_down(self) -> None:
        """One row down."""
        self.action_cursor_down()

    async def do_page_up(self) -> None:
        """One screen up."""
        await self.run_action("page_up")

    async def do_page_down(self) -> None:
        """One screen down."""
        await self.run_action("page_down")

    def do_first(self) -> None:
        """To the first row."""
        self.action_first()

    def do_last(self) -> None:
        """To the last row."""
        self.action_last()


class ChangeList(ActionList):
    """One row of two lines for each definition."""

    def __init__(self, *, widget_id: str) -> None:
        super().__init__(id=widget_id, classes="panel", markup=False)
        self._items: tuple[ReviewItem, ...] = ()

    def show(self, items: Sequence[ReviewItem]) -> None:
        """List these; the cursor stays on its definition."""
        kept = self.chosen
        self._items = tuple(items)
        self.set_options(Option(_row(each)) for each in items)
        paths = [each.path for each in items]
        if items:
            self.highlighted = paths.index(kept.path) if kept and kept.path in paths else 0
        staged = sum(each.change.staging is not Staging.NO for each in items)
        self.border_title = f"{len(items)} changed"
        self.border_subtitle = f"{staged} staged"

    @property
    def items(self) -> tuple[ReviewItem, ...]:
        """What is listed."""
        return self._items

    @property
    def chosen(self) -> ReviewItem | None:
        """The definition under the cursor."""
        at = self.highlighted
        return self._items[at] if at is not None and at < len(self._items) else None


def _row(item: ReviewItem) -> Content:
    folder, _, name = item.path.rpartition("/")
    former = item.change.former
    renamed = f" ← {former.name}" if former else ""
    return Content.assemble(
        Content.styled(f"{STAGED_SIGNS[item.change.staging]} ", "$mark"),
        Content.styled(f"{item.letter} ", f"{KINDS[item.letter][1]} bold"),
        plain(name, "bold"),
        plain(f"{renamed}  {folder}", "$quiet"),
        Content("\n    "),
        _news(item),
    )


def _news(item: ReviewItem) -> Content:
    # That a deleted agent may do nothing any more needs no word.
    parts = list(rights_text.changed(item.rights)) if item.change.after is not None else []
    if item.change.after is not None:
        new = item.change.before is None
        now = item.rights_after
        parts.insert(0, rights_text.step(now if new else item.rights_before, now))
    if item.new:
        signs = "".join(dict.fromkeys(each.severity.sign for each in item.new))
        parts.append(plain(f"{signs} {len(item.new)} new", "$text-warning"))
    number = len(item.rows.changed)
    rows = f"{number} row{'' if number == 1 else 's'}"
    if not number:
        rows = "layout only" if item.rows.layout_only else "same text"
    parts.append(plain(rows, "$quiet"))
    return Content("  ").join(parts)
