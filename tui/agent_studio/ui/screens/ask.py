"""Questions with more than two answers, and questions that are answered with a line of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import StudioModal
from agent_studio.ui.widgets.plain import PlainText, plain


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to answer."""

    id: str
    title: str
    detail: str = ""
    """What will happen, in one sentence."""


class AskScreen(StudioModal[str]):
    """Asks; the answer is the id of the one that was chosen, empty if none was.

    The first answer has the cursor: let it be the harmless one.
    """

    BINDINGS = bindings_for("dialog-ask")
    CSS_PATH = "ask.tcss"

    def __init__(self, title: str, question: str, answers: Sequence[Answer]) -> None:
        super().__init__()
        self._title, self._question, self._answers = title, question, tuple(answers)

    def compose(self) -> ComposeResult:
        """The question and its answers, one below the other."""
        with Vertical(classes="dialog") as dialog:
            yield PlainText(self._question, classes="question")
            yield OptionList(
                *(Option(_row(each), id=each.id) for each in self._answers), markup=False
            )
        dialog.border_title = plain(self._title)
        dialog.border_subtitle = "⏎ chooses · esc leaves everything as it is"

    def on_mount(self) -> None:
        """Let the first answer have the cursor."""
        self.query_one(OptionList).highlighted = 0
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        self.dismiss(event.option_id or "")

    def do_up(self) -> None:
        """One answer up."""
        self.query_one(OptionList).action_cursor_up()

    def do_down(self) -> None:
        """One answer down."""
        self.query_one(OptionList).action_cursor_down()

    def do_close(self) -> None:
        """Do not answer."""
        self.dismiss("")


def _row(answer: Answer) -> Content:
    detail = plain(f"\n  {answer.detail}", "$quiet") if answer.detail else Content("")
    return Content.assemble(plain(answer.title, "bold"), detail)


class AskTextScreen(StudioModal[str]):
    """Asks for a line of text; the answer is empty if none was given.

    ``why_not_text`` says why a text will not do, or an empty string if it will.
    """

    BINDINGS = bindings_for("dialog-text")
    CSS_PATH = "ask.tcss"

    def __init__(
        self,
        title: str,
        question: str,
        *,
        text: str = "",
        why_not_text: Callable[[str], str] = lambda _: "",
    ) -> None:
        super().__init__()
        self._title, self._question, self._text = title, question, text
        self._why_not_text = why_not_text

    def compose(self) -> ComposeResult:
        """The question, a line, and what is wrong with what stands in it."""
        with Vertical(classes="dialog") as dialog:
            yield PlainText(self._question, classes="question")
            yield Input(self._text)
            yield PlainText(classes="refusal")
        dialog.border_title = plain(self._title)
        dialog.border_subtitle = "⏎ takes it · esc leaves everything as it is"

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say at once what is wrong."""
        self.query_one(".refusal", PlainText).show(self._why_not_text(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the text if it will do."""
        if event.value.strip() and not self._why_not_text(event.value):
            self.dismiss(event.value.strip())

    def do_close(self) -> None:
        """Do not answer."""
        self.dismiss("")
