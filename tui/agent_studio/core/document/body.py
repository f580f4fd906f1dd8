"""The body as a tree of sections and blocks."""

from __future__ import annotations

from agent_studio.core.document.model import Section
from agent_studio.core.text import Span


def read_body(text: str, span: Span) -> Section:
    """The root section of what ``span`` covers of ``text``."""
    raise NotImplementedError
