"""File names made of agents' names, which may hold anything."""

from __future__ import annotations

import re
import unicodedata

from agent_studio.core.records import dataclass
from agent_studio.core.text import encode, is_hidden

_LONGEST = 200
"""Bytes: most file systems allow 255, and writing atomically needs some beside them."""
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]+')
_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE
)
"""Names that Windows keeps for devices, with any ending."""
_OTHERWISE = "agent"


@dataclass(frozen=True, slots=True)
class FileName:
    """A file name that is safe on every system, inside whatever folder it is put into."""

    text: str
    changed: bool
    """Whether it is not simply the name with the ending."""
    why: str
    """What was changed, for a person; empty if nothing was."""


def safe_file_name(name: str, suffix: str = ".md") -> FileName:
    """A file name for an agent called ``name``; ``suffix`` is what it ends in.

    The same name always gives the same file name. The result is never empty, never hidden,
    has no folders in it and is itself a safe name: made safe again, it stays as it is.
    """
    reasons: list[str] = []
    stem = name
    for change, why in _STEPS:
        after = change(stem)
        if after != stem:
            reasons.append(why)
            stem = after
    shorter = _cut(stem, _LONGEST - len(encode(suffix)))
    if shorter != stem:
        reasons.append("it was too long")
        stem = shorter
    if not stem:
        reasons.append("nothing of it could be kept" if name else "there is no name")
        stem = _OTHERWISE
    return FileName(stem + suffix, bool(reasons), "; ".join(reasons))


def _without_hidden(name: str) -> str:
    return "".join(each for each in name if not is_hidden(each) and each not in "\n\t")


def _without_forbidden(name: str) -> str:
    return _FORBIDDEN.sub("-", name)


def _without_edges(name: str) -> str:
    # A leading dot hides a file, a leading dash makes it an option, Windows drops trailing
    # dots and blanks; a tilde first is a home folder to shells.
    return name.lstrip(".-~ \u00a0").rstrip(". -\u00a0")


def _not_a_device(name: str) -> str:
    if not _DEVICES.fullmatch(name):
        return name
    device, dot, rest = name.partition(".")
    return f"{device}-agent{dot}{rest}"


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


_STEPS = (
    (_without_hidden, "control and invisible characters were left out"),
    (_composed, "accents were put together"),
    (_without_forbidden, "characters that no file name may have became dashes"),
    (_without_edges, "dots, dashes and blanks at its ends were left out"),
    (_not_a_device, "it is the name of a device on Windows"),
)


def _cut(stem: str, most: int) -> str:
    """As much of ``stem`` as fits into ``most`` bytes, whole characters only."""
    data = encode(stem)
    if len(data) <= most:
        return stem
    return _without_edges(data[:most].decode("utf-8", "ignore"))
