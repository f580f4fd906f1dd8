"""The problems of one definition as a list: sign, place, message, and what would mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from agent_studio.core.check.model import Diagnostic, Severity
from agent_studio.core.editable import Lines
from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import Performer
from agent_studio.ui.widgets.plain import plain

STYLES = {
    Severity.ERROR: "$text-error",
    Severity.WARNING: "$text-warning",
    Severity.INFO: "$text-accent",
    Severity.HINT: "$quiet",
}
"""The colour of a severity; its sign says the same without colour."""


def count(diagnostics: Sequence[Diagnostic]) -> str:
    """How many of each severity, in words: ``2 errors, 1 warning``; ``no problems``."""
    parts = []
    for severity in Severity:
        number = sum(1 for each in diagnostics if each.severity is severity)
        if number:
            plural = "" if number == 1 or severity is Severity.INFO else "s"
            parts.append(f"{severity.sign} {number} {severity.value}{plural}")
    return ", ".join(parts) or "no problems"


def gravest_first(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Errors before hints; those of one severity in the order of the text."""
    return tuple(sorted(diagnostics, key=lambda each: (each.severity.rank, each.span)))


class DiagnosticList(OptionList, Performer):
    """The list; ``enter`` or a click jumps, its own keys fix and explain."""

    BINDINGS = bindings_for("problems")

    @dataclass
    class Wanted(Message):
        """Somebody wants something done about one diagnostic."""

        listing: DiagnosticList
        diagnostic: Diagnostic
        what: str
        """``jump``, ``fix`` or ``explain``."""

        @property
        def control(self) -> DiagnosticList:
            """The list."""
            return self.listing

    def __init__(self, *, widget_id: str) -> None:
        super().__init__(id=widget_id, classes="panel", markup=False)
        self._diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is listed, the gravest first."""
        return self._diagnostics

    def show(self, diagnostics: Sequence[Diagnostic], lines: Lines) -> None:
        """List these; the cursor stays on its row where it can."""
        kept = self.highlighted
        self._diagnostics = gravest_first(diagnostics)
        self.set_options(Option(_row(each, lines)) for each in self._diagnostics)
        if not diagnostics:
            self.add_option(Option(plain("✔ No problems found.", "$text-success"), disabled=True))
        elif kept is not None:
            self.highlighted = min(kept, len(diagnostics) - 1)
        self.border_title = f"Problems: {count(diagnostics)}" if diagnostics else "Problems"

    def point_at(self, diagnostic: Diagnostic) -> None:
        """Put the cursor on that diagnostic."""
        if diagnostic in self._diagnostics:
            self.highlighted = self._diagnostics.index(diagnostic)

    @property
    def chosen(self) -> Diagnostic | None:
        """The diagnostic under the cursor."""
        at = self.highlighted
        return self._diagnostics[at] if at is not None and at < len(self._diagnostics) else None

    def why_not(self, action_id: str) -> str | None:
        """Why nothing can be done about the row."""
        if action_id in {"problems.jump", "problems.fix-chosen", "problems.explain-chosen"}:
            if self.chosen is None:
                return "There is no problem in the list."
            if action_id == "problems.fix-chosen" and self.chosen.fix is None:
                return "Nobody but you can mend this one: it has no fix."
        return None

    def do_up(self) -> None:
        """One row up."""
        self.action_cursor_up()

    def do_down(self) -> None:
        """One row down."""
        self.action_cursor_down()

    def do_jump(self) -> None:
        """To the words."""
        self._want("jump")

    def do_fix_chosen(self) -> None:
        """Mend it."""
        self._want("fix")

    def do_explain_chosen(self) -> None:
        """Say why."""
        self._want("explain")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click is a jump."""
        event.stop()
        self._want("jump")

    def _want(self, what: str) -> None:
        if self.chosen is not None:
            self.post_message(self.Wanted(self, self.chosen, what))


def _row(diagnostic: Diagnostic, lines: Lines) -> Content:
    row, column = lines.location(diagnostic.span.start)
    style = STYLES[diagnostic.severity]
    fix = f" · fix: {diagnostic.fix.title}" if diagnostic.fix else ""
    return Content.assemble(
        Content.styled(f"{diagnostic.severity.sign} ", f"{style} bold"),
        plain(diagnostic.message),
        plain(f"\n  {row + 1}:{column + 1} {diagnostic.code}{fix}", "$quiet"),
    )
