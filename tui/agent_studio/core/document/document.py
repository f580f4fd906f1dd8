"""The lossless definition: one text, and what is found in it when somebody asks."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from agent_studio.core.records import dataclass
from agent_studio.core.text import LineIndex, Span, decode, encode, line_end_of

if TYPE_CHECKING:
    from agent_studio.core.document.model import Field, FrontMatter, Section


@dataclass(frozen=True)
class Document:
    """One definition, without a byte lost: ``bytes(parse(data)) == data``.

    The text is the truth; front matter and body are read from it on first use, and what reads
    them is imported then: a command that passes a definition on needs neither.
    """

    text: str

    def __bytes__(self) -> bytes:
        return encode(self.text)

    def __getitem__(self, span: Span) -> str:
        return span.of(self.text)

    @cached_property
    def front(self) -> FrontMatter | None:
        """The front matter; ``None`` if the text does not begin with an opening fence."""
        from agent_studio.core.document.front import read_front

        return read_front(self.text)

    @cached_property
    def body(self) -> Section:
        """The root section; its span is everything behind the front matter."""
        from agent_studio.core.document.body import read_body

        start = self.front.span.end if self.front else 0
        return read_body(self.text, Span(start, len(self.text)))

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of the front matter; none if there is no front matter."""
        return self.front.fields if self.front else ()

    def field(self, key: str) -> Field | None:
        """The last field written with ``key``: readers that accept doubles take the last."""
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> dict[str, Field]:
        return {field.key: field for field in self.fields}

    @cached_property
    def line_end(self) -> str:
        """The line end that new lines of this definition are written with."""
        return line_end_of(self.text)

    @cached_property
    def lines(self) -> LineIndex:
        """Offsets as lines and columns."""
        return LineIndex(self.text)


def parse(data: bytes | str) -> Document:
    """The definition that ``data`` holds. Never fails: any byte string is a definition."""
    return Document(decode(data) if isinstance(data, bytes) else data)
