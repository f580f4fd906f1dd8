"""The first screen of the first start: what this is, and the five keys to begin with."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from agent_studio.ui.actions import action, bindings_for, key_name
from agent_studio.ui.base import StudioModal, studio
from agent_studio.ui.widgets.scroller import Scroller

_INTRODUCTION = (
    "Your agents are Markdown files; this is a workplace for them. The list behind this "
    "text shows every definition that was found, its problems and its twins. Nothing is "
    "written before you say so, and everything can be undone."
)

_FIRST_STEPS = (
    ("library.mark", "mark the definitions that belong together"),
    ("library.merge", "put them side by side and merge them into one"),
    ("library.edit", "open one in the editor"),
    ("app.review", "see what changed in git, above all what agents may newly do"),
    ("app.help", "all keys of the place you are in"),
    ("app.palette", "find any action by its name; also the themes"),
)

_MEANINGS = (
    ("✖ ▲", "errors and warnings; the preview says what to do"),
    ("★ ↳ ?", "of one name: the one loaded, one it shadows, one of several"),
    ("≡ ≈ =", "twins: the same content, nearly the same, the same name"),
)


class WelcomeScreen(StudioModal[None]):
    """Explains the studio on one page; remembered once it was closed."""

    BINDINGS = bindings_for("dialog-welcome")

    def compose(self) -> ComposeResult:
        """One text in a frame."""
        with Scroller(classes="dialog") as dialog:
            yield Static(self._text(), markup=False)
        dialog.border_title = "Welcome to agent-studio"
        dialog.border_subtitle = "⏎ begins"

    def do_close(self) -> None:
        """Go on to the Library."""
        self.dismiss(None)

    def _text(self) -> Content:
        parts = [Content(f"{_INTRODUCTION}\n\n")]
        for action_id, meaning in _FIRST_STEPS:
            keys = studio(self).keys_of(action_id) or action(action_id).keys
            parts.append(_row(key_name(keys[0]), meaning))
        parts.append(Content("\n"))
        parts += [_row(sign, meaning) for sign, meaning in _MEANINGS]
        return Content.assemble(*parts).rstrip()


def _row(left: str, right: str) -> Content:
    return Content.assemble(Content.styled(f"{left:<7}", "bold $primary"), f"{right}\n")
