"""What the tests of the store share."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def no_power_cut(monkeypatch):
    """Nothing here has to survive a power cut, and waiting for the disk takes most of the time."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
