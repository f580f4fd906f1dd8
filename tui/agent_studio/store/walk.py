"""Going through folders: which files may be definitions, before any is read whole."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from agent_studio.store.errors import cause, shown
from agent_studio.store.places import leads_to_place, spots_over

_NEVER_ENTERED = frozenset(
    ("node_modules", "__pycache__", "site-packages", "venv", "__MACOSX", "bower_components")
)
"""Folders of other people's files."""
_OTHER_FORMATS = (
    *(".yaml", ".yml", ".toml", ".json", ".patch", ".diff"),
    # Prompts and instructions of VS Code: Markdown with fields of their own, and no agents.
    *(".prompt.md", ".instructions.md"),
)
"""Files that may well begin with three dashes and are something else; opened when named."""
_OPENING = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*---+[ \t]*\r?\n")
_COMMANDS = "commands"
"""Where plugins keep what a person starts by its name, with fields that look like an agent's."""
_FIELDS = re.compile(rb"[^\n]*\n(.*?)^---", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(rb"^title[ \t]*:", re.MULTILINE)
_AGENTS_FIELDS = re.compile(
    rb"^(?:name|tools|model|mode|color|kind|skills|agents|handoffs|hooks|mcpServers|memory|effort"
    rb"|temperature|maxTurns|permissionMode|disallowedTools|allowed-tools)[ \t]*:",
    re.MULTILINE,
)
_PEEK = 2048
"""Bytes that are looked at for an opening fence, and for the fields behind it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be a definition, or a folder that could not be entered."""

    path: Path
    named: bool = False
    """Whether somebody named this very file, so that it is opened whatever it holds."""
    why: str = ""
    """One sentence if it cannot be looked into."""


def walk(
    root: Path, *, named: bool, cancelled: Callable[[], bool], places: bool = True
) -> Iterator[Found]:
    """The files at and below ``root`` that may be definitions, folder by folder, by name.

    In a harness's place these are the files with its endings; elsewhere, and in a place that
    somebody ``named``, those that begin with front matter, commands, prompts and the pages of a
    site left out. Symbolic links are followed, each folder is entered once. Hidden folders are
    entered only where they lead to a place of a harness. Without ``places`` no folder is a
    harness's place, and the dialects are not asked.
    """
    if not root.is_dir():
        yield Found(root, named=named)
        return
    entered: set[tuple[int, int]] = set()
    waiting: list[_Way] = [_Way(root, () if named else _hidden_end(root))]
    while waiting and not cancelled():
        way = waiting.pop()
        try:
            inside = _list_once(way.folder, entered)
        except OSError as error:
            why = f"cannot look into {shown(way.folder)}: {cause(error)}"
            yield Found(way.folder, why=why)
            continue
        below = [each for each in inside if _is_folder(each)]
        yield from _files(way, [each for each in inside if not _is_folder(each)], places)
        for each in reversed(below):
            if (further := way.into(each.name, places)) is not None:
                waiting.append(further)


def _hidden_end(root: Path) -> tuple[str, ...]:
    """The names of a path from its last hidden folder on; empty if there is none."""
    parts = root.parts
    last = max((at for at, part in enumerate(parts) if part.startswith(".")), default=len(parts))
    return parts[last:]


@dataclass(frozen=True, slots=True)
class _Way:
    """A folder to look into, and how it was come to."""

    folder: Path
    hidden: tuple[str, ...] = ()
    """The names from a hidden folder on; empty outside of one."""
    commands: bool = False
    """Whether it was come to by a folder of commands: prompts for people, and no agents."""

    def into(self, name: str, places: bool) -> _Way | None:
        """The way on into a folder; ``None`` if that is not to be entered."""
        if name in _NEVER_ENTERED:
            return None
        if not self.hidden and not name.startswith("."):
            return _Way(self.folder / name, (), self.commands or name == _COMMANDS)
        hidden = (*self.hidden, name)
        leads = places and leads_to_place(hidden)
        return _Way(self.folder / name, hidden) if leads else None


def _list_once(folder: Path, entered: set[tuple[int, int]]) -> list[os.DirEntry[str]]:
    status = folder.stat()
    if (status.st_dev, status.st_ino) in entered:
        return []
    entered.add((status.st_dev, status.st_ino))
    with os.scandir(folder) as listing:
        return sorted(listing, key=lambda each: each.name)


def _files(way: _Way, inside: list[os.DirEntry[str]], places: bool) -> Iterator[Found]:
    spots = spots_over(way.folder) if places else ()
    for each in inside:
        path = way.folder / each.name
        if not _is_file(each):
            # Sockets and pipes that merely lie about are nobody's definitions; a link that
            # leads nowhere may have been one.
            if each.is_symlink() and path.suffix == ".md":
                yield Found(path)
        elif any(spot.holds(path) for spot in spots) or (
            not way.hidden and not way.commands and _may_be_definition(path)
        ):
            yield Found(path)


def _is_folder(each: os.DirEntry[str]) -> bool:
    try:
        return each.is_dir()
    except OSError:
        return False


def _is_file(each: os.DirEntry[str]) -> bool:
    try:
        return each.is_file()
    except OSError:
        return False


def _may_be_definition(path: Path) -> bool:
    """Whether a file that lies in no place begins as definitions do; false if unreadable."""
    if path.name.endswith(_OTHER_FORMATS):
        return False
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        # A Markdown file that cannot be opened is worth a word; others may be anything.
        return path.suffix == ".md"
    try:
        return _begins_as_definition(os.read(handle, _PEEK))
    except OSError:
        return False
    finally:
        os.close(handle)


def _begins_as_definition(start: bytes) -> bool:
    """Whether the first line with anything on it is an opening fence, and no page's.

    The pages of a site have a title, and none of the fields of an agent.
    """
    opening = _OPENING.match(start)
    fields = _FIELDS.match(start, opening.end() - 1) if opening else None
    if fields is None:
        return opening is not None
    return not _TITLE.search(fields[1]) or _AGENTS_FIELDS.search(fields[1]) is not None
