"""The Editor: one definition, its problems, its fields, and its file."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult, SuspendNotSupported
from textual.types import CSSPathType
from textual.widgets import TextArea

from agent_studio.core.text import decode, encode
from agent_studio.store.errors import StoreError, shown
from agent_studio.store.outside import edit_outside, editor_command
from agent_studio.ui.actions import bindings_for, key_name
from agent_studio.ui.base import studio
from agent_studio.ui.editing import new_definition
from agent_studio.ui.editing.open_file import OpenFile
from agent_studio.ui.editing.terms import terms_at
from agent_studio.ui.readings.on_hand import OnHand
from agent_studio.ui.screens.ask import Answer, AskScreen, AskTextScreen
from agent_studio.ui.screens.editor_files import EditingFiles
from agent_studio.ui.widgets.completion_popup import CompletionPopup
from agent_studio.ui.widgets.desk import Desk
from agent_studio.ui.widgets.plain import PlainText, plain

_NEEDS_FILE = frozenset({"save", "external", "reload", "complete", "find", "form", "undo", "redo"})
_NEEDS_PROBLEM = frozenset({"next-problem", "previous-problem", "explain", "problems", "fix-all"})


class EditorScreen(EditingFiles):
    """The workplace: a text with everything that is known about it."""

    WORKPLACE = "editor"
    BINDINGS = bindings_for("editor")
    CSS_PATH: ClassVar[CSSPathType | None] = ["../widgets/definition_editor.tcss", "editor.tcss"]
    AUTO_FOCUS = "#text"

    def compose_body(self) -> ComposeResult:
        """An empty state, or the desk."""
        yield PlainText(widget_id="nothing", classes="empty")
        yield Desk()
        yield CompletionPopup(widget_id="offers")

    def on_mount(self) -> None:
        """Nothing is open yet."""
        keys = {
            name: key_name(studio(self).keys_of(name)[0]) for name in ("app.library", "editor.new")
        }
        self.query_one("#nothing", PlainText).show(
            "Nothing is open here yet.\n\n"
            f"{keys['app.library']}  choose a definition in the Library and press enter\n"
            f"{keys['editor.new']}  begin a new one from a template or a starter"
        )
        self.describe()

    def describe(self) -> None:
        """Name the file, and say whether it is saved."""
        if not self.query("#nothing"):
            return  # The studio closes, and a file was being written meanwhile.
        file = self.file
        self.desk.display = file is not None
        self.query_one("#nothing").display = file is None
        if file is None:
            self.headline("")
            return
        state = (
            "" if not self.dirty else " ● new, not saved" if file.stamp is None else " ● not saved"
        )
        self.headline(f"{file.path.name}{state}")
        self.desk.editor.border_title = plain(shown(file.path))
        self._describe_place()
        self.refresh_keys()

    @on(TextArea.SelectionChanged, "#text")
    def _describe_place(self) -> None:
        editor = self.desk.editor
        row, column = editor.cursor_location
        saved = "● not saved" if self.dirty else "✔ saved"
        editor.border_subtitle = f"{row + 1}:{column + 1} · {editor.line_ends} · {saved}"

    @on(Desk.Looked)
    def _looked(self) -> None:
        complaint = self.desk.complaint
        if complaint != self._complaint:
            self._complaint = complaint
            self.status(complaint, "▲" if complaint else "")
        self.refresh_keys()

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of the Editor."""
        return (
            ("✖ ▲ ● ○", "error, warning, information, hint: under the words and in the gutter"),
            ("⯑ ␛", "a character that would not show, or that a terminal would act on"),
            ("*", "a field that has to be there"),
        )

    def on_hand(self) -> Sequence[OnHand]:
        """The text as it stands here."""
        if self.file is None:
            return ()
        return (OnHand(shown(self.file.path), self.file.path, self.desk.editor.definition),)

    def why_not(self, action_id: str) -> str | None:
        """Why a key does nothing now."""
        scope, _, name = action_id.partition(".")
        if scope != "editor":
            return None
        if self.file is None and name in _NEEDS_FILE | _NEEDS_PROBLEM | {"fix"}:
            return "Nothing is open in the Editor."
        if name in _NEEDS_PROBLEM and not self.desk.problems.diagnostics:
            return "There are no problems."
        if name == "save" and not self.dirty and self.file is not None and self.file.stamp:
            return "Nothing is changed since it was last saved."
        if name == "form" and not self.desk.dialect.loading.is_markdown:
            return "A form is for Markdown with front matter; this is edited as text."
        if name == "external" and not editor_command():
            return "Neither $VISUAL nor $EDITOR names an editor."
        if name in {"fix", "fix-all"} and not any(
            each.fix for each in self.desk.problems.diagnostics
        ):
            return "There is nothing that could be mended by a key."
        return None

    # Actions.

    @work(group="file")
    async def do_save(self) -> None:
        """Write the file."""
        async with self.one_at_a_time:
            await self.save()

    def do_reload(self) -> None:
        """Compare with what is on disk."""
        self.compare_with_disk()

    def do_fix(self) -> None:
        """Mend the problem at the cursor; if there is none, go to the next that can be mended."""
        found = self.desk.at_cursor()
        if found is not None and self.desk.fix([found]):
            assert found.fix is not None
            self.status(f"{found.code}: {found.fix.title}.", "✔")
            return
        fixable = [each for each in self.desk.examined.diagnostics if each.fix]
        if fixable:
            offset = self.desk.editor.cursor_offset
            ahead = [each for each in fixable if each.span.start >= offset]
            self.desk.jump([*ahead, *fixable][0])
            self.status("Here is one that can be mended; the same key does it.", "●")

    def do_fix_all(self) -> None:
        """Apply every safe fix."""
        safe = [each for each in self.desk.examined.diagnostics if each.fix and each.fix.safe]
        number = self.desk.fix(safe)
        plural = "" if number == 1 else "es"
        self.status(f"{number} fix{plural} applied; one undo takes them back.", "✔")

    def do_next_problem(self) -> None:
        """To the next problem."""
        self.desk.go(forward=True)

    def do_previous_problem(self) -> None:
        """To the previous problem."""
        self.desk.go(forward=False)

    def do_explain(self) -> None:
        """Explain the problem at the cursor."""
        found = self.desk.at_cursor() or self.desk.problems.chosen
        if found is None:
            studio(self).say("There is no problem on this line.", "warning")
        else:
            self.desk.explain(found)

    def do_problems(self) -> None:
        """To the list of problems."""
        self.desk.problems.focus()

    def do_back(self) -> None:
        """To the text."""
        if self.desk.editor.display and self.desk.editor.region.size:
            self.desk.editor.focus()
        else:
            self.desk.toggle_form()

    def do_complete(self) -> None:
        """Offer what fits."""
        self.desk.offer()

    def do_find(self) -> None:
        """Open the line to find words with."""
        if self.desk.form.display:
            self.desk.toggle_form()
        self.desk.finder.open()

    def do_form(self) -> None:
        """Show or hide the form."""
        self.desk.toggle_form()

    def do_remove(self) -> None:
        """Remove the field that the form is in."""
        self.desk.remove_current_field()

    def do_undo(self) -> None:
        """Take the last change back."""
        self.desk.editor.undo()

    def do_redo(self) -> None:
        """Make it again."""
        self.desk.editor.redo()

    def do_external(self) -> None:
        """Hand the text to another editor and take it back."""
        if self.file is None:
            return
        text = self.desk.settle()
        try:
            with self.app.suspend():
                changed = decode(edit_outside(encode(text), self.file.path.name))
        except SuspendNotSupported:
            studio(self).say("This terminal cannot be handed to another program.", "warning")
        except StoreError as error:
            studio(self).say(f"{error}.", "error")
        else:
            self.desk.editor.replace_definition(changed)

    def do_new(self) -> None:
        """Begin a definition beside the one that is open."""
        self._ask_what_to_begin(self.file.path.parent if self.file else None)

    def begin(self, folder: Path | None) -> None:
        """Begin a definition in that folder; who thinks better of it is back in the Library."""
        self._ask_what_to_begin(folder, from_library=True)

    @work(group="file")
    async def _ask_what_to_begin(self, folder: Path | None, *, from_library: bool = False) -> None:
        """Ask what to begin with and what it is called; nothing is written before it is saved."""
        async with self.one_at_a_time:
            if not await self._may_leave():
                return
            begun = await self._begin(new_definition.folder_for(folder))
        if from_library and not begun:
            await studio(self).open_workplace("library")

    async def _begin(self, folder: Path) -> bool:
        kinds = await asyncio.to_thread(new_definition.kinds)
        answers = [Answer(each.id, each.title, each.detail) for each in kinds]
        kind = await self.app.push_screen_wait(
            AskScreen("New definition", "What shall it begin with?", answers)
        )
        chosen = next((each for each in kinds if each.id == kind), None)
        if chosen is None:
            return False
        name = await self.app.push_screen_wait(
            AskTextScreen(
                "New definition",
                f"What is its name? The file goes to {shown(folder)}.",
                text=chosen.name,
                why_not_text=lambda text: new_definition.why_not_name(folder, text),
            )
        )
        if name:
            path = new_definition.path_for(folder, name)
            terms = await asyncio.to_thread(terms_at, path)
            self.take(OpenFile(path, "", None), new_definition.begin(chosen, name), terms)
        return bool(name)
