"""A question with several answers, each on a key of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from agent_studio.core.text import visible
from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import StudioModal
from agent_studio.ui.widgets.plain import PlainText, plain


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer."""

    key: str
    """The character that gives it."""
    id: str
    title: str
    """What it does, in one line."""


class ChooseScreen(StudioModal[str]):
    """Shows the answers; gives the ``id`` of the chosen one, or ``None``."""

    BINDINGS = bindings_for("dialog-choose")
    CSS_PATH = "choose.tcss"

    def __init__(self, title: str, question: str, answers: Sequence[Answer]) -> None:
        super().__init__()
        self._title, self._question, self._answers = title, question, tuple(answers)

    def compose(self) -> ComposeResult:
        """The question and the list of answers."""
        with Vertical(classes="dialog") as dialog:
            if self._question:
                yield PlainText(self._question, classes="question")
            yield OptionList(*(self._option(each) for each in self._answers), markup=False)
        dialog.border_title = plain(self._title)
        dialog.border_subtitle = "⏎ or its key chooses · esc leaves everything as it is"

    def _option(self, answer: Answer) -> Option:
        text = Content.assemble((f" {answer.key} ", "bold"), "  ", visible(answer.title))
        return Option(text, id=answer.id)

    def on_key(self, event: events.Key) -> None:
        """The key of an answer gives it."""
        for answer in self._answers:
            if event.character == answer.key:
                event.stop()
                self.dismiss(answer.id)
                return

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click gives the answer that it is on."""
        self.dismiss(event.option_id)

    def do_close(self) -> None:
        """Give no answer."""
        self.dismiss(None)
