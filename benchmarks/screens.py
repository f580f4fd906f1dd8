"""What a fresh process does with a screen; run by `benchmarks.interactive`, one task each time.

``python -m benchmarks.screens TASK [PATH]`` prints one number: seconds a key (``keys-…``), seconds
from the last of several keys to the findings (``findings-…``), or bytes (``memory-…``).
"""

from __future__ import annotations

import asyncio
import gc
import os
import resource
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import TextArea

from benchmarks.peer import EmptyApp

SIZE = (120, 36)
STROKES = 40
BETWEEN_STROKES = 0.25
"""Seconds: brisk typing, slow enough that validation starts between two keys."""
BURSTS = 15
BETWEEN_FAST_STROKES = 0.08
PATIENCE = 120.0

Task: TypeAlias = Callable[[Pilot[object]], Awaitable[float]]


class BareEditor(App[None]):
    """The peer of the Editor."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """A text area of the same language and nothing else."""
        yield TextArea(self._text, language="markdown")


async def until(condition: Callable[[], object]) -> None:
    """Let the app work until ``condition`` is true."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError("the screen never became usable")
        await asyncio.sleep(0.002)


async def painted(widget: Widget) -> None:
    """Wait for the next frame."""
    done = asyncio.Event()
    widget.call_after_refresh(done.set)
    await done.wait()


def _compared(app: App[object]) -> bool:
    """Whether the Library has read all definitions and knows how they stand to one another."""
    from agent_studio.ui.screens.library import LibraryScreen

    return isinstance(app.screen, LibraryScreen) and app.screen.related


async def keystroke(pilot: Pilot[object]) -> float:
    """Seconds from a key to the frame that shows it, the mean of many."""
    app = pilot.app
    await until(lambda: bool(app.screen.query(TextArea)) and app.screen.query_one(TextArea).text)
    area = app.screen.query(TextArea).first()
    area.focus()
    area.move_cursor((area.document.line_count // 2, 0))
    await asyncio.sleep(1.5)
    taken = []
    for number in range(STROKES):
        start = time.perf_counter()
        area.post_message(events.Key("abcdefgh "[number % 9], "abcdefgh "[number % 9]))
        await painted(area)
        taken.append(time.perf_counter() - start)
        await asyncio.sleep(BETWEEN_STROKES)
    return statistics.mean(taken)


async def findings(pilot: Pilot[object]) -> float:
    """Seconds from the last of a few keys to the frame that shows what is wrong now, the median."""
    from agent_studio.ui.widgets.desk import Desk

    app = pilot.app
    await until(lambda: bool(app.screen.query(Desk)) and app.screen.query_one(Desk).is_fresh)
    desk = app.screen.query_one(Desk)
    area = desk.editor
    area.focus()
    area.move_cursor((area.document.line_count // 2, 0))
    await asyncio.sleep(1.5)
    taken = []
    for _ in range(BURSTS):
        start = 0.0
        for key in "abcd":
            await asyncio.sleep(BETWEEN_FAST_STROKES)
            start = time.perf_counter()
            area.post_message(events.Key(key, key))
            await painted(area)
        await until(lambda: desk.is_fresh)
        await painted(desk)
        taken.append(time.perf_counter() - start)
        await asyncio.sleep(BETWEEN_STROKES)
    return statistics.median(taken)


def resident() -> float:
    """Bytes of memory that this process holds now; the most it ever held where that is unknown."""
    gc.collect()
    statm = Path("/proc/self/statm")
    if statm.exists():
        return float(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(most) if sys.platform == "darwin" else most * 1024.0


async def memory(pilot: Pilot[object]) -> float:
    """Bytes that the app holds once everything is listed and nothing moves any more."""
    app = pilot.app
    if not isinstance(app, EmptyApp):
        await until(lambda: _compared(app))
        await app.workers.wait_for_complete()
    await asyncio.sleep(1.0)
    return resident()


def _studio(start: str, path: str) -> App[object]:
    from agent_studio.ui.app import StudioApp

    return StudioApp([path], start=start)  # type: ignore[return-value]  # an App of whatever result


def _app(kind: str, path: str) -> App[object]:
    if kind == "empty":
        return EmptyApp()  # type: ignore[return-value]  # as above
    if kind == "bare":
        return BareEditor(Path(path).read_text(encoding="utf-8"))  # type: ignore[return-value]  # as above
    return _studio({"library": "library", "editor": "editor"}[kind], path)


TASKS: dict[str, Task] = {"keys": keystroke, "findings": findings, "memory": memory}


def main(task: str, path: str = "") -> None:
    """Run one task on one app and print its number."""
    action, _, kind = task.partition("-")
    found: list[float] = []

    async def drive(pilot: Pilot[object]) -> None:
        if kind == "editor":
            await pilot.app.edit(Path(path))  # type: ignore[attr-defined]  # StudioApp's
        found.append(await TASKS[action](pilot))
        pilot.app.exit()

    _app(kind, path).run(headless=True, size=SIZE, auto_pilot=drive)
    print(found[0])
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
