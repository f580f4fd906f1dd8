"""What every workplace is made of: header, body, status line and footer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen, ScreenResultType

from agent_studio.core.text import visible
from agent_studio.ui.actions import action, all_actions
from agent_studio.ui.widgets.key_bar import KeyBar
from agent_studio.ui.widgets.masthead import Masthead
from agent_studio.ui.widgets.status_line import StatusLine
from agent_studio.ui.workplaces import BY_SCOPE

if TYPE_CHECKING:
    from agent_studio.ui.app import StudioApp
    from agent_studio.ui.readings.on_hand import OnHand


def studio(node: DOMNode) -> StudioApp:
    """The application that ``node`` belongs to, with its type."""
    return cast("StudioApp", node.app)


def why_not(node: DOMNode, action_id: str) -> str | None:
    """Why the action cannot be done now, ``None`` if it can; asked of widget, screen and app."""
    if action_id not in all_actions():
        return None
    for owner in (node, node.screen, node.app):
        ask = getattr(owner, "why_not", None)
        reason = ask(action_id) if ask else None
        if reason is not None:
            return str(reason)
    return None


async def perform(node: DOMNode, action_id: str) -> None:
    """Do the action, or say why it cannot be done.

    ``do_…`` is looked for on ``node``, then on its screen, then on the application; for what is
    the application's own only there.
    """
    from textual._callback import invoke

    if studio(node).leaving:
        return
    reason = why_not(node, action_id)
    if reason is not None:
        studio(node).say(reason, "warning")
        return
    known = action(action_id)
    method = known.method
    # A workplace may have an action of the same last name: merging what is marked is not going
    # to the merge.
    owners = (node.app,) if known.scope == "app" else (node, node.screen, node.app)
    for owner in owners:
        do = getattr(owner, method, None)
        if do is not None:
            await invoke(do)
            return
    raise LookupError(f"{action_id}: neither {node!r} nor its screen nor the app has {method}")


class Performer(DOMNode):
    """A widget or screen whose bindings are rows of the action table."""

    async def action_do(self, action_id: str) -> None:
        """Do the action of that id; the target of every binding."""
        await perform(self, action_id)


class StudioScreen(Screen[None], Performer):
    """A workplace.

    A workplace sets ``WORKPLACE`` and ``BINDINGS = bindings_for(WORKPLACE)``, yields its widgets
    in `compose_body`, answers `why_not`, and has a method ``do_…`` for each of its actions.
    """

    WORKPLACE: ClassVar[str] = ""
    """The scope of its actions: ``library``, ``merge``, ``editor``, ``review``, ``write``."""

    def __init__(self) -> None:
        super().__init__()
        place = BY_SCOPE.get(self.WORKPLACE)
        self.tab = place.id if place else ""
        """The workplace that is marked in the header."""

    def compose(self) -> ComposeResult:
        """Header, the workplace's own body, status line, footer."""
        yield Masthead(self.tab)
        yield from self.compose_body()
        with Vertical(classes="foot"):
            yield StatusLine()
            yield KeyBar(self.WORKPLACE)

    def compose_body(self) -> ComposeResult:
        """The widgets between header and status line."""
        raise NotImplementedError

    def why_not(self, action_id: str) -> str | None:
        """Why the action cannot be done now, in one sentence; ``None`` if it can."""
        del action_id
        return None

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs that the workplace uses and what they mean, for the help."""
        return ()

    def unsaved(self) -> str:
        """What would be lost by leaving, in one sentence; empty if nothing would."""
        return ""

    def keep_unsaved(self) -> None:
        """Keep what `unsaved` speaks of where the next start finds it, as far as it can be."""

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Take up other definitions; called once the screen is mounted."""
        del paths

    def resume(self, session_id: str) -> None:
        """Go on with work that was kept; called once the screen is mounted."""
        del session_id

    def on_hand(self) -> Sequence[OnHand]:
        """The definitions that a person has before them here, the one that is meant first."""
        return ()

    def begin(self, folder: Path | None) -> None:
        """Begin something new in that folder; called once the screen is mounted."""
        del folder

    def status(self, text: str, sign: str = "") -> None:
        """Show a lasting sentence in the status line; text of files is made visible."""
        self.query_one(StatusLine).show(visible(text), sign)

    def headline(self, text: str) -> None:
        """What the workplace is about, at the right of the header: a name, a count."""
        self.query_one(Masthead).headline = visible(text)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Light up the panel that holds the focus."""
        del event
        holders = set(self.focused.ancestors_with_self) if self.focused else set()
        for panel in self.query(".panel"):
            panel.set_class(panel in holders, "-active")
        self.refresh_keys()

    def refresh_keys(self) -> None:
        """Look again at which keys apply; call it whenever `why_not` may answer otherwise."""
        if self.is_mounted:
            self.query_one(KeyBar).refresh()


class StudioModal(ModalScreen[ScreenResultType], Performer):
    """A question or overlay over a workplace: its own keys, nothing else."""

    def why_not(self, action_id: str) -> str | None:
        """Why the action cannot be done now; ``None`` if it can."""
        del action_id
        return None
