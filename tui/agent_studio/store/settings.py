"""What a person set (settings.toml) and what the studio remembers by itself (state.json)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from agent_studio.core.text import decode, visible
from agent_studio.store import jsonfile, world
from agent_studio.store.atomic import read
from agent_studio.store.errors import StoreError, shown

_POLICIES = ("careful", "ask")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person set. Everything has a default; what is wrong is said and left out."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """Keys by the id of their action; an empty tuple takes the action's keys away."""
    policy: str = "careful"
    """How much a merge with a base settles by itself: ``careful`` or ``ask``."""
    problems: tuple[str, ...] = ()
    """One sentence, with file and line, for each thing that is wrong."""


@dataclass(frozen=True, slots=True)
class State:
    """What the studio remembers from one start to the next."""

    theme: str = ""
    """The theme that was chosen; empty for the default."""
    sorting: str = ""
    grouping: str = ""
    welcomed: bool = False
    """Whether the first start has explained itself."""
    last_paths: tuple[str, ...] = ()
    """What the studio was last opened on."""


def settings_file() -> Path:
    """Where a person's settings are looked for."""
    return world.config_folder() / "settings.toml"


def state_file() -> Path:
    """Where the studio's memory is."""
    return world.state_folder() / "state.json"


def load_settings() -> Settings:
    """What the settings file says; never raises, so that nothing in it prevents starting."""
    path = settings_file()
    if not path.exists():
        return Settings()
    import tomllib

    try:
        text = decode(read(path)[0])
        content = tomllib.loads(text)
    except StoreError as refusal:
        return Settings(problems=(str(refusal),))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Settings(problems=(_not_toml(path, error),))
    return _checked(path, text, content)


def load_state() -> State:
    """What was remembered; a fresh state if there is none or it is damaged."""
    path = state_file()
    if not path.exists():
        return State()
    try:
        content = jsonfile.load(path)
    except StoreError:
        return State()
    known: dict[str, Any] = {}
    for each in fields(State):
        value = content.get(each.name)
        default = each.default
        if isinstance(default, tuple) and isinstance(value, list):
            known[each.name] = tuple(str(part) for part in value)
        elif type(value) is type(default):
            known[each.name] = value
    return State(**known)


def save_state(state: State) -> None:
    """Remember ``state``.

    Raises:
        StoreError: It cannot be written.
    """
    jsonfile.save(state_file(), asdict(state))


def _not_toml(path: Path, error: Exception) -> str:
    told = re.sub(r" \(at (line \d+), column \d+\)$", r" in \1", visible(str(error)))
    return f"{shown(path)} is not used, because it is not TOML: {told}"


def _checked(path: Path, text: str, content: Mapping[str, Any]) -> Settings:
    problems = [
        _problem(path, text, key, f"'{visible(key)}' is no setting")
        for key in content
        if key not in ("keys", "merge")
    ]
    policy = _policy(path, text, content.get("merge", {}), problems)
    keys: dict[str, tuple[str, ...]] = {}
    table = content.get("keys", {})
    if not isinstance(table, dict):
        problems.append(_problem(path, text, "keys", "'keys' must be a table"))
        table = {}
    for action, value in _flat(table):
        wanted = [value] if isinstance(value, str) else value
        if not isinstance(wanted, list) or not all(isinstance(key, str) for key in wanted):
            what = f"the keys of '{visible(action)}' must be a text or a list of texts"
            problems.append(_problem(path, text, action, what))
            continue
        keys[action] = tuple(key.strip() for each in wanted for key in each.split(",") if key)
    return Settings(keys, policy, tuple(problems))


def _policy(path: Path, text: str, table: object, problems: list[str]) -> str:
    """The policy that ``[merge]`` names; what is wrong is added to ``problems``."""
    default = Settings().policy
    if not isinstance(table, dict):
        problems.append(_problem(path, text, "merge", "'merge' must be a table"))
        return default
    problems += [
        _problem(path, text, key, f"'merge.{visible(key)}' is no setting")
        for key in table
        if key != "policy"
    ]
    policy = table.get("policy", default)
    if policy not in _POLICIES:
        problems.append(_problem(path, text, "policy", '\'policy\' must be "careful" or "ask"'))
        return default
    return str(policy)


def _flat(table: Mapping[str, Any], before: str = "") -> list[tuple[str, Any]]:
    """``a.b = 1`` in TOML is a table in a table; action ids may well be written so."""
    found: list[tuple[str, Any]] = []
    for key, value in table.items():
        name = f"{before}{key}"
        found += _flat(value, f"{name}.") if isinstance(value, dict) else [(name, value)]
    return found


def _problem(path: Path, text: str, key: str, what: str) -> str:
    return f"{shown(path)}, line {_line_of(text, key)}: {what}"


def _line_of(text: str, key: str) -> int:
    """The first line that names the key; tomllib does not tell where it found a value."""
    last = re.escape(key.rsplit(".", 1)[-1])
    names = re.compile(rf"^\s*(?:\[.*\b{last}\b|[\w.\"'-]*\b{last}\b[\"']?\s*=)", re.MULTILINE)
    match = names.search(text)
    if match is None:
        return 1
    blank = len(match.group()) - len(match.group().lstrip())
    return text.count("\n", 0, match.start() + blank) + 1
