"""What is left of a definition in a harness: name, description and model as they take effect."""

from __future__ import annotations

from typing import NamedTuple

from agent_studio.core.dialects.model import Dialect, Loaded
from agent_studio.core.document.model import Value


class Agent(NamedTuple):
    """What a person would see of the agent there; empty for what it has not."""

    name: str
    description: str
    model: str
    """Empty where the session's, or the caller's, is used."""


def agent_of(loaded: Loaded, dialect: Dialect, stem: str = "") -> Agent:
    """The agent that the harness makes of a file whose name without its ending is ``stem``."""
    fields = loaded.effective
    name = "" if dialect.name_is == "file" else _text(fields.get(dialect.name_field))
    model = _text(fields.get(dialect.model_field)) if dialect.model_field else ""
    return Agent(name.strip() or stem, _text(fields.get("description")), model)


def _text(value: Value) -> str:
    if isinstance(value, list):
        return ", ".join(each for each in value if isinstance(each, str))
    return value if isinstance(value, str) else ""
