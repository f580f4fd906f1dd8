"""Kiro's custom agents: in Markdown, and in the older JSON, which Amazon Q reads as well."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import (
    DELEGATE,
    MCP,
    NETWORK,
    RUN,
    WRITE,
    listing,
    mapping,
    name_list,
    prose,
    switch,
    text,
    tool_set,
)
from agent_studio.core.dialects.model import (
    BadKey,
    BadValue,
    Dialect,
    FieldType,
    Loading,
    Tool,
)
from agent_studio.core.records import replace

_DOCS: Final = "kiro.dev/docs/custom-agents/configuration-reference"
_TOOLS_DOCS: Final = "kiro.dev/docs/tools"
_CLI: Final = "kiro.dev/docs/cli/custom-agents/configuration-reference"
_OLD: Final = "aws/amazon-q-developer-cli 0765b94a, schemas/agent-v1.json"

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
        member_needs=("capability", "effect"),
    ),
    listing("resources", _DOCS, "What it knows from the start: `file://`, `skill://`, stores."),
    switch("includeMcpJson", _DOCS, "Whether it has the MCP servers of the settings."),
    switch("includePowers", _DOCS, "Whether it has the powers that are installed."),
    replace(
        mapping("hooks", _DOCS, "Commands run at its events."),
        also=(FieldType.LIST,),
    ),
    text("keyboardShortcut", _DOCS, "The key that chooses it."),
    prose("welcomeMessage", _DOCS, "What is said when it is chosen."),
    name_list("allowedTools", _OLD, "Tools that need not be asked for; of the older JSON form."),
    mapping("toolAliases", _OLD, "Other names for tools; of the older JSON form."),
    mapping("toolsSettings", _OLD, "Settings of tools; of the older JSON form."),
)

_JSON_FIELDS: Final = (
    text("$schema", _OLD, "The schema of this file."),
    text("name", _OLD, "What is shown; the agent is known by its file's name."),
    prose("description", _OLD, "What the agent is for; for people only."),
    prose("prompt", _OLD, "Its instructions, or `file://` and where they are."),
    text("model", _OLD, "The model it runs on."),
    name_list("tools", _OLD, "The only tools it has; none if absent or empty."),
    replace(name_list("allowedTools", _OLD, "Tools that need not be asked for."), unique=True),
    mapping("toolAliases", _OLD, "Other names for tools."),
    mapping("toolsSettings", _OLD, "Settings of tools, such as the paths that they may touch."),
    mapping("mcpServers", _OLD, "MCP servers of its own, with all their settings."),
    listing("resources", _OLD, "What it knows from the start: `file://`, `skill://`, stores."),
    mapping("hooks", _OLD, "Commands run at its events."),
    switch("useLegacyMcpJson", _OLD, "Whether it has the MCP servers of the old settings."),
    switch("includeMcpJson", _CLI, "Whether it has the MCP servers of the settings."),
    text("keyboardShortcut", _CLI, "The key that chooses it."),
    prose("welcomeMessage", _CLI, "What is said when it is chosen."),
)

_TOOLS: Final = (
    *tool_set(
        read="read knowledge context",
        run="shell",
        delegate="use_subagent subagent",
        nothing="todo_list spec",
    ),
    Tool("write", WRITE, brings="it deletes files, too"),
    Tool("web", NETWORK, brings="it searches as well as fetches"),
    Tool("@mcp", MCP),
    Tool(
        "@builtin",
        RUN | DELEGATE,
        stands_for=("read", "write", "shell", "web", "use_subagent"),
    ),
)

_JSON_TOOLS: Final = (
    *tool_set(
        read="read fs_read glob grep introspect thinking knowledge",
        write="write fs_write",
        run="shell execute_bash use_aws aws",
        network="web_fetch web_search",
        delegate="use_subagent delegate",
        nothing="todo_list report",
    ),
    Tool(
        "@builtin",
        RUN | DELEGATE,
        stands_for=("read", "write", "shell", "web_fetch", "web_search", "use_subagent"),
    ),
)

TABLES: Final = (
    Dialect(
        id="kiro",
        version="1.0",
        dated="2026-10",
        source=f"{_DOCS}; {_TOOLS_DOCS}; {_OLD}",
        loading=Loading.STRICT,
        unknown_keys=BadKey.IGNORED,
        needs_front_matter=False,
        builtin_agents=("kiro_default", "kiro_planner", "kiro_help"),
        fields=_FIELDS,
        tools=_TOOLS,
        tools_source=_TOOLS_DOCS,
        tools_field="tools",
        denied_tools_field="excludedTools",
        name_is="file",
        wildcard="*",
        mcp_prefix="@",
        model_field="model",
        knows_all_fields=True,
    ),
    Dialect(
        id="kiro-json",
        version="2",
        dated="2026-10",
        source=f"{_OLD}; {_CLI}",
        loading=Loading.JSON,
        unknown_keys=BadKey.REJECTS_FILE,
        bad_values=BadValue.REJECTS_FILE,
        body="there is none: the instructions are a field",
        body_field="prompt",
        fields=_JSON_FIELDS,
        tools=_JSON_TOOLS,
        tools_source=_CLI,
        tools_field="tools",
        none_without_list=True,
        name_is="file",
        wildcard="*",
        mcp_prefix="@",
        model_field="model",
        knows_all_fields=True,
    ),
)
