"""The shapes of a tool list, and which of its words name a tool."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from agent_studio.core.dialects.model import Dialect, FieldType, Tool
from agent_studio.core.document.model import Value
from agent_studio.core.records import dataclass

# A comma or blank inside parentheses belongs to the word: `Agent(a, b), Read`.
_WORD: Final = re.compile(r"(?:[^,()]|\([^()]*\)?|\))+")
_CALL: Final = re.compile(r"([^()\s]+)\s*\((.*)\)?\s*\Z", re.DOTALL)


class Shape(StrEnum):
    """How a tool list is written."""

    EMPTY = "empty"
    """The key is there without a value."""
    STRING = "comma string"
    LIST = "list"
    SWITCHES = "mapping of names to true or false"
    LISTS = "mapping of allowed and forbidden names"
    OTHER = "something else"


_ALLOWED: Final = ("allowed", "allow")
_FORBIDDEN: Final = ("forbidden", "denied", "deny", "disallowed")


@dataclass(frozen=True, slots=True)
class ToolList:
    """What a person meant by a tool list, whatever its shape.

    ``listed`` and ``forbidden`` are the words written, in their order, trimmed. A harness reads
    only the shapes it knows; see `tool_names`.
    """

    shape: Shape
    listed: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


def read_tool_list(value: Value) -> ToolList:
    """The meaning of a ``tools`` value in any of the shapes met in files."""
    if value is None:
        return ToolList(Shape.EMPTY)
    if isinstance(value, str):
        return ToolList(Shape.STRING, split_names(value))
    if isinstance(value, list):
        return ToolList(Shape.LIST, _names_in(value))
    if not isinstance(value, dict):
        return ToolList(Shape.OTHER)
    if value and all(isinstance(each, bool) for each in value.values()):
        return ToolList(
            Shape.SWITCHES,
            tuple(key for key, on in value.items() if on),
            tuple(key for key, on in value.items() if not on),
        )
    listed, forbidden = _member(value, _ALLOWED), _member(value, _FORBIDDEN)
    shape = Shape.LISTS if listed or forbidden else Shape.OTHER
    return ToolList(shape, listed, forbidden)


def tool_names(value: Value) -> tuple[str, ...] | None:
    """The names in a value that harnesses take for a tool list; ``None`` if they do not.

    A comma string (split outside parentheses) and a list of texts are tool lists, an empty
    value is an empty one. A mapping or a number is none: the agent then has no tools at all.
    """
    found = read_tool_list(value)
    return found.listed if found.shape in (Shape.EMPTY, Shape.STRING, Shape.LIST) else None


def tool_words(value: Value, dialect: Dialect, key: str = "") -> tuple[str, ...] | None:
    """The names that this harness reads in the value of ``key``, its tool list if none is named.

    ``None`` where it takes the value for no list. A text in the place of a list is one name, and
    of a list within the list the first member counts (`["edit", {fileRegex: …}]`).
    """
    spec = dialect.spec(key or dialect.tools_field)
    if spec is None or spec.type is FieldType.STRINGS:
        names = tool_names(value)
        if names and dialect.blanks_between_tools:
            return tuple(part for name in names for part in parted(name))
        return names
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,) if FieldType.STRING in spec.also else None
    if not isinstance(value, list):
        return None
    first = (each[0] if isinstance(each, list) and each else each for each in value)
    return tuple(each for each in first if isinstance(each, str))


def split_names(text: str) -> tuple[str, ...]:
    """The names of a comma string, split outside parentheses and trimmed."""
    return tuple(word for match in _WORD.finditer(text) if (word := match[0].strip()))


def parted(name: str) -> tuple[str, ...]:
    """The names that blanks outside parentheses part: ``Edit Bash(git *)`` are two.

    A tab or a line end parts nothing; a blank before a parenthesis belongs to the name.
    """
    if " " not in name:
        return (name,)
    return tuple(re.findall(r"(?:[^() ]| +(?=\()|\([^()]*\)?|\))+", name))


def bare_name(word: str) -> str:
    """A name without the parentheses behind it: ``Bash(git *)`` is ``Bash``."""
    call = _CALL.match(word)
    return call[1] if call else word


def find_tool(word: str, dialect: Dialect) -> Tool | None:
    """The tool that ``word`` names, aliases followed; ``None`` if nothing has that name."""
    tool = named_tool(bare_name(word), dialect)
    if tool is not None and tool.replacement and not tool.dead:
        return dialect.tool(tool.replacement) or tool
    return tool


def named_tool(name: str, dialect: Dialect) -> Tool | None:
    """The tool with exactly this name, in any case where the harness does not mind."""
    tool = dialect.tool(name)
    if tool is None and dialect.any_case_tools:
        sought = name.lower()
        return next((each for each in dialect.tools if each.name.lower() == sought), None)
    return tool


def is_mcp(word: str, dialect: Dialect) -> bool:
    """Whether ``word`` has the form of an MCP tool's name or pattern."""
    if dialect.mcp_prefix and word.startswith(dialect.mcp_prefix):
        return True
    return bool(dialect.mcp_pattern) and re.fullmatch(dialect.mcp_pattern, word) is not None


def resolves(word: str, dialect: Dialect) -> bool:
    """Whether a subagent can get what ``word`` names; MCP names get the benefit of the doubt."""
    tool = find_tool(word, dialect)
    if tool is None and is_mcp(word, dialect):
        return True
    return tool is not None and not tool.dead and tool.in_subagent


def _names_in(value: list[Value]) -> tuple[str, ...]:
    texts = (each for each in value if isinstance(each, str))
    return tuple(name for text in texts for name in split_names(text))


def _member(value: dict[str, Value], keys: tuple[str, ...]) -> tuple[str, ...]:
    for key in keys:
        member = value.get(key)
        if isinstance(member, str):
            return split_names(member)
        if isinstance(member, list):
            return _names_in(member)
    return ()
