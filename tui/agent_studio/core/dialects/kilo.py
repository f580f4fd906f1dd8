"""Kilo's agents, which have OpenCode's form."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.harnesses import order, others_places, places
from agent_studio.core.dialects.model import BadKey, BadValue, Dialect, Fence, Loading
from agent_studio.core.dialects.opencode import TOOLS, common_fields

_DOCS: Final = "Kilo-Org/kilocode, packages/kilo-docs/pages/customize/custom-subagents.md"

TABLES: Final = (
    Dialect(
        id="kilo",
        title="Kilo",
        version="",
        dated="2026-10",
        source=_DOCS,
        places=places("kilo"),
        borrowed=others_places("kilo"),
        order=order("kilo"),
        precedence="files go before settings",
        loading=Loading.BLOCKS,
        unknown_keys=BadKey.PASSED_ON,
        bad_values=BadValue.REJECTS_FILE,
        null_is_absent=False,
        fence=Fence.LINE,
        needs_front_matter=False,
        fields=common_fields(_DOCS),
        tools=TOOLS,
        tools_source=_DOCS,
        switches_field="tools",
        permission_field="permission",
        builtin_agents=("code", "plan", "debug", "ask", "orchestrator", "general", "explore"),
        name_is="file",
        model_field="model",
        model_pattern=r"[^/\s]+/\S+",
        knows_all_fields=True,
    ),
)
