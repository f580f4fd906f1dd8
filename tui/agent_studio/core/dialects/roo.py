"""Roo Code's modes: one YAML or JSON file holds the list of them."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import (
    MCP,
    NETWORK,
    READ,
    RUN,
    WRITE,
    listing,
    prose,
    text,
    tools,
)
from agent_studio.core.dialects.harnesses import places
from agent_studio.core.dialects.model import BadKey, BadValue, Dialect, Loading
from agent_studio.core.records import replace

_CODE: Final = "RooCodeInc/Roo-Code, packages/types/src/mode.ts"
_SCHEMA: Final = "RooCodeInc/Roo-Code, schemas/roomodes.json"

TABLES: Final = (
    Dialect(
        id="roo",
        title="Roo Code",
        version="",
        dated="2026-09",
        source=f"{_CODE}; {_SCHEMA}",
        places=places("roo"),
        precedence="the project's .roomodes before the custom_modes.yaml of the settings",
        loading=Loading.MODES,
        unknown_keys=BadKey.REJECTS_FILE,
        bad_values=BadValue.REJECTS_FILE,
        body="there is none: the instructions are fields",
        body_field="roleDefinition",
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
            ),
            text("source", _CODE, "Where the mode comes from.", "global", "project"),
        ),
        tools=(
            *tools(READ, "read"),
            *tools(WRITE, "edit"),
            *tools(NETWORK, "browser"),
            *tools(RUN, "command"),
            *tools(MCP, "mcp"),
        ),
        tools_field="groups",
        unknown_tools=BadValue.REJECTS_FILE,
        knows_all_fields=True,
        rights_note="every mode may ask, plan and hand work to another mode",
    ),
)
