"""Bodies that take the Markdown parser: CommonMark's block rules, with tables."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from agent_studio.core.document.model import BlockKind
from agent_studio.core.document.simple_body import Top
from agent_studio.core.text import BOM

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MAX_NESTING = 100
"""Quotes and lists deeper than this are not told apart; markdown-it-py recurses."""

_KINDS: Final[dict[str, BlockKind]] = {
    "paragraph_open": BlockKind.PARAGRAPH,
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "fence": BlockKind.FENCE,
    "code_block": BlockKind.CODE,
    "table_open": BlockKind.TABLE,
    "blockquote_open": BlockKind.QUOTE,
    "html_block": BlockKind.HTML,
    "hr": BlockKind.RULE,
}


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
    # A link definition yields no token, yet its line must belong to a block: it is a paragraph.
    return markdown.enable("table").disable(["reference", "inline"])


def parsed_tops(source: str) -> list[Top]:
    """What stands at the top level of ``source``."""
    # A byte order mark belongs to the first line but is no part of its Markdown.
    tokens = _markdown().parse(source.removeprefix(BOM))
    starts = [
        index
        for index, token in enumerate(tokens)
        if token.level == 0 and token.map is not None and token.nesting >= 0
    ]
    ends = [*starts[1:], len(tokens)]
    return [_top(tokens[start:end]) for start, end in zip(starts, ends, strict=False)]


def _top(tokens: list[Token]) -> Top:
    token = tokens[0]
    first = _line(token)
    if token.type == "heading_open":
        title = " ".join(tokens[1].content.split())
        return Top(None, first, title, int(token.tag[1:]))
    kind = _KINDS[token.type]
    if kind is BlockKind.PARAGRAPH:
        text = tokens[1].content
        return Top(kind, first, text if "\n" not in text else "")
    items = [each for each in tokens if each.type == "list_item_open" and each.level == 1]
    inside = tuple(map(_line, items)) if kind is BlockKind.LIST else ()
    return Top(kind, first, items=inside, ordered=token.type == "ordered_list_open")


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0
