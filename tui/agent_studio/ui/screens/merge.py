"""Compare and merge: two to nine definitions side by side, and the one made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from agent_studio.core.merge import undecided
from agent_studio.core.merge.model import Choice, Merge
from agent_studio.ui.actions import bindings_for, key_name
from agent_studio.ui.base import studio
from agent_studio.ui.merging.hints import plural
from agent_studio.ui.merging.leftovers import Leftover
from agent_studio.ui.readings.on_hand import OnHand
from agent_studio.ui.screens.choose import Answer, ChooseScreen
from agent_studio.ui.screens.left_out import CONTINUE, SHOW, LeftOutScreen
from agent_studio.ui.screens.merge_deciding import DECIDING
from agent_studio.ui.screens.merge_keeping import EMPTY, Keeping
from agent_studio.ui.widgets.plain import PlainText

LEGEND = (
    ("= ⊂ + ≠", "the same everywhere, in several, in one only, different"),
    ("▸", "a part that only one source has, folded; before a text: the cursor's source"),
    ("⚠", "look twice: texts of one row, or of two, may say the opposite"),
    ("?", "still to be decided"),
    ("◇", "proposed: shown in the result, and waits for a yes"),
    ("1-9", "taken from that source; a bar marks the cell"),
    ("∪ ⊕", "united from several; several, one behind the other"),
    ("✎ ✗", "typed; nothing taken"),
)
_NOW = ("merge.left-out", "merge.write", "merge.abandon")
_GO, _WRITE = "go", "write"


class MergeScreen(Keeping):
    """The workplace: what can be done in it, and where its result goes."""

    WORKPLACE: ClassVar[str] = "merge"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("merge")
    CSS_PATH = "merge.tcss"

    def compose_body(self) -> ComposeResult:
        """An empty state, and behind it the desk."""
        yield PlainText(EMPTY, widget_id="nothing", classes="empty")
        with Vertical(id="desk"):
            yield from self.compose_desk()

    # What can be done

    def why_not(self, action_id: str) -> str | None:
        """Why an action cannot be done now."""
        if not action_id.startswith("merge.") or action_id == "merge.back":
            return None
        if self.reading:
            return "It is still being read and compared: a moment."
        if self.bench is None:
            return "Nothing is open to compare: mark definitions in the Library and press m."
        if action_id in DECIDING:
            return self.why_not_decide(action_id)
        if action_id == "merge.ancestor":
            return self.why_not_ancestor()
        return self.why_not_ask(action_id) or self._why_not_now(action_id)

    def _why_not_now(self, action_id: str) -> str | None:
        assert self.bench is not None
        history = self.bench.history
        if action_id == "merge.start" and history:
            return "A merge is under way already."
        if action_id == "merge.undo" and not (history and history.past):
            return "There is nothing to undo."
        if action_id == "merge.redo" and not (history and history.future):
            return "There is nothing to do again."
        if action_id in _NOW and history is None:
            return "No merge was started yet; m starts one."
        return None

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of list and result."""
        return LEGEND

    def on_hand(self) -> Sequence[OnHand]:
        """The result if there is one, then the sources, the one under the cursor first."""
        if self.sources is None or self.bench is None:
            return ()
        paths, compared = self.sources.paths, self.bench.comparison
        order = sorted(range(len(paths)), key=lambda at: at != self.grid.source)
        found = [
            OnHand(f"{at + 1} {compared.labels[at]}", paths[at], compared.documents[at].text)
            for at in order
        ]
        result = self.result if self.bench.merge is not None else None
        return (*([OnHand("Result", paths[0], result.text)] if result else []), *found)

    def do_edit_source(self) -> None:
        """Open the source under the cursor in the editor."""
        if self.sources is not None:
            self.run_worker(studio(self).edit(self.sources.paths[self.grid.source]))

    def do_back(self) -> None:
        """Back to the Library; what was decided is kept, and that is said."""
        self.run_worker(self._leave())

    async def _leave(self) -> None:
        app = studio(self)
        key = key_name(app.keys_of("app.merge")[0]) if app.keys_of("app.merge") else "the palette"
        await app.library()
        if self.bench is not None and self.bench.merge is not None:
            app.say(f"The merge is kept as it is; {key} goes back to it.")

    # The end

    def do_left_out(self) -> None:
        """Show what was left out, and let any of it be taken."""
        merge = self.bench.merge if self.bench else None
        if merge is not None:
            self._show_left_out(writing=not undecided(merge))

    def _show_left_out(self, *, writing: bool) -> None:
        assert self.bench is not None
        screen = LeftOutScreen(self.bench.working, self._take_after_all, writing=writing)
        self.app.push_screen(screen, self._after_left_out)

    def do_write(self) -> None:
        """What was left out first, then where to write; asks first if questions are left."""
        if self.bench is None or self.bench.merge is None:
            return
        if not undecided(self.bench.merge):
            self._show_left_out(writing=True)
            return

        def answered(answer: str | None) -> None:
            if answer == _WRITE:
                self._show_left_out(writing=True)
            elif answer == _GO:
                self._to_open(1)

        self.app.push_screen(ChooseScreen("Write?", self._still_open(), self._ways()), answered)

    def _still_open(self) -> str:
        assert self.bench is not None
        now = self.bench.progress
        of = [plural(now.conflicts, "conflict")] if now.conflicts else []
        of += [f"{now.proposed} proposed and not accepted"] if now.proposed else []
        told = f" ({', '.join(of)})" if of else ""
        return f"Still undecided: {plural(now.open, 'thing')}{told}."

    def _ways(self) -> list[Answer]:
        title = self.bench.comparison.dialect.title if self.bench else ""
        return [
            Answer("n", _GO, "go to the next of them; A and R decide many at once"),
            Answer(
                "w",
                _WRITE,
                f"write it with conflict markers around them; {title} may not load it like that",
            ),
        ]

    def _take_after_all(self, left: Leftover, choice: Choice) -> Merge:
        assert self.bench is not None
        first, *also = left.addresses
        self.take_up(self.bench.decided(first, choice, also=tuple(also)))
        assert self.bench.merge is not None
        return self.bench.merge

    def _after_left_out(self, answer: str | None) -> None:
        if answer == CONTINUE:
            self.run_worker(self._hand_over())
        elif answer and answer.startswith(SHOW):
            self.grid.go_to(answer.removeprefix(SHOW))

    async def _hand_over(self) -> None:
        """Give the merge to the workplace that writes it."""
        from agent_studio.ui.screens.write import WriteScreen

        await studio(self).open_workplace("export")
        screen = self.app.screen_stack[0]
        if isinstance(screen, WriteScreen) and self.bench and self.bench.merge and self.sources:
            screen.take_up(self.bench.merge, self.sources, self.keeper)
