"""What rules look at."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from agent_studio.core.check.standing import Contender, Standing, in_order, standings
from agent_studio.core.check.surroundings import UNSEEN, Surroundings
from agent_studio.core.dialects.front_reading import front_text, read_fields
from agent_studio.core.dialects.loading import load
from agent_studio.core.dialects.model import Dialect, FieldSpec, Loaded, Rights
from agent_studio.core.dialects.order import Seat
from agent_studio.core.dialects.rights import rights
from agent_studio.core.document import Document
from agent_studio.core.document.code import fenced
from agent_studio.core.document.model import Field, Value, YamlRefused
from agent_studio.core.records import dataclass
from agent_studio.core.text import BOM, Span, hidden_offsets

if TYPE_CHECKING:
    from agent_studio.core.check.mentions import Mention, Mentions


@dataclass(frozen=True)
class Subject:
    """One definition in the eyes of one harness."""

    document: Document
    dialect: Dialect
    stem: str = ""
    """The file's name without its ending; empty if there is no file."""
    others: tuple[Dialect, ...] = ()
    """The other harnesses in whose eyes somebody wants it looked at."""
    called: str = ""
    """The whole name of the file; empty if there is none, or nobody asks what it is called."""

    @property
    def text(self) -> str:
        """The whole text."""
        return self.document.text

    @cached_property
    def loaded(self) -> Loaded:
        """What the harness reads."""
        return load(self.document, self.dialect)

    @cached_property
    def rights(self) -> Rights:
        """What the agent may do there."""
        return rights(self.loaded, self.dialect)

    @cached_property
    def is_read(self) -> bool:
        """Whether the harness reads any field: false where the YAML stops it."""
        front = self.document.front
        if self.loaded.fields:
            return True
        return front is not None and front.error is None and self.refused is None

    @cached_property
    def refused(self) -> YamlRefused | None:
        """Why the harness reads no field of front matter that strict YAML reads."""
        front = self.document.front
        if front is None or front.error is not None or self.loaded.loads or self.loaded.fields:
            return None
        seen = front_text(self.text, self.dialect.fence) if front.fields else None
        if seen is None or not self.dialect.loading.is_markdown:
            return None
        try:
            read_fields(self.document, seen, self.dialect)
        except YamlRefused as refused:
            return YamlRefused(refused.message, min(seen.start + refused.offset, len(self.text)))
        return None

    @cached_property
    def values(self) -> dict[str, Value]:
        """The fields as the harness reads them.

        Where the YAML stops it, the fields that can be read line by line stand in, so that
        everything else that is wrong can be said at once.
        """
        if self.is_read:
            return self.loaded.fields
        return {field.key: self._as_meant(field) for field in self.document.fields}

    def _as_meant(self, field: Field) -> Value:
        return field.value if field.error is None else self.document[field.value_span]

    def field(self, key: str) -> Field | None:
        """The field that counts for ``key``; ``None`` if there is none."""
        return self.document.field(key)

    def specs(self) -> Iterator[tuple[FieldSpec, Field, Value]]:
        """The known fields that are there: their declaration, place and value."""
        for spec in self.dialect.fields:
            field = self.field(spec.key)
            if field is not None and spec.key in self.values:
                yield spec, field, self.values[spec.key]

    @cached_property
    def mentions(self) -> Mentions:
        """The agents, skills and servers that it names."""
        from agent_studio.core.check.mentions import mentions

        return mentions(self)

    @cached_property
    def files(self) -> tuple[Mention, ...]:
        """The files that it names as paths."""
        from agent_studio.core.check.named_files import named_files

        return named_files(self)

    @cached_property
    def hidden_runs(self) -> tuple[Span, ...]:
        """Runs of neighbouring hidden characters, a byte order mark at the start left out."""
        runs: list[Span] = []
        for offset in hidden_offsets(self.text):
            if offset == 0 and self.text.startswith(BOM):
                continue
            if runs and runs[-1].end == offset:
                runs[-1] = Span(runs[-1].start, offset + 1)
            else:
                runs.append(Span(offset, offset + 1))
        return tuple(runs)

    @cached_property
    def fences(self) -> tuple[Span, ...]:
        """Its code fences; see `in_code`."""
        return fenced(self.text)

    @property
    def opening(self) -> Span:
        """The opening fence, for findings about something that is not there."""
        start = len(BOM) if self.text.startswith(BOM) else 0
        end = start + 3 if self.text.startswith("---", start) else min(start + 1, len(self.text))
        return Span(start, end)

    def spot(self, field: Field) -> Span:
        """The words of a field's value, or its key if it has none."""
        return field.value_span if len(field.value_span) else field.key_span

    @cached_property
    def file_name(self) -> str:
        """What the file is called, without the ending that this harness's files have.

        Empty where all of them are called alike (`SKILL.md`), or if there is no file.
        """
        for ending in (each for place in self.dialect.places for each in place.suffixes):
            before, _, _ = ending.rpartition(".")
            if before and self.stem.lower() == before.lower():
                return ""
            if before and self.stem.endswith(before):
                return self.stem.removesuffix(before)
        return self.stem

    @property
    def name(self) -> str:
        """What the harness calls the agent; empty if it does not load it."""
        if not self.loaded.loads:
            return ""
        name = (
            self.stem
            if self.dialect.name_is == "file"
            else self.loaded.fields.get(self.dialect.name_field)
        )
        return name if isinstance(name, str) else self.stem


@dataclass(frozen=True)
class Member:
    """One definition of a library, with what decides which of several namesakes wins."""

    subject: Subject
    label: str
    """How a message names it: its path."""
    tree: str
    """The folder of definitions it belongs to."""
    precedence: int = 0
    """Lower wins where nothing more is known of its place."""
    around: Surroundings = UNSEEN
    """What else there is where it lies."""
    seat: Seat | None = None
    """Where it stands in the eyes of its harness; ``None`` if only `precedence` is known."""

    @property
    def name(self) -> str:
        """What the harness calls the agent; empty if it does not load it.

        Where the file gives the name, the folders inside of its place may be a part of it.
        """
        name = self.subject.name
        by_file = self.seat.file_name if self.seat else ""
        if not name or not by_file:
            return name
        said = self.subject.loaded.fields.get(self.subject.dialect.name_field)
        is_said = self.subject.dialect.name_is == "field" and isinstance(said, str)
        return name if is_said else by_file


@dataclass(frozen=True)
class LibrarySubject:
    """All definitions that one harness would see together."""

    members: tuple[Member, ...]

    @cached_property
    def contenders(self) -> tuple[Contender, ...]:
        """What decides who wins, for each member."""
        return tuple(
            Contender(
                "" if member.seat and member.seat.foreign else member.name,
                member.label,
                member.seat or Seat("", (member.precedence,)),
                member.subject.dialect,
            )
            for member in self.members
        )

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """How each member stands to the others of its name."""
        return standings(self.contenders)

    @cached_property
    def by_name(self) -> dict[str, list[int]]:
        """The indices of the members of each effective name that loads, the winner first.

        Where the harness takes any of several, the first by label stands for it.
        """
        found: dict[str, list[int]] = {}
        for index, each in enumerate(self.contenders):
            if each.name:
                found.setdefault(each.name, []).append(index)
        return {name: in_order(self.contenders, indices) for name, indices in found.items()}
