"""Whether a word looks as if nobody had thought of it: cheap enough to ask of every long word."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

_DIGITS: Final = frozenset("0123456789")

_LETTERS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def _only(signs: bytes) -> bytes:
    """A table that makes blanks of all characters but some."""
    return bytes(each if each in signs else 0x20 for each in range(256))


_OF_VALUES: Final = _only(_LETTERS + b"_+/.!@#$%^&*~-")
"""What a key or a random password is made of."""
_OF_BASE64: Final = _only(_LETTERS + b"+/_-")

_LONGEST: Final = 2000
_LONGEST_VALUE: Final = 200
_LEAST: Final = 10
_LEAST_OF_KEYS: Final = 20
_LEAST_OF_BLOBS: Final = 28
_MIXED: Final = 0.2
"""Of the pairs of neighbours in base64 and hexadecimal digits at least so many are of two kinds."""
_HINT: Final = 0.12
"""Of a key's pairs of neighbours at least so many are of two kinds, its beginning included."""
_TURNS: Final = 0.28
_MORE_TURNS: Final = 0.45
"""Where there is but one digit."""
_BITS: Final = 3.0
_OTHER: Final = 3


def _parts(word: str, signs: bytes) -> list[str]:
    # What is not ASCII becomes a question mark, and that a blank.
    return word.encode("ascii", "replace").translate(signs).decode("ascii").split()


def may_hold_keys(words: Iterable[str]) -> bool:
    """Whether one of some words could be, or hold, a key or a random password."""
    for word in words:
        if _DIGITS.isdisjoint(word):
            continue
        for part in _parts(word, _OF_VALUES):
            if len(part) < _LEAST or _DIGITS.isdisjoint(part):
                continue
            long = len(part) >= _LEAST_OF_KEYS and _turns(part[:_LONGEST]) >= _HINT
            if long or looks_random(part[:_LONGEST_VALUE]):
                return True
    return False


def may_hold_text(words: Iterable[str]) -> bool:
    """Whether one of some words could be a text in base64 or hexadecimal digits."""
    for word in words:
        if len(word) < _LEAST_OF_BLOBS:
            continue
        for part in blobs_in(word):
            if _turns(part[:_LONGEST_VALUE]) >= _MIXED:
                return True
    return False


def blobs_in(word: str) -> list[str]:
    """The parts of a word that could be in base64 and are long enough for a sentence."""
    return [part for part in _parts(word, _OF_BASE64) if len(part) >= _LEAST_OF_BLOBS]


def looks_random(word: str) -> bool:
    """Whether letters, capitals and digits are mixed as no word and no name in code mixes them.

    In random text about every second pair of neighbours is of two kinds, in `getAccessTokenV2`
    every fourth.
    """
    letters = [each for each in word if each.isalnum()]
    if len(letters) < 0.8 * len(word) or not any(map(str.isalpha, letters)):
        return False
    digits = sum(map(str.isdigit, letters))
    if not digits:
        return False
    return _turns(word) >= (_TURNS if digits > 1 else _MORE_TURNS) and entropy(word) >= _BITS


def _turns(word: str) -> float:
    """The share of neighbours among letters and digits that are of two kinds."""
    kinds = [_kind(each) for each in word]
    pairs = [pair for pair in pairwise(kinds) if _OTHER not in pair]
    return sum(one != other for one, other in pairs) / len(pairs) if pairs else 0.0


def _kind(character: str) -> int:
    if character.isdigit():
        return 0
    return 1 if character.islower() else 2 if character.isupper() else _OTHER


def entropy(word: str) -> float:
    """Shannon's measure, in bits for each character."""
    from math import log2

    shares = [word.count(each) / len(word) for each in set(word)]
    return -sum(share * log2(share) for share in shares)
