"""The clock, fresh ids and the folders of this user: the one place that asks for them."""

from __future__ import annotations

import os
import time
from pathlib import Path

_NAME = "agent-studio"


def now() -> float:
    """Seconds since 1970, UTC."""
    return time.time()


def ticks() -> float:
    """Seconds of a clock that nobody sets; only differences mean something."""
    return time.monotonic()


def moment(seconds: float) -> str:
    """A time as ISO 8601 in UTC: ``2026-01-02T03:04:05Z``."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def fresh_id() -> str:
    """An id that sorts by time and is never given twice: ``20260102-030405-1f2e3d``."""
    return f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime(now()))}-{os.urandom(3).hex()}"


def config_folder() -> Path:
    """Where settings are: ``$XDG_CONFIG_HOME/agent-studio``."""
    return _base("XDG_CONFIG_HOME", ".config")


def state_folder() -> Path:
    """What the studio remembers by itself: ``$XDG_STATE_HOME/agent-studio``."""
    return _base("XDG_STATE_HOME", ".local/state")


def data_folder() -> Path:
    """What must not be lost, such as backups: ``$XDG_DATA_HOME/agent-studio``."""
    return _base("XDG_DATA_HOME", ".local/share")


def home() -> Path:
    """The user's home folder; the working folder for a user without one."""
    try:
        return Path.home()
    except RuntimeError:
        return Path.cwd()


def _base(variable: str, otherwise: str) -> Path:
    # The XDG specification: a relative path in the variable is to be ignored.
    chosen = Path(os.environ.get(variable, ""))
    return (chosen if chosen.is_absolute() else home() / otherwise) / _NAME
