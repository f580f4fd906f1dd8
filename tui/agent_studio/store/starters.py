"""The definitions that come with the studio, opened when there is nothing else to open."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from agent_studio.store.errors import StoreError


def starters() -> Path:
    """The folder of starters: in an installed package, or in a source checkout.

    Raises:
        StoreError: They were not installed.
    """
    bundled = Path(str(files("agent_studio"))) / "agents"
    checkout = Path(__file__).parents[3] / "agents"
    for folder in (bundled, checkout):
        if folder.is_dir():
            return folder
    raise StoreError("the starters are not part of this installation")


def tour() -> Path:
    """The folder of the tour: five backend engineers that are worth merging.

    Raises:
        StoreError: The starters were not installed.
    """
    return starters() / "tour"
