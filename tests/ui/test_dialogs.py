"""Every dialog: how it looks, and that hostile text in it is only text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.command import CommandList, CommandPalette
from textual.screen import Screen

from agent_studio.core.text import hidden_offsets
from agent_studio.ui.app import StudioApp
from agent_studio.ui.jump import JumpScreen
from agent_studio.ui.screens import ask, choose
from agent_studio.ui.screens.confirm import ConfirmScreen
from agent_studio.ui.screens.done import DoneScreen
from agent_studio.ui.screens.message import MessageScreen
from agent_studio.ui.screens.order import OrderScreen
from agent_studio.ui.screens.type_text import TypeScreen
from definitions import HOSTILE, write_library
from screens import settled, shown_text, still, studio

SIZES = pytest.mark.parametrize("size", [(80, 24), (140, 42)], ids=["80x24", "140x42"])
EVIL = "[bold]x[/bold] [/nothing] \x1b]52;c;cHduZWQ=\x07 \u202eabc\u202c \U000e0068\u200b"
"""In one line: markup, a clipboard sequence, a bidi override, a tag character, no width."""


def many(count: int) -> str:
    return "\n".join(
        f"backed up  team/{EVIL if not n else 'reviewer'}-{n}.md" for n in range(count)
    )


DIALOGS: dict[str, Callable[[], Screen[object]]] = {
    "done": lambda: DoneScreen(
        f"Written: team/{EVIL}.md\n\n2 originals were removed; their copies are kept:\n"
        f"{many(3)}\n\nagent-studio restore 20260102-030405-1f2e3d brings them back."
    ),
    "choose": lambda: choose.ChooseScreen(
        f"All undecided from {EVIL}",
        f"What is to become of '{EVIL}'?",
        [
            choose.Answer("1", "one", f"take 1: {EVIL}"),
            choose.Answer("2", "two", "take 2: Read, Grep"),
            choose.Answer("u", "union", "unite them"),
        ],
    ),
    "order": lambda: OrderScreen((0, 1, 2), (EVIL, "You read every change.", "You review.")),
    "type": lambda: TypeScreen(f"body/{EVIL}", f"You read {EVIL}.\n\n- every change\n"),
    "ask": lambda: ask.AskScreen(
        f"Unfinished {EVIL}",
        f"A merge of {EVIL} was not finished:",
        [
            ask.Answer("later", "Later", "It is kept, and offered again at the next start."),
            ask.Answer("on", f"Go on: {EVIL}", f"left 3 hours ago, in ~/{EVIL}"),
        ],
    ),
    "line": lambda: ask.AskTextScreen(
        f"Save {EVIL} as", f"Where to, instead of {EVIL}?", text="team/reviewer.md"
    ),
    "message": lambda: MessageScreen(f"No {EVIL}", f"cannot write {EVIL}: the disk is full"),
    "question": lambda: ConfirmScreen(f"Leave {EVIL}?", f"'{EVIL}' is unsaved.", yes="Leave"),
}


@pytest.fixture
def copied(monkeypatch) -> list[str]:
    """What was put on the clipboard; a dialog that shows text must put nothing there."""
    found: list[str] = []
    monkeypatch.setattr(StudioApp, "copy_to_clipboard", lambda _, text: found.append(text))
    return found


async def opened(pilot) -> None:
    library = pilot.app.screen
    await settled(pilot, lambda: library.related and library.preview.glance)


def is_only_text(app: StudioApp) -> bool:
    """Whether the screen shows no hidden character, and the picture holds none."""
    picture = app.export_screenshot()
    return not hidden_offsets(shown_text(app)) and not {"\x1b", "\u202e"} & set(picture)


@SIZES
async def test_pictures(in_folder, screen, size, copied):
    write_library(in_folder)
    app = studio([in_folder])
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        for name, make in DIALOGS.items():
            dialog = make()
            app.push_screen(dialog)
            await settled(pilot, lambda dialog=dialog: app.screen is dialog)
            await still(pilot)
            assert "[bold]x[/bold]" in shown_text(app), name
            assert "␛]52;c" in shown_text(app) or name == "type", name
            assert is_only_text(app), name
            assert app == screen(name=f"{name}-{size[0]}x{size[1]}")
            dialog.dismiss(None)
            await settled(pilot, lambda dialog=dialog: app.screen is not dialog)
    assert copied == []


@SIZES
async def test_pictures_of_the_palette_and_of_the_jump_keys(in_folder, screen, size, copied):
    (in_folder / "evil.md").write_bytes(HOSTILE.encode())
    app = studio([in_folder])
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await pilot.press("ctrl+p")
        await settled(pilot, lambda: isinstance(app.screen, CommandPalette))
        await pilot.press(*"sort")
        await settled(pilot, lambda: app.screen.query_one(CommandList).option_count == 1)
        await still(pilot)
        assert "Sort by the next column." in shown_text(app)
        assert is_only_text(app)
        assert app == screen(name=f"palette-{size[0]}x{size[1]}")
        await pilot.press("escape", *app.keys_of("app.jump")[:1])
        await settled(pilot, lambda: isinstance(app.screen, JumpScreen))
        await still(pilot)
        assert is_only_text(app)
        assert app == screen(name=f"jump-{size[0]}x{size[1]}")
    assert copied == []


@SIZES
async def test_a_sentence_that_goes_away_leaves_a_dialog_readable(in_folder, screen, size):
    write_library(in_folder)
    app = studio([in_folder])
    async with app.run_test(size=size, notifications=True) as pilot:
        await opened(pilot)
        last = "agent-studio restore brings them back."
        app.push_screen(DoneScreen(f"Written: team/reviewer.md\n\n{many(9)}\n\n{last}"))
        await settled(pilot, lambda: isinstance(app.screen, DoneScreen))
        app.say(f"Copied: {EVIL}", "warning")
        await settled(pilot, lambda: "Copied: [bold]x[/bold]" in shown_text(app))
        await still(pilot)
        text = shown_text(app)
        assert "Done" in text
        assert last in text
        assert "e open it in the editor" in text
        assert is_only_text(app)
        assert app == screen(name=f"said-{size[0]}x{size[1]}")


async def test_a_long_list_of_what_was_done_is_scrolled(in_folder):
    app = studio([in_folder])
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(DoneScreen(f"{many(60)}\n\nThat is how to undo it."))
        await settled(pilot, lambda: isinstance(app.screen, DoneScreen))
        await settled(pilot, lambda: "reviewer-5.md" in shown_text(app))
        assert "That is how to undo it." not in shown_text(app)
        await pilot.press("end")
        await settled(pilot, lambda: "That is how to undo it." in shown_text(app))
