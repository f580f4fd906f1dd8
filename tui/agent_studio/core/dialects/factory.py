"""Factory's custom droids."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import (
    DELEGATE,
    MCP,
    NETWORK,
    READ,
    RUN,
    WRITE,
    name_list,
    prose,
    text,
    tool_set,
)
from agent_studio.core.dialects.model import (
    BadKey,
    BadValue,
    Dialect,
    FieldType,
    Limit,
    Loading,
    Named,
    ServerFile,
    Tool,
)
from agent_studio.core.records import replace

_DOCS: Final = "docs.factory.ai/harness/subagents"

_FIELDS: Final = (
    replace(
        text("name", _DOCS, "What the droid is called: lower-case letters, digits, - and _."),
        required=True,
        pattern=r"[a-z0-9_-]+",
        bad=BadValue.REJECTS_FILE,
    ),
    replace(
        prose("description", _DOCS, "When to use the droid; at most 500 characters."), most=500
    ),
    replace(
        text(
            "model",
            _DOCS,
            "`inherit`, a model, or `custom:` and a model of your own.",
            "inherit",
        ),
        open_values=True,
    ),
    replace(
        text(
            "reasoningEffort",
            _DOCS,
            "How hard the model thinks; without effect where the model is inherited.",
            *("low", "medium", "high"),
        ),
        inert_with=("model", "inherit"),
    ),
    replace(
        name_list(
            "tools",
            _DOCS,
            "The only tools it may use: one kind of them, or a list; absent: all. Names are "
            "case-sensitive, and one that is no tool costs the whole droid.",
        ),
        also=(FieldType.STRING,),
        bad=BadValue.REJECTS_FILE,
        template="read-only",
    ),
    replace(
        name_list(
            "mcpServers",
            _DOCS,
            "The MCP servers that it may use; absent: all, an empty list: none.",
        ),
        names=Named.SERVERS,
    ),
)

_TOOLS: Final = (
    *tool_set(
        read="Read LS Grep Glob",
        write="Create Edit ApplyPatch",
        run="Execute",
        network="WebSearch FetchUrl",
        nothing="TodoWrite Skill",
    ),
    Tool("read-only", READ, stands_for=("Read", "LS", "Grep", "Glob")),
    Tool("edit", WRITE, stands_for=("Create", "Edit", "ApplyPatch")),
    Tool("execute", RUN, stands_for=("Execute",)),
    Tool("web", NETWORK, stands_for=("WebSearch", "FetchUrl")),
    Tool("mcp", MCP),
    # A subagent works without a person and starts no other; these it never gets.
    Tool("Task", DELEGATE, in_subagent=False),
    *(Tool(name, in_subagent=False) for name in ("AskUser", "ExitSpecMode", "GenerateDroid")),
)

TABLES: Final = (
    Dialect(
        id="factory",
        version="",
        dated="2026-09",
        source=_DOCS,
        loading=Loading.STRICT,
        unknown_keys=BadKey.IGNORED,
        least_body=1,
        fields=_FIELDS,
        tools=_TOOLS,
        tools_source=_DOCS,
        tools_field="tools",
        unknown_tools=BadValue.REJECTS_FILE,
        # An MCP tool is named as its server registers it; nothing tells it from a mistake but this.
        mcp_pattern=r"mcp_.+|[\w-]+___[\w-]+",
        always_tools=("TodoWrite", "Skill"),
        # docs.factory.ai/cli/configuration/mcp
        server_files=(
            ServerFile("project", ".factory/mcp.json"),
            ServerFile("user", ".factory/mcp.json"),
        ),
        limits=(Limit("mcpServers", [], MCP, "an empty list keeps every MCP server out"),),
        builtin_agents=("worker", "explorer"),
        model_field="model",
        knows_all_fields=True,
    ),
)
