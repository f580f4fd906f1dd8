"""Which values a field of a table can use, and what becomes of the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from agent_studio.core.dialects.model import BadValue, Dialect, FieldSpec, FieldType
from agent_studio.core.dialects.tools import find_tool, is_mcp, tool_words
from agent_studio.core.document.model import Value
from agent_studio.core.records import dataclass
from agent_studio.core.text import visible

_SHOWN: Final = 60
"""Characters of a value that a sentence quotes."""


_MOST_TOLD: Final = 20
"""Names of one list that are told to be no tools."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that the harness cannot use as it is written."""

    key: str
    why: str
    """A clause that follows the field's name: ``must be a list``."""
    effect: BadValue
    word: str = ""
    """The one member of a list that is meant, as it is written."""


def effect_of(spec: FieldSpec, dialect: Dialect) -> BadValue:
    """What the harness does with a value that the field cannot use."""
    return dialect.bad_values if spec.bad is None else spec.bad


def faults(fields: dict[str, Value], dialect: Dialect, *, every: bool = False) -> Iterator[Fault]:
    """What the harness cannot use of the fields that are there, in the order of the table.

    Of the names that are no tools the first is told, or ``every`` one, up to a bound.
    """
    for spec in dialect.fields:
        if spec.key not in fields:
            continue
        why = why_unfit(fields[spec.key], spec, dialect)
        if why:
            yield Fault(spec.key, why, effect_of(spec, dialect))
        elif spec.key == dialect.tools_field:
            most = _MOST_TOLD if every else 1
            yield from islice(_unknown_tools(fields[spec.key], spec, dialect), most)


def why_unfit(value: Value, spec: FieldSpec, dialect: Dialect) -> str:
    """What is wrong with ``value`` for this field, as a clause; empty if nothing is."""
    if value is None:
        strict = effect_of(spec, dialect) is BadValue.REJECTS_FILE and not dialect.null_is_absent
        return "must have a value" if strict and not spec.nullable else ""
    if not has_type(value, spec, quoted=dialect.quoted_values):
        return f"must be {type_words(spec)}"
    if isinstance(value, str):
        return _why_text(value, spec)
    return _why_members(value, spec)


def has_type(value: Value, spec: FieldSpec, *, quoted: bool = False) -> bool:
    """Whether a value is of one of the field's types.

    With ``quoted``, a number or switch in quotes counts as what it says.
    """
    if spec.numbers_too and _is_number(value):
        return True
    if quoted and isinstance(value, str) and _says(value, spec.type):
        return True
    return any(_IS[kind](value) for kind in (spec.type, *spec.also))


def type_words(spec: FieldSpec) -> str:
    """The types of a field for a person: ``a list or a text``."""
    kinds = (spec.type, *spec.also)
    return " or ".join(dict.fromkeys(_WORDS[kind] for kind in kinds))


def _why_text(value: str, spec: FieldSpec) -> str:
    if spec.type not in (FieldType.STRING, *_WITH_WORDS) or not (spec.values or spec.pattern):
        return ""
    if spec.open_values and not spec.pattern:
        return ""
    if value in spec.values or (spec.pattern and re.fullmatch(spec.pattern, value)):
        return ""
    if (spec.any_case and value.lower() in spec.values) or (
        spec.numbers_too and re.fullmatch(r"-?[0-9]+", value)
    ):
        return ""
    known = f"; known are {', '.join(spec.values)}" if spec.values else ""
    return f"cannot be '{in_short(value)}'{known}"


_WITH_WORDS: Final = (FieldType.MAP,)
"""Types beside text whose ``values`` are the words that may stand in their place."""


def _why_members(value: Value, spec: FieldSpec) -> str:
    if spec.type is FieldType.MAP and spec.values and isinstance(value, dict):
        return _why_words(value, spec)
    if isinstance(value, list) and (why := _why_list(value, spec) or _why_entries(value, spec)):
        return why
    if spec.members is None:
        return ""
    if isinstance(value, list):
        inside = value
    elif isinstance(value, dict):
        inside = list(value.values())
    else:
        return ""
    if all(_IS[spec.members](each) for each in inside):
        return ""
    return f"may hold {_PLURALS[spec.members]} only"


def _why_list(value: list[Value], spec: FieldSpec) -> str:
    """What is wrong with the members of a list as texts: a clause; empty if nothing is."""
    if spec.filled and not value:
        return "must not be empty"
    first = (each[0] if isinstance(each, list) and each else each for each in value)
    seen: set[str] = set()
    for word in (each.strip() for each in first if isinstance(each, str)):
        if spec.member_pattern and not re.fullmatch(spec.member_pattern, word):
            return f"may not hold '{in_short(word)}'"
        if spec.unique and word in seen:
            return f"may name nothing twice, and names '{in_short(word)}' again"
        seen.add(word)
    return ""


def _why_entries(value: list[Value], spec: FieldSpec) -> str:
    """What is wrong with mappings in a list, or behind a member: a clause."""
    for each in value:
        if isinstance(each, dict):
            lacking = [key for key in spec.member_needs if key not in each]
            if lacking:
                return f"must say {' and '.join(lacking)} in each of its members"
        elif isinstance(each, list):
            pattern = each[1].get(_REGEX) if len(each) > 1 and isinstance(each[1], dict) else None
            if isinstance(pattern, str) and _is_no_regex(pattern):
                return f"has '{in_short(pattern)}', which is no regular expression"
    return ""


_REGEX: Final = "fileRegex"
_LONGEST_REGEX: Final = 2_000
"""Characters of a regular expression that is tried."""
_WRONG_EVERYWHERE: Final = (
    "unterminated subpattern",
    "unbalanced parenthesis",
    "nothing to repeat",
)


def _is_no_regex(pattern: str) -> bool:
    """Whether a regular expression of another language is one in no language."""
    if len(pattern) > _LONGEST_REGEX:
        return False
    import warnings

    with warnings.catch_warnings():
        # What this language will read otherwise one day is not what is asked.
        warnings.simplefilter("ignore")
        try:
            re.compile(re.sub(r"\(\?<(?=[A-Za-z_])", "(?P<", pattern))
        except re.error as refused:
            return any(words in str(refused) for words in _WRONG_EVERYWHERE)
        except (OverflowError, RecursionError):
            return False
    return False


def _why_words(value: dict[str, Value], spec: FieldSpec) -> str:
    """What is wrong with a mapping to certain words, or to mappings to them."""
    inner = (each.values() if isinstance(each, dict) else (each,) for each in value.values())
    bad = next((each for group in inner for each in group if each not in spec.values), spec)
    if bad is spec:
        return ""
    shown = f", not '{in_short(bad)}'" if isinstance(bad, str) else ""
    return f"may say {', '.join(spec.values)} only{shown}"


def _unknown_tools(value: Value, spec: FieldSpec, dialect: Dialect) -> Iterator[Fault]:
    if dialect.unknown_tools is not BadValue.REJECTS_FILE:
        return
    for word in tool_words(value, dialect) or ():
        known = word == dialect.wildcard or is_mcp(word, dialect)
        if not known and find_tool(word, dialect) is None:
            why = f"must name tools, not '{in_short(word)}'"
            yield Fault(spec.key, why, dialect.unknown_tools, word)


def in_short(text: str) -> str:
    """A value as a clause quotes it: visible, on one line, its beginning."""
    shown = visible(" ".join(text.split()))
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


def _says(value: str, kind: FieldType) -> bool:
    if kind is FieldType.BOOLEAN:
        return value in ("true", "false")
    if kind is FieldType.INTEGER:
        return value.isascii() and value.isdigit() and int(value[:9]) > 0
    return False


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: Value) -> bool:
    if isinstance(value, float):
        return value.is_integer() and value > 0
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


_IS: Final[dict[FieldType, Callable[[Value], bool]]] = {
    FieldType.STRING: lambda value: isinstance(value, str),
    FieldType.BOOLEAN: lambda value: isinstance(value, bool),
    FieldType.INTEGER: _is_whole,
    FieldType.NUMBER: _is_number,
    FieldType.STRINGS: lambda value: isinstance(value, str | list),
    FieldType.LIST: lambda value: isinstance(value, list),
    FieldType.MAP: lambda value: isinstance(value, dict),
}
_WORDS: Final[dict[FieldType, str]] = {
    FieldType.STRING: "a text",
    FieldType.BOOLEAN: "true or false",
    FieldType.INTEGER: "a whole number above 0",
    FieldType.NUMBER: "a number",
    FieldType.STRINGS: "a comma-separated text or a list",
    FieldType.LIST: "a list",
    FieldType.MAP: "a mapping",
}
_PLURALS: Final[dict[FieldType, str]] = {
    FieldType.STRING: "texts",
    FieldType.BOOLEAN: "true and false",
    FieldType.INTEGER: "whole numbers above 0",
    FieldType.NUMBER: "numbers",
    FieldType.STRINGS: "texts and lists",
    FieldType.LIST: "lists",
    FieldType.MAP: "mappings",
}
