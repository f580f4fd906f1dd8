"""What hidden characters say: each way in which text or commands are smuggled, decoded."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.words import quoted
from agent_studio.core.document.model import Value
from agent_studio.core.text import hidden_offsets

_MOST_BITS: Final = 8192
_LEAST_BITS: Final = 16

_COMMANDS: Final = (
    ("52;", "it writes to the clipboard (OSC 52)"),
    ("8;", "it makes a link of what follows (OSC 8)"),
    *((f"{number};", "it changes the window's title (OSC)") for number in "012"),
    ("9;", "it shows a notification (OSC 9)"),
    ("777;", "it shows a notification (OSC 777)"),
    ("1337;", "it gives the terminal a command (OSC 1337)"),
)
_OTHERS: Final = {
    "[": "it moves the cursor, erases or colours (CSI)",
    "P": "it gives the terminal a command (DCS)",
    "_": "it gives the terminal a command (APC)",
    "^": "it gives the terminal a command (PM)",
    "c": "it resets the terminal (RIS)",
}
_C1: Final = {"\x9b": "[", "\x9d": "]", "\x90": "P", "\x9f": "_", "\x9e": "^"}
_CLIPBOARD: Final = r"\]52;[a-z0-7]{0,8};([A-Za-z0-9+/]{4,4000}={0,2})"
_ESCAPED: Final = r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0abefvNLP]|\\|.)"
_SINGLE: Final = {
    **{"0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v"},
    **{"N": "\x85", "L": "\u2028", "P": "\u2029"},
}


def escape_sequence(text: str) -> str:
    """What the control sequence at the start of ``text`` does; empty if there is none."""
    kind = _C1.get(text[:1], "")
    if not kind:
        if text[:1] != "\x1b":
            return ""
        kind, text = text[1:2], text[1:]
    if kind != "]":
        return _OTHERS.get(kind, "")
    does = next((does for start, does in _COMMANDS if text.startswith(start, 1)), "")
    clipboard = re.match(_CLIPBOARD, text)
    if clipboard is not None:
        from agent_studio.core.check.secrets.masking import without_secrets

        data = clipboard[1].rstrip("=")
        data = data[: len(data) - (len(data) % 4 == 1)]
        said = b64decode(data + "=" * (-len(data) % 4)).decode("utf-8", "replace")
        return f"{does}, namely {quoted(without_secrets(said))}"
    return does or "it gives the terminal a command (OSC)"


def untagged(words: str) -> str:
    """The letters that tag characters stand for."""
    return "".join(chr(ord(each) - 0xE0000) for each in words if 0xE0020 <= ord(each) < 0xE007F)


def selected_bytes(words: str) -> bytes:
    """The bytes that variation selectors stand for, the first of 256 for 0."""
    return bytes(
        code - 0xFE00 if code < 0xFE10 else (code - 0xE0100 + 16) % 256 for code in map(ord, words)
    )


def zero_width_bits(words: str) -> str:
    """The text that two kinds of invisible characters spell as 0 and 1; empty if it is none."""
    kinds = sorted(set(words[:_MOST_BITS]))
    if len(kinds) != 2 or len(words) < _LEAST_BITS:
        return ""
    for zero in kinds:
        bits = "".join("0" if each == zero else "1" for each in words[:_MOST_BITS])
        for size in (8, 7):
            codes = [int(bits[at : at + size], 2) for at in range(0, len(bits) - size + 1, size)]
            if all(0x20 <= code < 0x7F for code in codes):
                return "".join(map(chr, codes))
    return ""


def escaped_characters(raw: str, value: Value) -> Iterator[tuple[int, int, str]]:
    """Runs of escapes in a raw value that become hidden characters of ``value``.

    Of each where it begins and ends in ``raw``, and the characters.
    """
    hidden = set(_hidden_in(value))
    if not hidden:
        return
    start = end = 0
    run = ""
    for match in re.finditer(_ESCAPED, raw, re.DOTALL):
        character = _meant(match[0])
        if character not in hidden or character in raw:
            continue
        if run and match.start() != end:
            yield start, end, run
            run = ""
        start = start if run else match.start()
        end, run = match.end(), run + character
    if run:
        yield start, end, run


def _meant(escape: str) -> str:
    if escape[1] in "xuU" and len(escape) > 2:
        code = int(escape[2:], 16)
        return chr(code) if code < 0x110000 else ""
    return _SINGLE.get(escape[1], "")


def _hidden_in(value: Value) -> Iterator[str]:
    """The hidden characters of all texts of a value."""
    left = [value]
    while left:
        each = left.pop()
        if isinstance(each, str):
            yield from (each[offset] for offset in hidden_offsets(each))
        elif isinstance(each, list):
            left += each
        elif isinstance(each, dict):
            left += [*each, *each.values()]
