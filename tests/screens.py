"""What tests of the screens share: starting the studio, waiting, reading the screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot

from agent_studio.store import settings
from agent_studio.ui.app import StudioApp

PATIENCE = 20.0
"""Seconds after which a condition is said never to come true; a shared machine may be slow."""


def studio(paths: Sequence[str | Path] = (), *, start: str = "library") -> StudioApp:
    """The studio on ``paths``, past its welcome."""
    settings.save_state(replace(settings.load_state(), welcomed=True))
    return StudioApp([str(path) for path in paths], start=start)


async def settled(pilot: Pilot[int], condition: Callable[[], object]) -> None:
    """Let the app work until ``condition`` is true."""
    until = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > until:
            raise AssertionError(f"never came true; the screen shows:\n{shown_text(pilot.app)}")
        await pilot.pause(0.01)


def shown_text(app: object) -> str:
    """The characters on the screen, line by line."""
    strips = app.screen._compositor.render_strips()  # type: ignore[attr-defined]  # an App
    return "\n".join(strip.text.rstrip() for strip in strips)


async def still(pilot):
    """Wait until the screen has not changed for a while: what was asked to be drawn is drawn."""
    calm, last = 0, None
    for _ in range(100):
        await pilot.pause(0.05)
        # Characters with their styles: a tenth of the work of a picture.
        now = pilot.app.screen._compositor.render_strips()
        calm, last = (calm + 1, now) if now == last else (0, now)
        if calm >= 3:
            return
    raise AssertionError("the screen never came to rest")
