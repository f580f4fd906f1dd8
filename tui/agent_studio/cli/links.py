"""Whether a terminal opens links to files (OSC 8), and what such a link says."""

from __future__ import annotations

import os
from collections.abc import Mapping

_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby")
_KINDS = ("xterm-kitty", "xterm-ghostty", "foot", "alacritty", "contour", "wezterm")
_SIGNS = ("KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "ALACRITTY_WINDOW_ID")
_FIRST_VTE = 5000
"""The version of VTE, which GNOME's terminal and many others draw with, that brought them."""


def has_links(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is known to have links; ``FORCE_HYPERLINK`` says 1 or 0 for it."""
    forced = environment.get("FORCE_HYPERLINK")
    if forced is not None:
        return forced != "0"
    if environment.get("TERM", "dumb") in ("dumb", "linux"):
        return False
    version = environment.get("VTE_VERSION", "")
    return (
        (version.isdecimal() and int(version) >= _FIRST_VTE)
        or environment.get("TERM_PROGRAM") in _PROGRAMS
        or environment.get("TERM", "").startswith(_KINDS)
        or any(sign in environment for sign in _SIGNS)
    )


def file_link(path: str) -> str:
    """The address of a file, with the host's name, so that another machine does not open it."""
    from urllib.parse import quote_from_bytes

    host = os.uname().nodename
    return f"file://{host}{quote_from_bytes(os.fsencode(os.path.abspath(path)))}"
