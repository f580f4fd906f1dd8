"""A started studio with one definition in the Editor."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from agent_studio.ui.app import StudioApp
from agent_studio.ui.screens.ask import AskScreen
from agent_studio.ui.screens.editor import EditorScreen

GOOD = """\
---
name: reviewer
description: Reviews changes before they are merged.
---

You review changes.
"""


BROKEN = """\
---
name: reviewer
description: Use this agent when: somebody asks
color: grene
tools: Read, Grpe
---

You review **changes**.

- One
- Two
"""


HOSTILE = (
    "---\nname: [bold]x[/bold]\ndescription: a \x1b]52;c;aGVsbG8=\x07 b \u202e c"
    " \U000e0041\U000e0042 d [/] [red\ntools:\n  [b]: \x1b[31m\n---\n\n# [blink]\x1b[5m\u200b\n"
)


class Desk:
    """A started studio with the Editor open on one file."""

    def __init__(self, app: StudioApp, pilot: Pilot[int], path: Path) -> None:
        self.app, self.pilot, self.path = app, pilot, path

    @property
    def screen(self) -> EditorScreen:
        found = self.app.screen_stack[0]
        assert isinstance(found, EditorScreen)
        return found

    @property
    def text(self) -> str:
        return self.screen.desk.editor.definition

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(20):
            while not condition():
                await self.pilot.pause()
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def checked(self) -> tuple[str, ...]:
        """The codes of the problems that the list shows, once they are those of the text."""
        desk = self.screen.desk
        await self.until(lambda: desk.is_fresh)
        return tuple(each.code for each in desk.problems.diagnostics)

    async def answer(self, answer: str) -> None:
        await self.until(lambda: isinstance(self.app.screen, AskScreen))
        self.app.screen.dismiss(answer)
        await self.until(lambda: not isinstance(self.app.screen, AskScreen))


@asynccontextmanager
async def editing(
    path: Path, text: str | bytes | None, size: tuple[int, int] = (100, 32)
) -> AsyncIterator[Desk]:
    if text is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    app = StudioApp([str(path.parent)], start="editor")
    app.remember(welcomed=True)
    async with app.run_test(size=size) as pilot:
        desk = Desk(app, pilot, path)
        await desk.until(lambda: isinstance(app.screen, EditorScreen))
        await app.edit(path)
        await desk.until(lambda: desk.screen.file is not None)
        desk.screen.desk.editor.cursor_blink = False
        yield desk


def drawn(app: StudioApp) -> str:
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line) for line in lines)
