"""Screens hold still in tests."""

from __future__ import annotations

import pytest
from textual.reactive import Reactive
from textual.widgets import Input, TextArea


@pytest.fixture(autouse=True)
def still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cursor that blinks by a timer would make every second picture another one."""
    for widget in (Input, TextArea):
        monkeypatch.setattr(widget.cursor_blink, "_default", False)
        assert isinstance(widget.cursor_blink, Reactive)
