"""Unsaved text of the Editor, kept so that a crash does not lose it; one draft a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from agent_studio.store import jsonfile, world
from agent_studio.store.atomic import Stamp, digest_of
from agent_studio.store.errors import StoreError
from agent_studio.store.sessions import stamp_from_json, stamp_to_json


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody had typed and not saved."""

    path: Path
    """The absolute path of the file it is for; that need not exist."""
    text: str
    stamp: Stamp | None
    """What the file looked like when it was opened; ``None`` for a new one."""
    when: float = 0.0
    """Seconds since 1970; set when it is saved."""


def folder() -> Path:
    """Where drafts are kept."""
    return world.state_folder() / "drafts"


def save(draft: Draft) -> None:
    """Keep a draft in the place of the one there was for its file.

    Raises:
        StoreError: It cannot be written; the former one is still there.
    """
    content = {
        "path": str(draft.path),
        "text": draft.text,
        "stamp": stamp_to_json(draft.stamp),
        "when": world.now(),
    }
    jsonfile.save(_file(draft.path), content)


def draft_of(path: Path) -> Draft | None:
    """The draft for a file, if there is one.

    Raises:
        StoreError: It is damaged and was moved aside, or cannot be read.
    """
    file = _file(path)
    return _load(file) if file.exists() else None


def all_drafts(tell: Callable[[str], None] | None = None) -> tuple[Draft, ...]:
    """Every draft, the newest first; ``tell`` gets a sentence for each damaged one."""
    found = []
    for path in sorted(folder().glob("*.json")):
        try:
            found.append(_load(path))
        except StoreError as refusal:
            if tell:
                tell(str(refusal))
    return tuple(sorted(found, key=lambda draft: draft.when, reverse=True))


def discard(path: Path) -> None:
    """Forget the draft for a file, because its text was saved or given up.

    Raises:
        StoreError: It cannot be removed.
    """
    jsonfile.discard(_file(path))


def _file(path: Path) -> Path:
    # Paths are longer than file names may be, and hold slashes.
    return folder() / f"{digest_of(bytes(path))[:40]}.json"


def _load(file: Path) -> Draft:
    content = jsonfile.load(file)
    try:
        if not isinstance(content["text"], str):
            raise TypeError("text")
        return Draft(
            Path(content["path"]),
            content["text"],
            stamp_from_json(content["stamp"]),
            float(content["when"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise jsonfile.broken(file) from error
