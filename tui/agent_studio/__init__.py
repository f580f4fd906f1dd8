"""agent-studio: compose, compare, merge, check and review AI agent definitions."""

__version__ = "0.1.0"
