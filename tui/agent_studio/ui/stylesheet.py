"""A style sheet that is parsed once.

Textual parses every sheet anew, in a fresh `Stylesheet`, whenever the theme is set or a screen
brings a sheet of its own: four times before the first frame, twice for each workplace that is
opened. Here what has been parsed is kept until the theme's variables really change.
"""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class StudioStylesheet(Stylesheet):
    """Keeps the rules of sheets that did not change."""

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the theme's variables; equal ones change nothing."""
        if variables != self._variables:
            super().set_variables(variables)
            self._require_parse = True

    def reparse(self) -> None:
        """Parse what is new. What cannot be parsed raises, and the former rules stay."""
        self.parse()
