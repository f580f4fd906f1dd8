"""Checking as ``check`` does it: each definition for its readers, then all of them together."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from agent_studio.cli.inputs import Source
from agent_studio.cli.readers import own_reader
from agent_studio.core.check.model import Diagnostic, is_opt_in
from agent_studio.core.check.registry import LIBRARY_RULES, rule_named
from agent_studio.core.check.rules.silences import UNUSED
from agent_studio.core.check.run import (
    Asked,
    Heeded,
    anything,
    check_library,
    check_subject,
    nobody,
)
from agent_studio.core.check.subject import Member, Subject
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.dialects.order import Seat
from agent_studio.core.dialects.strays import stray
from agent_studio.core.records import dataclass, replace
from agent_studio.store.ground import lying
from agent_studio.store.roots import nearest
from agent_studio.store.surroundings import Lookout

if TYPE_CHECKING:
    from agent_studio.cli.teams import Teams
    from agent_studio.core.check.selection import Selection

_Key: TypeAlias = "tuple[int, str, str]"
"""See `_key`."""


@dataclass(frozen=True)
class Plan:
    """What is looked for."""

    harnesses: tuple[Dialect, ...] = ()
    """Those that were asked for; none for the harness whose place a definition lies in."""
    selection: Selection | None = None
    """What of the findings is wanted; ``None`` for all."""
    silenceable: bool = True
    """Whether comments may silence rules."""

    def readers(self, source: Source) -> Sequence[Dialect]:
        """The harnesses in whose eyes a definition is checked."""
        readers = self.harnesses or (own_reader(source),)
        settings = self._settings(source)
        return [self.teams.reader(settings, each) for each in readers] if settings else readers

    def of_one(self, source: Source) -> list[Diagnostic]:
        """What is wrong with one definition; what several harnesses say alike is told once."""
        readers = self.readers(source)
        settings = self._settings(source)
        asked, heeded = self._asked(source), self._heeded(source)
        found = []
        for reader in readers:
            others = tuple(each for each in readers if each is not reader)
            called = os.path.basename(source.path)
            subject = Subject(source.document, reader, source.stem, others, called)
            own: Sequence[Diagnostic] = check_subject(subject, asked, heeded)
            self._checked[_key(source, reader)] = subject
            if settings:
                own = self.teams.applied(settings, source, subject, own)
            found += [each for each in own if self._wants(each)]
        told = {(each.code, each.span, each.message): each for each in found}
        if len(readers) > 1:
            # A comment is left over only if it silences nothing for any of them.
            times = Counter((each.code, each.span) for each in found)
            for key in [key for key in told if key[0] == UNUSED and times[key[:2]] < len(readers)]:
                del told[key]
        return list(told.values())

    def of_all(self, sources: Sequence[Source]) -> list[list[Diagnostic]]:
        """What is wrong with definitions beside one another: a list for each."""
        found: list[list[Diagnostic]] = [[] for _ in sources]
        readers = {(each.id, each.as_of): each for one in sources for each in self.readers(one)}
        for reader in readers.values():
            seen = [index for index, one in enumerate(sources) if reader in self.readers(one)]
            for index, shared in zip(seen, self._together(reader, sources, seen), strict=True):
                own: Sequence[Diagnostic] = shared
                if own and (settings := self._settings(sources[index])):
                    own = self.teams.graded(settings, sources[index], own)
                found[index] += [each for each in own if self._wants(each)]
        return found

    def _together(
        self, reader: Dialect, sources: Sequence[Source], seen: Sequence[int]
    ) -> Iterator[list[Diagnostic]]:
        """What the library rules say of each definition that one harness sees."""
        members = members_of([sources[index] for index in seen], reader, self._checked)
        asked = [self._asked(sources[index]) for index in seen]
        heeded = [self._heeded(sources[index]) for index in seen]
        some = [each for each in asked if each is not nobody]
        shared = check_library(
            members,
            (lambda code: any(each(code) for each in some)) if some else nobody,
            lambda index, code: heeded[index](code),
        )
        opt_in = {each.code for each in LIBRARY_RULES if each.opt_in}
        for own, wants in zip(shared, asked, strict=True):
            yield [each for each in own if each.code not in opt_in or wants(each.code)]

    @cached_property
    def _checked(self) -> dict[_Key, Subject]:
        """What was loaded to check each definition by itself."""
        return {}

    def looks_for(self, code: str, source: Source | None) -> bool:
        """Whether findings of a rule are wanted, in a definition or at all."""
        known = rule_named(code)
        if source and known and is_opt_in(known) and not self._asked(source)(code):
            return False
        return self.selection is None or self.selection.takes_rule(code)

    @cached_property
    def teams(self) -> Teams:
        """The settings of repositories."""
        from agent_studio.cli.teams import Teams

        return Teams(
            lambda code: self.selection is not None and self.selection.names(code),
            self.silenceable,
        )

    def _asked(self, source: Source) -> Asked:
        """Which opt-in rules are looked for in a definition."""
        settings, chosen = self._settings(source), self.selection
        team = self.teams.asked(settings, source) if settings else nobody
        if chosen is None or (team is nobody and not chosen.asks_some):
            return team
        return lambda code: chosen.asks(code) or (chosen.takes_rule(code) and team(code))

    def _heeded(self, source: Source) -> Heeded:
        """Which rules comments of a definition may silence."""
        if settings := self._settings(source):
            return self.teams.heeded(settings, source)
        return anything if self.silenceable else nobody

    def _settings(self, source: Source) -> str:
        """The file of settings that counts for a definition; empty if there is none."""
        folder = os.path.dirname(os.path.abspath(source.path)) if source.path else os.getcwd()
        if folder not in self._settings_over:
            self._settings_over[folder] = nearest(folder, ".agent-studio.toml")
        return self._settings_over[folder]

    @cached_property
    def _settings_over(self) -> dict[str, str]:
        """The nearest settings in or above each folder; definitions of one folder ask together."""
        return {}

    def _wants(self, found: Diagnostic) -> bool:
        return self.selection is None or self.selection.takes(found)


def members_of(
    sources: Sequence[Source], reader: Dialect, checked: Mapping[_Key, Subject] | None = None
) -> list[Member]:
    """Definitions that one harness sees together, with what lies around each of them.

    Those that were ``checked`` by themselves are not loaded again.
    """
    seats = _seats(sources, reader)
    known = checked or {}
    members = [
        _member(source, known.get(_key(source, reader)), reader, seat)
        for source, seat in zip(sources, seats, strict=True)
    ]
    paths = [os.path.abspath(source.path) if source.path else "" for source in sources]
    lookout = Lookout(frozenset(each.name for each in members), frozenset(paths))
    for index, (source, path) in enumerate(zip(sources, paths, strict=True)):
        if path:
            where = lying(path, source.tree, in_place=bool(source.harness))
            around = lookout.around(members[index].subject, where)
            members[index] = replace(members[index], around=around)
    return members


def _key(source: Source, reader: Dialect) -> _Key:
    """A definition in the eyes of one harness, as long as it is held."""
    return id(source.document), reader.id, reader.as_of


def _member(source: Source, checked: Subject | None, reader: Dialect, seat: Seat) -> Member:
    subject = checked or Subject(source.document, reader, source.stem)
    return Member(subject, source.label, source.tree, source.precedence, seat=seat)


def _seats(sources: Sequence[Source], reader: Dialect) -> list[Seat]:
    """Where each stands in the eyes of ``reader``."""
    alone = len(sources) == 1 and not reader.order.folders_in_name
    if alone or not any(source.harness for source in sources):
        # One stands in nobody's way, and what lies in nobody's place needs no search for it.
        return [stray(source.tree, source.path, reader.places) for source in sources]
    from pathlib import Path

    from agent_studio.store.seats import Seats

    seats = Seats(Path.cwd())
    return [
        seats.of(Path(source.path).absolute(), reader.id, source.tree)
        if source.harness
        else stray(source.tree, source.path, reader.places)
        for source in sources
    ]
