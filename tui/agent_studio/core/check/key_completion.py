"""What can be written at a place in a definition that is no Markdown: TOML, JSON, YAML of modes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.completion import Completion, fitting, tool_note
from agent_studio.core.check.keys import Key, is_place_of_key, key_at, keys_of
from agent_studio.core.dialects.model import Dialect, FieldSpec, FieldType, Loading
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span

_WORD_BEFORE: Final = re.compile(r"[\w@*/.-]*\Z")
_WORD_BEHIND: Final = re.compile(r"[\w@*/.-]*")
_USED: Final = re.compile(r"[\w@*/.-]+")
_LONGEST_WORD: Final = 200
_QUOTES: Final = ("'", '"')
_SIGNS: Final = " \t\r\n\"':=[-"
"""What may stand between a key and the only word of its value."""


@dataclass(frozen=True, slots=True)
class _Place:
    text: str
    word: Span
    is_quoted: bool
    """Whether a quote stands before the word."""

    @property
    def typed(self) -> str:
        """The part of the text that is to be replaced."""
        return self.word.of(self.text)


def complete_keys(text: str, offset: int, dialect: Dialect) -> tuple[Completion, ...]:
    """What fits at ``offset``: keys that are not there yet, values of one, or tools."""
    keys = keys_of(text, dialect.loading)
    place = _place(text, offset)
    typed = text[place.word.start : offset]
    if is_place_of_key(text, place.word.start, keys, dialect.loading):
        return fitting(_keys(place, keys, dialect), typed)
    key = key_at(keys, place.word.start)
    spec = dialect.spec(key.name) if key else None
    if key is None or spec is None or place.word.start < key.value.start:
        return ()
    if spec.key in (dialect.tools_field, dialect.denied_tools_field):
        return fitting(_tools(place, key, dialect), typed)
    if text[key.value.start : place.word.start].strip(_SIGNS):
        return ()
    return fitting(_values(place, spec, dialect), typed)


def _place(text: str, offset: int) -> _Place:
    before = _WORD_BEFORE.search(text, max(0, offset - _LONGEST_WORD), offset)
    behind = _WORD_BEHIND.match(text, offset, offset + _LONGEST_WORD)
    word = Span(before.start() if before else offset, behind.end() if behind else offset)
    return _Place(text, word, text[: word.start].endswith(_QUOTES))


def _keys(place: _Place, keys: tuple[Key, ...], dialect: Dialect) -> Iterator[Completion]:
    there = {each.name for each in keys if each.span.start != place.word.start}
    if dialect.loading is Loading.MODES:
        there = set()  # the next mode has them all again
    ends = {Loading.TOML: " = ", Loading.JSON: '": ', Loading.MODES: ": "}
    behind = place.text[place.word.end : place.word.end + 1]
    end = "" if behind in ("=", ":", '"') else ends[dialect.loading]
    for spec in dialect.fields:
        if spec.key not in there and not spec.inert:
            yield Completion(spec.key, spec.key + end, place.word, spec.doc)


def _tools(place: _Place, key: Key, dialect: Dialect) -> Iterator[Completion]:
    used = {*_USED.findall(key.value.of(place.text))} - {place.typed}
    for tool in dialect.tools:
        if tool.name not in used and not tool.dead and not tool.replacement:
            yield _written(place, tool.name, tool_note(tool), dialect)


def _values(place: _Place, spec: FieldSpec, dialect: Dialect) -> Iterator[Completion]:
    for value in spec.values:
        if spec.type is FieldType.BOOLEAN:
            yield Completion(value, value, place.word)
        else:
            yield _written(place, value, "", dialect)


def _written(place: _Place, word: str, detail: str, dialect: Dialect) -> Completion:
    """A text, in quotes where the format wants them and none are there."""
    bare = place.is_quoted or dialect.loading is Loading.MODES
    return Completion(word, word if bare else f'"{word}"', place.word, detail)
