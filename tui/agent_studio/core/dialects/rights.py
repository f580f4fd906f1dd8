"""What an agent may really do, worked out from what a harness loads of its definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from agent_studio.core.dialects.model import (
    Dialect,
    Loaded,
    ModeNote,
    Right,
    Rights,
    RightsChange,
)
from agent_studio.core.dialects.tools import bare_name, find_tool, is_mcp, resolves, tool_words
from agent_studio.core.document.model import Value
from agent_studio.core.text import visible

_ALL: Final = frozenset(Right)
_SHOWN = 6
"""How many names a note spells out."""


def rights(loaded: Loaded, dialect: Dialect) -> Rights:
    """The tools and permissions of the agent that was loaded.

    What a session adds or lacks (servers that are not configured, tools of one model or
    platform) is not known here. An agent that is not loaded may do nothing.
    """
    if not loaded.loads:
        return Rights(dialect.id, (), notes=("it is not loaded, so it can do nothing",))
    fields = loaded.effective
    kind = dialect.variant(fields)
    if kind is not None and kind.away:
        return Rights(dialect.id, (), notes=("it runs elsewhere, with tools that are not ours",))
    names, denied, notes = _tools(fields, dialect)
    mode = _mode(fields, dialect)
    meant = dialect.mode(mode) if mode else None
    if meant is not None:
        notes.append(f"{mode}: {meant.note}")
    if denied:
        notes.append(f"taken away: {_listed(denied)}")
    taken = [limit for limit in dialect.limits if fields.get(limit.key) == limit.value]
    notes += [f"{limit.key}: {limit.note}" for limit in taken]
    if dialect.rights_note:
        notes.append(dialect.rights_note)
    granted = _granted(names, denied, dialect)
    granted = granted.difference(*(limit.takes for limit in taken))
    return Rights(
        harness=dialect.id,
        tools=names,
        denied=denied,
        granted=granted,
        asked=granted & _asked(fields, names, denied, meant, dialect),
        mode=mode,
        mode_rank=meant.rank if meant else 0,
        notes=tuple(notes),
    )


def _asked(
    fields: dict[str, Value],
    names: tuple[str, ...] | None,
    denied: Sequence[str],
    meant: ModeNote | None,
    dialect: Dialect,
) -> frozenset[Right]:
    """What is asked about before it is done, as far as that is known."""
    if dialect.permission_field:
        from agent_studio.core.dialects.permissions import permitted

        asked = permitted(fields, dialect).asked
        if not asked:
            return frozenset()
        # One tool that is not asked about is enough to do it.
        free = _granted(names, (*denied, *asked), dialect)
        if names is not None:
            free = _granted(tuple(name for name in names if name not in asked), (), dialect)
        return _ALL - free
    if meant is None:
        return dialect.asks
    return dialect.asks - meant.unasked if meant.rank < _BYPASSES else frozenset()


_BYPASSES: Final = 2
"""The rank of modes in which nothing is asked."""


def _tools(
    fields: dict[str, Value], dialect: Dialect
) -> tuple[tuple[str, ...] | None, tuple[str, ...], list[str]]:
    """The tools that are left, those that are taken away, and how that came about."""
    if dialect.permission_field:
        from agent_studio.core.dialects.permissions import permitted

        found = permitted(fields, dialect)
        everything = [] if found.tools is not None or found.denied else [_EVERYTHING]
        return found.tools, found.denied, [*everything, *found.notes]
    denied = tuple(_denied(fields, dialect))
    names, notes = _allowed(fields, denied, dialect)
    if names is not None:
        names, more = _with_those_of_all(names, denied, fields, dialect)
        notes += more
        names, more = _with_grants(names, denied, fields, dialect)
        notes += more
    if _is_on(fields.get(dialect.background_field)):
        names, more = _in_background(names, denied, dialect)
        notes += more
    return names, denied, notes


_EVERYTHING: Final = "nothing is denied: it has every tool of the session"


def _mode(fields: dict[str, Value], dialect: Dialect) -> str:
    """The permission mode that is set; empty if none is, or none that is known."""
    mode = fields.get(dialect.mode_field) if dialect.mode_field else None
    if isinstance(mode, str) and _is_legal_mode(mode, dialect):
        return mode
    for alias in dialect.mode_aliases:
        if fields.get(alias.key) == alias.value:
            return alias.mode
    return ""


def rights_change(before: Rights | None, after: Rights | None) -> RightsChange:
    """What ``after`` may do that ``before`` could not, and the other way round.

    ``None`` stands for an agent that is not there. Kinds of rights come first, then tools by
    name; a tool whose name is new but whose kind of right is not is still named.
    """
    old, new = before or _nobody(), after or _nobody()
    gained = [f"may {right.words}" for right in Right if right in new.granted - old.granted]
    lost = [f"may {right.words}" for right in Right if right in old.granted - new.granted]
    gained += _more_tools(old, new)
    lost += _more_tools(new, old)
    if old.mode_rank == new.mode_rank:
        gained += _unasked(old, new)
        lost += _unasked(new, old)
    if old.mode_rank != new.mode_rank:
        freer = new.mode_rank > old.mode_rank
        (gained if freer else lost).append(_mode_change(old, new))
    return RightsChange(tuple(gained), tuple(lost))


def _unasked(old: Rights, new: Rights) -> list[str]:
    """What both may do, and ``new`` without asking."""
    both = old.granted & new.granted
    return [
        f"may {each.words} without asking" for each in Right if each in both & old.asked - new.asked
    ]


def _nobody() -> Rights:
    return Rights("", ())


def _mode_change(old: Rights, new: Rights) -> str:
    return f"permission mode {new.mode or 'default'} instead of {old.mode or 'default'}"


def _more_tools(old: Rights, new: Rights) -> list[str]:
    """The tools that ``new`` has and ``old`` has not, in words."""
    if new.tools is None:
        if old.tools is None:
            return [f"tool {name}" for name in old.denied if name not in new.denied]
        return ["every tool of the session"]
    if old.tools is None:
        return [f"tool {name}" for name in new.tools if name in old.denied]
    return [f"tool {name}" for name in new.tools if name not in old.tools]


def _denied(fields: dict[str, Value], dialect: Dialect) -> Iterable[str]:
    """The tools that the deny list takes away, with those that cannot be without them."""
    words = _denied_words(fields, dialect)
    names = dict.fromkeys(name for word in words for name in _meant(word, dialect))
    yield from names
    for tool in dialect.tools:
        if tool.needs in names and tool.name not in names:
            yield tool.name


def _denied_words(fields: dict[str, Value], dialect: Dialect) -> tuple[str, ...]:
    key = dialect.denied_tools_field
    return (tool_words(fields.get(key), dialect, key) or ()) if key else ()


def _allowed(
    fields: dict[str, Value], denied: Sequence[str], dialect: Dialect
) -> tuple[tuple[str, ...] | None, list[str]]:
    """The names of the tool list that mean something; ``None`` for every tool."""
    key = dialect.tools_field
    if not key:
        note = f"{dialect.title} knows no tool list: it has every tool of the session"
        return None, [] if dialect.rights_note else [note]
    if key not in fields and dialect.none_without_list:
        return (), [f"no {key}: it has no tools at all"]
    if key not in fields:
        return None, [f"no {key}: it has every tool of the session"]
    words = tool_words(fields[key], dialect)
    if words is None:
        return (), [f"{key} is neither a text nor a list: it has no tools at all"]
    if dialect.wildcard and dialect.wildcard in words:
        return None, [f"{dialect.wildcard}: it has every tool of the session"]
    if not words and dialect.empty_is_all:
        return None, [f"{key} is empty: it has every tool of the session"]
    if not words:
        return (), [f"{key} is empty: it has no tools at all"]
    return _resolved(words, denied, dialect)


def _resolved(
    words: Sequence[str], denied: Sequence[str], dialect: Dialect
) -> tuple[tuple[str, ...], list[str]]:
    if not dialect.tools:
        return tuple(words), [
            f"what these tools may do in {dialect.title} is not known: all rights are assumed"
        ]
    bad = [word for word in words if not resolves(word, dialect)]
    foreign = [] if dialect.knows_all_tools else bad
    bad = bad if dialect.knows_all_tools else []
    lost = set(bad)
    found = dict.fromkeys(
        name for word in words if word not in lost for name in _meant(word, dialect)
    )
    names = tuple(name for name in found if not is_denied(name, denied, dialect))
    notes = []
    if foreign:
        notes.append(
            f"what these may do is not known, so every right is assumed: {_listed(foreign)}"
        )
    if bad:
        notes.append(f"ignored, because {dialect.title} has no such tool: {_listed(bad)}")
    if not names and not dialect.always_tools:
        refused = dialect.refuses_without_tools
        then = "it is refused when it is started" if refused else "it has no tools at all"
        notes.append(f"none of its tools is left: {then}")
    notes += _resolved_notes(words, names, dialect)
    return names, notes


def _meant(word: str, dialect: Dialect) -> tuple[str, ...]:
    """The tools that a word of a tool list stands for."""
    tool = find_tool(word, dialect)
    if tool is None:
        return (word,)
    return tool.stands_for or (tool.name,)


def _resolved_notes(words: Sequence[str], names: Sequence[str], dialect: Dialect) -> Iterator[str]:
    has, said = set(names), set(words)
    folded = [tool.name for tool in dialect.tools if tool.name in has and tool.folded_into in has]
    if folded:
        into = dialect.tool(folded[0])
        by = into.folded_into if into else ""
        yield f"{_listed(folded)}: not handed out beside {by}, which does their work"
    for tool in dialect.tools:
        if tool.brings and tool.name in said:
            yield f"{tool.name}: {tool.brings}"
    limited = {word.partition("(")[0] for word in words if "(" in word}
    if any(tool.name in limited for tool in dialect.tools):
        yield "limits in parentheses are not enforced here"


def is_denied(name: str, denied: Sequence[str], dialect: Dialect) -> bool:
    """Whether the deny list takes ``name`` away: by its name, or an MCP pattern for it."""
    if name in denied:
        return True
    if not is_mcp(name, dialect):
        return False
    stems = [word.rstrip("*").rstrip("_") for word in denied if is_mcp(word, dialect)]
    return any(name == stem or name.startswith(f"{stem}__") for stem in stems)


def _with_those_of_all(
    names: tuple[str, ...], denied: Sequence[str], fields: dict[str, Value], dialect: Dialect
) -> tuple[tuple[str, ...], list[str]]:
    """``names`` with the tools that every agent of the harness has."""
    if dialect.always_unless and _is_on(fields.get(dialect.always_unless)):
        return names, []
    added = tuple(name for name in dialect.always_tools if name not in (*names, *denied))
    return (*names, *added), [f"every agent has as well: {_listed(added)}"] if added else []


def _with_grants(
    names: tuple[str, ...], denied: Sequence[str], fields: dict[str, Value], dialect: Dialect
) -> tuple[tuple[str, ...], list[str]]:
    """``names`` with the tools that other fields add; only a list that has members grows."""
    notes = []
    for grant in dialect.tool_grants:
        value = fields.get(grant.key)
        spec = dialect.spec(grant.key)
        if not names or spec is None or value not in spec.values:
            continue
        added = tuple(name for name in grant.tools if name not in (*names, *denied))
        if added:
            names += added
            notes.append(f"{grant.key} adds {_listed(added)}")
    return names, notes


def _in_background(
    names: tuple[str, ...] | None, denied: Sequence[str], dialect: Dialect
) -> tuple[tuple[str, ...] | None, list[str]]:
    """What is left of ``names`` for an agent that always runs in the background."""
    if names is None:
        left = tuple(name for name in dialect.background_tools if name not in denied)
        return left, [f"{dialect.background_field}: only the tools that are allowed there"]
    gone = [
        name for name in names if name not in dialect.background_tools and not is_mcp(name, dialect)
    ]
    if not gone:
        return names, []
    note = f"{dialect.background_field}: not available there: {_listed(gone)}"
    return tuple(name for name in names if name not in gone), [note]


def _granted(
    names: tuple[str, ...] | None, denied: Sequence[str], dialect: Dialect
) -> frozenset[Right]:
    if names is None:
        if not dialect.tools:
            return _ALL
        usable = [
            tool
            for tool in dialect.tools
            if tool.in_subagent
            and not (tool.dead or tool.replacement or tool.stands_for or tool.only_listed)
        ]
        found = {right for tool in usable if tool.name not in denied for right in tool.rights}
        return frozenset({*found, Right.MCP})
    found = set()
    for name in names:
        tool = dialect.tool(bare_name(name))
        if tool is not None:
            found |= tool.rights
        elif is_mcp(name, dialect) or dialect.permission_field:
            found.add(Right.MCP)
        elif not (dialect.tools and dialect.knows_all_tools):
            return _ALL
    return frozenset(found)


def _is_on(value: Value) -> bool:
    return value is True


def _is_legal_mode(mode: str, dialect: Dialect) -> bool:
    spec = dialect.spec(dialect.mode_field)
    return spec is not None and mode in spec.values


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(visible(name) for name in names[:_SHOWN])
    more = len(names) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
