"""Where the YAML parser of Claude Code, which is Bun's, reads otherwise than this project's.

Each line was seen: release 2.1.329 was given files and asked which agents it had loaded.
"""

from __future__ import annotations

import re
from typing import Final

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from agent_studio.core.document.model import Value, YamlRefused
from agent_studio.core.document.yaml12 import build, compose

_TAB_BEHIND_DASH: Final = r"(?m)^([ ]*-)\t+"
_HALVES: Final = r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
_COMMA_FIRST: Final = r"(?m)^([A-Za-z_][^:\n]*: +|[ ]*- +)(,[^\r\n]*)"
_CLOSERS: Final = ("]", "}", "#")
_QUOTES: Final = ("'", '"')


def read_bun(text: str) -> Value:
    """The value of a YAML document as Bun reads it.

    Quoted texts and brackets of several lines must be indented deeper than what holds them,
    tags that it does not know say nothing, ``<<`` merges, a key may be anything.

    Raises:
        YamlRefused: Bun does not read it, either.
    """
    node = compose(_prepared(text))
    if node is None:
        return None
    _check_lines(node, _prepared(text))
    return build(node, loose=True)


def _prepared(text: str) -> str:
    """``text`` with what the parser at hand refuses written as it takes it."""
    if "\t" in text:
        text = re.sub(_TAB_BEHIND_DASH, r"\1 ", text)
    if ": ," in text or "- ," in text:
        text = re.sub(_COMMA_FIRST, _in_quotes, text)
    return re.sub(_HALVES, _joined, text) if "\\u" in text else text


def _in_quotes(line: re.Match[str]) -> str:
    """A value that begins with a comma, in single quotes."""
    return line[1] + "'" + line[2].replace("'", "''") + "'"


def _joined(halves: re.Match[str]) -> str:
    """Two escapes for the halves of one character, as that character."""
    high, low = int(halves[1], 16), int(halves[2], 16)
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _check_lines(root: Node, text: str) -> None:
    """Raises `YamlRefused` where a line of a quoted text or a bracket is too far to the left."""
    seen: set[int] = set()
    rest: list[tuple[Node, int]] = [(root, -1)]
    while rest:
        node, outer = rest.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if node.start_mark.line == node.end_mark.line:
            continue
        quoted = isinstance(node, ScalarNode) and node.style in _QUOTES
        if quoted or getattr(node, "flow_style", False):
            _check_indent(text, node, outer, brackets=not quoted)
        elif isinstance(node, SequenceNode):
            rest += [(each, node.start_mark.column) for each in node.value]
        elif isinstance(node, MappingNode):
            inner = node.start_mark.column
            rest += [(each, inner) for pair in node.value for each in pair]


def _check_indent(text: str, node: Node, outer: int, *, brackets: bool) -> None:
    offset = node.start_mark.index
    first, *lines = text[offset : node.end_mark.index].split("\n")
    offset += len(first) + 1
    for line in lines:
        words = line.lstrip(" ")
        indent = len(line) - len(words)
        free = not words.strip() or (brackets and words.startswith(_CLOSERS))
        if indent <= outer and not free:
            what = "brackets" if brackets else "quotes"
            raise YamlRefused(f"a line inside {what} that is not indented", offset + indent)
        offset += len(line) + 1
