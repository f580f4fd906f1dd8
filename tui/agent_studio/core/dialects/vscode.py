"""VS Code's custom agents, which were chat modes."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import (
    listing,
    mapping,
    name_list,
    prose,
    switch,
    text,
    tool_set,
)
from agent_studio.core.dialects.model import BadKey, Dialect, Fence, FieldType, Loading, Named
from agent_studio.core.records import replace

_DOCS: Final = "code.visualstudio.com/docs/agents/reference/custom-agent-file-reference"
_CODE: Final = "microsoft/vscode, promptValidator.ts and promptFileParser.ts"
_YAML: Final = "microsoft/vscode 025b30c6, src/vs/base/common/yaml.ts"

_FIELDS: Final = (
    prose("description", _DOCS, "What the agent is for; shown where a person chooses one."),
    text("name", _DOCS, "What it is called; its file's name if absent."),
    prose("argument-hint", _DOCS, "Shown where a person types."),
    replace(
        name_list(
            "tools",
            _DOCS,
            "The only tools it may use, in a list: tools, sets of them, `server/*`. Absent: those "
            "that are switched on in the chat.",
        ),
        template="[read, search]",
    ),
    replace(
        name_list("agents", _DOCS, "The agents that it may start, or `*`; needs the agent tool."),
        also=(FieldType.STRING,),
        needs_tool="agent",
        names=Named.AGENTS,
    ),
    replace(
        text("model", _DOCS, "The model it runs on, or a list: the first that is there."),
        also=(FieldType.LIST,),
    ),
    switch("user-invocable", _DOCS, "Whether a person may choose it; true if absent."),
    switch("disable-model-invocation", _DOCS, "Only a person may start it."),
    replace(
        text(
            "infer",
            _CODE,
            "Who may choose it; deprecated.",
            *("all", "user", "agent", "hidden"),
        ),
        also=(FieldType.BOOLEAN,),
        instead="user-invocable",
    ),
    text("target", _DOCS, "The one product it is for; absent: both.", "vscode", "github-copilot"),
    mapping("mcp-servers", _DOCS, "MCP servers of its own, when it runs on GitHub."),
    replace(
        listing(
            "handoffs",
            _DOCS,
            "Agents to go on with, each with `label`, `agent` and `prompt`.",
        ),
        members=FieldType.MAP,
        member_needs=("label", "agent", "prompt"),
        names=Named.AGENTS,
        named_by="agent",
    ),
    mapping("hooks", _DOCS, "Commands run at its events; a preview behind a setting."),
)

_TOOLS: Final = tool_set(
    read="read read/readFile read/problems search search/codebase search/usages "
    "search/fileSearch search/textSearch",
    write="edit edit/editFiles edit/createFile edit/createDirectory",
    run="execute execute/runInTerminal execute/runTests",
    network="web web/fetch web/githubRepo",
    delegate="agent agent/runSubagent",
    nothing="todo vscode",
)

TABLES: Final = (
    Dialect(
        id="vscode",
        version="",
        dated="2026-07-29",
        source=f"{_DOCS}; {_CODE}; {_YAML}",
        precedence="the setting chat.agentFilesLocations adds folders",
        loading=Loading.ONWARD,
        fence=Fence.LINE,
        unknown_keys=BadKey.WARNED,
        needs_front_matter=False,
        body="put before what a person asks; `#tool:name` and links to files are followed",
        builtin_agents=("Agent", "Ask", "Edit", "Plan"),
        fields=_FIELDS,
        tools=_TOOLS,
        tools_source=_DOCS,
        tools_field="tools",
        # Names of extensions and tool sets, which nobody knows beforehand, have the same form.
        mcp_pattern=r"[\w.@-]+(?:/[\w.@-]+)*/[\w.*@-]+",
        model_field="model",
        knows_all_fields=True,
    ),
)
