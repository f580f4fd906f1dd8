"""The lines of one field with another value: comments, place and style stay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from yaml.nodes import SequenceNode

from agent_studio.core.document.fences import LINE_END
from agent_studio.core.document.model import Field, Style, Value, YamlRefused
from agent_studio.core.document.scalars import write_item, write_key, write_value
from agent_studio.core.document.yaml12 import compose
from agent_studio.core.records import dataclass

_COLON: Final = re.compile(r"[ \t]*:")
_REST: Final = re.compile(r"[^\r\n]*")
_FIRST_END: Final = re.compile(LINE_END)
_COMMENT: Final = re.compile(r"#[^\r\n]*")
_ANCHOR: Final = re.compile(r"&[^\s,\[\]{}]+")
_HEADER_COMMENT: Final = re.compile(r"[|>][0-9+-]*([ \t]+#[^\r\n]*)")
_SECOND_INDENT: Final = re.compile(rf"[^\r\n]*(?:{LINE_END}[ ]*)*{LINE_END}(?P<indent> +)\S")
_ASIDE: Final = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|\Z)")

_NESTED: Final = (Style.BLOCK_LIST, Style.BLOCK_MAP)
_BLOCK_TEXTS: Final = (Style.LITERAL, Style.FOLDED)


def field_lines(key: str, value: Value, line_end: str, base: str, *, rescued: bool) -> str:
    """New lines for a field; ``base`` is the indentation of all keys of the block."""
    text = write_value(key, value, line_end=line_end, indent=base + "  ", rescued=rescued)
    return f"{base}{write_key(key)}:{text}{line_end}"


def base_indent(text: str, field: Field) -> str:
    """What stands before the key on its line, if that is blank."""
    before = text[field.line_span.start : field.key_span.start]
    return before if not before.strip(" ") else ""


class _Around(NamedTuple):
    """A field's lines without its value."""

    before: str
    """Up to the colon, or to the anchor behind it."""
    first: str
    """The comment behind the colon, if the value begins further down."""
    above: str
    """Whole lines of comments between the key's line and the value."""
    rest: str
    """What follows the value on its last line."""
    below: str
    """The line end, and comment lines that belong to the value."""


@dataclass(frozen=True)
class FieldText:
    """The parts of a field's lines: everything around its value."""

    text: str
    field: Field
    line_end: str
    rescued: bool

    def with_value(self, value: Value) -> str:
        """The field's lines, from its key's line on, with ``value`` in them."""
        around = self._around()
        if around is None:
            base = base_indent(self.text, self.field).rstrip()
            return field_lines(self.field.key, value, self.line_end, base, rescued=self.rescued)
        written = self._written(value, like=self.field.style)
        if self._keeps_items(value):
            around = around._replace(rest="")  # it is a part of the last item's line
        if self.rescued:
            return self._apart(around, written)
        if written.startswith(self.line_end):
            return self._nested(around, written)
        before, first, above, rest, below = around
        if self.line_end in written and (above.strip() or len(below.splitlines()) > 1):
            # A comment on a line of its own would become a line of the text.
            written = self._written(value, like=None)
        end, below = _split_end(below)
        header, inner_end, lines = written.partition(self.line_end)
        return before + header + first + rest + inner_end + lines + end + above + below

    def _around(self) -> _Around | None:
        """What surrounds the value; ``None`` for a key whose colon is on another line."""
        field, text = self.field, self.text
        colon = _COLON.match(text, field.key_span.end)
        if colon is None:
            return None
        first, above = _split_line(text[colon.end() : field.value_span.start])
        above = above[: len(above) - len(above.rpartition("\n")[2].rpartition("\r")[2])]
        header = _HEADER_COMMENT.match(self._raw) if field.style in _BLOCK_TEXTS else None
        anchor = _ANCHOR.match(self._raw) if field.error is None and not self.rescued else None
        rest, below = _split_line(text[field.value_span.end : field.line_span.end], keep_end=True)
        return _Around(
            text[field.line_span.start : colon.end()] + (f" {anchor[0]}" if anchor else ""),
            header[1] if header else first.rstrip(),
            above,
            rest,
            below,
        )

    def _nested(self, around: _Around, written: str) -> str:
        """Lines for a list or mapping, whose value begins on the line below its key."""
        before, first, above, rest, below = around
        lines = written.removeprefix(self.line_end)
        if self.field.style in _NESTED:
            return before + first + self.line_end + above + lines + rest + below
        return before + first + rest + self.line_end + above + lines + below

    def _apart(self, around: _Around, written: str) -> str:
        """Lines that the rescue leaves alone: comments stand above the key."""
        base = base_indent(self.text, self.field)
        comments = _COMMENT.findall("\n".join((around.first, around.above, around.rest)))
        above = "".join(base + comment + self.line_end for comment in comments)
        return above + around.before + written + around.below

    def _written(self, value: Value, like: Style | None) -> str:
        style = self.field.style
        if isinstance(value, list) and self._keeps_items(value):
            return self._block_list(value)
        if isinstance(value, list) and value and style is Style.FLOW_LIST and not self.rescued:
            return " " + self._flow_list(value)
        return write_value(
            self.field.key,
            value,
            line_end=self.line_end,
            like=like,
            indent=self._indent(value),
            rescued=self.rescued,
        )

    @property
    def _raw(self) -> str:
        return self.field.value_span.of(self.text)

    def _indent(self, value: Value) -> str:
        """What the lines below the key begin with: as they do now, if they are of one kind."""
        base = base_indent(self.text, self.field)
        if self.field.style is Style.BLOCK_LIST and isinstance(value, list):
            return self._column()
        if self.field.style is Style.BLOCK_MAP and isinstance(value, dict):
            return self._column()
        second = _SECOND_INDENT.match(self._raw) if self.field.style in _BLOCK_TEXTS else None
        return second["indent"] if second else base + "  "

    def _column(self) -> str:
        """The blanks before a nested value on its first line."""
        lines = self.text[self.field.key_span.end : self.field.value_span.start]
        blanks = re.split(r"[\r\n]", lines)[-1]
        return blanks if not blanks.strip(" ") else "  "

    def _keeps_items(self, value: Value) -> bool:
        """Whether ``value`` is written over the items' lines, the last one's comment included."""
        return isinstance(value, list) and bool(value) and self.field.style is Style.BLOCK_LIST

    def _block_list(self, value: list[Value]) -> str:
        """The items, one below the other; those that were there before keep their lines."""
        indent = self._indent(value)
        rest = _REST.match(self.text, self.field.value_span.end)
        raw = indent + self._raw + (rest[0] if rest else "")
        lines = _ByValue(self.field.value, _item_lines(raw, indent))
        written = []
        for item in value:
            old = lines.take(item)
            if old is None:
                written.append(write_value("", [item], line_end=self.line_end, indent=indent))
            else:
                written.append(self.line_end + old)
        return "".join(written)

    def _flow_list(self, value: list[Value]) -> str:
        """The items in brackets on one line; those that were there before keep their quotes."""
        tokens = _flow_items(_ANCHOR.sub("", self._raw, count=1).strip())
        quoted = bool(tokens) and all(token.startswith('"') for token in tokens)
        old = _ByValue(self.field.value, tokens)
        items = (old.take(item) or write_item(item, in_flow=True, quoted=quoted) for item in value)
        return "[" + ", ".join(items) + "]"


class _ByValue:
    """Texts to be found by the value that they stand for, each once."""

    def __init__(self, values: Value, texts: list[str]) -> None:
        self._texts: dict[str, list[str]] = {}
        if isinstance(values, list) and len(values) == len(texts):
            for value, text in zip(values, texts, strict=True):
                self._texts.setdefault(repr(value), []).append(text)

    def take(self, value: Value) -> str | None:
        """The next text for ``value``; ``None`` if there is none left."""
        texts = self._texts.get(repr(value))
        return texts.pop(0) if texts else None


def _split_line(text: str, *, keep_end: bool = False) -> tuple[str, str]:
    """The rest of a line, and what follows it (with the line end, if it is to be kept)."""
    end = _FIRST_END.search(text)
    if end is None:
        return text, ""
    return text[: end.start()], text[end.start() if keep_end else end.end() :]


def _split_end(text: str) -> tuple[str, str]:
    end = _FIRST_END.match(text)
    return (end[0], text[end.end() :]) if end else ("", text)


def _item_lines(raw: str, indent: str) -> list[str]:
    """The lines of each item of a block list, with the comments above it, without last end."""
    starts = re.compile(rf"(?:\A|(?<=\n)|(?<=\r)(?!\n)){indent}-(?=[ \t\r\n]|\Z)")
    firsts = [match.start() for match in starts.finditer(raw)]
    ends = [_before_asides(raw, first) for first in firsts[1:]]
    pieces = zip([0, *ends], [*ends, len(raw)], strict=True)
    return [raw[start:end].rstrip("\r\n") for start, end in pieces if firsts]


def _before_asides(raw: str, line: int) -> int:
    """Where the comments and blank lines above the line that begins at ``line`` begin."""
    while line > 0:
        end = line - (2 if raw[line - 2 : line] == "\r\n" else 1)
        start = max(raw.rfind("\n", 0, end), raw.rfind("\r", 0, end)) + 1
        if not _ASIDE.match(raw, start):
            break
        line = start
    return line


def _flow_items(raw: str) -> list[str]:
    """The texts of the items of a flow list; none if it holds aliases, anchors or tags."""
    try:
        node = compose(raw)
    except YamlRefused:
        return []
    if not isinstance(node, SequenceNode) or any(sign in raw for sign in "*&!#\n\r"):
        return []
    return list(_spans(raw, node.value))


def _spans(raw: str, nodes: Iterable[object]) -> Iterable[str]:
    for node in nodes:
        yield raw[node.start_mark.index : node.end_mark.index]  # type: ignore[attr-defined]  # a node
