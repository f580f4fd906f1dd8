"""The keys that apply here, and why some of them do not just now."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from agent_studio.ui.actions import Action, actions_of, bindings_for, key_name
from agent_studio.ui.base import StudioModal, StudioScreen, studio, why_not
from agent_studio.ui.widgets.scroller import Scroller
from agent_studio.ui.workplaces import BY_SCOPE

_KEYS_WIDTH, _TITLE_WIDTH = 18, 17
_WIDEST, _FRAME = 92, 8
"""Cells of the dialog at most, and of its frame, padding and scrollbar."""


class HelpScreen(StudioModal[None]):
    """Every key of a workplace, by group, with what it does; then the signs it uses."""

    BINDINGS = bindings_for("dialog-message")

    def __init__(self, about: StudioScreen) -> None:
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        """One scrolled text."""
        place = BY_SCOPE.get(self._about.WORKPLACE)
        with Scroller(classes="dialog -tall") as dialog:
            yield Static(self._text(), markup=False, id="keys")
        dialog.border_title = f"Keys of the {place.title}" if place else "Keys"
        dialog.border_subtitle = "esc closes"

    def on_resize(self) -> None:
        """Break the lines anew."""
        self.query_one("#keys", Static).update(self._text())

    def do_close(self) -> None:
        """Close it."""
        self.dismiss(None)

    def _text(self) -> Content:
        place = BY_SCOPE.get(self._about.WORKPLACE)
        scopes = [self._about.WORKPLACE, *(place.widgets if place else ()), "app"]
        groups: dict[str, list[Action]] = {}
        for action in actions_of(scopes):
            groups.setdefault(action.group, []).append(action)
        parts: list[Content] = []
        for group, actions in groups.items():
            parts.append(Content.styled(f"{group}\n", "bold $primary"))
            parts += [self._row(action) for action in actions]
            parts.append(Content("\n"))
        parts.append(self._legend(self._about.legend()))
        return Content.assemble(*parts).rstrip()

    def _row(self, action: Action) -> Content:
        target = self._about.focused or self._about
        reason = why_not(target, action.id)
        keys = ", ".join(key_name(key) for key in studio(self).keys_of(action.id)) or "palette"
        style = "$faint" if reason else "$quiet"
        about = f"not now: {reason}" if reason else action.tooltip
        room = min(_WIDEST, self.app.size.width - 4) - _FRAME - _KEYS_WIDTH - _TITLE_WIDTH
        indent = "\n" + " " * (_KEYS_WIDTH + _TITLE_WIDTH)
        return Content.assemble(
            Content.styled(f"  {keys:<{_KEYS_WIDTH - 2}}", "$faint" if reason else "$primary"),
            Content(f"{action.title:<{_TITLE_WIDTH}}"),
            Content.styled(indent.join(wrap(about, room)) + "\n", style),
        )

    @staticmethod
    def _legend(signs: Sequence[tuple[str, str]]) -> Content:
        if not signs:
            return Content("")
        rows = [f"  {sign:<{_KEYS_WIDTH - 2}}{meaning}\n" for sign, meaning in signs]
        return Content.assemble(Content.styled("Signs\n", "bold $primary"), *rows)
