"""The lossless definition."""

from agent_studio.core.document.document import Document, parse

__all__ = ["Document", "parse"]
