"""Gemini CLI's subagents, by its loader: it rejects whatever it does not know."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import (
    DELEGATE,
    READ,
    count,
    mapping,
    name_list,
    number,
    text,
    told_by,
    tool_set,
)
from agent_studio.core.dialects.model import (
    BadKey,
    BadValue,
    Dialect,
    Fence,
    Loading,
    Tool,
    Variant,
)
from agent_studio.core.records import replace

_DOCS: Final = "google-gemini/gemini-cli 5411f113, docs/core/subagents.md"
_CODE: Final = "google-gemini/gemini-cli 5411f113, packages/core/src/agents/agentLoader.ts"
_TOOLS_CODE: Final = "google-gemini/gemini-cli 5411f113, packages/core/src/tools/tool-names.ts"

_FIELDS: Final = (
    replace(
        text("name", _CODE, "What the agent is called: lower-case letters, digits, - and _."),
        required=True,
        pattern=r"[a-z0-9_-]+",
    ),
    replace(told_by(_CODE), required=True, unless=("kind", "remote")),
    text(
        "kind",
        _CODE,
        "Where it runs; absent: local, or remote if it says where the agent is described. Each "
        "kind refuses the keys of the other.",
        *("local", "remote"),
    ),
    text("display_name", _CODE, "What is shown for its name."),
    replace(
        name_list(
            "tools",
            _CODE,
            "The only tools it may use, in a list; absent: all. One name that is no tool rejects "
            "the file.",
        ),
        template="[read_file, grep_search]",
        mistaken_for=("allowed-tools", "allowedTools"),
    ),
    replace(
        mapping(
            "mcp_servers",
            _CODE,
            "MCP servers of its own. The documentation calls it mcpServers, which rejects the "
            "file.",
        ),
        mistaken_for=("mcpServers", "mcp-servers"),
        members=None,
    ),
    text("model", _CODE, "The model it runs on; absent: the session's."),
    number("temperature", _CODE, "How freely it chooses words; 1 if absent."),
    replace(
        count("max_turns", _CODE, "Stop after so many turns; 30 if absent."),
        mistaken_for=("maxTurns", "max-turns"),
    ),
    count("timeout_mins", _CODE, "Stop after so many minutes; 10 if absent."),
    replace(
        text("agent_card_url", _CODE, "Where a remote agent is described, as a whole address."),
        pattern=r"[A-Za-z][A-Za-z0-9+.-]*:\S+",
    ),
    text("agent_card_json", _CODE, "What describes a remote agent, as JSON, in its place."),
    mapping("auth", _CODE, "How a remote agent is logged in to."),
)

_TOOLS: Final = (
    *tool_set(
        read="read_file read_many_files list_directory glob grep_search",
        write="write_file replace",
        run="run_shell_command",
        network="web_fetch google_web_search",
        mcp="read_mcp_resource list_mcp_resources",
        nothing="write_todos activate_skill ask_user enter_plan_mode exit_plan_mode "
        "get_internal_docs update_topic complete_task tracker_create_task tracker_update_task "
        "tracker_get_task tracker_list_tasks tracker_add_dependency tracker_visualize",
    ),
    Tool("invoke_agent", DELEGATE, in_subagent=False),
    Tool("search_file_content", READ, replacement="grep_search"),
)

TABLES: Final = (
    Dialect(
        id="gemini-cli",
        version="",
        dated="2026-08-21",
        source=f"{_CODE}; {_TOOLS_CODE}; {_DOCS}",
        precedence="extensions' go before both; new ones of a project have to be acknowledged",
        loading=Loading.STRICT,
        unknown_keys=BadKey.REJECTS_FILE,
        bad_values=BadValue.REJECTS_FILE,
        null_is_absent=False,
        fence=Fence.LINE,
        builtin_agents=(
            "codebase_investigator",
            "cli_help",
            "generalist",
            "browser_agent",
            "save_memory",
        ),
        fields=_FIELDS,
        variant_field="kind",
        variants=(
            Variant(
                "local",
                only=("tools", "mcp_servers", "model", "temperature", "max_turns", "timeout_mins"),
            ),
            Variant(
                "remote",
                only=("agent_card_url", "agent_card_json", "auth"),
                one_of=("agent_card_url", "agent_card_json"),
                listed=True,
                away=True,
            ),
        ),
        tools=_TOOLS,
        tools_source=_TOOLS_CODE,
        tools_field="tools",
        unknown_tools=BadValue.REJECTS_FILE,
        wildcard="*",
        # Neither part may be empty, and the server's holds no underscore.
        mcp_pattern=r"mcp_(?:\*|[A-Za-z0-9.:-]+_(?:\*|[A-Za-z0-9_.:-]*[A-Za-z0-9.:-][A-Za-z0-9_.:-]*))"
        r"|discovered_tool_.+",
        model_field="model",
        knows_all_fields=True,
    ),
)
