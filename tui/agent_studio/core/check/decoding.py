"""Texts that are written in a way that people do not read: found and decoded.

Only what decodes to a text counts: pictures, digests and keys are left alone. A blob is decoded as
far as a message can show it, so that its size does not matter.
"""

from __future__ import annotations

import re
from binascii import a2b_base64
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.secrets.masking import long_words
from agent_studio.core.check.secrets.randomness import blobs_in
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span, is_hidden

_LEAST: Final = 28
"""Characters of base64 or hexadecimal digits that can hold a sentence."""
_READ: Final = 4096
"""So many characters of a blob are decoded."""
_LEAST_TEXT: Final = 10
_LEAST_ESCAPES: Final = 8
_BASE32: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_HEX_DIGITS: Final = frozenset("0123456789abcdefABCDEF")

_BASE64: Final = (
    r"[A-Za-z0-9+/_-]{28,}={0,2}(?:[ \t]*\r?\n[ \t]*[A-Za-z0-9+/]{28,}={0,2})*"
    r"(?:[ \t]*\r?\n[ \t]*[A-Za-z0-9+/]{2,}={1,2}(?!\S))?"
)
_ESCAPES: Final = (
    ("%", r"%[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2}){7,}", "percent signs"),
    ("\\x", r"\\x[0-9a-fA-F]{2}(?:\\x[0-9a-fA-F]{2}){7,}", "hexadecimal escapes"),
    ("\\u00", r"\\u00[0-9a-fA-F]{2}(?:\\u00[0-9a-fA-F]{2}){7,}", "escapes"),
    (
        "&#",
        r"&#(?:\d{2,3}|x[0-9a-fA-F]{2});(?:&#(?:\d{2,3}|x[0-9a-fA-F]{2});){7,}",
        "character references",
    ),
)
_WORDS: Final = r"[^\W\d_]{2,}"


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text in disguise."""

    span: Span
    how: str
    """What it is written in: ``base64``."""
    text: str
    """What it says, or how it begins."""


def encoded_texts(text: str) -> Iterator[Encoded]:
    """Every blob that decodes to a text, not in order."""
    yield from _in_long_words(text)
    for sign, pattern, how in _ESCAPES:
        if text.count(sign) < _LEAST_ESCAPES:
            continue
        for match in re.finditer(pattern, text):
            said = _as_text(_unescaped(match[0][:_READ]))
            if said:
                yield Encoded(Span(*match.span()), how, said)


def _in_long_words(text: str) -> Iterator[Encoded]:
    words = [word for word in long_words(text) if len(word) >= _LEAST and _holds_text(word)]
    if not words:
        return
    base64 = re.compile(_BASE64, re.ASCII)
    at = done = 0
    for word in words:
        at = text.find(word, at)
        for part in base64.finditer(text, max(at, done), at + len(word)):
            # A blob may go on in the lines below.
            match = base64.match(text, part.start())
            if match is None or match.end() <= done:
                continue
            how, said = _decoded(match[0][:_READ])
            if said:
                done = match.end()
                yield Encoded(Span(*match.span()), how, said)
        at += len(word)


def _holds_text(word: str) -> bool:
    """Whether a part of a word decodes to something: nearly none does, and that is soon seen."""
    return any(_decoded(part[:_READ])[1] for part in blobs_in(word))


def _decoded(blob: str) -> tuple[str, str]:
    """How a blob is written and what it says; nothing if it is no text."""
    digits = blob.removeprefix("0x")
    if len(digits) % 2 == 0 and _HEX_DIGITS.issuperset(digits):
        said = _as_text(bytes.fromhex(digits))
        if said:
            return "hexadecimal digits", said
    if len(blob) % 8 == 0 and _BASE32.issuperset(blob):
        from base64 import b32decode

        if said := _as_text(b32decode(blob)):
            return "base32", said
    blob = "".join(blob.split()).rstrip("=").replace("-", "+").replace("_", "/")
    if len(blob) % 4 == 1:
        blob = blob[:-1]
    try:
        data = a2b_base64(blob + "=" * (-len(blob) % 4))
    except ValueError:
        return "", ""
    if data[:2] == b"\x1f\x8b":
        return "base64 and gzip", _as_text(_unzipped(data, 31))
    if data[:1] == b"\x78" and data[:2] in (b"\x78\x01", b"\x78\x9c", b"\x78\xda"):
        return "base64 and zlib", _as_text(_unzipped(data, 15))
    said = _as_text(data)
    if said and len(said) >= _LEAST and (inner := _twice(said)):
        return "base64, twice", inner
    return "base64", said


def _twice(said: str) -> str:
    """What a text says that is itself one blob."""
    inner = said.strip()
    if re.fullmatch(r"[A-Za-z0-9+/_-]{20,}={0,2}", inner, re.ASCII) is None:
        return ""
    return _decoded(inner)[1]


def _unzipped(data: bytes, window: int) -> bytes:
    from zlib import decompressobj, error

    try:
        return decompressobj(window).decompress(data, _READ)
    except error:
        return b""


def _unescaped(words: str) -> bytes:
    if words.startswith("%"):
        return bytes.fromhex(words.replace("%", ""))
    if words.startswith("&"):
        from html import unescape

        return unescape(words).encode()
    return bytes.fromhex("".join(re.findall(r"\\(?:x|u00)([0-9a-fA-F]{2})", words)))


def _as_text(data: bytes) -> str:
    """The text that bytes are; empty if they are none, or one without words."""
    try:
        said = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(data) - 4:
            return ""
        said = data[: error.start].decode("utf-8")  # cut within a character
    said = said.strip("\0 \r\n\t")
    if len(said) < _LEAST_TEXT or any(is_hidden(each) and each != "\r" for each in set(said)):
        return ""
    letters = sum(each.isalpha() or each == " " for each in said)
    return said if 2 * letters > len(said) and re.search(_WORDS, said) else ""
