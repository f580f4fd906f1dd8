"""The named colour that comes nearest to one written as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_HEX: Final = r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})"
_HUES: Final = {
    **{"red": 0, "orange": 28, "yellow": 52, "lime": 85, "green": 142, "cyan": 187, "blue": 222},
    **{"purple": 272, "magenta": 305, "pink": 332},
}
"""Degrees on the wheel of colours."""
_GREY: Final = 0.12
"""Of less saturation than this, a colour is a grey, and of no hue."""


def nearest_colour(value: str, names: Iterable[str]) -> str:
    """The one of ``names`` whose hue is nearest to that of ``#rrggbb``; empty if none is."""
    match = re.fullmatch(_HEX, value)
    known = [name for name in names if name in _HUES]
    if match is None or not known:
        return ""
    import colorsys

    digits = match[1] if len(match[1]) > 3 else "".join(each * 2 for each in match[1])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < _GREY:
        return ""
    return min(known, key=lambda name: _apart(hue * 360, _HUES[name]))


def _apart(one: float, other: float) -> float:
    return min(abs(one - other), 360 - abs(one - other))
