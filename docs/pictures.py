"""Draws the pictures of the documentation: ``make pictures`` writes docs/images/*.svg.

The studio is driven as a person drives it, by keys, on a copy of the tour in an empty home.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeAlias

# Read once, when Textual is imported.
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ.pop("NO_COLOR", None)
os.environ.pop("TEXTUAL_THEME", None)

from textual.pilot import Pilot

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
SIZE = (140, 40)
PATIENCE = 30.0

Scene: TypeAlias = Callable[[Pilot[object]], Awaitable[None]]


async def _until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError("the screen never showed what the picture is of")
        await asyncio.sleep(0.02)


def _shows(pilot: Pilot[object], *words: str) -> Callable[[], bool]:
    def check() -> bool:
        picture = pilot.app.export_screenshot(simplify=True)
        text = re.sub(r"<[^>]*>", "", picture).replace("&#160;", " ")
        return all(word in text for word in words)

    return check


async def _press(pilot: Pilot[object], keys: str) -> None:
    for key in keys.split():
        await pilot.press(key)
        await pilot.pause()


async def library(pilot: Pilot[object]) -> None:
    """Five backend engineers and what is wrong with them."""
    await _until(_shows(pilot, "python-backend-engineer", "5 definitions"))
    await _press(pilot, "space j space")
    await _until(_shows(pilot, "2 marked"))
    await asyncio.sleep(0.5)


async def merge(pilot: Pilot[object]) -> None:
    """Four of them side by side, some rows decided, the result growing."""
    await _until(_shows(pilot, "5 definitions"))
    await pilot.app.compare(sorted(Path().glob("backend-engineer*.md")))  # type: ignore[attr-defined]  # StudioApp's
    await _until(_shows(pilot, "Read only"))
    await _press(pilot, "m 3 n 2 n 1 n 1 n 1 n 1")
    await _until(_shows(pilot, "decided"))


async def editor(pilot: Pilot[object]) -> None:
    """A definition with problems, the words they mean, and the list."""
    await _until(_shows(pilot, "5 definitions"))
    await pilot.app.edit(Path("backend-engineer-company.md").absolute())  # type: ignore[attr-defined]  # StudioApp's
    await _until(_shows(pilot, "seniority", "is a mapping"))


async def harnesses(pilot: Pilot[object]) -> None:
    """One definition in the eyes of every harness."""
    await _until(_shows(pilot, "python-backend-engineer", "5 definitions"))
    await _press(pilot, "j f6")
    await _until(_shows(pilot, "Claude Code", "load it"))
    await asyncio.sleep(0.5)


async def review(pilot: Pilot[object]) -> None:
    """An agent that may do more than before."""
    await _until(_shows(pilot, "5 definitions"))
    await pilot.app.review()  # type: ignore[attr-defined]  # StudioApp's
    await _until(_shows(pilot, "platform"))
    await asyncio.sleep(0.5)


SCENES: dict[str, Scene] = {
    "library": library,
    "harnesses": harnesses,
    "merge": merge,
    "editor": editor,
    "review": review,
}


def _git(*words: str) -> None:
    subprocess.run(["git", *words], check=True, capture_output=True)


def _stage(folder: Path) -> None:
    """A repository with the tour in it and one change that nobody has reviewed yet."""
    _git("init", "-q", "-b", "main")
    _git("config", "user.name", "Somebody")
    _git("config", "user.email", "somebody@example.org")
    file = folder / "backend-engineer-platform.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('tools: ["*"]', "tools: Read, Grep, Glob"), encoding="utf-8")
    _git("add", ".")
    _git("commit", "-q", "-m", "Collect the backend engineers")
    changed = text.replace('tools: ["*"]', "tools: Read, Grep, Glob, Edit, Bash")
    changed = changed.replace("with care\nand tell them in time", "rarely\nand announce it early")
    file.write_text(changed, encoding="utf-8")


def draw(name: str, scene: Scene) -> None:
    """One picture, from a studio of its own."""
    from agent_studio.ui.app import StudioApp

    app = StudioApp(["."])

    async def drive(pilot: Pilot[object]) -> None:
        await scene(pilot)
        await pilot.pause()
        picture = app.export_screenshot(title="agent-studio", simplify=True)
        IMAGES.mkdir(parents=True, exist_ok=True)
        steady = re.sub(r"\bterminal-\d+-", "terminal-", picture)
        (IMAGES / f"{name}.svg").write_text(steady, encoding="utf-8")
        app.exit()

    app.run(headless=True, size=SIZE, auto_pilot=drive)  # type: ignore[arg-type]  # Pilot of whatever result
    print(f"docs/images/{name}.svg")


def _move_in(home: Path) -> None:
    """A home of its own for each picture, or one would greet with what another left open."""
    from dataclasses import replace

    from agent_studio.store import settings

    home.mkdir(parents=True)
    os.environ["HOME"] = str(home)
    for kind in ("CONFIG", "STATE", "DATA", "CACHE"):
        os.environ[f"XDG_{kind}_HOME"] = str(home / kind.lower())
    settings.save_state(replace(settings.load_state(), welcomed=True))


def main(wanted: Sequence[str] = ()) -> None:
    """Draw all pictures, or those that are named."""
    with tempfile.TemporaryDirectory() as place:
        for name in wanted or SCENES:
            folder = Path(place) / name / "agents"
            _move_in(Path(place) / name / "home")
            shutil.copytree(ROOT / "agents" / "tour", folder)
            os.chdir(folder)
            _stage(folder)
            draw(name, SCENES[name])
        os.chdir(ROOT)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
