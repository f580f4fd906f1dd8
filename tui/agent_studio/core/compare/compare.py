"""Aligning N definitions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agent_studio.core.compare.bodies import body_rows
from agent_studio.core.compare.fields import field_rows
from agent_studio.core.compare.model import WORDS, Comparison, Row
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import Document
from agent_studio.core.records import replace

if TYPE_CHECKING:
    from agent_studio.core.compare.meaning import Meaning, Space


def compare(
    documents: Sequence[Document],
    *,
    labels: Sequence[str] | None = None,
    dialect: Dialect | None = None,
    base: Document | None = None,
    meaning: Meaning | None = None,
) -> Comparison:
    """The fields, sections, blocks and items of all ``documents``, row by row.

    Which parts stand in one row depends on their content alone, not on the order of the
    documents; the order of the rows follows the first document, those of the others come
    behind their predecessors. ``labels`` are short names, by default ``1``, ``2`` …;
    ``dialect`` says how fields are put together, by default that of Claude Code. With a
    ``base`` every row also knows what the common ancestor has. Without one, ``meaning`` (a
    language model) puts statements into one row that say the same in other words; with one it
    has no say. Never raises on content.

    Raises:
        ValueError: if there is no document, or not one label for each.
    """
    if not documents:
        raise ValueError("nothing to compare")
    if labels is None:
        labels = [str(number + 1) for number in range(len(documents))]
    if len(labels) != len(documents):
        raise ValueError("one label for each document, please")
    if dialect is None:
        from agent_studio.core.dialects import CLAUDE_CODE

        dialect = CLAUDE_CODE
    asked = _Asked(meaning) if meaning is not None and base is None else None
    rows = (*field_rows(documents, base, dialect), *body_rows(documents, base, asked))
    alignment = asked.name if asked is not None and asked.answered else WORDS
    return Comparison(tuple(documents), tuple(labels), dialect, _distinct(rows), base, alignment)


class _Asked:
    """A `Meaning` of which is known afterwards whether it was needed."""

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning
        self.name = meaning.name
        self.answered = False

    def space(self, texts: Sequence[str]) -> Space | None:
        """What the meaning answers."""
        found = self._meaning.space(texts)
        self.answered = self.answered or found is not None
        return found


def _distinct(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with no address twice: a title may look like another row's address."""
    seen: set[str] = set()

    def renamed(row: Row, old: str, new: str) -> Row:
        address = new + row.address[len(old) :] if old else row.address
        fresh, number = address, 1
        while fresh in seen:
            number += 1
            fresh = f"{address}#{number}"
        seen.add(fresh)
        children = tuple(renamed(child, row.address, fresh) for child in row.children)
        same = fresh == row.address and children == row.children
        return row if same else replace(row, address=fresh, children=children)

    return tuple(renamed(row, "", "") for row in rows)
