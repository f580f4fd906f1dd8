"""Kiro's custom agents in Markdown, as the editor 1.x and the command line 3 read them."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import (
    DELEGATE,
    MCP,
    NETWORK,
    NOTHING,
    READ,
    RUN,
    WRITE,
    listing,
    mapping,
    name_list,
    prose,
    switch,
    text,
    tools,
)
from agent_studio.core.dialects.harnesses import places
from agent_studio.core.dialects.model import BadKey, Dialect, FieldType, Loading, Tool
from agent_studio.core.records import replace

_DOCS: Final = "kiro.dev/docs/custom-agents/configuration-reference"
_TOOLS_DOCS: Final = "kiro.dev/docs/tools"
_OLD: Final = "aws/amazon-q-developer-cli, schemas/agent-v1.json"

_FIELDS: Final = (
    text("name", _DOCS, "What is shown; the agent is known by its file's name."),
    prose("description", _DOCS, "What the agent is for."),
    text("model", _DOCS, "The model it runs on."),
    replace(
        name_list(
            "tools",
            _DOCS,
            "The only tools it may use: kinds such as `read`, `*`, `@builtin`, `@mcp`, `@server` "
            "or `@server/tool`. A kind is a bundle: `write` deletes, too, `web` also searches.",
        ),
        template="[read, shell]",
    ),
    name_list("excludedTools", _DOCS, "Tools taken away."),
    mapping("mcpServers", _DOCS, "MCP servers of its own, with all their settings."),
    replace(
        listing(
            "permissions", _DOCS, "What may be done: `capability`, `effect` and `match` of each."
        ),
        members=FieldType.MAP,
    ),
    name_list("resources", _DOCS, "What it knows from the start: `file://`, `skill://`."),
    switch("includeMcpJson", _DOCS, "Whether it has the MCP servers of the settings."),
    switch("includePowers", _DOCS, "Whether it has the powers that are installed."),
    replace(
        mapping("hooks", _DOCS, "Commands run at its events."),
        also=(FieldType.LIST,),
    ),
    text("keyboardShortcut", _DOCS, "The key that chooses it."),
    prose("welcomeMessage", _DOCS, "What is said when it is chosen."),
    name_list("allowedTools", _OLD, "Tools that need not be asked for; of the old JSON form."),
    mapping("toolAliases", _OLD, "Other names for tools; of the old JSON form."),
    mapping("toolsSettings", _OLD, "Settings of tools; of the old JSON form."),
)

_TOOLS: Final = (
    *tools(READ, "read", "knowledge", "context"),
    *tools(WRITE, "write"),
    *tools(RUN, "shell"),
    *tools(NETWORK, "web"),
    *tools(DELEGATE, "use_subagent", "subagent"),
    *tools(NOTHING, "todo_list", "spec"),
    Tool("@mcp", MCP),
    Tool(
        "@builtin",
        RUN | DELEGATE,
        stands_for=("read", "write", "shell", "web", "use_subagent"),
    ),
)

TABLES: Final = (
    Dialect(
        id="kiro",
        title="Kiro",
        version="1.0",
        dated="2026-10",
        source=f"{_DOCS}; {_TOOLS_DOCS}; {_OLD}",
        places=places("kiro"),
        precedence="the project's before the user's",
        loading=Loading.STRICT,
        unknown_keys=BadKey.IGNORED,
        needs_front_matter=False,
        fields=_FIELDS,
        tools=_TOOLS,
        tools_field="tools",
        denied_tools_field="excludedTools",
        name_is="file",
        wildcard="*",
        mcp_prefix="@",
        model_field="model",
        knows_all_fields=True,
    ),
)
