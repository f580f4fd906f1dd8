"""The Library: all definitions in one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from agent_studio.core.told import MANNERS
from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import StudioScreen, studio
from agent_studio.ui.listing.choice import Chosen, choose, with_twins
from agent_studio.ui.listing.messages import FilterDone, FilterTyped
from agent_studio.ui.listing.view import Card, Sorting, View
from agent_studio.ui.readings.on_hand import OnHand
from agent_studio.ui.screens.library_mending import LibraryMending
from agent_studio.ui.widgets import definition_row as signs
from agent_studio.ui.widgets.definition_list import DefinitionList
from agent_studio.ui.widgets.list_head import ListHead
from agent_studio.ui.widgets.preview import Preview

_FIRST_WITHIN = 0.05
"""Seconds that the first frame waits for the first names."""


class LibraryScreen(LibraryMending):
    """All definitions, filtered, sorted, marked; the way to every other workplace."""

    WORKPLACE = "library"
    BINDINGS = bindings_for("library")
    CSS_PATH = "library.tcss"
    AUTO_FOCUS = "#definitions"

    def compose_body(self) -> ComposeResult:
        """The list and, beside or below it, the preview."""
        with Horizontal(id="parts"):
            with Vertical(id="list", classes="panel") as panel:
                yield ListHead()
                yield DefinitionList(widget_id="definitions")
            yield Preview(widget_id="preview", classes="panel")
        panel.border_title = "Definitions"

    def on_mount(self) -> None:
        """Paint names first, read afterwards."""
        self.preview.border_title = "Preview"
        memory = studio(self).memory
        self._state.view = View.named(memory.grouping, memory.sorting)
        self._state.add(self._first.wait(_FIRST_WITHIN))
        self._relist()
        self.call_after_refresh(self._begin)

    # The list, the filter, the preview.

    @on(DefinitionList.Highlighted)
    def _follow(self, message: DefinitionList.Highlighted) -> None:
        self.refresh_keys()
        if self._painted.is_set():
            self._look_at(message.card)

    @on(DefinitionList.Opened)
    async def _open(self, message: DefinitionList.Opened) -> None:
        if message.card:
            await studio(self).edit(message.card.path)

    @on(DefinitionList.MarkClicked)
    def _mark_clicked(self, message: DefinitionList.MarkClicked) -> None:
        if message.card:
            self._mark([message.card])

    @on(DefinitionList.GroupClicked)
    def _fold(self, message: DefinitionList.GroupClicked) -> None:
        if message.line:
            self._state.view = self._state.view.fold(message.line.group)
            self._relist()

    @on(FilterTyped)
    def _filter(self, message: FilterTyped) -> None:
        self._state.view = replace(self._state.view, filter=message.text)
        self._relist(from_top=True)

    @on(FilterDone)
    def _to_list(self) -> None:
        self.definitions.focus()

    @on(DefinitionList.LaidOut)
    def _show_head(self) -> None:
        self.query_one(ListHead).head = self.definitions.header()

    def action_sort(self, sorting: str) -> None:
        """Order by a column; what a click on its title does."""
        self._arrange(replace(self._state.view, sorting=Sorting(sorting)))

    def _arrange(self, view: View) -> None:
        """See the list in another order, and again so at the next start."""
        self._state.view = view
        studio(self).remember(grouping=view.grouping.value, sorting=view.sorting.value)
        self._relist()

    # Actions of the table.

    def why_not(self, action_id: str) -> str | None:
        """Why an action cannot be done now."""
        nothing = None if self._state.cards else "There is no definition yet."
        match action_id:
            case "library.merge":
                return self._chosen().reason or None
            case "library.mark-twins":
                card = self.definitions.card
                alone = card and not self._state.kin_of(card).all
                return "Nothing is like this one." if alone else nothing
            case "library.fix" | "library.undo":
                return self.why_not_mend(action_id)
            case "library.copy-path":
                return None if self.definitions.card else "There is no definition under the cursor."
            case "library.which":
                alone = not self._state.kin_of(self.definitions.card).same_name
                return "No other definition has this name." if alone else None
            case "library.mark" | "library.edit" | "library.mark-all" | "library.invert":
                return nothing
            case _:
                return None

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of the list."""
        from agent_studio.core.check.model import Severity

        return (
            (signs.MARK, "marked"),
            (signs.WINS, "the one that is loaded of several of the same name"),
            (signs.SHADOWED, "shadowed: another one of the same name is loaded"),
            (signs.CONTESTED, "one of several of the same name; which is loaded is not defined"),
            (Severity.ERROR.sign, "errors"),
            (Severity.WARNING.sign, "warnings"),
            (signs.SAME_CONTENT, "others with the same content"),
            (signs.NEAR, "near-duplicates"),
            (signs.SAME_NAME, "others of the same name"),
            ("rwxndm", "may read, write, run (x), use the network, delegate, use MCP"),
            ("- ·", "may not; no harness loads it"),
            *((sign, f"behind them: {words}") for sign, words in MANNERS.items()),
            ("M A ?", "modified, added, untracked in git"),
        )

    def _chosen(self) -> Chosen:
        card = self.definitions.card
        return choose(
            self.definitions.shown,
            self._state.marked_cards() if self._state.marked else (),
            card,
            self._state.kin_of(card),
            self.definitions.group,
        )

    def _mark(self, cards: Sequence[Card]) -> None:
        self._warm()
        self._state.toggle(card.path for card in cards)
        self._relist()

    def do_mark(self) -> None:
        """Mark or unmark what is under the cursor and go on; on a heading, its group."""
        card = self.definitions.card
        self._mark([card] if card else self.definitions.group)
        self.definitions.do_down()

    def do_mark_all(self) -> None:
        """Mark everything that is shown, or nothing."""
        self._mark(self.definitions.shown)

    def do_mark_twins(self) -> None:
        """Mark the definition under the cursor and its twins."""
        card = self.definitions.card
        twins = with_twins(self.definitions.shown, card, self._state.kin_of(card)) if card else ()
        self._mark(twins or self.definitions.group)

    def do_invert(self) -> None:
        """Swap marked and unmarked."""
        self._state.invert(card.path for card in self.definitions.shown)
        self._relist()

    async def do_merge(self) -> None:
        """Compare and merge the marked definitions, or this one with its twins."""
        await studio(self).compare([card.path for card in self._chosen().cards])

    async def do_edit(self) -> None:
        """Open the definition under the cursor; on a heading, fold its group."""
        line = self.definitions.line
        if line and line.card:
            await studio(self).edit(line.card.path)
        elif line:
            self._state.view = self._state.view.fold(line.group)
            self._relist()

    async def do_new(self) -> None:
        """Begin a definition beside the one under the cursor, in the editor."""
        card = self.definitions.card
        folder = card.path.parent if card else None
        await studio(self).open_workplace("editor")
        editor = self.app.screen_stack[0]
        if isinstance(editor, StudioScreen):
            editor.call_after_refresh(editor.begin, folder)

    def on_hand(self) -> Sequence[OnHand]:
        """What is marked, the one under the cursor first; else that one, or its group."""
        card, marked = self.definitions.card, self._state.marked_cards()
        cards = [card] if card and not (marked and card.path not in self._state.marked) else []
        cards += [each for each in marked or self.definitions.group if not card or marked]
        return tuple(OnHand(each.label, each.path) for each in dict.fromkeys(cards))

    def do_which(self) -> None:
        """Say which of the definitions of this name is loaded."""
        from agent_studio.ui.listing.which import which
        from agent_studio.ui.screens.message import MessageScreen

        card = self.definitions.card
        if card:
            told = which(card.path, self._state.kin, studio(self).entries)
            self.app.push_screen(MessageScreen("Which is loaded", told))

    def do_copy_path(self) -> None:
        """Put the path on the clipboard."""
        card = self.definitions.card
        if card:
            self.app.copy_to_clipboard(str(card.path))
            studio(self).say(f"Copied: {card.path}")

    async def do_filter(self) -> None:
        """Type what to show."""
        panel = self.query_one("#list")
        panel.add_class("-filtering")
        # Mounted when first needed, as it would hold up the first frame.
        from agent_studio.ui.widgets.filter_line import FilterLine

        if not self.query(FilterLine):
            await panel.mount(FilterLine(), before=0)
        self.query_one(FilterLine).focus()

    def _clear_filter(self) -> None:
        from agent_studio.ui.widgets.filter_line import FilterLine

        self.query_one(FilterLine).value = ""

    def do_group(self) -> None:
        """Group by the next criterion."""
        self._arrange(self._state.view.next_grouping())

    def do_sort(self) -> None:
        """Sort by the next column."""
        self._arrange(self._state.view.next_sorting())

    def do_preview(self) -> None:
        """Show or hide the preview."""
        self.preview.display = not self.preview.display
        self._look_at(self.definitions.card)

    def do_reload(self) -> None:
        """Read everything again."""
        self._load()

    def do_stop(self) -> None:
        """Stop reading or comparing, else clear the filter, else the marks."""
        panel = self.query_one("#list")
        filtering = panel.has_class("-filtering")
        typing = filtering and not self.definitions.has_focus
        if not typing and self.stop_work():
            return
        if filtering:
            panel.remove_class("-filtering")
            self._clear_filter()
            self.definitions.focus()
        elif self._state.marked:
            self._state.marked = frozenset()
            self._relist()
