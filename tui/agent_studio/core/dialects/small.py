"""Harnesses with files of their own shape, of which the documentation says little."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import (
    count,
    mapping,
    name_list,
    prose,
    switch,
    text,
    told_by,
    tool_set,
)
from agent_studio.core.dialects.model import (
    BadKey,
    BadValue,
    Dialect,
    FieldType,
    Loading,
    ModeAlias,
    ModeNote,
)
from agent_studio.core.records import replace

_AUGMENT: Final = "docs.augmentcode.com/cli/subagents"
_OPENHANDS: Final = (
    "OpenHands/software-agent-sdk 0754db03, openhands-sdk/openhands/sdk/subagent/schema.py"
)
_OPENHANDS_DOCS: Final = "docs.openhands.dev"
_CLINE: Final = "cline/cline, its loader of agents in .cline/agents"
_VIBE: Final = "mistralai/mistral-vibe ac8f1a09, vibe/core/agents/models.py"
_NOT_BLANK: Final = r"[\s\S]*\S[\s\S]*"

TABLES: Final = (
    Dialect(
        id="augment",
        version="",
        dated="2026-10",
        source=_AUGMENT,
        loading=Loading.STRICT,
        unknown_keys=BadKey.IGNORED,
        fields=(
            replace(text("name", _AUGMENT, "What the agent is called."), required=True),
            told_by(_AUGMENT),
            text("model", _AUGMENT, "The model it runs on; absent: the session's."),
            text("color", _AUGMENT, "The colour of its name on the screen, by its ANSI name."),
            name_list("tools", _AUGMENT, "The only tools it may use; absent: all."),
            name_list("disabled_tools", _AUGMENT, "Tools taken away."),
        ),
        tools=tool_set(
            read="view codebase-retrieval grep-search",
            write="str-replace-editor save-file",
            run="launch-process",
            network="web-fetch web-search",
            nothing="tasks",
        ),
        tools_field="tools",
        denied_tools_field="disabled_tools",
        knows_all_tools=False,
        model_field="model",
    ),
    Dialect(
        id="openhands",
        version="",
        dated="2026-10",
        source=f"{_OPENHANDS}; {_OPENHANDS_DOCS}",
        loading=Loading.STRICT,
        unknown_keys=BadKey.IGNORED,
        needs_front_matter=False,
        fields=(
            text("name", _OPENHANDS, "What the agent is called; its file's name if absent."),
            prose(
                "description",
                _OPENHANDS,
                "When to use the agent; `<example>` in it says more of that.",
            ),
            text("model", _OPENHANDS, "The model it runs on, or `inherit`."),
            text("color", _OPENHANDS, "A colour by the name that the library Rich has for it."),
            replace(
                name_list("tools", _OPENHANDS, "Its tools, by OpenHands' own names."),
                also=(FieldType.STRING,),
            ),
            mapping("mcp_servers", _OPENHANDS_DOCS, "MCP servers of its own."),
            text(
                "permission_mode",
                _OPENHANDS_DOCS,
                "When a person is asked.",
                *("always_confirm", "never_confirm", "confirm_risky"),
            ),
            mapping("hooks", _OPENHANDS_DOCS, "Commands run at its events."),
        ),
        tools=tool_set(write="file_editor", run="terminal", nothing="task_tracker"),
        tools_field="tools",
        knows_all_tools=False,
        # What an agent without a list of tools has is not told.
        knows_rights=False,
        model_field="model",
    ),
    Dialect(
        id="cline",
        version="",
        dated="2026-10",
        source=_CLINE,
        loading=Loading.STRICT,
        unknown_keys=BadKey.IGNORED,
        fields=(
            replace(
                text("name", _CLINE, "What the agent is called."),
                required=True,
                pattern=_NOT_BLANK,
                bad=BadValue.REJECTS_FILE,
            ),
            replace(told_by(_CLINE), required=True, pattern=_NOT_BLANK, bad=BadValue.REJECTS_FILE),
            replace(name_list("tools", _CLINE, "The tools it may use."), also=(FieldType.STRING,)),
            replace(name_list("skills", _CLINE, "Skills that it has."), also=(FieldType.STRING,)),
            text("providerId", _CLINE, "Who runs the model."),
            text("modelId", _CLINE, "The model it runs on."),
            count("maxIterations", _CLINE, "Stop after so many turns."),
        ),
        tools_field="tools",
        knows_rights=False,
        model_field="modelId",
    ),
    Dialect(
        id="vibe",
        version="",
        dated="2026-09",
        source=_VIBE,
        loading=Loading.TOML,
        unknown_keys=BadKey.IGNORED,
        body="there is none: `system_prompt_id` names a file in ~/.vibe/prompts",
        fields=(
            text("display_name", _VIBE, "What is shown; the agent is known by its file's name."),
            prose("description", _VIBE, "What the agent is for."),
            replace(
                text(
                    "safety",
                    _VIBE,
                    "How dangerous it is said to be.",
                    *("safe", "neutral", "destructive", "yolo"),
                ),
                bad=BadValue.REJECTS_FILE,
            ),
            replace(
                text("agent_type", _VIBE, "Who may start it.", "agent", "subagent"),
                bad=BadValue.REJECTS_FILE,
            ),
            text("active_model", _VIBE, "The model it runs on."),
            text("system_prompt_id", _VIBE, "The name of the file with its instructions."),
            name_list("enabled_tools", _VIBE, "The only tools it may use: names and patterns."),
            name_list("disabled_tools", _VIBE, "Tools taken away: names and patterns."),
            mapping("tools", _VIBE, "Settings of tools, such as `permission`."),
            switch("bypass_tool_permissions", _VIBE, "Whether nothing is asked."),
            name_list("base_disabled", _VIBE, "Tools that are off to begin with."),
        ),
        tools=tool_set(
            read="read grep",
            write="write_file edit",
            run="bash",
            delegate="task",
            nothing="todo ask_user_question exit_plan_mode",
        ),
        tools_field="enabled_tools",
        denied_tools_field="disabled_tools",
        knows_all_tools=False,
        # Patterns may name tools, too.
        knows_rights=False,
        mode_notes=(ModeNote("bypass", "nothing is asked before it is done", 2),),
        mode_aliases=(ModeAlias("bypass_tool_permissions", value=True, mode="bypass"),),
        name_is="file",
        model_field="active_model",
    ),
)
