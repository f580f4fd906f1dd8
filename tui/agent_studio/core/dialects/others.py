"""Harnesses whose definitions look like Claude Code's, as far as their documentation goes.

A table that does not know all fields or tools of its harness says so (`knows_all_fields`,
`knows_all_tools`), and nothing is then said about unknown ones.
"""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import (
    count,
    listing,
    mapping,
    name_list,
    names,
    switch,
    text,
    told_by,
    tool_set,
)
from agent_studio.core.dialects.model import BadKey, Dialect, FieldSpec, FieldType, Loading
from agent_studio.core.records import replace

_JUNIE: Final = "junie.jetbrains.com/docs/junie-cli-subagents.html"
_QODER: Final = "docs.qoder.com/cli/subagent"
_TRAE: Final = "docs.trae.ai/ide/subagents"
_DEVIN: Final = "docs.devin.ai/cli/subagents"
_DEEP: Final = "docs.langchain.com/oss/python/deepagents/cli/subagents"


def _needed(source: str) -> tuple[FieldSpec, ...]:
    """Name and description, without which these harnesses load nothing."""
    return (
        replace(text("name", source, "What the agent is called and known by."), required=True),
        replace(told_by(source), required=True),
    )


_CLAUDE_TOOLS: Final = tool_set(
    read="Read Grep Glob LS",
    write="Write Edit MultiEdit NotebookEdit",
    run="Bash",
    network="WebFetch WebSearch",
    delegate="Agent Task",
    nothing="TodoWrite Skill AskUserQuestion",
)

TABLES: Final = (
    Dialect(
        id="junie",
        version="",
        dated="2026-10",
        source=_JUNIE,
        loading=Loading.STRICT,
        unknown_keys=BadKey.IGNORED,
        fields=(
            *_needed(_JUNIE),
            name_list("tools", _JUNIE, "The only tools it may use, in a list; absent: all."),
            name_list("disallowedTools", _JUNIE, "Tools taken away."),
            listing(
                "mcpServers",
                _JUNIE,
                "MCP servers that it may use. An empty list keeps all of them; Factory takes it "
                "for none.",
            ),
            text("model", _JUNIE, "The model it runs on; absent: the session's."),
            text("permissionMode", _JUNIE, "How permissions are asked for."),
            text("reasoningLevel", _JUNIE, "How hard the model thinks."),
            replace(
                text("effort", _JUNIE, "Another name of reasoningLevel."), instead="reasoningLevel"
            ),
            count("maxTurns", _JUNIE, "Stop after so many turns; a whole number above 0."),
            name_list("skills", _JUNIE, "Skills that it has."),
            switch("allowPromptArgument", _JUNIE, "Whether its caller may add to the prompt."),
        ),
        tools=tuple(
            each
            for each in _CLAUDE_TOOLS
            if each.name not in ("WebFetch", "Task", "Agent", "TodoWrite", "NotebookEdit")
        ),
        tools_field="tools",
        denied_tools_field="disallowedTools",
        knows_all_tools=False,
        model_field="model",
    ),
    Dialect(
        id="qoder",
        version="",
        dated="2026-10",
        source=_QODER,
        loading=Loading.STRICT,
        unknown_keys=BadKey.IGNORED,
        fields=(
            *_needed(_QODER),
            text("model", _QODER, "The model it runs on; absent: the session's."),
            names("tools", _QODER, "The only tools it may use, between commas; absent: all."),
            text(
                "color",
                _QODER,
                "The colour of its name on the screen.",
                *("red", "blue", "green", "yellow", "purple", "orange", "pink", "cyan"),
            ),
            names("skills", _QODER, "Skills that it has."),
            replace(
                mapping("mcpServers", _QODER, "MCP servers of its own."), also=(FieldType.LIST,)
            ),
            replace(
                text(
                    "effort",
                    _QODER,
                    "How hard the model thinks, in a word or as a number.",
                    *("low", "medium", "high", "xhigh", "max"),
                ),
                numbers_too=True,
            ),
            text(
                "permissionMode",
                _QODER,
                "How permissions are asked for.",
                *("default", "acceptEdits", "auto", "dontAsk", "bypassPermissions", "plan"),
            ),
            mapping("hooks", _QODER, "Commands run at its events."),
        ),
        tools=_CLAUDE_TOOLS,
        tools_field="tools",
        knows_all_tools=False,
        mcp_prefix="mcp__",
        builtin_agents=("general-purpose", "Explore", "Plan"),
        model_field="model",
    ),
    Dialect(
        id="trae",
        version="",
        dated="2026-10",
        source=_TRAE,
        reads_bom=False,
        loading=Loading.STRICT,
        unknown_keys=BadKey.IGNORED,
        fields=(
            *_needed(_TRAE),
            text("model", _TRAE, "The model it runs on, by Trae's own name for it."),
            names("tools", _TRAE, "The only tools it may use, between commas; absent: all."),
            names("disallowedTools", _TRAE, "Tools taken away, between commas."),
            replace(
                mapping("mcpServers", _TRAE, "MCP servers of its own."), also=(FieldType.LIST,)
            ),
        ),
        tools=_CLAUDE_TOOLS,
        tools_field="tools",
        denied_tools_field="disallowedTools",
        knows_all_tools=False,
        mcp_prefix="mcp__",
        model_field="model",
    ),
    Dialect(
        id="devin",
        version="3000.11.1",
        dated="2026-10",
        source=_DEVIN,
        loading=Loading.STRICT,
        unknown_keys=BadKey.IGNORED,
        fields=(
            *_needed(_DEVIN),
            text("model", _DEVIN, "The model it runs on; absent: the session's."),
            names(
                "allowed-tools",
                _DEVIN,
                "The only tools it may use: read, grep, glob, exec, write, edit, `mcp__…`.",
            ),
            names("tools", _DEVIN, "The same as Claude Code writes it."),
            count("max-nesting", _DEVIN, "How deep agents may start one another."),
        ),
        tools=tool_set(
            read="read grep glob", write="write edit", run="exec", network="webfetch web_search"
        ),
        tools_field="allowed-tools",
        knows_all_tools=False,
        mcp_prefix="mcp__",
        # Which of its two tool lists counts is not told.
        knows_rights=False,
        model_field="model",
    ),
    Dialect(
        id="deepagents",
        version="",
        dated="2026-10",
        source=_DEEP,
        loading=Loading.STRICT,
        unknown_keys=BadKey.IGNORED,
        fields=(
            *_needed(_DEEP),
            replace(
                text("model", _DEEP, "The model it runs on, as provider:model."),
                template="provider:model",
            ),
        ),
        model_field="model",
        model_pattern=r"[^:\s]+:\S+",
        knows_all_fields=True,
        lost_limits=("tools", "disallowedTools"),
        rights_note="a tool list has no effect: it has the main agent's tools",
    ),
)
