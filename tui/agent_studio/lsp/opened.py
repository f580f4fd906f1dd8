"""Which open documents are served, and one of them at one of its versions: pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Final

from agent_studio.core.dialects.model import Dialect
from agent_studio.core.dialects.paths import dialect_at, is_in_place
from agent_studio.core.document import Document, parse
from agent_studio.core.stems import stem_of
from agent_studio.core.text import BOM
from agent_studio.lsp.positions import Positions

LARGEST: Final = 1 << 20
"""Characters. A definition is some kilobytes; a larger text is only told to be too large."""

_OPENING: Final = re.compile(rf"{BOM}?---+[ \t]*(?:\r|\n|\Z)")
_MARKDOWN: Final = (".md", ".markdown", ".mdc", ".mdx")
_NOTES: Final = frozenset({"readme", "changelog", "contributing", "license"})
"""Files that are for people, whatever front matter a site generator may want in them."""


@dataclass(frozen=True)
class Opened:
    """A definition that a client has open, at one version."""

    uri: str
    version: int | None
    text: str
    path: str
    """With slashes; empty if it has none yet."""
    encoding: str
    """In whose code units the client counts columns."""

    @property
    def dialect(self) -> Dialect:
        """That of the harness in whose place it lies."""
        return dialect_at(self.path)

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return stem_of(self.path)

    @property
    def too_large(self) -> bool:
        """Whether it is so large that it gets no answers."""
        return len(self.text) > LARGEST

    @cached_property
    def document(self) -> Document:
        """The definition."""
        return parse(self.text)

    @cached_property
    def positions(self) -> Positions:
        """Its offsets as the client counts them."""
        return Positions(self.text, self.encoding)


def is_served(path: str, language: str, text: str) -> bool:
    """Whether an open document is a definition.

    It is in a harness's place; elsewhere it is Markdown that begins with front matter, and
    not called README or another name for notes.

    Args:
        path: With slashes; empty for a document that was never saved.
        language: What the client says it is written in.
        text: What it holds.
    """
    if path and is_in_place(path):
        return True
    name = PurePath(path)
    is_markdown = language == "markdown" or name.suffix.lower() in _MARKDOWN
    if not is_markdown or name.stem.lower() in _NOTES:
        return False
    return _OPENING.match(text) is not None
