"""Qwen Code's subagents, by its loader and validator."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import (
    borrowed,
    count,
    mapping,
    names,
    prose,
    switch,
    text,
    told_by,
    tool_set,
)
from agent_studio.core.dialects.kinds import ASKED, EDITS
from agent_studio.core.dialects.model import (
    BadKey,
    BadValue,
    Dialect,
    Fence,
    FieldType,
    Loading,
    ModeAlias,
    ModeNote,
    Named,
    ServerFile,
)
from agent_studio.core.records import replace

_DOCS: Final = "QwenLM/qwen-code, docs/users/features/sub-agents.md"
_CODE: Final = "QwenLM/qwen-code 075d6f37, packages/core/src/subagents/subagent-manager.ts"
_VALID: Final = "QwenLM/qwen-code, packages/core/src/subagents/validation.ts"
_YAML: Final = "QwenLM/qwen-code, packages/core/src/utils/yaml-parser.ts"
_TOOLS_CODE: Final = "QwenLM/qwen-code, packages/core/src/tools/tool-names.ts"

_FIELDS: Final = (
    replace(
        text(
            "name",
            _VALID,
            "What the agent is called: 2 to 50 letters, digits, - and _, none of these two at an "
            "end. Not self, system, user, model, tool, config or default.",
        ),
        required=True,
        numbers_too=True,
        also=(FieldType.NUMBER, FieldType.BOOLEAN),
        pattern=r"(?!\s*(?i:self|system|user|model|tool|config|default)\s*\Z)"
        r"\s*[^\W_][\w-]{0,48}[^\W_]\s*",
        bad=BadValue.REJECTS_FILE,
    ),
    replace(
        told_by(_CODE),
        required=True,
        also=(FieldType.NUMBER, FieldType.BOOLEAN),
    ),
    replace(
        names(
            "tools",
            _CODE,
            "The only tools it may use; absent or empty: all. A name that is no tool stays in "
            "the list and gives nothing.",
        ),
        template="read_file, grep_search",
    ),
    names("disallowedTools", _CODE, "Tools taken away."),
    replace(
        text(
            "model",
            _CODE,
            "`inherit`, `fast`, a model, or who serves it, a colon and the model.",
            *("inherit", "fast"),
        ),
        open_values=True,
        numbers_too=True,
    ),
    replace(
        text(
            "approvalMode",
            _CODE,
            "How permissions are asked for; another value rejects the file.",
            *("default", "plan", "auto-edit", "auto", "yolo", "bubble"),
        ),
        bad=BadValue.REJECTS_FILE,
    ),
    text(
        "permissionMode",
        _CODE,
        "Claude Code's word for it; counts where approvalMode is absent.",
        *("default", "acceptEdits", "auto", "dontAsk", "bypassPermissions", "plan"),
    ),
    text(
        "color",
        _CODE,
        "The colour of its name on the screen; any other value is dropped.",
        *("red", "blue", "green", "yellow", "purple", "orange", "pink", "cyan", "auto"),
    ),
    switch("background", _CODE, "Always run in the background."),
    count("maxTurns", _CODE, "Stop after so many turns; a whole number above 0."),
    replace(
        mapping("runConfig", _CODE, "Limits such as max_turns; maxTurns comes before them."),
        instead="maxTurns",
    ),
    replace(mapping("mcpServers", _CODE, "MCP servers of its own, by name."), names=Named.SERVERS),
    mapping("hooks", _CODE, "Commands run at events of the whole session."),
    replace(
        mapping(
            "executor",
            _CODE,
            "Another program that is the agent: `kind`, `command`, `args`. A mistake rejects the "
            "file.",
        ),
        bad=BadValue.REJECTS_FILE,
    ),
    *(
        replace(each, inert=True)
        for each in (
            text("effort", _DOCS, "How hard the model thinks."),
            names("skills", _DOCS, "Skills that it has."),
            prose("initialPrompt", _DOCS, "The first message."),
            text("memory", _DOCS, "A folder of its own."),
            text("isolation", _DOCS, "A work tree of its own."),
        )
    ),
)

_TOOLS: Final = (
    *tool_set(
        read="read_file list_directory glob grep_search lsp",
        write="write_file edit save_memory",
        run="run_shell_command",
        network="web_fetch web_search",
        delegate="agent",
        nothing="skill task_create task_get task_list task_update task_stop task_output "
        "exit_plan_mode ask_user_question",
    ),
    *borrowed(
        read_file="ReadFile",
        list_directory="ListFiles ReadFolder",
        glob="Glob FindFiles",
        grep_search="Grep SearchFiles search_file_content",
        lsp="Lsp",
        write_file="WriteFile",
        edit="Edit replace",
        run_shell_command="Shell",
        web_fetch="WebFetch",
        web_search="WebSearch",
        agent="Agent Task task",
        skill="Skill",
        task_list="TodoWrite todo_write TaskList",
        save_memory="SaveMemory",
        ask_user_question="AskUserQuestion",
        exit_plan_mode="ExitPlanMode",
        task_create="TaskCreate",
        task_get="TaskGet",
        task_update="TaskUpdate",
        task_stop="TaskStop",
        task_output="TaskOutput",
    ),
)

TABLES: Final = (
    Dialect(
        id="qwen-code",
        version="",
        dated="2026-10",
        source=f"{_DOCS}; {_CODE}; {_VALID}; {_YAML}; {_TOOLS_CODE}",
        precedence="the session's go before all, extensions' come behind all",
        loading=Loading.LINES,
        unknown_keys=BadKey.IGNORED,
        quoted_values=True,
        fence=Fence.LINE,
        least_body=10,
        fields=_FIELDS,
        tools=_TOOLS,
        tools_source=_TOOLS_CODE,
        tools_field="tools",
        denied_tools_field="disallowedTools",
        empty_is_all=True,
        wildcard="*",
        mcp_prefix="mcp__",
        agent_parameter="subagent_type",
        # qwenlm.github.io/qwen-code-docs/en/users/mcp
        server_files=(
            ServerFile("project", ".mcp.json"),
            ServerFile("project", ".qwen/settings.json"),
            ServerFile("project", ".qwen/settings.local.json"),
            ServerFile("user", ".qwen/settings.json"),
        ),
        builtin_agents=("general-purpose", "Explore"),
        asks=ASKED,
        mode_field="approvalMode",
        mode_notes=(
            ModeNote("yolo", "nothing is asked before it is done", 2),
            ModeNote("auto-edit", "edits of files are not asked for", 1, unasked=EDITS),
            ModeNote("auto", "a classifier decides what is asked", 1),
            ModeNote("plan", "it may look and plan, but change nothing", -1),
            ModeNote("bubble", "what would be asked is asked of the main agent", 0),
        ),
        mode_aliases=(
            ModeAlias("permissionMode", "plan", "plan"),
            ModeAlias("permissionMode", "acceptEdits", "auto-edit"),
            ModeAlias("permissionMode", "auto", "auto-edit"),
            ModeAlias("permissionMode", "default", "default"),
            ModeAlias("permissionMode", "dontAsk", "default"),
            ModeAlias("permissionMode", "bypassPermissions", "yolo"),
        ),
        model_field="model",
        knows_all_fields=True,
    ),
)
