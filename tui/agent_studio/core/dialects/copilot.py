"""GitHub Copilot's custom agents: the cloud agent and the command line."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import (
    borrowed,
    listing,
    mapping,
    name_list,
    names,
    prose,
    switch,
    text,
    tool_set,
)
from agent_studio.core.dialects.model import BadKey, Dialect, FieldType, Loading
from agent_studio.core.records import replace

_DOCS: Final = "docs.github.com/en/copilot/reference/custom-agents-configuration"
_VSCODE: Final = "code.visualstudio.com/docs/agents/reference/custom-agent-file-reference"
_CLI: Final = "docs.github.com/en/copilot/reference, the command line's reference"

_FIELDS: Final = (
    replace(
        prose("description", _DOCS, "What the agent is for. Without it the file is skipped."),
        required=True,
    ),
    text("name", _DOCS, "What is shown; the agent is known by its file's name."),
    replace(
        names(
            "tools",
            _DOCS,
            "The only tools it may use; absent: all, empty: none. Names in any case, Claude "
            "Code's too; unknown ones are ignored.",
        ),
        template="read, search",
    ),
    replace(
        text("model", _DOCS, "The model it runs on; the command line also takes a list of them."),
        also=(FieldType.LIST,),
    ),
    text(
        "target",
        _DOCS,
        "The one product it is for; absent: both.",
        "vscode",
        "github-copilot",
    ),
    switch("disable-model-invocation", _DOCS, "Only a person may start it."),
    switch("user-invocable", _DOCS, "Whether a person may choose it; true if absent."),
    replace(
        switch("infer", _DOCS, "Whether the model may choose it; retired."),
        instead="user-invocable",
    ),
    mapping("mcp-servers", _DOCS, "MCP servers of its own; not used in editors."),
    replace(
        mapping("metadata", _DOCS, "Anything else, as texts by name."), members=FieldType.STRING
    ),
    name_list("models", _CLI, "Models in the order of preference; the command line only."),
    text(
        "modelPolicy",
        _CLI,
        "Whether one of `models` must be there; the command line only.",
        "preferred",
        "required",
    ),
    switch(
        "include-custom-instructions",
        _CLI,
        "Whether it sees the repository's instructions; the command line only.",
    ),
    text("reasoningEffort", _CLI, "How hard the model thinks; the command line only."),
    mapping("sidekick", _CLI, "When it works beside the main agent; the command line only."),
    prose("argument-hint", _DOCS, "Shown where a person types; VS Code only."),
    listing("handoffs", _DOCS, "Agents to go on with; VS Code only."),
    replace(
        name_list("agents", _VSCODE, "The agents that it may start; VS Code only."),
        also=(FieldType.STRING,),
    ),
    mapping("hooks", _VSCODE, "Commands run at its events; VS Code only."),
)

_TOOLS: Final = (
    *tool_set(
        run="execute",
        read="read search",
        write="edit",
        delegate="agent",
        network="web",
        nothing="todo",
    ),
    *borrowed(
        execute="shell Bash powershell",
        read="NotebookRead",
        edit="MultiEdit Write NotebookEdit",
        search="Grep Glob",
        agent="custom-agent Task",
        web="WebSearch WebFetch",
        todo="TodoWrite",
    ),
)

TABLES: Final = (
    Dialect(
        id="copilot",
        version="",
        dated="2026-10",
        source=_DOCS,
        precedence="the organisation's come behind these, plugins' last",
        loading=Loading.STRICT,
        unknown_keys=BadKey.IGNORED,
        most_body=30_000,
        builtin_agents=("explore", "task", "general-purpose", "code-review"),
        fields=_FIELDS,
        tools=_TOOLS,
        tools_source=_DOCS,
        tools_field="tools",
        name_is="file",
        file_pattern=r"[A-Za-z0-9._-]+",
        wildcard="*",
        any_case_tools=True,
        # "which allows product-specific tools to be specified in an agent profile"
        others_tools=True,
        mcp_pattern=r"[\w.@-]+(?:/[\w.@-]+)*/[\w.*@-]+",
        model_field="model",
        knows_all_fields=True,
    ),
)
