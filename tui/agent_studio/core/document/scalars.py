r"""Values as text behind a key, written so that every reader sees the same.

Three readings must agree: strict YAML 1.2, PyYAML's 1.1 (where ``yes`` is true), and the rescue
of formats that quote every line ``key: value`` with a special character in it when the block
as a whole is refused. The rescue leaves alone what is wholly in quotes and what holds none of
its trigger characters; it also breaks block scalars, flow lists and trailing comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import yaml

from agent_studio.core.document.model import Style, Value
from agent_studio.core.document.plain_scalars import plain_value

# What makes the rescue quote a value: formats that load by it document these characters.
_TRIGGERS: Final = re.compile(r"[{}\[\]*&#!|>%@`]|:(?:\s|\Z)")
_BAD_FIRST: Final = frozenset("-?:,'\"=<")

# A reader that looks for the closing fence without regard to lines would stop at these.
_FENCE: Final = "---"

# What YAML does not allow in a text, or takes for a line end, or drops: always escaped.
_ESCAPED: Final = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|(?<=--)-')
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_UNSAFE_IN_LINES: Final = re.compile(_UNSAFE.pattern.replace(r"\x00-\x1f", r"\x00-\x09\x0b-\x1f"))
_SHORT_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}

_PLAIN_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_BLANK_LINE: Final = re.compile(r"^[ ]+$", re.MULTILINE)
_INDENT: Final = "  "


def write_value(
    key: str,
    value: Value,
    *,
    line_end: str,
    like: Style | None = None,
    indent: str = _INDENT,
    rescued: bool = False,
) -> str:
    r"""The text that follows ``key:`` to give it ``value``.

    It begins with a blank or a line end, or is empty for null; it does not end in a line end.
    The style is that of ``like`` where it can carry the value safely; else texts are plain
    or double-quoted on one line, lists and mappings in block style.

    Args:
        key: The key it is written for.
        value: Any value of the core schema. Lone surrogates stand for bytes that are no text;
            they are written as they are, and no YAML reader accepts them.
        line_end: What ends a line in the definition.
        like: How the value before it was written.
        indent: What nested lines begin with.
        rescued: Whether strict YAML refuses the block for another field's sake, so that the
            rescue will look at this line, too.
    """
    del key  # no reader's rules depend on the key: all keys are written for the strictest
    if value is None:
        return ""
    if isinstance(value, str):
        return " " + _text(value, like, line_end, indent, rescued)
    if not isinstance(value, list | dict):
        return " " + _inline(value)
    flow = like in (Style.FLOW_LIST, Style.FLOW_MAP) and not rescued
    if flow or not value:
        text = _flow(value)
        return line_end + (indent or _INDENT) + text if rescued else " " + text
    if isinstance(value, dict) and not indent:
        indent = _INDENT
    return "".join(line_end + line for line in _block(value, indent))


def write_key(key: str) -> str:
    """``key`` as it stands before its colon: plain if it is a simple word, else in quotes."""
    if _PLAIN_KEY.match(key) and not _is_typed(key):
        return key
    return double_quoted(key)


def write_item(value: Value, *, in_flow: bool = False, quoted: bool = False) -> str:
    """One member of a list on one line; ``quoted`` puts a text in double quotes in any case."""
    if quoted and isinstance(value, str):
        return double_quoted(value)
    return _inline(value, in_flow=in_flow)


def double_quoted(text: str) -> str:
    """``text`` in double quotes on one line, as little escaped as every reader allows."""
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def requote(raw: str) -> list[tuple[str, bool]]:
    r"""The raw text of a plain one-line scalar as a double-quoted one that means the same.

    Returns runs of ``(text, is_verbatim)``; verbatim runs together are ``raw``, the others are
    the added quotes and backslashes. A literal ``\n`` stays as it is and so becomes a line
    break, which is what the loader makes of it; every other backslash is doubled.
    """
    runs: list[tuple[str, bool]] = [('"', False)]
    done = 0
    for match in re.finditer(r'"|\\(?!n)', raw):
        if match.start() > done:
            runs.append((raw[done : match.start()], True))
        runs.append(("\\", False))
        done = match.start()
    if done < len(raw):
        runs.append((raw[done:], True))
    runs.append(('"', False))
    return runs


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    short = _SHORT_ESCAPES.get(character)
    if short is not None:
        return short
    code = ord(character)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}"


def _text(text: str, like: Style | None, line_end: str, indent: str, rescued: bool) -> str:
    if like is Style.SINGLE and not _UNSAFE.search(text) and _FENCE not in text:
        return "'" + text.replace("'", "''") + "'"
    lines = like in (Style.LITERAL, Style.FOLDED) and not rescued
    if lines and _fits_lines(text):
        return _literal(text, line_end, indent or _INDENT)
    return double_quoted(text) if like is Style.DOUBLE else _inline(text)


def _fits_lines(text: str) -> bool:
    """Whether a literal block gives back ``text`` without an indentation indicator."""
    return (
        "\n" in text
        and text[0] not in " \n"
        and not text.endswith("\n\n")
        and _FENCE not in text
        and not _BLANK_LINE.search(text)
        and not _UNSAFE_IN_LINES.search(text)
    )


def _literal(text: str, line_end: str, indent: str) -> str:
    header = "|" if text.endswith("\n") else "|-"
    lines = text.removesuffix("\n").split("\n")
    return header + "".join(line_end + (indent + line if line else "") for line in lines)


def _inline(value: Value, *, in_flow: bool = False) -> str:
    """``value`` on one line."""
    if isinstance(value, str):
        plain = _is_plain(value) and not (in_flow and ("," in value or ":" in value))
        return value if plain else double_quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, float):
        return _float(value)
    return _flow(value) if isinstance(value, list | dict) else str(value)


def _float(value: float) -> str:
    text = repr(value)
    special = {"nan": ".nan", "inf": ".inf", "-inf": "-.inf"}.get(text)
    if special is not None:
        return special
    mantissa, exponent, power = text.partition("e")
    # YAML 1.1 takes a number without a point, or an exponent without a sign, for a text.
    mantissa += "" if "." in mantissa or not exponent else ".0"
    return mantissa + exponent + ("+" if exponent and power[0].isdigit() else "") + power


def _is_plain(text: str) -> bool:
    return bool(
        text
        and text == text.strip()
        and text[0] not in _BAD_FIRST
        and _FENCE not in text
        and not _TRIGGERS.search(text)
        and not _UNSAFE.search(text)
        and not _is_typed(text)
    )


def _is_typed(text: str) -> bool:
    """Whether a plain ``text`` is no text to YAML 1.2 or to YAML 1.1."""
    if not isinstance(plain_value(text), str):
        return True
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    return any(pattern.match(text) for _, pattern in resolvers.get(text[:1], []))


def _flow(value: Value) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_inline(item, in_flow=True) for item in value) + "]"
    if isinstance(value, dict):
        pairs = (f"{write_key(key)}: {_inline(item, in_flow=True)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    return _inline(value, in_flow=True)


def _block(value: Value, indent: str) -> Iterator[str]:
    """The lines of a list or mapping in block style, without line ends."""
    if isinstance(value, list):
        for item in value:
            nested = _block(item, indent + _INDENT) if _is_nested(item) else iter(())
            first = next(nested, indent + _INDENT + _inline(item) if not _is_nested(item) else "")
            yield indent + "- " + first[len(indent) + len(_INDENT) :]
            yield from nested
    elif isinstance(value, dict):
        for key, item in value.items():
            if _is_nested(item):
                yield f"{indent}{write_key(key)}:"
                yield from _block(item, indent + _INDENT)
            else:
                yield f"{indent}{write_key(key)}: {_inline(item)}"


def _is_nested(value: Value) -> bool:
    return isinstance(value, list | dict) and bool(value)
