"""What lies around a definition on this disk: the things that it names, as far as they are there.

Only what is named is looked for: below the root of the project, and in the folders and files in the
user's home that belong to a harness. The rest of the disk is nobody's surroundings.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from agent_studio.core.check.subject import Subject
from agent_studio.core.check.surroundings import UNSEEN, Surroundings
from agent_studio.core.document import parse
from agent_studio.store.errors import StoreError
from agent_studio.store.ground import (
    Ground,
    Lying,
    folders_of,
    ground_of,
    is_in,
    server_paths,
    upwards,
)
from agent_studio.store.reading import read_whole

if TYPE_CHECKING:
    from agent_studio.core.check.mentions import Mention
    from agent_studio.core.dialects.model import Dialect

_SKILL = "SKILL.md"
_TRUE = (True, 1, "true", "yes", "on", "1")
_FOLDERS_ABOVE = 8
"""So far above a definition the file of its plugin may lie."""


class Lookout:
    """Finds what lies around definitions; what is found in a folder is kept for the next one."""

    def __init__(
        self,
        names: frozenset[str] = frozenset(),
        paths: frozenset[str] = frozenset(),
        here: str = "",
    ) -> None:
        """Make one for a working folder; the process's, if ``here`` is empty.

        ``names`` are the agents that are known to be there, ``paths`` their files.
        """
        self._here = here or os.getcwd()
        self._names = names
        self._paths = paths
        self._skills = lru_cache(maxsize=None)(_skills_in)
        self._has_above = lru_cache(maxsize=None)(_has_above)
        self._called = lru_cache(maxsize=None)(lambda folder: _called(self._skills(folder)))
        self._is_manual = lru_cache(maxsize=None)(_is_manual)
        self._servers = lru_cache(maxsize=None)(_servers_in)
        self._agents: dict[tuple[str, Ground], tuple[frozenset[str], frozenset[str]]] = {}

    def around(self, subject: Subject, lying: Lying) -> Surroundings:
        """What is there of the things that ``subject`` names.

        Where no harness looks for a definition nobody knows into which project it will go: then
        only the targets of its links are looked for.
        """
        named, files = subject.mentions, subject.files
        in_plugin = self._is_in_plugin(subject, lying)
        if not (named.agents or named.skills or named.servers or files):
            return Surroundings(in_plugin=True) if in_plugin else UNSEEN
        ground = ground_of(lying, self._here)
        missing = frozenset(_missing(files, lying, ground))
        if lying.scope == "folder":
            return Surroundings(missing=missing, in_plugin=in_plugin)
        agents, agent_files = self._other_agents(subject, ground)
        skills, manual = self._skills_of(subject, ground)
        return Surroundings(
            agents=agents,
            agent_files=agent_files,
            skills=skills,
            manual_skills=manual,
            servers=self._servers_of(subject.dialect, ground) if named.servers else None,
            missing=missing,
            in_plugin=in_plugin,
        )

    def _is_in_plugin(self, subject: Subject, lying: Lying) -> bool:
        """Whether it belongs to a plugin, if that makes a difference."""
        dialect = subject.dialect
        if not any(subject.field(key) for key in dialect.ignored_in_plugins):
            return False
        return self._has_above(os.path.dirname(lying.path), dialect.plugin_file)

    def _other_agents(
        self, subject: Subject, ground: Ground
    ) -> tuple[frozenset[str] | None, frozenset[str]]:
        """The names of the agents on the disk, and of their files, if one is not known yet."""
        if subject.dialect.agents_of != "":
            return self._agents_of_others(subject, ground)
        own = (*subject.dialect.builtin_agents, subject.name)
        if all(
            each.name in self._names or each.name in own or ":" in each.name
            for each in subject.mentions.agents
        ):
            return self._names, frozenset()
        names, files = self._agents_at(subject.dialect, ground)
        return names | self._names, files

    def _agents_of_others(
        self, subject: Subject, ground: Ground
    ) -> tuple[frozenset[str] | None, frozenset[str]]:
        """The same for what is no agent, and so stands among the agents of a harness."""
        if subject.dialect.agents_of is None or not subject.mentions.agents:
            return None, frozenset()
        from agent_studio.core.dialects.tables import DIALECTS

        dialect = DIALECTS[subject.dialect.agents_of]
        names, files = self._agents_at(dialect, ground)
        return names.union(dialect.builtin_agents), files

    def _agents_at(self, dialect: Dialect, ground: Ground) -> tuple[frozenset[str], frozenset[str]]:
        key = dialect.id, ground
        if key not in self._agents:
            self._agents[key] = self._read_agents(dialect, ground)
        return self._agents[key]

    def _read_agents(
        self, dialect: Dialect, ground: Ground
    ) -> tuple[frozenset[str], frozenset[str]]:
        names, files = set(), set()
        for path, stem in _definitions(dialect, ground):
            files.add(stem.split(".")[0])
            if path not in self._paths:
                with suppress(StoreError):
                    names.add(Subject(parse(read_whole(path)[0]), dialect, stem).name)
        return frozenset(names - {""}), frozenset(files)

    def _skills_of(
        self, subject: Subject, ground: Ground
    ) -> tuple[frozenset[str] | None, frozenset[str]]:
        """The skills that are there, and those of them that only a person may start."""
        dialect = subject.dialect
        wanted = {each.name for each in subject.mentions.skills if ":" not in each.name}
        if not dialect.skill_places or not wanted:
            return None, frozenset()
        folders = [each for place in dialect.skill_places for each in folders_of(place, ground)]
        there = {name: path for each in reversed(folders) for name, path in self._skills(each)}
        if wanted - there.keys():
            there |= {name: path for each in folders for name, path in self._called(each)}
        manual = {name for name in wanted & there.keys() if self._is_manual(there[name])}
        commands = [each for place in dialect.command_places for each in folders_of(place, ground)]
        as_command = {
            name
            for name in wanted - there.keys()
            if "/" not in name
            and any(_is_file(os.path.join(each, f"{name}.md")) for each in commands)
        }
        return frozenset(there.keys() | as_command), frozenset(manual)

    def _servers_of(self, dialect: Dialect, ground: Ground) -> frozenset[str] | None:
        """The servers that are set up; ``None`` if nobody knows where that is done."""
        found: set[str] = set()
        for file in dialect.server_files:
            for path in server_paths(file, ground):
                names = self._servers(path, file.key, file.projects, ground.levels)
                if names is None:
                    return None
                found |= names
        return frozenset(found) if dialect.server_files else None


def _missing(files: Iterable[Mention], lying: Lying, ground: Ground) -> Iterator[str]:
    """The paths at which nothing is, wherever they may be meant from."""
    start = os.path.dirname(lying.path)
    bases = tuple(dict.fromkeys((*upwards(start, ground.root), *ground.levels))) or (start,)
    for mention in files:
        if not mention.firm and lying.scope != "project":
            continue
        at_home = mention.name.startswith("~")
        paths = _in_home(mention.name) if at_home else _below(mention.name, bases, ground.root)
        if not paths or any(os.path.lexists(path) for path in paths):
            continue
        if mention.firm or at_home or _is_begun(mention.name, bases):
            yield mention.name


def _below(name: str, bases: Iterable[str], root: str) -> list[str]:
    """Where a path may lead to inside the project."""
    paths = (os.path.normpath(os.path.join(base, name)) for base in bases)
    return [path for path in paths if is_in(path, root)]


def _in_home(name: str) -> list[str]:
    """Where a path in the user's home leads to, if that is in a harness's folder that is there."""
    home = os.path.expanduser("~")
    path = os.path.normpath(os.path.expanduser(name))
    first = path.removeprefix(os.path.join(home, "")).split("/")[0]
    owned = is_in(path, home) and first in _users_folders()
    return [path] if owned and os.path.isdir(os.path.dirname(path)) else []


@lru_cache(maxsize=1)
def _users_folders() -> frozenset[str]:
    """The hidden folders below the user's home that harnesses have."""
    from agent_studio.core.dialects.harnesses import HARNESSES

    places = (place for each in HARNESSES for place in each.places if place.scope == "user")
    return frozenset(place.folder.split("/")[0] for place in places) - {".config"}


def _is_begun(name: str, bases: Iterable[str]) -> bool:
    """Whether the first folder of a path is there, so that the path is meant for this project."""
    first, *rest = name.removeprefix("./").split("/")
    return not rest or any(os.path.isdir(os.path.join(each, first)) for each in bases)


def _definitions(dialect: Dialect, ground: Ground) -> Iterator[tuple[str, str]]:
    """The files that a harness takes for definitions, with their names without the endings."""
    from pathlib import Path

    from agent_studio.store.walk import walk

    for place in (*dialect.places, *dialect.borrowed):
        for folder in map(Path, folders_of(place, ground)):
            if not folder.is_dir():
                continue
            for found in walk(folder, named=False, cancelled=lambda: False):
                path = found.path
                deep = path.parent != folder
                if not found.why and place.takes(path.name) and (place.recursive or not deep):
                    yield str(path), path.stem


def _has_above(folder: str, name: str) -> bool:
    """Whether a file lies in a folder or not far above it."""
    for _ in range(_FOLDERS_ABOVE):
        if os.path.isfile(os.path.join(folder, name)):
            return True
        folder = os.path.dirname(folder)
    return False


def _skills_in(folder: str) -> tuple[tuple[str, str], ...]:
    """The skills in a folder, by what their folders are called, and their files."""
    try:
        with os.scandir(folder) as listing:
            names = sorted(each.name for each in listing)
    except OSError:
        return ()
    paths = ((name, os.path.join(folder, name, _SKILL)) for name in names)
    return tuple((name, path) for name, path in paths if _is_file(path))


def _called(skills: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The same skills by what they call themselves, and their files."""
    named = ((_value(path, "name"), path) for _, path in skills)
    return tuple((name, path) for name, path in named if isinstance(name, str))


def _is_manual(path: str) -> bool:
    return _value(path, "disable-model-invocation") in _TRUE


def _value(path: str, key: str) -> object:
    """The value of a field in a file; ``None`` if it has none."""
    try:
        field = parse(read_whole(path)[0]).field(key)
    except StoreError:
        return None
    return field.value if field else None


def _servers_in(
    path: str, key: str, projects: str, levels: tuple[str, ...]
) -> frozenset[str] | None:
    """The servers that a file sets up; ``None`` if it is there and cannot be read."""
    import json

    if not _is_file(path):
        return frozenset()
    try:
        whole = json.loads(read_whole(path)[0])
    except (StoreError, ValueError, RecursionError):
        return None
    found = set(_keys(whole, key))
    for level in levels if projects else ():
        own = whole.get(projects) if isinstance(whole, dict) else None
        found |= set(_keys(own.get(level) if isinstance(own, dict) else None, key))
    return frozenset(found)


def _keys(value: object, key: str) -> list[str]:
    inner = value.get(key) if isinstance(value, dict) else None
    return [str(each) for each in inner] if isinstance(inner, dict) else []


def _is_file(path: str) -> bool:
    try:
        return os.path.isfile(path)
    except ValueError:  # a NUL in a name
        return False
