"""What a scalar without quotes means in YAML's core schema."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from agent_studio.core.document.model import Value

_INT = re.compile(r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_WORDS: Final[dict[str, Value]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **{
        sign + word: float(f"{sign}inf")
        for sign in ("", "+", "-")
        for word in (".inf", ".Inf", ".INF")
    },
}
_MAY_BE_NUMBER = frozenset("+-.0123456789")


def plain_value(text: str) -> Value:
    """What a plain scalar ``text`` means in the core schema (YAML 1.2.2, section 10.3.2)."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _MAY_BE_NUMBER:
        return text
    read: Callable[[str], Value]
    if _INT.match(text):
        read = _read_int
    elif _FLOAT.match(text):
        read = float
    else:
        return text
    try:
        return read(text)
    except ValueError:  # more digits than Python turns into a number
        return text


def _read_int(text: str) -> int:
    bases = {"0o": 8, "0x": 16}
    base = bases.get(text[:2], 10)
    return int(text[2:] if base != 10 else text, base)
