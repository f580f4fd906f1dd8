"""Two and four definitions on the merge workplace, and what is read off it."""

from __future__ import annotations

from agent_studio.ui.app import StudioApp
from agent_studio.ui.screens.merge import MergeScreen
from screens import settled

SIZE = (120, 36)


NAMES = ("backend-engineer", "backend-engineer-platform", "backend-engineer-payments",
         "backend-engineer-company")  # fmt: skip


ALPHA = """---
name: alpha
description: Looks at code
tools: Read, Grep
color: blue
---

You look at code and say what is wrong.

## How

- Read every line
- Ask when unsure
- Name the file
"""


BETA = """---
name: alpha
description: Looks at code and tests
tools: Read, Bash
color: blue
---

You look at code and say what is good.

## How

- Read every line
- Run the tests
- Name the file
"""


def screen_of(app: StudioApp) -> MergeScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, MergeScreen)
    return screen


async def opened(pilot, paths) -> MergeScreen:
    """The merge workplace on ``paths``."""
    app = pilot.app
    await app.compare(paths)
    await settled(pilot, lambda: screen_of(app).bench is not None)
    screen = screen_of(app)
    await settled(pilot, lambda: screen.grid.has_focus)
    await pilot.pause()
    return screen


async def press(pilot, *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


def merge_of(screen: MergeScreen):
    assert screen.bench is not None
    return screen.bench.merge


def address(screen: MergeScreen) -> str:
    row = screen.grid.row
    return row.address if row else ""


def choice(screen: MergeScreen, where: str):
    merge = merge_of(screen)
    decision = merge.decisions.get(where) if merge else None
    return decision.choice if decision else None
