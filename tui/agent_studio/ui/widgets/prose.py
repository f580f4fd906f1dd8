"""Markdown of any origin as something to read: no links followed, no HTML, no surprises."""

from __future__ import annotations

from typing import ClassVar

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import Heading, Markdown
from rich.text import Text

from agent_studio.core.text import visible

LONGEST = 400
"""Lines of a body that are laid out; more would make going through a list slow."""


class _PlainHeading(Heading):
    """A heading at the left, without a box."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The heading's text with its level before it."""
        level = int(self.tag[1:])
        text = Text.assemble(("#" * level + " ", "markdown.hr"), self.text)
        yield text


class Prose(Markdown):
    """A body as text; tags and comments stay visible instead of vanishing as HTML does."""

    elements: ClassVar = {**Markdown.elements, "heading_open": _PlainHeading}

    def __init__(self, text: str) -> None:
        super().__init__("", hyperlinks=False, code_theme="ansi_dark")
        from markdown_it import MarkdownIt

        reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
        self.markup = visible(text)
        self.parsed = reader.parse(self.markup)
