"""What a mapping of hooks must look like, and what becomes of one that does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent_studio.core.document.model import Value
from agent_studio.core.records import dataclass
from agent_studio.core.text import visible

_URL: Final = r"[A-Za-z][A-Za-z0-9+.-]*:\S+"
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class HookForm:
    """The hooks of one harness."""

    field: str
    """The key that holds them."""
    events: tuple[str, ...]
    kinds: tuple[tuple[str, tuple[str, ...]], ...]
    """The types of a hook with the texts that each needs."""
    guards: tuple[str, ...] = ()
    """Events whose hooks can stop something: one of theirs that is broken drops the file."""
    drops: bool = True
    """Whether broken hooks drop the file at all; otherwise they are left out."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Events that become others in a definition."""


@dataclass(frozen=True, slots=True)
class HookFault:
    """One thing that is wrong with hooks."""

    path: tuple[str, ...]
    """The keys that lead to it, numbers of list members (from 1) among them."""
    why: str
    """A clause that follows the path: ``must be a list``."""
    event: str = ""
    drops: bool = False
    """Whether the file is not loaded for it."""


def hook_faults(value: Value, form: HookForm) -> Iterator[HookFault]:
    """What is wrong with the value of the field, in its order."""
    if not value and not isinstance(value, list):
        return
    if not isinstance(value, dict):
        yield HookFault((), "must be a mapping of events", drops=form.drops)
        return
    for event, entries in value.items():
        if event not in form.events or entries is None:
            continue
        drops = form.drops and event in form.guards
        for path, why in _entries(entries, form):
            yield HookFault((event, *path), why, event, drops)


def why_hooks_refused(value: Value, form: HookForm) -> str:
    """Why the hooks drop the file, as a clause; empty if they do not."""
    for each in hook_faults(value, form):
        if each.drops:
            path = "".join(f" › {visible(part)[:_SHOWN]}" for part in each.path)
            return f"its {form.field}{path} {each.why}"
    return ""


_Wrong = Iterator[tuple[tuple[str, ...], str]]


def _entries(entries: Value, form: HookForm) -> _Wrong:
    if not isinstance(entries, list):
        yield (), "must be a list"
        return
    for number, entry in enumerate(entries, 1):
        at = (str(number),)
        if not isinstance(entry, dict):
            yield at, "must be a mapping with 'hooks'"
            continue
        if "matcher" in entry and not isinstance(entry["matcher"], str):
            yield (*at, "matcher"), "must be a text"
        hooks = entry.get("hooks")
        if not isinstance(hooks, list):
            what = "must be a list" if "hooks" in entry else "is missing"
            yield (*at, "hooks"), what
            continue
        for index, hook in enumerate(hooks, 1):
            for path, why in _hook(hook, form):
                yield (*at, "hooks", str(index), *path), why


def _hook(hook: Value, form: HookForm) -> _Wrong:
    if not isinstance(hook, dict):
        yield (), "must be a mapping with 'type'"
        return
    kinds = dict(form.kinds)
    kind = hook.get("type")
    if not isinstance(kind, str) or kind not in kinds:
        known = ", ".join(kinds)
        yield (
            ("type",),
            f"must be one of {known}" if "type" in hook else f"is missing (one of {known})",
        )
        return
    for key in kinds[kind]:
        if not isinstance(hook.get(key), str):
            yield (key,), "must be a text" if key in hook else f"is missing for the type {kind}"
        elif key == "url" and not re.fullmatch(_URL, str(hook[key])):
            yield (key,), "must be an address such as https://…"
    for key, value in hook.items():
        why = _why_option(key, value) if kind in _ONLY_FOR.get(key, (kind,)) else ""
        if why:
            yield (key,), why


def _why_option(key: str, value: Value) -> str:
    """What is wrong with an option that every hook may have."""
    if key == "timeout":
        number = isinstance(value, int | float) and not isinstance(value, bool)
        fits = number and 0 < float(str(value)) < float("inf")
        return "" if fits else "must be a number of seconds above 0"
    if key in _SWITCHES:
        return "" if isinstance(value, bool) else "must be true or false"
    if key in _TEXTS:
        return "" if isinstance(value, str) else "must be a text"
    if key == "shell":
        return "" if value in _SHELLS else f"must be {' or '.join(_SHELLS)}"
    if key == "args":
        texts = isinstance(value, list) and all(isinstance(each, str) for each in value)
        return "" if texts else "must be a list of texts"
    if key == "headers":
        texts = isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
        return "" if texts else "must be a mapping to texts"
    return ""


_SWITCHES: Final = ("once", "async", "asyncRewake")
_TEXTS: Final = ("if", "model", "statusMessage")
_SHELLS: Final = ("bash", "powershell")
_ONLY_FOR: Final = {
    **dict.fromkeys(("shell", "args", "async", "asyncRewake"), ("command",)),
    "headers": ("http",),
    "model": ("prompt", "agent"),
}
"""The types whose hooks have an option; an option that is not here is every hook's."""
