"""Readings beside YAML front matter and Claude Code's rescue, each as one harness has it.

The second tries of OpenCode and Qwen Code are told from their sources
(``packages/opencode/src/config/markdown.ts``, ``packages/core/src/utils/yaml-parser.ts``).
"""

from __future__ import annotations

import re
from typing import Final

from agent_studio.core.dialects.kinds import Loading
from agent_studio.core.document.model import Value, YamlRefused
from agent_studio.core.text import BOM, visible

_PLAIN_LINE: Final = r"([A-Za-z_][A-Za-z0-9_]*)\s*:\s*(.*)"
_NUMBER: Final = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_ITEM: Final = "  - "
_INSIDE: Final = "  "
MODES: Final = "customModes"
"""The key of the list in a file of modes."""


def blocks_text(front: str) -> str:
    """Front matter with every plain value that holds a colon as a block of its own."""
    lines = []
    for line in re.split(r"\r?\n", front):
        match = re.fullmatch(_PLAIN_LINE, line)
        value = match[2].strip() if match else ""
        if match is None or ":" not in value or value.startswith(('"', "'")):
            lines.append(line)
        else:
            lines += [f"{match[1]}: |-", f"{_INSIDE}{value}"]
    return "\n".join(lines)


def read_lines(front: str) -> dict[str, Value]:
    """Front matter read line by line: keys at the left, lists and mappings two blanks in."""
    lines = [
        line for line in front.split("\n") if line.strip() and not line.lstrip().startswith("#")
    ]
    fields: dict[str, Value] = {}
    inside: Value = None
    for line, behind in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith(_ITEM):
            if isinstance(inside, list):
                inside.append(_scalar(line[len(_ITEM) :].strip()))
            continue
        key, colon, text = line.partition(":")
        if line.startswith(_INSIDE) and isinstance(inside, dict):
            inside[key.strip()] = _scalar(text.strip())
            continue
        inside = None
        if colon and text.strip():
            fields[key.strip()] = _scalar(text.strip())
        elif colon and behind.startswith(_INSIDE):
            inside = [] if behind.startswith(_ITEM) else {}
            fields[key.strip()] = inside
    return {key: value for key, value in fields.items() if value is not None}


def _scalar(text: str) -> Value:
    if text in ("true", "false", "null"):
        return None if text == "null" else text == "true"
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        return text[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    if re.fullmatch(_NUMBER, text):
        number = float(text)
        return int(number) if number.is_integer() and len(text) < 16 else number
    return text


def read_toml(text: str) -> dict[str, Value]:
    """The table of a whole TOML file; raises `YamlRefused` with TOML's complaint."""
    import tomllib

    try:
        return {key: _plain(value) for key, value in tomllib.loads(text).items()}
    except (tomllib.TOMLDecodeError, RecursionError) as refused:
        why = visible(str(refused)) or "it is nested too deeply"
        raise YamlRefused(why, 0) from None


def _plain(value: object) -> Value:
    """A value of TOML or JSON as a field's; dates and times as they are written."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return str(value)


def read_json(text: str) -> dict[str, Value]:
    """The object of a whole JSON file; raises `YamlRefused` with JSON's complaint."""
    import json

    try:
        whole = json.loads(text.removeprefix(BOM))
    except (ValueError, RecursionError) as refused:
        why = visible(str(refused)) or "it is nested too deeply"
        raise YamlRefused(why, 0) from None
    if not isinstance(whole, dict):
        raise YamlRefused("it holds no object", 0)
    return {key: _plain(value) for key, value in whole.items()}


def read_modes(text: str) -> list[dict[str, Value]]:
    """The modes of a file of them, at least one; raises `YamlRefused`."""
    from agent_studio.core.document.yaml12 import read_yaml

    whole = read_yaml(text)
    modes = whole.get(MODES) if isinstance(whole, dict) else None
    if not isinstance(modes, list) or not modes:
        raise YamlRefused(f"it holds no list of modes under {MODES}", 0)
    return mappings(modes, "mode")


def mappings(members: list[Value], what: str) -> list[dict[str, Value]]:
    """The members of a list that may hold mappings only; raises `YamlRefused`."""
    found = [each for each in members if isinstance(each, dict)]
    if len(found) < len(members):
        raise YamlRefused(f"one {what} of its list is no mapping", 0)
    return found


def read_whole(text: str, loading: Loading) -> list[dict[str, Value]]:
    """The definitions in a file that is no Markdown; raises `YamlRefused`."""
    if loading is Loading.MODES:
        return read_modes(text)
    return [read_toml(text) if loading is Loading.TOML else read_json(text)]
