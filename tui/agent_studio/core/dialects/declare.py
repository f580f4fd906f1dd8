"""Short ways to write the lines of a table.

Each makes a `FieldSpec` from a key, who says so, what it means, and the values if they are a
closed set; ``replace(text(…), required=True)`` adds what few fields have.
"""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.model import FieldSpec, FieldType, MergeKind, Right, Tool

READ: Final = frozenset({Right.READ})
WRITE: Final = frozenset({Right.WRITE})
NETWORK: Final = frozenset({Right.NETWORK})
DELEGATE: Final = frozenset({Right.DELEGATE})
MCP: Final = frozenset({Right.MCP})
RUN: Final = frozenset({Right.RUN, Right.READ, Right.WRITE, Right.NETWORK})
"""A shell reads, writes and talks to the network as well: a harness only sees a command line."""
NOTHING: Final[frozenset[Right]] = frozenset()


def text(key: str, source: str, doc: str, *values: str) -> FieldSpec:
    """A short text, taken whole."""
    return FieldSpec(key, FieldType.STRING, MergeKind.SCALAR, doc, source, values=values)


def prose(key: str, source: str, doc: str) -> FieldSpec:
    """A text of sentences."""
    return FieldSpec(key, FieldType.STRING, MergeKind.TEXT, doc, source)


def names(key: str, source: str, doc: str) -> FieldSpec:
    """Names between commas or in a list."""
    return FieldSpec(key, FieldType.STRINGS, MergeKind.SET, doc, source)


def name_list(key: str, source: str, doc: str) -> FieldSpec:
    """Names in a list and nothing else."""
    kind = FieldType.LIST
    return FieldSpec(key, kind, MergeKind.SET, doc, source, members=FieldType.STRING)


def listing(key: str, source: str, doc: str) -> FieldSpec:
    """A list in which the order counts."""
    return FieldSpec(key, FieldType.LIST, MergeKind.LIST, doc, source)


def mapping(key: str, source: str, doc: str) -> FieldSpec:
    """A mapping."""
    return FieldSpec(key, FieldType.MAP, MergeKind.MAP, doc, source)


def switch(key: str, source: str, doc: str) -> FieldSpec:
    """True or false."""
    kind = FieldType.BOOLEAN
    return FieldSpec(key, kind, MergeKind.SCALAR, doc, source, values=("true", "false"))


def count(key: str, source: str, doc: str) -> FieldSpec:
    """A whole number above 0."""
    return FieldSpec(key, FieldType.INTEGER, MergeKind.SCALAR, doc, source)


def number(key: str, source: str, doc: str) -> FieldSpec:
    """Any number."""
    return FieldSpec(key, FieldType.NUMBER, MergeKind.SCALAR, doc, source)


def told_by(source: str, doc: str = "") -> FieldSpec:
    """The description, where another agent chooses by it."""
    return prose(
        "description", source, doc or "When to use the agent; what the main agent chooses it by."
    )


def tools(rights: frozenset[Right], *named: str) -> tuple[Tool, ...]:
    """Several tools that bring the same rights."""
    return tuple(Tool(name, rights) for name in named)


def tool_set(**named: str) -> tuple[Tool, ...]:
    """Tools by what they allow, each group as names between blanks: ``read="view grep"``.

    The groups are the rights themselves; ``run`` is a shell, which can do more, and ``nothing``
    is for tools that bring no right that is counted.
    """
    return tuple(
        Tool(name, _GROUPS[group]) for group, names in named.items() for name in names.split()
    )


_GROUPS: Final = {
    "read": READ,
    "write": WRITE,
    "run": RUN,
    "network": NETWORK,
    "delegate": DELEGATE,
    "mcp": MCP,
    "nothing": NOTHING,
}


def borrowed(**named: str) -> tuple[Tool, ...]:
    """Names of other programs, between blanks, by the tool that they are taken for."""
    return tuple(
        Tool(name, replacement=replacement, borrowed=True)
        for replacement, names in named.items()
        for name in names.split()
    )
