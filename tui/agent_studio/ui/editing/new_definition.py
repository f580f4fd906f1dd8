"""What a new definition begins with. Reads the starters; screens call it in a thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from agent_studio.core.dialects import CLAUDE_CODE, load
from agent_studio.core.document import parse
from agent_studio.core.document.edit import set_field
from agent_studio.core.export.filenames import safe_file_name
from agent_studio.core.text import decode
from agent_studio.store import atomic
from agent_studio.store.errors import StoreError, shown
from agent_studio.store.starters import starters

TEMPLATE = """\
---
name: NAME
description: Use this agent when …
---

You are a … who …

## Responsibilities

- …

## How you work

1. …
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """Something to begin with."""

    id: str
    title: str
    detail: str
    name: str
    """The name that is proposed; empty for none."""
    text: str


def kinds() -> tuple[Kind, ...]:
    """The template, then the starters; without the starters if they are not installed."""
    template = Kind("template", "A template", "The fields that have to be there.", "", TEMPLATE)
    try:
        paths = sorted(starters().glob("*.md"))
        read = [(path, parse(decode(atomic.read(path)[0]))) for path in paths]
    except StoreError:
        return (template,)
    found = []
    for path, document in read:
        fields = load(document, CLAUDE_CODE).fields
        detail = str(fields.get("description", ""))
        name = str(fields.get("name", path.stem))
        found.append(Kind(str(path), name, detail, name, document.text))
    return (template, *found)


def begin(kind: Kind, name: str) -> str:
    """The text that a definition called ``name`` begins with."""
    return set_field(parse(kind.text), "name", name).text


def folder_for(beside: Path | None) -> Path:
    """Where a new definition goes: that folder, unless it is the starters' own or there is none."""
    if beside is None or _is_ours(beside):
        return Path.cwd() / ".claude" / "agents"
    return beside


def _is_ours(folder: Path) -> bool:
    try:
        return folder.is_relative_to(starters())
    except StoreError:
        return False


def path_for(folder: Path, name: str) -> Path:
    """The file of a definition of that name."""
    return folder / safe_file_name(name).text


def why_not_name(folder: Path, name: str) -> str:
    """Why a new definition cannot be called so; empty if it can."""
    if not name.strip():
        return ""
    path = path_for(folder, name.strip())
    return f"{shown(path)} is there already." if path.exists() else ""
