"""What a whole file has and no row: line ends, byte order mark, how it begins and ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from agent_studio.core.compare.model import Comparison
from agent_studio.core.document import Document
from agent_studio.core.document.model import SectionKind
from agent_studio.core.records import dataclass
from agent_studio.core.text import BOM

_T = TypeVar("_T")
LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True)
class Properties:
    """Each of them is merged for itself: the side that changed it, else what most have."""

    line_end: str
    bom: str
    opening: str
    """The opening fence with its line end."""
    closing: str
    r"""The closing fence without its line end."""
    between: str
    r"""Blank lines between front matter and body, as ``\n``."""
    ending: str
    r"""Everything behind the last word, as ``\n``."""
    top_level: int
    """The level of the topmost headings below a title."""


def voted(values: Sequence[_T], base: _T | None, has_base: bool) -> _T:
    """The value that changed, if there is a base; else the commonest, the first of these.

    Where several sides changed it differently the first one stands: none of these properties
    is worth a question.
    """
    if has_base:
        changed = [value for value in values if value != base]
        return changed[0] if changed else values[0]
    votes = Counter(values)
    return max(values, key=lambda value: votes[value])


def properties(comparison: Comparison) -> Properties:
    """The merged properties of all sources."""
    documents = comparison.documents
    base = comparison.base
    read = [_read(document) for document in documents]
    ground = _read(base) if base is not None else None

    def merged(number: int, default: str) -> str:
        known = [values[number] for values in read if values[number] is not None]
        beneath = ground[number] if ground else None
        found = voted(known, beneath, base is not None) if known else None
        return default if found is None else found

    levels = [level for level in map(top_level, documents) if level]
    ground_level = top_level(base) if base is not None else 0
    return Properties(
        line_end=merged(0, "\n"),
        bom=merged(1, ""),
        opening=merged(2, "---"),
        closing=merged(3, "---"),
        between=merged(4, "\n"),
        ending=merged(5, "\n"),
        top_level=(voted(levels, ground_level, True) if base else levels[0]) if levels else 2,
    )


def _read(document: Document) -> tuple[str | None, ...]:
    text = document.text
    front = document.front
    opening = closing = between = None
    start = 0
    if front is not None:
        start = front.span.end
        opening = text[: front.content.start].lstrip(BOM).rstrip("\r\n")
        closing = text[front.content.end : front.span.end].rstrip("\r\n")
        body = text[start:]
        if body.strip():
            between = LINE_END.sub("\n", body[: len(body) - len(body.lstrip())])
            between = between[: between.rfind("\n") + 1]
    stripped = text.rstrip()
    # Blanks behind the last word belong to its line; what comes below is the file's.
    below = LINE_END.search(text, len(stripped))
    ending = LINE_END.sub("\n", text[below.start() :] if below else "") if stripped else None
    bom = BOM if text.startswith(BOM) else ""
    return document.line_end, bom, opening, closing, between, ending


def top_level(document: Document) -> int:
    """The level of the topmost headings, a lone title aside; 0 without headings."""
    heads = [part for part in document.body.sections if part.kind is SectionKind.HEADING]
    titles = [part for part in heads if part.level == 1]
    if titles == heads[-1:]:
        heads = [*heads[:-1], *(heads[-1].sections if heads else ())]
    return min((part.level for part in heads), default=0)
