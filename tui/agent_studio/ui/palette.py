"""The command palette: the action table, searched; and the choice of a theme."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from agent_studio.ui.actions import Action, actions_of, key_name
from agent_studio.ui.base import StudioScreen, perform, studio, why_not
from agent_studio.ui.themes import TITLES


class ActionProvider(Provider):
    """What can be done here: the workplace's actions and those of the whole studio."""

    def _rows(self) -> list[tuple[Action, str, Callable[[], object]]]:
        screen = self.screen
        scopes = [screen.WORKPLACE, "app"] if isinstance(screen, StudioScreen) else ["app"]
        target = screen.focused or screen
        rows: list[tuple[Action, str, Callable[[], object]]] = []
        for action in actions_of(scopes):
            if action.id == "app.palette":
                continue
            reason = why_not(target, action.id)
            keys = " ".join(key_name(key) for key in studio(screen).keys_of(action.id))
            about = f"Not now: {reason}" if reason else action.tooltip
            help_text = f"{about}  ({keys})" if keys else about
            rows.append((action, help_text, partial(perform, target, action.id)))
        return rows

    async def discover(self) -> Hits:
        """Everything, in the order of the table."""
        for action, help_text, do in self._rows():
            yield DiscoveryHit(action.title, do, text=action.title, help=help_text)

    async def search(self, query: str) -> Hits:
        """What matches by title or by tooltip; titles first."""
        matcher = self.matcher(query)
        for action, help_text, do in self._rows():
            by_title = matcher.match(action.title)
            # Titles are searched letter by letter; sentences would answer to almost anything.
            score = by_title or 0.1 * (query.strip().lower() in action.tooltip.lower())
            if score > 0:
                shown = matcher.highlight(action.title)
                yield Hit(score, shown, do, text=action.title, help=help_text)


class ThemeProvider(Provider):
    """The themes; our own first. Going through the list shows each of them at once."""

    def _rows(self) -> list[tuple[str, Callable[[], object]]]:
        app = studio(self.screen)
        ours = list(TITLES)
        others = [name for name in sorted(app.available_themes) if name not in TITLES]
        return [
            (TITLES.get(name, name), partial(app.choose_theme, name))
            for name in [*ours, *(name for name in others if not name.startswith("ansi"))]
        ]

    async def discover(self) -> Hits:
        """All of them."""
        for title, choose in self._rows():
            yield DiscoveryHit(title, choose, text=title)

    async def search(self, query: str) -> Hits:
        """Those whose name matches."""
        matcher = self.matcher(query)
        for title, choose in self._rows():
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, matcher.highlight(title), choose, text=title)
