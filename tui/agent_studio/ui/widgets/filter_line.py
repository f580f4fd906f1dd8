"""The line in which a person types what the Library is to show."""

from __future__ import annotations

from textual.widgets import Input

from agent_studio.ui.listing.messages import FilterDone, FilterTyped


class FilterLine(Input):
    """One line; each letter is told at once, enter leaves it."""

    def __init__(self) -> None:
        super().__init__(placeholder="name, path or description", id="filter")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed."""
        event.stop()
        self.post_message(FilterTyped(event.value.strip()))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Back to the list."""
        event.stop()
        self.post_message(FilterDone())
