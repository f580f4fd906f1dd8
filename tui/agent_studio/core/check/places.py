"""Where the names of a list stand in the text, whatever the list looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from agent_studio.core.check.subject import Subject
from agent_studio.core.document.model import Field, Value
from agent_studio.core.text import Span

_COMMENT: Final = re.compile(r"(?:(?<=\s)|^)#[^\r\n]*", re.MULTILINE)
_WORD_SIGN: Final = r"[\w*/:.-]"


def name_places(subject: Subject, field: Field, names: Sequence[str]) -> Iterator[tuple[str, Span]]:
    """Each of ``names``, in the order of the text, with the place of its words.

    A name that is written with escapes, so that its words are not there to be found, gets the
    whole value.
    """
    raw = _COMMENT.sub(lambda match: " " * len(match[0]), subject.document[field.value_span])
    at = 0
    for name in names:
        pattern = rf"(?<!{_WORD_SIGN}){re.escape(name)}(?!{_WORD_SIGN})"
        match = re.compile(pattern).search(raw, at)
        if match is None:
            yield name, subject.spot(field)
            continue
        at = match.end()
        yield name, Span(*match.span()).shifted(field.value_span.start)


def tool_list(subject: Subject, key: str) -> tuple[Field, Value] | None:
    """A tool list that is there and that the table can judge."""
    field = subject.field(key) if key else None
    if field is None or not subject.dialect.tools or key not in subject.values:
        return None
    return field, subject.values[key]
