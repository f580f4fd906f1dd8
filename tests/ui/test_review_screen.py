"""The Review on real repositories."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from agent_studio.core.text import is_hidden
from agent_studio.ui.app import StudioApp
from agent_studio.ui.reviewing.desk import Scope
from agent_studio.ui.reviewing.item import ReviewItem
from agent_studio.ui.screens.commit import CommitScreen
from agent_studio.ui.screens.editor import EditorScreen
from agent_studio.ui.screens.message import MessageScreen
from agent_studio.ui.screens.review import ReviewScreen
from agent_studio.ui.widgets.plain import PlainText
from screens import still

BEFORE = """\
---
name: reviewer
description: Reviews changes before they are merged.
tools: Read, Grep
---

You review changes.

## Steps

- Read the change
- Run nothing
"""
AFTER = (
    BEFORE.replace("Read, Grep", "Read, Grep, Bash")
    .replace("- Run nothing", "- Run nothing yourself")
    .replace("You review changes.", "You review all changes.")
)
HOSTILE = (
    "---\nname: x\ndescription: '[bold]x[/bold] \x1b]52;c;aGVsbG8=\x07 \u202e \U000e0041 [/]'\n"
    "---\n\n[red \x1b[5m\u200b\n"
)


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


class Reviewing:
    """A started studio with the Review open."""

    def __init__(self, app: StudioApp, pilot: Pilot[int], folder: Path) -> None:
        self.app, self.pilot, self.folder = app, pilot, folder

    @property
    def screen(self) -> ReviewScreen:
        found = self.app.screen_stack[0]
        assert isinstance(found, ReviewScreen)
        return found

    @property
    def items(self) -> tuple[ReviewItem, ...]:
        return self.screen.changes.items

    @property
    def nothing(self) -> str:
        widget = self.screen.query_one("#nothing", PlainText)
        return str(widget.visual) if widget.display else ""

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(20):
            while not condition():
                await self.pilot.pause()
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def open(self, name: str) -> ReviewItem:
        """Put the cursor on that definition."""
        at = next(i for i, item in enumerate(self.items) if item.path.endswith(name))
        self.screen.changes.highlighted = at
        await self.pilot.pause()
        return self.items[at]

    async def open_row(self, name: str, where: str) -> None:
        """Put the cursor on a row of that definition."""
        item = await self.open(name)
        await self.press("enter")
        row = next(row for row in item.rows.changed if row.where == where)
        while self.screen.view.chosen != row:
            await self.press("down")

    def staged(self) -> str:
        return git(self.folder, "diff", "--cached", "--name-status").strip()


@asynccontextmanager
async def reviewing(
    folder: Path, size: tuple[int, int] = (120, 36), scope: Scope | None = None
) -> AsyncIterator[Reviewing]:
    app = StudioApp([str(folder)], start="review")
    app.remember(welcomed=True)
    app.review_scope = scope or Scope(folder)
    async with app.run_test(size=size) as pilot:
        desk = Reviewing(app, pilot, folder)
        await desk.until(lambda: isinstance(app.screen, ReviewScreen))
        await desk.until(lambda: desk.items or "Asking" not in desk.nothing)
        yield desk


def agents(folder: Path) -> Path:
    return folder / ".claude" / "agents"


def write(folder: Path, name: str, text: str) -> Path:
    path = agents(folder) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


@pytest.fixture
def repo(in_folder: Path) -> Path:
    git(in_folder, "init", "-q")
    write(in_folder, "reviewer.md", BEFORE)
    write(in_folder, "other.md", BEFORE.replace("name: reviewer", "name: other"))
    git(in_folder, "add", "-A")
    git(in_folder, "commit", "-qm", "One")
    return in_folder


@pytest.fixture
def changed(repo: Path) -> Path:
    write(repo, "reviewer.md", AFTER)
    return repo


async def test_gained_rights_come_first(changed: Path) -> None:
    async with reviewing(changed) as desk:
        (item,) = desk.items
        assert item.letter == "M"
        assert item.rights.wider
        assert "Bash" in " ".join(item.rights.gained)
        shown = [str(option.prompt) for option in desk.screen.view.options]
        assert "gains" in shown[0]
        assert "gains" in str(desk.screen.changes.options[0].prompt)
        assert [row.where for row in item.rows.changed] == ["tools", "Text", "Steps"]


async def test_a_definition_is_staged_unstaged_and_that_is_undone(changed: Path) -> None:
    async with reviewing(changed) as desk:
        await desk.press("space")
        await desk.until(desk.staged)
        await desk.until(lambda: desk.items[0].change.staging.value == "staged")

        await desk.press("u")
        await desk.until(lambda: not desk.staged())
        await desk.until(lambda: desk.items[0].change.staging.value == "not staged")
        await desk.press("z")

        await desk.until(desk.staged)


async def test_a_row_is_staged_without_the_others(changed: Path) -> None:
    path = ".claude/agents/reviewer.md"
    async with reviewing(changed) as desk:
        await desk.open_row("reviewer.md", "Steps")
        await desk.press("space")
        await desk.until(desk.staged)
        await desk.until(lambda: desk.items[0].change.staging.value == "partly staged")

        wanted = BEFORE.replace("- Run nothing", "- Run nothing yourself")
        assert git(changed, "show", f":{path}") == wanted
        assert (changed / path).read_text() == AFTER
        assert len(desk.items[0].staged_rows) == 1

        await desk.press("space")
        await desk.until(lambda: not desk.staged())


async def test_a_row_is_reverted_and_brought_back(changed: Path) -> None:
    path = agents(changed) / "reviewer.md"
    async with reviewing(changed) as desk:
        await desk.open_row("reviewer.md", "tools")
        await desk.press("x")
        await desk.until(lambda: path.read_text() == AFTER.replace(", Bash", ""))
        await desk.until(lambda: len(desk.items[0].rows.changed) == 2)

        await desk.press("z")

        await desk.until(lambda: path.read_text() == AFTER)


async def test_a_deleted_definition_is_brought_back_and_deleted_again(repo: Path) -> None:
    path = agents(repo) / "other.md"
    path.unlink()
    async with reviewing(repo) as desk:
        assert (await desk.open("other.md")).letter == "D"
        await desk.press("x")
        await desk.until(path.exists)
        await desk.until(lambda: "Nothing changed" in desk.nothing)

        await desk.press("z")

        await desk.until(lambda: not path.exists())


async def test_staged_definitions_are_committed_with_a_message(changed: Path) -> None:
    async with reviewing(changed) as desk:
        await desk.press("a")
        await desk.until(desk.staged)
        await desk.until(lambda: desk.items[0].change.staging.value == "staged")
        await desk.press("c")
        await desk.until(lambda: isinstance(desk.app.screen, CommitScreen))

        await desk.press(*"Let it run", "ctrl+s")

        await desk.until(lambda: "Nothing changed" in desk.nothing)
        assert git(changed, "log", "-1", "--format=%s").strip() == "Let it run"


async def test_what_a_hook_says_is_shown_and_the_message_is_kept(changed: Path) -> None:
    hook = changed / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho the hook says no >&2\nexit 1\n")
    hook.chmod(0o755)
    git(changed, "add", "-A")
    async with reviewing(changed) as desk:
        await desk.press("c")
        await desk.until(lambda: isinstance(desk.app.screen, CommitScreen))
        await desk.press("H", "i", "ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, MessageScreen))
        assert "the hook says no" in str(desk.app.screen.query_one(PlainText).visual)

        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen)
        await desk.press("c")

        await desk.until(lambda: isinstance(desk.app.screen, CommitScreen))
        assert desk.app.screen.query_one("SafeTextArea").text == "Hi"  # type: ignore[attr-defined]  # by its name


async def test_a_repository_without_commits_has_only_new_definitions(in_folder: Path) -> None:
    git(in_folder, "init", "-q")
    write(in_folder, "reviewer.md", BEFORE)
    async with reviewing(in_folder) as desk:
        assert [item.letter for item in desk.items] == ["?"]

        await desk.press("space")

        await desk.until(lambda: desk.staged().startswith("A"))


async def test_renamed_and_unknown_definitions_are_told_apart(repo: Path) -> None:
    git(repo, "mv", ".claude/agents/other.md", ".claude/agents/moved.md")
    write(repo, "new.md", BEFORE)
    async with reviewing(repo) as desk:
        letters = {item.change.path.name: item.letter for item in desk.items}
        assert letters == {"moved.md": "R", "new.md": "?"}


async def test_outside_git_one_sentence_says_so(in_folder: Path) -> None:
    write(in_folder, "reviewer.md", BEFORE)
    async with reviewing(in_folder) as desk:
        assert "is not in a git repository" in desk.nothing


async def test_two_revisions_are_only_looked_at(changed: Path) -> None:
    git(changed, "commit", "-qam", "Two")
    scope = Scope(changed, "HEAD~1", "HEAD")
    async with reviewing(changed, scope=scope) as desk:
        assert [item.letter for item in desk.items] == ["M"]
        assert desk.screen.why_not("review.stage")
        assert desk.screen.why_not("review.commit")


async def test_a_definition_is_opened_in_the_editor(changed: Path) -> None:
    async with reviewing(changed) as desk:
        await desk.press("e")
        await desk.until(lambda: isinstance(desk.app.screen, EditorScreen))
        editor = desk.app.screen
        assert isinstance(editor, EditorScreen)
        await desk.until(lambda: editor.file is not None)
        assert editor.desk.editor.definition == AFTER


async def test_hostile_text_changes_nothing_but_the_text(repo: Path) -> None:
    write(repo, "reviewer.md", HOSTILE)
    write(repo, "[bold]\u202ename\x1b[31m.md", HOSTILE)
    async with reviewing(repo) as desk:
        for item in desk.items:
            await desk.open(item.path)
            lines = desk.app.screen._compositor.render_strips()
            shown = "".join(segment.text for line in lines for segment in line)
            assert "[bold]x[/bold]" in shown
            assert not [character for character in shown if is_hidden(character)]
        assert desk.app.clipboard == ""


@pytest.mark.parametrize("size", [(80, 24), (140, 42)], ids=["80x24", "140x42"])
async def test_pictures(changed: Path, size: tuple[int, int], screen: object) -> None:
    write(changed, "new.md", BEFORE.replace("name: reviewer", "name: new"))
    (agents(changed) / "other.md").unlink()
    git(changed, "rm", "-q", "--cached", ".claude/agents/other.md")
    async with reviewing(changed, size) as desk:
        await desk.open("reviewer.md")
        name = f"{size[0]}x{size[1]}"
        await still(desk.pilot)
        assert desk.app == screen(name=f"review-{name}")  # type: ignore[operator]  # the fixture
        await desk.press("c")
        await desk.until(lambda: isinstance(desk.app.screen, CommitScreen))
        desk.app.screen.query_one("SafeTextArea").cursor_blink = False  # type: ignore[attr-defined]  # by its name
        await desk.pilot.pause()
        await still(desk.pilot)
        assert desk.app == screen(name=f"commit-{name}")  # type: ignore[operator]  # the fixture


async def test_outside_git_picture(in_folder: Path, screen: object) -> None:
    async with reviewing(in_folder, (80, 24)) as desk:
        nothing = desk.screen.query_one("#nothing", PlainText)
        nothing.show(desk.nothing.replace(str(in_folder), "/somewhere"))
        await desk.pilot.pause()
        await still(desk.pilot)
        assert desk.app == screen(name="outside-git")  # type: ignore[operator]  # the fixture
