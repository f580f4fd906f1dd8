"""Names that look the same: in another case, in another width, in letters of another alphabet."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Final

# From Unicode's list of confusables (UTS 39; Unicode License v3): on the left a Latin letter, on
# the right letters that look like it, large or small.
# Made by docs/look_alikes.py: do not change by hand.
_LIKE: Final = (
    ("a", "\u0251\u0391\u03b1\u0410\u0430\u13aa\uab7a"),
    ("b", "\u0184\u0185\u0392\u03b2\u0412\u042c\u0432\u044c\u13cf\u13f4\u13fc\ua7b4"),
    ("b", "\ua7b5\uab9f"),
    ("c", "\u0421\u0441\u13df\u1d04\u2ca4\u2ca5\uabaf"),
    ("d", "\u0501\u13a0\u13e7\uab70\uabb7"),
    ("e", "\u0395\u03b5\u0415\u0435\u04bd\u13ac\uab32\uab7c"),
    ("f", "\u03dc\u03dd\u0584\u1e9d\ua798\ua799\uab35"),
    ("g", "\u018d\u0261\u050c\u050d\u0581\u13c0\u13f3\u13fb\u1d83\uab90"),
    ("h", "\u0397\u03b7\u041d\u043d\u04bb\u0570\u13bb\u13c2\u2c8e\u2c8f\uab8b\uab92"),
    ("i", "\u0131\u0269\u026a\u03b9\u0456\u04cf\u13a5\ua647\uab75"),
    ("j", "\u029d\u037f\u03f3\u0408\u0458\u13ab\ua7b2\uab7b"),
    ("k", "\u039a\u03ba\u041a\u043a\u13e6\u2c94\u2c95\uabb6"),
    ("l", "\u0196\u01c0\u0399\u0406\u04c0\u13de\u2c92\u2c93\u2cd0\u2cd1\uabae"),
    ("m", "\u039c\u03bc\u03fa\u03fb\u041c\u043c\u13b7\u2c98\u2c99\uab87"),
    ("n", "\u039d\u0578\u057c\u2c9a\u2c9b"),
    ("o", "\u039f\u03bf\u03c3\u041e\u043e\u0555\u0585\u10ff\u1d0f\u1d11\u2c9e\u2c9f"),
    ("o", "\uab3d"),
    ("p", "\u03a1\u03c1\u0420\u0440\u13e2\u2ca2\u2ca3\uabb2"),
    ("q", "\u051b\u0563\u0566"),
    ("r", "\u01a6\u0280\u0433\u13a1\u13d2\u1d26\u2c85\uab47\uab48\uab71\uab81\uaba2"),
    ("s", "\u01bd\u0405\u0455\u054f\u057f\u13d5\u13da\ua731\uaba5\uabaa"),
    ("t", "\u03a4\u03c4\u0422\u0442\u13a2\u2ca6\u2ca7\uab72"),
    ("u", "\u028b\u03c5\u054d\u057d\u1d1c\ua79f\uab4e\uab52"),
    ("v", "\u03bd\u0474\u0475\u13d9\u1d20\uaba9"),
    ("w", "\u026f\u0461\u051c\u051d\u0561\u13b3\u13d4\u1d21\uab83\uaba4"),
    ("x", "\u03a7\u03c7\u0425\u0445\u2cac\u2cad\ua7b3\uab53"),
    ("y", "\u0263\u028f\u03a5\u03b3\u0423\u0443\u04ae\u04af\u10e7\u13a9\u13bd\u1d8c"),
    ("y", "\u1eff\u2ca8\u2ca9\uab5a\uab79\uab8d"),
    ("z", "\u0396\u03b6\u13c3\u1d22\uab93\U000102f5"),
)

_DIGITS: Final = ("0o", "1l")
"""Digits that stand for letters."""


@lru_cache(maxsize=32_768)
def folded(name: str) -> str:
    """What names that look alike have in common.

    Invisible characters are left out; names of different length may be alike.
    """
    if name.isascii():
        return name.lower().translate(_digits())
    plain = unicodedata.normalize("NFKC", name).translate(_letters()).casefold()
    # Folding the case can bring a letter that looks like another one in its lower form only.
    plain = unicodedata.normalize("NFKC", plain).translate(_letters()).translate(_digits())
    return "".join(each for each in plain if unicodedata.category(each) != "Cf")


@cache
def _letters() -> dict[int, str]:
    return {ord(letter): plain for plain, letters in _LIKE for letter in letters}


@cache
def _digits() -> dict[int, str]:
    return {ord(digit): plain for digit, plain in _DIGITS}
