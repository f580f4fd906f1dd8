"""A studio with a small library, and what is read off it."""

from __future__ import annotations

from pathlib import Path

from agent_studio.ui.app import StudioApp
from agent_studio.ui.widgets.definition_list import DefinitionList
from agent_studio.ui.widgets.preview import Preview
from screens import settled, shown_text

SIZE = (120, 36)


def rows(app: StudioApp) -> list[str]:
    return [card.label for card in app.screen.query_one(DefinitionList).shown]


def cursor(app: StudioApp) -> str:
    card = app.screen.query_one(DefinitionList).card
    return card.label if card else ""


def facts(app: StudioApp) -> dict[str, str]:
    glance = app.screen.query_one(Preview).glance
    return dict(glance.facts) if glance else {}


async def ready(pilot, count: int = 5) -> None:
    app = pilot.app
    await settled(pilot, lambda: len(rows(app)) == count and "Reading" not in shown_text(app))
    # How the definitions stand to one another comes last.
    await settled(pilot, lambda: app.screen.related)


class Opened:
    """Stands in for the other workplaces and notes what they were asked to open."""

    def __init__(self, app: StudioApp, monkeypatch) -> None:
        self.compared: list[str] = []
        self.edited: list[str] = []

        async def compare(paths):
            self.compared = [str(path.relative_to(Path.cwd())) for path in paths]

        async def edit(path):
            self.edited.append(str(path.relative_to(Path.cwd())))

        monkeypatch.setattr(app, "compare", compare)
        monkeypatch.setattr(app, "edit", edit)
