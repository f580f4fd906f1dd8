r"""The short way through a body that is written simply.

To import markdown-it-py takes twice as long as to start Python, and git may call this program for
every definition of a merge. Where each line at the left edge says beyond doubt what it is, the
blocks are found here. Whatever CommonMark has more to say about, be it one line, sends the body to
the parser as a whole: tabs, underlined headings, lazy continuation lines, tables without pipes at
both ends, tags with attributes, and indentation that is neither nothing nor deep enough.
``tests/core/test_simple_body.py`` holds both ways to the same blocks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agent_studio.core.document.model import BlockKind
from agent_studio.core.records import dataclass
from agent_studio.core.text import BOM


@dataclass(frozen=True, slots=True)
class Top:
    """A heading or block at the top level; it ends where the next one begins."""

    kind: BlockKind | None
    """``None`` for a heading."""
    first: int
    """The number of its first line."""
    title: str = ""
    """The text of a heading, or of a paragraph of one line."""
    level: int = 0
    """1 to 6 for a heading."""
    items: tuple[int, ...] = ()
    """The first lines of a list's items."""
    ordered: bool = False


class _NotSimple(Exception):  # noqa: N818  # no error: it takes the parser
    """Something in a body needs the parser."""


_UNUSUAL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]|\r(?!\n)")
_HEADING = re.compile(r"(#{1,6}) +\S")
_FENCE = re.compile(r"(`{3,})[^`]*\Z|(~{3,})")
_MARKER = re.compile(r"([-*+]|[0-9]{1,9}[.)])(?: |\Z)")
_ITEM = re.compile(r"([-*+]|[0-9]{1,9}[.)]) {1,4}(?! )")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,})\Z")
# What may be a rule, the underline of a heading, or the second line of a table.
_LINE_OF_SIGNS = re.compile(r"(?:[-|: ]+|[* ]+|[_ ]+|=+ *)\Z")
# Containers in containers: the parser stops looking inside at a depth of its own.
_CROWDED = re.compile(r" *(?:(?:[-*+]|[0-9]{1,9}[.)]) +|> *){8}")
_DEEPEST: Final = 40
_BELOW_HEADER = re.compile(r"\|(?: *:?-+:? *\|)+\Z")
_MOST_CELLS: Final = 10_000
# Alone on its line; what is in it ends with a blank line, but for tags with ends of their own.
_TAG = re.compile(r"</?(?!(?i:script|pre|style|textarea)>)[A-Za-z][A-Za-z0-9-]*>\Z")


def simple_tops(source: str) -> list[Top] | None:
    """What stands at the top level of ``source``; ``None`` if that takes the parser."""
    if source.startswith(BOM) or _UNUSUAL.search(source):
        return None
    lines = [line.rstrip(" ") for line in source.replace("\r\n", "\n").split("\n")]
    tops: list[Top] = []
    number = 0
    try:
        while number < len(lines):
            if lines[number]:
                top, number = _top(lines, number)
                tops.append(top)
            else:
                number += 1
    except _NotSimple:
        return None
    return tops


def _top(lines: Sequence[str], number: int) -> tuple[Top, int]:
    """The block or heading that the line ``number`` begins, and the number of the line behind."""
    line = lines[number]
    if line[0] == " " or line.isspace():
        raise _NotSimple
    if _RULE.match(line):
        return Top(BlockKind.RULE, number), number + 1
    if _LINE_OF_SIGNS.match(line):
        raise _NotSimple
    if line[0] == "#":
        return _heading(line, number), number + 1
    if line.startswith(("```", "~~~")):
        return Top(BlockKind.FENCE, number), _behind_fence(lines, number)
    if _MARKER.match(line):
        return _list(lines, number)
    read = {"|": _table, ">": _quote, "<": _html}.get(line[0], _paragraph)
    return read(lines, number)


def _heading(line: str, number: int) -> Top:
    heading = _HEADING.match(line)
    # Signs at the end may belong to the heading or close it.
    if heading is None or line[-1] == "#":
        raise _NotSimple
    return Top(None, number, " ".join(line[heading.end() - 1 :].split()), len(heading[1]))


def _behind_fence(lines: Sequence[str], number: int) -> int:
    opening = _FENCE.match(lines[number])
    if opening is None:
        raise _NotSimple
    fence = opening[1] or opening[2]
    closing = re.compile(rf" {{0,3}}{fence[0]}{{{len(fence)},}}\Z")
    for behind in range(number + 1, len(lines)):
        if closing.match(lines[behind]):
            return behind + 1
    raise _NotSimple


def _list(lines: Sequence[str], first: int) -> tuple[Top, int]:
    """Items end where a line is indented less than their text; nothing inside them matters."""
    sign, depth = _item(lines[first])
    items = [first]
    behind = len(lines)
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if not line or _is_inside(line, depth):
            continue
        if _MARKER.match(line) and _item(line)[0] == sign:
            depth = _item(line)[1]
            items.append(number)
        elif not lines[number - 1] or _HEADING.match(line):
            behind = number
            break
        else:
            raise _NotSimple
    return Top(BlockKind.LIST, first, items=tuple(items), ordered=sign in ".)"), behind


def _is_inside(line: str, depth: int) -> bool:
    """Whether a line belongs to an item whose text is indented by ``depth``."""
    indent = len(line) - len(line.lstrip(" "))
    if 0 < indent < depth or indent > _DEEPEST or (indent and _CROWDED.match(line)):
        raise _NotSimple
    return indent > 0


def _item(line: str) -> tuple[str, int]:
    """The sign that an item's marker ends with, and how deep its text is indented."""
    item = _ITEM.match(line)
    if item is None or _LINE_OF_SIGNS.match(line) or _CROWDED.match(line):
        raise _NotSimple
    return item[1][-1], item.end()


def _table(lines: Sequence[str], first: int) -> tuple[Top, int]:
    """Rows with a pipe at both ends; the second row has as many columns as the first."""
    header, below = lines[first], lines[first + 1] if first + 1 < len(lines) else ""
    columns = header.count("|")
    if header[-1] != "|" or "\\" in header or not _BELOW_HEADER.match(below):
        raise _NotSimple
    behind = _behind_all(lines, first, "|")
    if columns != below.count("|") or columns * (behind - first) > _MOST_CELLS:
        raise _NotSimple
    return Top(BlockKind.TABLE, first), behind


def _quote(lines: Sequence[str], first: int) -> tuple[Top, int]:
    behind = _behind_all(lines, first, ">")
    if any(_CROWDED.match(line) for line in lines[first:behind]):
        raise _NotSimple
    return Top(BlockKind.QUOTE, first), behind


def _behind_all(lines: Sequence[str], first: int, sign: str) -> int:
    """The number of the blank line behind those that begin with ``sign``."""
    behind = first
    while behind < len(lines) and lines[behind].startswith(sign):
        behind += 1
    if behind < len(lines) and lines[behind]:
        raise _NotSimple
    return behind


def _html(lines: Sequence[str], first: int) -> tuple[Top, int]:
    """A comment ends on the line of its end, what a tag opens before a blank line."""
    behind = first
    if lines[first].startswith("<!--"):
        while behind < len(lines):
            behind += 1
            if "-->" in lines[behind - 1]:
                return Top(BlockKind.HTML, first), behind
    elif _TAG.match(lines[first]):
        while behind < len(lines) and lines[behind]:
            behind += 1
        return Top(BlockKind.HTML, first), behind
    raise _NotSimple


def _paragraph(lines: Sequence[str], first: int) -> tuple[Top, int]:
    behind = first + 1
    while behind < len(lines) and not _ends_paragraph(lines[behind]):
        behind += 1
    title = lines[first] if behind == first + 1 else ""
    return Top(BlockKind.PARAGRAPH, first, title), behind


def _ends_paragraph(line: str) -> bool:
    if not line or _HEADING.match(line) or line.startswith(("```", "~~~", ">")):
        return True
    marker = _MARKER.match(line)
    # Of ordered lists only those that begin with 1 may follow a paragraph directly.
    if marker and (marker[1] in "-*+" or marker[1][:-1] == "1"):
        return True
    if marker or line[0] in " <|#" or line.isspace() or _LINE_OF_SIGNS.match(line):
        raise _NotSimple
    return False
