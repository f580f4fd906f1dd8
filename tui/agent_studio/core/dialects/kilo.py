"""Kilo's agents, which have OpenCode's form."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import mapping, text
from agent_studio.core.dialects.model import BadKey, BadValue, Dialect, Fence, Loading
from agent_studio.core.dialects.opencode import TOOLS, common_fields
from agent_studio.core.records import replace

_DOCS: Final = "Kilo-Org/kilocode, packages/kilo-docs/pages/customize/custom-subagents.md"

_CODE: Final = "Kilo-Org/kilocode 0b2a7a55, packages/opencode/src/config/agent.ts"
_NULLABLE: Final = ("model", "variant", "temperature", "top_p", "description", "steps")

TABLES: Final = (
    Dialect(
        id="kilo",
        version="",
        dated="2026-10",
        source=f"{_DOCS}; {_CODE}",
        precedence="files go before settings",
        loading=Loading.BLOCKS,
        unknown_keys=BadKey.PASSED_ON,
        bad_values=BadValue.REJECTS_FILE,
        null_is_absent=False,
        fence=Fence.LINE,
        needs_front_matter=False,
        fields=(
            text("name", _CODE, "What the agent is called; absent: its path without the ending."),
            *(
                replace(each, nullable=each.key in _NULLABLE, source=_CODE)
                for each in common_fields(_DOCS)
            ),
            replace(
                text("prompt", _CODE, "Overwritten by the Markdown: it counts in JSON only."),
                nullable=True,
            ),
            text("displayName", _CODE, "What is shown for its name."),
            text("source", _CODE, "Where a managed agent comes from."),
            mapping("requirements", _CODE, "What it needs of its surroundings."),
        ),
        tools=TOOLS,
        tools_source=_CODE,
        switches_field="tools",
        permission_field="permission",
        builtin_agents=("code", "plan", "debug", "ask", "orchestrator", "general", "explore"),
        model_field="model",
        model_pattern=r"[^/\s]+/\S+",
        knows_all_fields=True,
    ),
)
