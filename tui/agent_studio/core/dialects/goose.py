"""Goose's agents: name, description and model, and nothing else."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import prose, text
from agent_studio.core.dialects.model import BadKey, BadValue, Dialect, Loading
from agent_studio.core.records import replace

_DOCS: Final = "aaif-goose/goose, documentation/docs/guides/context-engineering/custom-agents.md"
_CODE: Final = "aaif-goose/goose, crates/goose, summon.rs"

TABLES: Final = (
    Dialect(
        id="goose",
        version="",
        dated="2026-10",
        source=f"{_DOCS}; {_CODE}",
        loading=Loading.STRICT,
        unknown_keys=BadKey.IGNORED,
        bad_values=BadValue.REJECTS_FILE,
        fields=(
            replace(text("name", _CODE, "What the agent is called and known by."), required=True),
            prose("description", _CODE, "When to use the agent."),
            text("model", _CODE, "The model it runs on; Claude's short names are understood."),
        ),
        model_field="model",
        knows_all_fields=True,
        lost_limits=("tools", "disallowedTools"),
        rights_note="a tool list has no effect: it has every tool of the session",
    ),
)
