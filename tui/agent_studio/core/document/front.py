"""Front matter: where it is, which fields it has, what strict YAML reads of it."""

from __future__ import annotations

from agent_studio.core.document.model import FrontMatter


def read_front(text: str) -> FrontMatter | None:
    """The front matter of ``text``; ``None`` if it does not begin with an opening fence."""
    raise NotImplementedError
