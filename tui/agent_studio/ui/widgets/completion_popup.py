"""What may be written at the cursor, offered beside it; it never has the focus."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import work
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from agent_studio.core.check.completion import Completion, complete
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import parse
from agent_studio.core.text import visible
from agent_studio.ui.widgets.definition_editor import DefinitionEditor

_EDGES = 6
"""Cells that a row cannot use: frame, padding and scrollbar."""
_HEIGHT = 8
_AFTER = 0.1
"""Seconds without a keystroke after which something is offered unasked."""


class CompletionPopup(OptionList, can_focus=False):
    """A short list over the text. The editor hands it the keys while it is open."""

    def __init__(self, *, widget_id: str) -> None:
        super().__init__(id=widget_id, markup=False)
        self.display = False
        self._offers: tuple[Completion, ...] = ()
        self._editor: DefinitionEditor | None = None

    @work(exclusive=True, group="offer")
    async def follow(self, editor: DefinitionEditor, dialect: Dialect, *, asked: bool) -> None:
        """Offer what fits at the cursor; unasked only behind a word begun in the front matter."""
        self._editor = editor
        if not asked:
            if not (editor.just_typed and editor.has_focus and editor.in_front_matter):
                self.close()
                return
            await asyncio.sleep(_AFTER)
        version, offset = editor.version, editor.cursor_offset
        document = parse(editor.definition)
        offers = await asyncio.to_thread(complete, document, offset, dialect)
        if editor.version != version or editor.cursor_offset != offset:
            return
        useful = [each for each in offers if each.insert != each.span.of(document.text)]
        begun = any(len(each.span) for each in offers)
        self.offer(useful if asked or begun else [], editor.cursor_screen_offset)

    def take_key(self, editor: DefinitionEditor, key: str) -> bool:
        """Do what ``key`` means for the offers; whether it meant anything."""
        if not self.is_open:
            return False
        match key:
            case "up":
                self.action_cursor_up()
            case "down":
                self.action_cursor_down()
            case "escape":
                self.close()
            case "enter" | "tab":
                self.accept(editor)
            case _:
                return False
        return True

    def accept(self, editor: DefinitionEditor) -> None:
        """Write the chosen offer."""
        chosen = self.chosen
        self.close()
        if chosen is not None:
            editor.write(chosen.span, chosen.insert)

    @property
    def is_open(self) -> bool:
        """Whether something is offered."""
        return self.display and bool(self._offers)

    @property
    def chosen(self) -> Completion | None:
        """The offer under the cursor."""
        at = self.highlighted
        return self._offers[at] if self.is_open and at is not None else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click takes an offer too."""
        event.stop()
        if self._editor is not None:
            self.accept(self._editor)

    def offer(self, offers: Sequence[Completion], at: Offset) -> None:
        """Show ``offers`` below the place ``at`` of the screen, or above it near the bottom."""
        self._offers = tuple(offers)
        if not offers:
            self.close()
            return
        wide = max(len(each.label) for each in offers)
        height = min(len(offers), _HEIGHT) + 2
        width = min(max(wide + max(len(each.detail) for each in offers), 20) + _EDGES, 64)
        self.set_options(Option(_row(each, wide, width - _EDGES)) for each in offers)
        self.highlighted = 0
        self.styles.width, self.styles.height = width, height
        room = self.screen.size
        above = at.y + 1 + height > room.height - 2 and at.y > height
        word = max(at.x - len(offers[0].span) - 1, 0)
        self.styles.offset = (
            min(word, max(room.width - width, 0)),
            at.y - height if above else at.y + 1,
        )
        self.display = True

    def close(self) -> None:
        """Take it away."""
        self._offers = ()
        self.display = False


def _row(offer: Completion, wide: int, room: int) -> Content:
    """One offer in one line: what does not fit is cut, not wrapped."""
    return Content.assemble(
        Content(visible(offer.label).ljust(wide + 2)),
        Content.styled(" ".join(visible(offer.detail).split()), "$quiet"),
    ).truncate(room, ellipsis=True)
