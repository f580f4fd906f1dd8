"""Where the names of a list stand in the text, whatever the list looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from agent_studio.core.check.subject import Subject
from agent_studio.core.dialects.model import BadValue
from agent_studio.core.dialects.rights import is_denied
from agent_studio.core.dialects.tools import find_tool, resolves, tool_words
from agent_studio.core.document.model import Field, Value
from agent_studio.core.text import Span

_COMMENT: Final = re.compile(r"(?:(?<=\s)|^)#[^\r\n]*", re.MULTILINE)
_MOST_PAIRS: Final = 250_000
"""Lists of more names than people write are not held against one another."""
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


def nothing_left(subject: Subject) -> bool:
    """Whether there is a list of tools, and every word of it is ignored or taken away."""
    dialect = subject.dialect
    found = tool_list(subject, dialect.tools_field)
    names = tool_words(found[1], dialect) if found else None
    if not names or dialect.wildcard in names or dialect.always_tools:
        return False
    if dialect.unknown_tools is BadValue.REJECTS_FILE:
        return False
    other = tool_list(subject, dialect.denied_tools_field)
    words = (tool_words(other[1], dialect, dialect.denied_tools_field) if other else None) or ()
    if len(names) * len(words) > _MOST_PAIRS:
        return False
    taken = [tool.name if (tool := find_tool(each, dialect)) else each for each in words]
    for word in names:
        tool = find_tool(word, dialect)
        if resolves(word, dialect) and not is_denied(tool.name if tool else word, taken, dialect):
            return False
    return True


def tool_list(subject: Subject, key: str) -> tuple[Field, Value] | None:
    """A tool list that is there and that the table can judge."""
    field = subject.field(key) if key else None
    if field is None or not subject.dialect.tools or key not in subject.values:
        return None
    return field, subject.values[key]
