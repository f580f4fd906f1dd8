"""A merge in progress, kept so that it survives a quit, a crash and a reboot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from agent_studio.store import jsonfile, world
from agent_studio.store.atomic import Stamp, look
from agent_studio.store.errors import ChangedOnDisk, StoreError, shown


@dataclass(frozen=True, slots=True)
class SessionSource:
    """One source of the merge, with its whole text: the file may be gone tomorrow."""

    path: Path | None
    """``None`` for a text that is in no file."""
    label: str
    text: str
    stamp: Stamp | None = None
    """What the file looked like when it was read."""


@dataclass(frozen=True, slots=True)
class Session:
    """A merge in progress."""

    id: str
    when: float
    """Seconds since 1970 of the last save."""
    sources: tuple[SessionSource, ...]
    decisions: dict[str, Any] = field(default_factory=dict, hash=False)
    """As `core.merge.decisions_to_json` gives them."""
    base: SessionSource | None = None
    extra: dict[str, Any] = field(default_factory=dict, hash=False)
    """What the screen wants to find again: the row it stood on, what is split. JSON values."""
    tool: str = ""
    """For a merge that git asked for, the path of the file that it is to be written to."""
    kept: Stamp | None = field(default=None, compare=False)
    """What is kept of it on disk looked like when it was last read or written; ``None``: new."""

    @property
    def title(self) -> str:
        """The sources' labels, for a person."""
        return ", ".join(source.label for source in self.sources)


def start(
    sources: tuple[SessionSource, ...], *, base: SessionSource | None = None, tool: str = ""
) -> Session:
    """A new session with a fresh id; nothing is written before `save`."""
    return Session(world.fresh_id(), world.now(), sources, base=base, tool=tool)


def folder() -> Path:
    """Where merges in progress are kept."""
    return world.state_folder() / "merges"


def save(session: Session) -> Session:
    """Keep the session as it is now, in the place of what was kept of it before.

    Where somebody else has written it meanwhile, both are kept: this one under an id of its
    own, which the answer has.

    Raises:
        StoreError: It cannot be written; what was kept before is still there.
    """
    content = {
        "id": session.id,
        "when": world.now(),
        "sources": [_source_to_json(source) for source in session.sources],
        "base": _source_to_json(session.base) if session.base else None,
        "decisions": session.decisions,
        "extra": session.extra,
        "tool": session.tool,
    }
    try:
        return replace(session, kept=jsonfile.swap(_file(session.id), content, session.kept))
    except ChangedOnDisk:
        return save(replace(session, id=world.fresh_id(), kept=None))


def load(session_id: str) -> Session:
    """The session of that id.

    Raises:
        StoreError: There is none, or it is damaged; a damaged file is moved aside.
    """
    return _load(_file(session_id))


def pending(tell: Callable[[str], None] | None = None, *, tool: str = "") -> tuple[Session, ...]:
    """All merges in progress, the newest first; with ``tool`` those for that file of git.

    Damaged ones are moved aside and left out; ``tell`` gets a sentence for each.
    """
    found = []
    for path in sorted(folder().glob("*.json")):
        try:
            session = _load(path)
        except StoreError as refusal:
            if tell:
                tell(str(refusal))
            continue
        if session.tool == tool:
            found.append(session)
    return tuple(sorted(found, key=lambda session: session.when, reverse=True))


def discard(session_id: str, kept: Stamp | None = None) -> None:
    """Forget a session, because it was written or given up.

    With ``kept`` only if it still is what was read or written then: what somebody else made of
    it stays.

    Raises:
        StoreError: It cannot be removed.
    """
    file = _file(session_id)
    if kept is not None and not kept.same(look(file, largest=jsonfile.LARGEST)):
        return
    jsonfile.discard(file)


def changed_sources(session: Session) -> tuple[str, ...]:
    """A sentence for each source that is no longer on disk what the session holds of it."""
    told = []
    for source in session.sources:
        if source.path is None or source.stamp is None:
            continue
        try:
            now = look(source.path)
        except StoreError as refusal:
            told.append(str(refusal))
            continue
        if now is None:
            told.append(f"{shown(source.path)} is gone from the disk since")
        elif now.digest != source.stamp.digest:
            told.append(f"{shown(source.path)} was changed on disk since")
    return tuple(told)


def _file(session_id: str) -> Path:
    return folder() / f"{session_id}.json"


def stamp_to_json(stamp: Stamp | None) -> dict[str, Any] | None:
    """A stamp as JSON values."""
    if stamp is None:
        return None
    return {"size": stamp.size, "mtime_ns": stamp.mtime_ns, "digest": stamp.digest}


def stamp_from_json(content: dict[str, Any] | None) -> Stamp | None:
    """The stamp that `stamp_to_json` wrote.

    Raises:
        KeyError, TypeError, ValueError: It is none.
    """
    if content is None:
        return None
    return Stamp(int(content["size"]), int(content["mtime_ns"]), str(content["digest"]))


def _source_to_json(source: SessionSource) -> dict[str, Any]:
    return {
        "path": str(source.path) if source.path else None,
        "label": source.label,
        "text": source.text,
        "stamp": stamp_to_json(source.stamp),
    }


def _source_from_json(content: dict[str, Any]) -> SessionSource:
    path = Path(content["path"]) if content["path"] is not None else None
    if not isinstance(content["text"], str):
        raise TypeError("text")
    return SessionSource(
        path, str(content["label"]), content["text"], stamp_from_json(content["stamp"])
    )


def _load(path: Path) -> Session:
    content, stamp = jsonfile.load_stamped(path)
    try:
        base = content["base"]
        if not isinstance(content["decisions"], dict) or not isinstance(content["extra"], dict):
            raise TypeError("decisions")
        return Session(
            id=path.stem,
            when=float(content["when"]),
            sources=tuple(_source_from_json(source) for source in content["sources"]),
            decisions=content["decisions"],
            base=_source_from_json(base) if base is not None else None,
            extra=content["extra"],
            tool=str(content.get("tool", "")),
            kept=stamp,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise jsonfile.broken(path) from error
