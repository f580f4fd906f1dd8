"""The lossless definition."""

from agent_studio.core.document.document import Document, parse
from agent_studio.core.document.fences import front_problem

__all__ = ["Document", "front_problem", "parse"]
