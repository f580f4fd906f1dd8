"""One definition on the desk: its text, its problems, its fields as a form, what it loads as."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.message import Message
from textual.widgets import TextArea

from agent_studio.core.check import apply_fixes
from agent_studio.core.check.describe import explain
from agent_studio.core.check.examined import Examined, alone
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import parse
from agent_studio.core.document.edit import remove_field
from agent_studio.ui.editing.fields import form_fields, with_field
from agent_studio.ui.editing.terms import Whereabouts
from agent_studio.ui.screens.message import MessageScreen
from agent_studio.ui.widgets.completion_popup import CompletionPopup
from agent_studio.ui.widgets.definition_editor import DefinitionEditor
from agent_studio.ui.widgets.diagnostic_list import DiagnosticList
from agent_studio.ui.widgets.field_form import FieldForm, FieldRow
from agent_studio.ui.widgets.find_bar import FindBar
from agent_studio.ui.widgets.loaded_line import LoadedLine

_CHECK_AFTER = 0.15
"""Seconds without a keystroke after which the text is looked at; findings have 0.3 in all."""


class Desk(Vertical):
    """The Editor without its files. `load` puts a text on it, `settle` takes it off."""

    @dataclass
    class Changed(Message):
        """The text is another one."""

        desk: Desk

    @dataclass
    class Looked(Message):
        """The text was examined; the problems on the screen are those of the text."""

        desk: Desk
        examined: Examined

    def __init__(self) -> None:
        super().__init__()
        self.editor = DefinitionEditor(widget_id="text")
        self.form = FieldForm(widget_id="form")
        self.problems = DiagnosticList(widget_id="problems")
        self.finder = FindBar(self.editor, widget_id="finder")
        self._loaded_line = LoadedLine()
        self._whereabouts = Whereabouts()
        self._loaded = -1
        self._entering = False
        self._filling = asyncio.Lock()
        self._examined: tuple[int, Examined] | None = None

    def compose(self) -> ComposeResult:
        """The line above, the text with the form beside it, the problems below or beside."""
        yield self._loaded_line
        with Container(id="sheet"):
            with Container(id="pages"):
                yield self.editor
                yield self.form
            yield self.problems
        yield self.finder

    def on_mount(self) -> None:
        """The text passes keys to the offers while they are open."""
        self.editor.add_class("panel")
        self.form.display = False
        self.editor.key_filter = self._offer_key

    @property
    def popup(self) -> CompletionPopup:
        """The offers: part of the screen, since they may lie over anything on it."""
        return self.screen.query_one(CompletionPopup)

    def settle(self) -> str:
        """The text as it is to be written, with what is just being typed into the form."""
        for key, text in self.form.take():
            self._write_field(key, text)
        return self.editor.definition

    def load(self, text: str, whereabouts: Whereabouts) -> None:
        """Put another text on the desk, with what is known of the place where it lies.

        There is no form for one that is no Markdown.

        Raises:
            TooManyHiddenError: when the text cannot be edited.
        """
        self._whereabouts = whereabouts
        if self.form.display and not self.dialect.loading.is_markdown:
            self.toggle_form()
        self.popup.close()
        self.editor.load(text)
        self._loaded = self.editor.version
        self._show_at_once()

    @property
    def dialect(self) -> Dialect:
        """The dialect that the text is read in."""
        return self._whereabouts.terms.dialect

    @property
    def complaint(self) -> str:
        """What is wrong with the settings that should count; empty if nothing is."""
        return self._whereabouts.terms.complaint

    # Looking at the text.

    @on(DefinitionEditor.Stale)
    def _text_changed(self, event: DefinitionEditor.Stale) -> None:
        event.stop()
        if self.editor.version == self._loaded:
            return
        if not self.is_fresh:
            self.look()
        self.post_message(self.Changed(self))

    @work(exclusive=True, group="look")
    async def look(self) -> None:
        """Look at the text, and at what other definitions mean for it."""
        await asyncio.sleep(_CHECK_AFTER)  # the next keystroke ends us here
        version, text = self.editor.version, self.editor.definition
        whereabouts, examined = await asyncio.to_thread(self._examine, self._whereabouts, text)
        if self.editor.version == version and self.editor.is_attached:
            self._whereabouts = whereabouts
            self._show(version, examined)

    @staticmethod
    def _examine(whereabouts: Whereabouts, text: str) -> tuple[Whereabouts, Examined]:
        now = whereabouts.anew()
        return now, now.examine(text)

    def _show(self, version: int, examined: Examined) -> None:
        self._examined = version, examined
        self.editor.show_diagnostics(examined.diagnostics)
        self.problems.show(examined.diagnostics, self.editor.lines)
        self._loaded_line.show(examined, self.dialect, self.editor.line_ends)
        if self.form.display:
            self._fill_form()
        self.post_message(self.Looked(self, examined))

    def _show_at_once(self) -> None:
        """Show what the text itself says; what others mean for it takes a thread."""
        found = self._whereabouts.examine(self.editor.definition, by_itself=True)
        self._show(self.editor.version, found)
        if self._whereabouts.around is not alone:
            self.look()

    @property
    def examined(self) -> Examined:
        """What is known about the text as it is now; looks at it if that has not been done."""
        if self._examined is None or self._examined[0] != self.editor.version:
            self._show_at_once()
        assert self._examined is not None
        return self._examined[1]

    @property
    def is_fresh(self) -> bool:
        """Whether what is shown was found in the text as it is now."""
        return self._examined is not None and self._examined[0] == self.editor.version

    # Problems.

    def at_cursor(self) -> Diagnostic | None:
        """The problem under the cursor, else the first on its row."""
        if self.problems.has_focus:
            return self.problems.chosen
        offset, lines = self.editor.cursor_offset, self.editor.lines
        row = self.editor.cursor_location[0]
        near = [
            each
            for each in self.examined.diagnostics
            if lines.location(each.span.start)[0] <= row <= lines.location(each.span.end)[0]
        ]
        under = [each for each in near if each.span.start <= offset <= each.span.end]
        return next(iter([*sorted(under, key=lambda each: len(each.span)), *near]), None)

    def go(self, forward: bool) -> None:
        """To the next problem behind the cursor, or the last before it; around the end."""
        offset = self.editor.cursor_offset
        found = sorted(self.examined.diagnostics, key=lambda each: each.span)
        if not forward:
            found.reverse()
        ahead = (each for each in found if (each.span.start > offset) is forward)
        target = next((each for each in ahead if each.span.start != offset), found[0])
        self.jump(target)

    def jump(self, diagnostic: Diagnostic) -> None:
        """Put the cursor on the words, and the list on the problem."""
        self.editor.focus()
        self.editor.select_span(diagnostic.span)
        self.problems.point_at(diagnostic)

    def fix(self, diagnostics: Sequence[Diagnostic]) -> int:
        """Apply the fixes of these problems in one step; how many there were."""
        fixes = [each.fix for each in diagnostics if each.fix]
        if fixes:
            self.editor.replace_definition(apply_fixes(self.editor.definition, fixes))
        return len(fixes)

    def explain(self, diagnostic: Diagnostic) -> None:
        """Show the rule: what it says, who says so, a good and a bad example."""
        told = explain(diagnostic)
        examples = [f"{title}:\n\n{text}" for title, text in told.examples]
        about = [*told.paragraphs, f"Source: {told.source}", *examples]
        self.app.push_screen(MessageScreen(told.title, "\n\n".join(about)))

    @on(DiagnosticList.Wanted)
    def _wanted(self, event: DiagnosticList.Wanted) -> None:
        event.stop()
        if event.diagnostic not in self.examined.diagnostics:
            return
        match event.what:
            case "jump":
                self.jump(event.diagnostic)
            case "fix":
                self.fix([event.diagnostic])
            case "explain":
                self.explain(event.diagnostic)

    # The form.

    def toggle_form(self) -> None:
        """Show or hide the form."""
        self.form.display = not self.form.display
        self.set_class(self.form.display, "-form")
        if self.form.display:
            self._entering = True
            self._fill_form()
        else:
            self.editor.focus()

    @work(group="form")
    async def _fill_form(self) -> None:
        # Not exclusive: rows that are only half there would be left to the next one.
        async with self._filling:
            found = self.examined
            dialect = self._whereabouts.terms.writing
            await self.form.show(form_fields(found.document, dialect, found.loaded.fields))
            if self._entering:
                self._entering = False
                self.form.enter()

    @on(FieldRow.Edited)
    def _field_edited(self, event: FieldRow.Edited) -> None:
        event.stop()
        self._write_field(event.key, event.text)

    def _write_field(self, key: str, text: str) -> None:
        document = parse(self.editor.definition)
        changed = with_field(document, self._whereabouts.terms.writing, key, text)
        self.editor.replace_definition(changed.text)

    def remove_current_field(self) -> None:
        """Take the field that the form is in out of the front matter."""
        row = self.form.current
        if row is not None:
            document = parse(self.editor.definition)
            self.editor.replace_definition(remove_field(document, row.field.key).text)

    # Completion.

    def offer(self) -> None:
        """Offer what may be written at the cursor."""
        self.popup.follow(self.editor, self._whereabouts.terms.writing, asked=True)

    @on(TextArea.SelectionChanged, "#text")
    def _cursor_moved(self) -> None:
        self.popup.follow(self.editor, self._whereabouts.terms.writing, asked=False)

    def _offer_key(self, key: str) -> bool:
        return self.popup.take_key(self.editor, key)
