"""The part of the application that knows themes: their colours, and choosing one."""

from __future__ import annotations

from textual import on
from textual.app import App
from textual.command import CommandPalette

from agent_studio.ui import themes


class Theming(App[int]):
    """An application with the studio's themes."""

    _theme_before = ""
    """The theme that is gone back to if none is chosen; empty while none is being chosen."""

    def take_themes(self, wanted: str) -> None:
        """Register the themes and use the one that is wanted, if it is known."""
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = wanted if wanted in self.available_themes else themes.DEFAULT

    def remember(self, **changes: object) -> None:
        """Keep something for the next start."""
        raise NotImplementedError

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colour roles for themes that do not set them."""
        return themes.roles(self.current_theme)

    def do_theme(self) -> None:
        """Choose a theme; each is shown while the list is gone through."""
        from agent_studio.ui.palette import ThemeProvider

        self._theme_before = self.theme
        self.push_screen(CommandPalette([ThemeProvider], placeholder="Theme…"))

    def choose_theme(self, name: str) -> None:
        """Take a theme and remember it."""
        self._theme_before = ""
        self.theme = name
        self.remember(theme=name)

    @on(CommandPalette.OptionHighlighted)
    def _preview_theme(self, event: CommandPalette.OptionHighlighted) -> None:
        if not self._theme_before:
            return
        chosen = getattr(event.highlighted_event.option, "hit", None)
        title = getattr(chosen, "text", "")
        names = {shown: name for name, shown in themes.TITLES.items()}
        name = names.get(title, title)
        if name in self.available_themes:
            self.theme = name

    @on(CommandPalette.Closed)
    def _end_preview(self, event: CommandPalette.Closed) -> None:
        if self._theme_before and not event.option_selected:
            self.theme = self._theme_before
        if not event.option_selected:
            self._theme_before = ""
