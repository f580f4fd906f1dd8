"""Harnesses of which only the places and the fields that a file needs are known well.

A table that does not know all fields of its harness says so (`Dialect.knows_all_fields`), and
nothing is then said about unknown keys or tools.
"""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import prose, text
from agent_studio.core.dialects.harnesses import places
from agent_studio.core.dialects.model import BadKey, Dialect, Loading
from agent_studio.core.records import replace


def _small(harness: str, title: str, source: str, *, required: str = "name description") -> Dialect:
    """A harness that reads strict YAML; ``required`` lists which of two fields a file needs."""
    needed = required.split()
    fields = (
        text("name", source, "What the agent is called."),
        prose("description", source, "When to use the agent."),
        text("model", source, "The model it runs on."),
    )
    return Dialect(
        id=harness,
        title=title,
        version="",
        dated="2026-10",
        source=source,
        places=places(harness),
        loading=Loading.STRICT,
        unknown_keys=BadKey.IGNORED,
        fields=tuple(replace(each, required=each.key in needed) for each in fields),
        model_field="model",
        rights_note="what limits an agent's tools here is not known: every right is assumed",
    )


TABLES: Final = (
    _small("junie", "Junie", "junie.jetbrains.com/docs/junie-cli-subagents.html"),
    _small("qoder", "Qoder", "docs.qoder.com/cli/subagent"),
    _small("trae", "Trae", "docs.trae.ai/ide/subagents"),
    _small("augment", "Augment", "docs.augmentcode.com/cli/subagents", required="name"),
    _small("openhands", "OpenHands", "docs.openhands.dev"),
    _small("devin", "Devin", "docs.devin.ai/cli/subagents"),
)
