"""The file of findings that a team has accepted, beside its definitions."""

from __future__ import annotations

import json
from pathlib import Path

from agent_studio.core.check.baseline import Entry
from agent_studio.store.atomic import look, read, write
from agent_studio.store.errors import StoreError, shown

NAME = ".agent-studio-baseline.json"
_VERSION = 1
_LARGEST = 1 << 30


def load(path: Path) -> tuple[Entry, ...]:
    """The findings that a baseline accepts.

    Raises:
        StoreError: It cannot be read or is no baseline.
    """
    data, _ = read(path, largest=_LARGEST)
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise StoreError(f"{shown(path)} is not JSON, so it is no baseline") from error
    if not isinstance(content, dict) or not isinstance(content.get("accepted"), list):
        raise StoreError(f"{shown(path)} is no baseline: it has no list 'accepted'")
    if content.get("version") != _VERSION:
        raise StoreError(f"{shown(path)} was written by another version of agent-studio")
    return tuple(_entry(path, number, each) for number, each in enumerate(content["accepted"], 1))


def save(path: Path, accepted: tuple[Entry, ...]) -> None:
    """Write a baseline in the place of the former one, one finding a line, for small diffs.

    Raises:
        StoreError: It cannot be written.
    """
    lines = ",\n".join(
        "  "
        + json.dumps(
            {
                "path": each.path,
                "code": each.code,
                "words": each.words,
                "fingerprint": each.fingerprint,
            }
        )
        for each in sorted(set(accepted), key=lambda each: (each.path, each.code, each.fingerprint))
    )
    inside = f"\n{lines}\n " if lines else ""
    text = f'{{"version": {_VERSION},\n "accepted": [{inside}]}}\n'
    write(path, text.encode("ascii"), look(path, largest=_LARGEST), largest=_LARGEST)


def _entry(path: Path, number: int, content: object) -> Entry:
    names = ("path", "code", "words", "fingerprint")
    if not isinstance(content, dict) or not all(isinstance(content.get(n), str) for n in names):
        raise StoreError(f"{shown(path)} is no baseline: its entry {number} is not one")
    return Entry(*(content[name] for name in names))
