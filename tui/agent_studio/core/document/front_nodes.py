"""Fields from YAML nodes: exact spans for front matter that strict YAML reads."""

from __future__ import annotations

import re
from typing import Final

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from agent_studio.core.document.fences import LINE_END
from agent_studio.core.document.model import Field, Style
from agent_studio.core.document.yaml12 import build_pairs
from agent_studio.core.text import Span

_LINE_END = re.compile(rf"{LINE_END}|\Z")
_CONTENT_LINE = re.compile(r"(?:(?<=\n)|(?<=\r)(?!\n))[ \t]*[^ \t\r\n#][^\r\n]*")
_INDENTED_COMMENT = re.compile(r"[ \t]+#[^\r\n]*(?:\r\n|\n|\r|\Z)")
_COMMENT_BEHIND = re.compile(r"[ \t]+#[^\r\n]*\Z")
_KEEPS_BLANK_LINES = re.compile(r"[|>][0-9]?\+")

_SCALAR_STYLES: Final[dict[str | None, Style]] = {
    "'": Style.SINGLE,
    '"': Style.DOUBLE,
    "|": Style.LITERAL,
    ">": Style.FOLDED,
}
_BLOCK_SCALARS = frozenset({"|", ">"})


def fields_of(content: str, root: MappingNode, base: int) -> tuple[Field, ...]:
    """The fields of the block mapping ``root``, composed from ``content``.

    Args:
        content: What lies between the fences, or a part of it that begins with a line.
        root: Its only node, a mapping in block style.
        base: Where ``content`` begins in the document's text.

    Raises:
        YamlRefused: a value cannot be built.
    """
    found = []
    done = 0
    for (key, value), (name, built) in zip(root.value, build_pairs(root), strict=True):
        field = _field(content, done, key, value, base)
        found.append(Field(name, *field, value=built))
        done = field[0].end - base
    return tuple(found)


def _field(
    content: str, done: int, key: Node, value: Node, base: int
) -> tuple[Span, Span, Span, Span, Style]:
    key_start, key_end = key.start_mark.index, key.end_mark.index
    line_start = start_of_line(content, done, key_start)
    style = _style(value)
    start, end = value.start_mark.index, value.end_mark.index
    if start < key_end:
        style = Style.ALIAS
        start, end = _alias(content, key_end)
    elif style is Style.PLAIN and start == end:
        style = Style.EMPTY
    elif style in _ENDS_LATE:
        end = _end_of_block(content, start, end, value)
    behind = _end_of_line(content, end)
    if style in (Style.BLOCK_LIST, Style.BLOCK_MAP):
        behind = behind_comments(content, behind)
    return (
        Span(base + done, base + behind),
        Span(base + key_start, base + key_end),
        Span(base + start, base + end),
        Span(base + line_start, base + behind),
        style,
    )


_ENDS_LATE = frozenset({Style.LITERAL, Style.FOLDED, Style.BLOCK_LIST, Style.BLOCK_MAP})
"""Styles whose end mark lies behind the blank lines and comments that follow."""


def _style(node: Node) -> Style:
    if isinstance(node, ScalarNode):
        return _SCALAR_STYLES.get(node.style, Style.PLAIN)
    flow = isinstance(node, CollectionNode) and node.flow_style
    if isinstance(node, SequenceNode):
        return Style.FLOW_LIST if flow else Style.BLOCK_LIST
    return Style.FLOW_MAP if flow else Style.BLOCK_MAP


def _alias(content: str, key_end: int) -> tuple[int, int]:
    """Where the alias behind a key stands: its node only knows where the anchor does."""
    start = content.index("*", content.index(":", key_end))
    end = start
    while end < len(content) and content[end] not in " \t\r\n":
        end += 1
    return start, end


def _end_of_block(content: str, start: int, end: int, node: Node) -> int:
    """Where the last content of a block collection or block scalar ends."""
    stripped = without_tail(content, start, end)
    last_line = start_of_line(content, start, stripped)
    leaf = _last_leaf(node)
    # An alias as last leaf has the marks of its anchor, further up.
    if leaf.end_mark.index <= last_line:
        return start + len(_COMMENT_BEHIND.sub("", content[start:stripped]))
    if isinstance(leaf, ScalarNode) and leaf.style in _BLOCK_SCALARS:
        return _end_of_block_scalar(content, leaf.start_mark.index, leaf.end_mark.index)
    return int(leaf.end_mark.index)


def _end_of_block_scalar(content: str, start: int, end: int) -> int:
    text = content[start:end]
    if _KEEPS_BLANK_LINES.match(text):
        return start + len(text) - len(_last_line_end(text))
    shown = start + len(text.rstrip())
    return _LINE_END.search(content, shown).start()  # type: ignore[union-attr]  # \Z matches


def _last_line_end(text: str) -> str:
    if text.endswith("\r\n"):
        return "\r\n"
    return text[-1] if text.endswith(("\n", "\r")) else ""


def _last_leaf(node: Node) -> Node:
    while isinstance(node, CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(node, MappingNode) else last
    return node


def start_of_line(content: str, floor: int, offset: int) -> int:
    """Where the line of ``offset`` begins, not before ``floor``, which begins a line."""
    found = max(content.rfind("\n", floor, offset), content.rfind("\r", floor, offset))
    return found + 1 if found >= 0 else floor


def _end_of_line(content: str, offset: int) -> int:
    return _LINE_END.search(content, offset).end()  # type: ignore[union-attr]  # \Z matches


def without_tail(content: str, start: int, end: int) -> int:
    """``end`` without the blank lines and whole-line comments before it, line end aside.

    The first line of the range is kept in any case. One pass forwards: going back line by
    line would be slow where comments go on and on.
    """
    first, last = start, _LINE_END.search(content, start, end).start()  # type: ignore[union-attr]  # \Z matches
    for line in _CONTENT_LINE.finditer(content, last, end):
        first, last = line.span()
    return first + len(content[first:last].rstrip(" \t"))


def behind_comments(content: str, offset: int) -> int:
    """Behind the indented comment lines that directly follow a nested value.

    They speak of the list or mapping that they are indented with.
    """
    while match := _INDENTED_COMMENT.match(content, offset):
        offset = match.end()
    return offset
