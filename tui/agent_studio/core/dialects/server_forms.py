"""What an MCP server of a definition must look like, and what is wrong with one that does not."""

from __future__ import annotations

from typing import Final

from agent_studio.core.document.model import Value
from agent_studio.core.records import dataclass


@dataclass(frozen=True, slots=True)
class ServerForm:
    """The servers of one harness: a list of names, or of mappings of a name to a server."""

    field: str
    """The key that holds them."""
    kinds: tuple[tuple[str, str], ...]
    """The types of a server with the text that each needs; empty if it needs none."""
    default: str
    """The type of a server that does not say its own."""


@dataclass(frozen=True, slots=True)
class ServerFault:
    """What is wrong with one server."""

    path: tuple[str, ...]
    """The keys that lead to it."""
    why: str
    """A clause that follows the path: ``must be a text``."""


def why_server_refused(entry: Value, form: ServerForm) -> ServerFault | None:
    """The first thing that is wrong with a member of the list; ``None`` if nothing is."""
    if isinstance(entry, str):
        return None
    if not isinstance(entry, dict):
        return ServerFault((), "must be a name, or a mapping of one to a server")
    for name, server in entry.items():
        if not isinstance(server, dict):
            flat = any(key in entry for key in _OF_SERVERS)
            hint = ": the name goes before the other keys, which are indented below it"
            return ServerFault((name,), f"must be a mapping{hint if flat else ''}")
        fault = _why(server, form)
        if fault is not None:
            return ServerFault((name, *fault.path), fault.why)
    return None


_OF_SERVERS: Final = ("command", "url", "type")


def _why(server: dict[str, Value], form: ServerForm) -> ServerFault | None:
    kinds = dict(form.kinds)
    kind = server.get("type", form.default)
    if not isinstance(kind, str) or kind not in kinds:
        return ServerFault(("type",), f"must be one of {', '.join(_common(kinds))}")
    needed = kinds[kind]
    if needed and (not isinstance(server.get(needed), str) or not server[needed]):
        if needed in server:
            return ServerFault((needed,), "must be a text")
        if "type" not in server and "url" in server:
            return ServerFault((), "has a url and no type: say type: http (or sse, ws)")
        return ServerFault((needed,), f"is missing for the type {kind}")
    for key, value in server.items():
        why = _why_option(key, value, kind)
        if why:
            return ServerFault((key,), why)
    return None


def _common(kinds: dict[str, str]) -> list[str]:
    return [kind for kind, needed in kinds.items() if needed and "-ide" not in kind]


def _why_option(key: str, value: Value, kind: str) -> str:
    """What is wrong with an option of a server of some type."""
    if key == "args" and kind == "stdio":
        texts = isinstance(value, list) and all(isinstance(each, str) for each in value)
        return "" if texts else "must be a list of texts: put numbers in quotes"
    if (key, kind == "stdio") in (("env", True), ("headers", False)):
        texts = isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
        return "" if texts else "must be a mapping to texts: put numbers and switches in quotes"
    if key == "timeout":
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return "" if number else "must be a number"
    return ""
