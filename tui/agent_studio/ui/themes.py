"""The themes, and the colour roles that the style sheets speak of.

Beside Textual's own names every theme has these roles: ``$quiet`` for what is there but not the
point, ``$faint`` for rules and disabled keys, ``$bar`` for header and footer, ``$cursor`` and
``$cursor-blurred`` for the row under the cursor, ``$mark`` for what a person picked, ``$added``
and ``$removed`` for differences, ``$source-1`` to ``$source-9`` for the sources of a merge. A
colour never says anything alone: a sign, a number or a place says it too.
"""

from __future__ import annotations

from dataclasses import replace

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

DEFAULT = "studio-dark"

TITLES = {
    "studio-dark": "Dark",
    "studio-light": "Light",
    "studio-contrast": "High contrast",
    "studio-blue-orange": "Blue and orange (for those who cannot tell red from green)",
    "studio-blue-orange-light": "Blue and orange, on light",
    "studio-ansi-dark": "The terminal's own colours, on dark",
    "studio-ansi-light": "The terminal's own colours, on light",
}
"""What our own themes are called in the palette; Textual's keep their names."""

# Nine hues of like lightness, neighbours as far apart as they go; the first four are also told
# apart by those who see no red, since blue, orange, teal and pink differ in lightness there.
_SOURCES_ON_DARK = (
    "#6cb2ff", "#f0b35a", "#54d1b0", "#f28fc1", "#b9a3ff", "#c6d65a",
    "#ff8f70", "#7fd6f2", "#d8b48a",
)  # fmt: skip
_SOURCES_ON_LIGHT = (
    "#0b5cad", "#9a5b00", "#00735c", "#a8246f", "#5b3fc4", "#5d6b00",
    "#b03a16", "#006d8f", "#7a5327",
)  # fmt: skip
_SOURCES_ANSI = (
    "ansi_blue", "ansi_yellow", "ansi_cyan", "ansi_magenta", "ansi_green",
    "ansi_bright_blue", "ansi_red", "ansi_bright_cyan", "ansi_bright_yellow",
)  # fmt: skip


def _sources(colours: tuple[str, ...]) -> dict[str, str]:
    return {f"source-{number}": colour for number, colour in enumerate(colours, 1)}


def roles(theme: Theme) -> dict[str, str]:
    """The colour roles of a theme that does not set them itself, made from its basic colours."""
    if theme.ansi:
        return _ansi_roles(theme)
    made = theme.to_color_system().generate()
    background, foreground = Color.parse(made["background"]), Color.parse(made["foreground"])
    primary, panel = Color.parse(made["primary"]), Color.parse(made["panel"])

    def mixed(share: float, colour: Color = foreground) -> str:
        return background.blend(colour, share).hex

    return {
        "quiet": mixed(0.62),
        "faint": mixed(0.30),
        "bar": panel.hex,
        "cursor": mixed(0.30, primary),
        "cursor-blurred": mixed(0.12),
        "cursor-text": foreground.hex,
        "mark": made["accent"],
        "added": made["success"],
        "removed": made["error"],
        **_sources(_SOURCES_ON_DARK if theme.dark else _SOURCES_ON_LIGHT),
    }


def _ansi_roles(theme: Theme) -> dict[str, str]:
    return {
        # Some palettes, Solarized for one, have the background's own colour as bright black:
        # what has to be read is never written in it.
        "quiet": "ansi_white" if theme.dark else "ansi_black",
        "faint": "ansi_bright_black",
        "bar": "ansi_default",
        "cursor": "ansi_blue",
        "cursor-blurred": "ansi_bright_black" if theme.dark else "ansi_white",
        "cursor-text": "ansi_bright_white",
        "mark": "ansi_yellow" if theme.dark else "ansi_magenta",
        "added": "ansi_green",
        "removed": "ansi_red",
        **_sources(_SOURCES_ANSI),
    }


_DARK = Theme(
    name="studio-dark",
    primary="#6cb2ff",
    secondary="#b9a3ff",
    accent="#f0b35a",
    success="#7fd08c",
    warning="#f0b35a",
    error="#f4787e",
    foreground="#d6dbe4",
    background="#11141a",
    surface="#171b23",
    panel="#1e232d",
)

_LIGHT = Theme(
    name="studio-light",
    primary="#0b5cad",
    secondary="#5b3fc4",
    accent="#9a5b00",
    success="#1c6e2d",
    warning="#8f5200",
    error="#b3232c",
    foreground="#1d2430",
    background="#fbfbfa",
    surface="#f2f3f4",
    panel="#e6e9ed",
    dark=False,
)

_CONTRAST = Theme(
    name="studio-contrast",
    primary="#5fd7ff",
    secondary="#ffffff",
    accent="#ffd700",
    success="#5fff87",
    warning="#ffd700",
    error="#ff8787",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#262626",
    variables={
        "quiet": "#d0d0d0",
        "faint": "#8a8a8a",
        # Dark enough for the colours of a row to stay readable on it, which they are not on white.
        "cursor": "#0052cc",
        "cursor-text": "#ffffff",
        "cursor-blurred": "#444444",
    },
)

_BLUE_ORANGE = Theme(
    name="studio-blue-orange",
    primary="#5aa9ff",
    secondary="#9cc7ff",
    accent="#ffb454",
    success="#5aa9ff",
    warning="#ffd48a",
    error="#ff9a3c",
    foreground="#dcdfe4",
    background="#10131a",
    surface="#161a22",
    panel="#1d222c",
    variables={
        "added": "#5aa9ff",
        "removed": "#ff9a3c",
        **_sources(
            (
                "#5aa9ff", "#ff9a3c", "#f5e663", "#9cc7ff", "#ffd48a",
                "#3f7fd0", "#c9762a", "#d8dde6", "#8f98a8",
            )
        ),
    },
)  # fmt: skip


_BLUE_ORANGE_LIGHT = Theme(
    name="studio-blue-orange-light",
    primary="#0b5cad",
    secondary="#3a4f6b",
    accent="#a34a00",
    success="#0b5cad",
    warning="#8a5a00",
    error="#a34a00",
    foreground="#1d2430",
    background="#fbfbfa",
    surface="#f2f3f4",
    panel="#e6e9ed",
    dark=False,
    variables={
        "added": "#0b5cad",
        "removed": "#a34a00",
        **_sources(
            (
                "#0b5cad", "#a34a00", "#6b5a00", "#3a4f6b", "#8a5a00",
                "#06356b", "#6e3200", "#1d2430", "#5a6270",
            )
        ),
    },
)  # fmt: skip


def _ansi(name: str, base: Theme) -> Theme:
    own = {
        "text-muted": _ansi_roles(base)["quiet"],
        "text-disabled": "ansi_bright_black",
        "foreground-muted": _ansi_roles(base)["quiet"],
        "scrollbar": "ansi_bright_black",
        "scrollbar-background": "ansi_default",
    }
    return Theme(
        name=name,
        ansi=True,
        primary=base.primary,
        secondary=base.secondary,
        accent=base.accent,
        success=base.success,
        warning=base.warning,
        error=base.error,
        foreground=base.foreground,
        background=base.background,
        surface=base.surface,
        panel=base.panel,
        boost=base.boost,
        dark=base.dark,
        variables={**base.variables, **own},
    )


def _with_bars(theme: Theme) -> Theme:
    """The theme with scrollbars that stay in the background."""
    own = {**roles(theme), **theme.variables}
    bars = {
        "scrollbar": own["faint"],
        "scrollbar-hover": own["quiet"],
        "scrollbar-active": theme.primary,
        "scrollbar-background": str(theme.background),
        "scrollbar-background-hover": str(theme.background),
        "scrollbar-background-active": str(theme.background),
        "scrollbar-corner-color": str(theme.background),
    }
    return replace(theme, variables={**bars, **theme.variables})


THEMES = (
    _with_bars(_DARK),
    _with_bars(_LIGHT),
    _with_bars(_CONTRAST),
    _with_bars(_BLUE_ORANGE),
    _with_bars(_BLUE_ORANGE_LIGHT),
    _ansi("studio-ansi-dark", BUILTIN_THEMES["ansi-dark"]),
    _ansi("studio-ansi-light", BUILTIN_THEMES["ansi-light"]),
)
"""Our own themes, in the order of the palette."""
