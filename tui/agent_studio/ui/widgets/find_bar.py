"""Finding words in the text of the Editor: one line to type in, and how many there are."""

from __future__ import annotations

import re
from bisect import bisect_left

from textual import on
from textual.widgets import Input

from agent_studio.core.text import Span
from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import Performer
from agent_studio.ui.widgets.definition_editor import DefinitionEditor
from agent_studio.ui.widgets.plain import plain


def matches(text: str, words: str) -> list[Span]:
    """Where ``words`` stand in ``text``; capitals count only if ``words`` has some."""
    if not words:
        return []
    flags = re.IGNORECASE if words == words.lower() else re.NOFLAG
    return [Span(*found.span()) for found in re.finditer(re.escape(words), text, flags)]


class FindBar(Input, Performer):
    """The line; its keys go from match to match in the editor and around the end."""

    BINDINGS = bindings_for("find")

    def __init__(self, editor: DefinitionEditor, *, widget_id: str) -> None:
        super().__init__(placeholder="words to find", id=widget_id, classes="panel")
        self._editor = editor
        self._from = 0
        self.display = False

    def open(self) -> None:
        """Begin at the cursor of the text, with what was looked for before."""
        self._from = self._editor.cursor_offset
        self.display = True
        self.border_title = "Find"
        self.focus()
        self.action_select_all()
        self._tell(0, 0)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._go(self._from, 0)

    def do_next(self) -> None:
        """To the next match."""
        self._go(self._at, 1)

    def do_previous(self) -> None:
        """To the match before."""
        self._go(self._at, -1)

    def do_close(self) -> None:
        """Back to the text; the match stays selected."""
        self.display = False
        self._editor.focus()

    @property
    def _at(self) -> int:
        return self._editor.lines.offset(min(self._editor.selection))

    def _go(self, offset: int, step: int) -> None:
        found = matches(self._editor.definition, self.value)
        if not found:
            self._tell(0, 0)
            return
        starts = [each.start for each in found]
        at = bisect_left(starts, offset)
        if step > 0 and at < len(starts) and starts[at] == offset:
            at += 1
        elif step < 0:
            at -= 1
        at %= len(found)
        self._editor.select_span(found[at])
        self._editor.move_cursor(self._editor.lines.location(found[at].end), select=True)
        self._tell(at + 1, len(found))

    def _tell(self, number: int, total: int) -> None:
        words = f"{number} of {total}" if total else "not found" if self.value else ""
        self.border_subtitle = plain(words)
