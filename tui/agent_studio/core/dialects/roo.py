"""Roo Code's modes: one YAML or JSON file holds the list of them."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import listing, prose, text, tool_set
from agent_studio.core.dialects.model import BadKey, BadValue, Dialect, Loading
from agent_studio.core.records import replace

_CODE: Final = "RooCodeInc/Roo-Code, packages/types/src/mode.ts"
_SCHEMA: Final = "RooCodeInc/Roo-Code, schemas/roomodes.json"

TABLES: Final = (
    Dialect(
        id="roo",
        version="",
        dated="2026-09",
        source=f"{_CODE}; {_SCHEMA}",
        precedence="the project's .roomodes before the custom_modes.yaml of the settings",
        loading=Loading.MODES,
        # The loader leaves them out; the published schema, which editors use, refuses them.
        unknown_keys=BadKey.WARNED,
        bad_values=BadValue.REJECTS_FILE,
        name_field="slug",
        body="there is none: the instructions are fields",
        body_field="roleDefinition",
        builtin_agents=("architect", "code", "ask", "debug", "orchestrator"),
        fields=(
            replace(
                text("slug", _CODE, "What the mode is known by: letters, digits and hyphens."),
                required=True,
                pattern=r"[a-zA-Z0-9-]+",
            ),
            replace(text("name", _CODE, "What is shown."), required=True),
            replace(prose("roleDefinition", _CODE, "Who the agent is."), required=True),
            prose("whenToUse", _CODE, "When to use the mode; what other modes choose it by."),
            prose("description", _CODE, "What the mode is for, in a few words."),
            prose("customInstructions", _CODE, "What it has to do, behind the role."),
            replace(
                listing(
                    "groups",
                    _CODE,
                    "The kinds of tools that it may use, none twice; each alone, or in a list "
                    "with `fileRegex` and `description`.",
                ),
                required=True,
                unique=True,
            ),
            text("source", _CODE, "Where the mode comes from.", "global", "project"),
        ),
        tools=tool_set(read="read", write="edit", network="browser", run="command", mcp="mcp"),
        tools_source=_CODE,
        tools_field="groups",
        unknown_tools=BadValue.REJECTS_FILE,
        knows_all_fields=True,
        rights_note="every mode may ask, plan and hand work to another mode",
    ),
)
