"""Checking as ``check`` does it: each definition for its readers, then all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from agent_studio.cli.inputs import Source
from agent_studio.core.check import check, check_library
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.check.rules.silences import UNUSED
from agent_studio.core.check.subject import Member, Subject
from agent_studio.core.dialects import CLAUDE_CODE, dialect
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.records import dataclass

if TYPE_CHECKING:
    from agent_studio.core.check.selection import Selection


@dataclass(frozen=True)
class Plan:
    """What is looked for."""

    harnesses: tuple[Dialect, ...] = ()
    """Those that were asked for; none for the harness whose place a definition lies in."""
    selection: Selection | None = None
    """What of the findings is wanted; ``None`` for all."""

    def readers(self, source: Source) -> Sequence[Dialect]:
        """The harnesses in whose eyes a definition is checked."""
        return self.harnesses or [dialect(source.harness) if source.harness else CLAUDE_CODE]

    def of_one(self, source: Source) -> list[Diagnostic]:
        """What is wrong with one definition; what several harnesses say alike is told once."""
        readers = self.readers(source)
        found = [
            each
            for reader in readers
            for each in check(source.document, reader, stem=source.stem)
            if self._wants(each)
        ]
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
        readers = {each.id: each for one in sources for each in self.readers(one)}
        for reader in readers.values():
            seen = [index for index, one in enumerate(sources) if reader in self.readers(one)]
            members = [_member(sources[index], reader) for index in seen]
            for index, shared in zip(seen, check_library(members), strict=True):
                found[index] += [each for each in shared if self._wants(each)]
        return found

    def looks_for(self, code: str) -> bool:
        """Whether findings of a rule are wanted, whatever their severity."""
        return self.selection is None or self.selection.takes_rule(code)

    def _wants(self, found: Diagnostic) -> bool:
        return self.selection is None or self.selection.takes(found)


def _member(source: Source, reader: Dialect) -> Member:
    subject = Subject(source.document, reader, source.stem)
    return Member(subject, source.label, source.tree, source.precedence)
