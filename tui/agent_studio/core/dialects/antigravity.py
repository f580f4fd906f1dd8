"""Antigravity's subagents: its command line and its editor read the same files."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import (
    DELEGATE,
    listing,
    name_list,
    switch,
    text,
    told_by,
    tool_set,
)
from agent_studio.core.dialects.model import BadKey, BadValue, Dialect, FieldType, Loading, Tool
from agent_studio.core.records import replace

_DOCS: Final = "antigravity.google/docs/subagents"
_SEEN: Final = "wshobson/agents 367cb6a4, tools/adapters/antigravity.py, tried with agy 1.1.14"
_NOTES: Final = "release notes of the command line, 1.2"

_FIELDS: Final = (
    replace(text("name", _DOCS, "What the agent is called and known by."), required=True),
    replace(told_by(_DOCS), required=True),
    replace(
        name_list(
            "tools",
            _SEEN,
            "Tools in a list, by Antigravity's own names; a text in its place drops the agent. "
            "The tools that every agent has stay, whatever is listed. A name that is no tool may "
            "hang the agent.",
        ),
        bad=BadValue.REJECTS_FILE,
        template="[view_file, grep_search]",
    ),
    replace(
        text(
            "model",
            _SEEN,
            "How strong a model it runs on; the name of a model drops the agent.",
            *("inherit", "flash", "pro"),
        ),
        bad=BadValue.REJECTS_FILE,
        near_values=(("sonnet", "pro"), ("opus", "pro"), ("haiku", "flash")),
    ),
    switch("mainAgent", _DOCS, "Whether a person may work with it; true if absent."),
    switch("subagent", _DOCS, "Whether other agents may start it; true if absent."),
    text("commandExecutionPolicy", _DOCS, "How commands are run; in a sandbox if absent."),
    replace(
        listing("mcpServers", _DOCS, "MCP servers of its own, each with all its settings."),
        members=FieldType.MAP,
    ),
    name_list("skills", _DOCS, "Skills that it has."),
    name_list("plugins", _DOCS, "Plugins that it has."),
    replace(
        switch("excludeDefaultComponents", _NOTES, "Whether it goes without the usual tools."),
        since="1.2.1",
    ),
    switch("hidden", _NOTES, "Whether it is left out of lists."),
    switch("inheritMcp", _NOTES, "Whether it has the session's MCP servers."),
)

_TOOLS: Final = (
    *tool_set(
        read="view_file list_dir find_by_name grep_search",
        write="write_to_file replace_file_content multi_replace_file_content",
        run="run_command",
        network="read_url_content search_web",
        nothing="send_message generate_image ask_question",
    ),
    # Since 1.2.17 only who lists it may start others.
    Tool("invoke_subagent", DELEGATE, only_listed=True),
)

TABLES: Final = (
    Dialect(
        id="antigravity",
        version="1.2.17",
        dated="2026-10",
        source=f"{_DOCS}; {_SEEN}; {_NOTES}",
        loading=Loading.STRICT,
        unknown_keys=BadKey.IGNORED,
        builtin_agents=("research", "browser", "self"),
        fields=_FIELDS,
        tools=_TOOLS,
        tools_source=_SEEN,
        tools_field="tools",
        unknown_tools=BadValue.LATER,
        empty_is_all=True,
        always_tools=("run_command",),
        always_unless="excludeDefaultComponents",
        model_field="model",
        knows_all_fields=True,
    ),
)
