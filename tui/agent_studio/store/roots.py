"""The nearest folder upwards that holds something; told without `pathlib`, for quick commands."""

from __future__ import annotations

import os
from collections.abc import Iterator

REPOSITORY = ".git"


def upwards(folder: str) -> Iterator[str]:
    """``folder``, made absolute, and those above it, up to the root of its repository if any."""
    here = os.path.abspath(folder)
    while True:
        yield here
        above = os.path.dirname(here)
        if above == here or os.path.lexists(os.path.join(here, REPOSITORY)):
            return
        here = above


def root_of(folder: str) -> str:
    """The root of the repository that ``folder`` lies in; ``folder`` itself if it is in none."""
    *_, last = upwards(folder)
    inside = os.path.lexists(os.path.join(last, REPOSITORY))
    return last if inside else os.path.abspath(folder)


def nearest(folder: str, name: str) -> str:
    """The file ``name`` in ``folder`` or the nearest one above; empty if there is none."""
    paths = (os.path.join(each, name) for each in upwards(folder))
    return next((path for path in paths if os.path.isfile(path)), "")
