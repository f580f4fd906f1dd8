"""The peer of every list: an app with one `OptionList`, and nothing that it does not need."""

from textual.app import App, ComposeResult
from textual.widgets import OptionList


class EmptyApp(App[None]):
    """One list with five options."""

    def compose(self) -> ComposeResult:
        """The list."""
        yield OptionList(*(f"option {number}" for number in range(5)))
