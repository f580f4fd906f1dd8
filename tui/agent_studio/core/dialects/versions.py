"""A table as it was in an earlier version of its harness."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from agent_studio.core.records import dataclass, replace

if TYPE_CHECKING:
    from agent_studio.core.dialects.model import Dialect, FieldSpec, Tool

_VERSION: Final = r"v?[0-9]{1,6}(?:\.[0-9]{1,6}){0,3}"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was otherwise before a version, in the words of the table."""

    before: str
    """The first version in which it is as the table says."""
    was: tuple[tuple[str, Any], ...]
    """Attributes of the table with what they were."""
    note: str
    """What changed, as a clause for a person."""
    source: str


class NoVersion(Exception):  # noqa: N818  # the word of the house for it
    """What was given is no version; the message is a sentence for a person."""


def ordered(version: str) -> tuple[int, ...]:
    """A version as numbers that compare: ``2.1.69`` comes before ``2.1.113``."""
    return tuple(int(part) for part in version.lstrip("v").split("."))


def is_newer(since: str, version: str) -> bool:
    """Whether what came with ``since`` is not yet there in ``version``; empty: always there."""
    return bool(since and version) and ordered(since) > ordered(version)


def is_version(text: str) -> bool:
    """Whether a text is a row of numbers between dots."""
    return re.fullmatch(_VERSION, text) is not None


def at_version(dialect: Dialect, version: str) -> Dialect:
    """The table as of a version of its harness; of later ones than its own nothing is known.

    Fields, values and tools that came later are taken out, and kept as ``newer`` for messages.

    Raises:
        NoVersion: ``version`` is no row of numbers between dots.
    """
    if not is_version(version):
        raise NoVersion(f"'{version}' is no version, such as {dialect.version or '1.2.3'}")
    return _at_version(dialect.id, version.lstrip("v"), _Held(dialect))


class _Held:
    """A table as an argument that a cache does not look at: its id stands for it."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.dialect is self.dialect

    def __hash__(self) -> int:
        return hash(self.dialect.id)


@lru_cache(maxsize=64)
def _at_version(_id: str, version: str, held: _Held) -> Dialect:
    dialect = held.dialect
    fields = tuple(_spec_at(each, version) for each in dialect.fields)
    tools = tuple(_tool_at(each, version) for each in dialect.tools)
    was: dict[str, Any] = {}
    # The oldest is applied last: it says how things were for the longest time.
    for each in sorted(dialect.history, key=lambda one: ordered(one.before), reverse=True):
        if is_newer(each.before, version):
            was |= dict(each.was)
    earlier: Dialect = replace(
        dialect,
        renamed=f"{dialect.title} {version}",
        version=version,
        as_of=version,
        fields=tuple(each for each in fields if not is_newer(each.since, version)),
        newer=tuple(each for each in fields if is_newer(each.since, version)),
        tools=tuple(each for each in tools if not is_newer(each.since, version)),
        newer_tools=tuple(each for each in tools if is_newer(each.since, version)),
        **was,
    )
    return earlier


def _spec_at(spec: FieldSpec, version: str) -> FieldSpec:
    """The field with the values that it had."""
    late = {value for value, since in spec.values_since if is_newer(since, version)}
    if not late:
        return spec
    changed: FieldSpec = replace(
        spec, values=tuple(each for each in spec.values if each not in late)
    )
    return changed


def _tool_at(tool: Tool, version: str) -> Tool:
    """The tool as it was: one that is gone since, or has another name, was there."""
    if not is_newer(tool.until, version):
        return tool
    changed: Tool = replace(tool, dead=False, replacement="")
    return changed
