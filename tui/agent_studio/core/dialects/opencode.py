"""OpenCode's agents, by the schema of its first configuration format."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import (
    WRITE,
    count,
    mapping,
    number,
    prose,
    switch,
    text,
    tool_set,
)
from agent_studio.core.dialects.model import (
    BadKey,
    BadValue,
    Dialect,
    Fence,
    FieldSpec,
    FieldType,
    Loading,
    Tool,
)
from agent_studio.core.records import replace

_DOCS: Final = "opencode.ai/docs/agents"
_CODE: Final = "anomalyco/opencode, packages/core/src/v1/config/agent.ts"
_PERMISSIONS: Final = "anomalyco/opencode, packages/core/src/v1/config/permission.ts"


def common_fields(docs: str) -> tuple[FieldSpec, ...]:
    """The fields that OpenCode and what was made of it share."""
    return (
        prose("description", docs, "When to use the agent; what its callers read."),
        text("mode", docs, "Who may start it; absent: all.", "subagent", "primary", "all"),
        replace(
            text("model", docs, "The model it runs on, as provider/model; absent: the caller's."),
            template="provider/model",
        ),
        text("variant", docs, "The model's variant, such as its effort."),
        number("temperature", docs, "How freely it chooses words."),
        number("top_p", docs, "From how large a part of all likely words it chooses."),
        *_permission_fields(docs),
        switch("disable", docs, "Whether the agent is switched off."),
        switch("hidden", docs, "Whether it is left out of the list behind @."),
        replace(
            text(
                "color",
                docs,
                "Its colour: #RRGGBB, or one of the theme's.",
                *("primary", "secondary", "accent", "success", "warning", "error", "info"),
            ),
            pattern=r"#[0-9a-fA-F]{6}",
        ),
        count("steps", docs, "Stop after so many turns; a whole number above 0."),
        replace(count("maxSteps", docs, "Stop after so many turns; deprecated."), instead="steps"),
        mapping("options", docs, "Options for the model's provider."),
    )


def _permission_fields(docs: str) -> tuple[FieldSpec, ...]:
    return (
        replace(
            mapping(
                "permission",
                docs,
                "What is allowed, asked and denied: tools, or patterns within a tool. The last "
                "that fits counts; what no line speaks of is allowed.",
            ),
            also=(FieldType.STRING,),
            values=("allow", "ask", "deny"),
        ),
        replace(
            mapping("tools", docs, "Tools by name, true or false; deprecated."),
            members=FieldType.BOOLEAN,
            instead="permission",
            mistaken_for=("allowedTools", "allowed-tools"),
        ),
    )


TOOLS: Final = (
    *tool_set(
        read="read glob grep list lsp",
        write="edit",
        run="bash",
        network="webfetch websearch",
        delegate="task",
        nothing="skill todowrite todoread question",
    ),
    *(Tool(name, WRITE, replacement="edit", borrowed=True) for name in ("write", "patch")),
)

TABLES: Final = (
    Dialect(
        id="opencode",
        version="1",
        dated="2026-09",
        source=f"{_DOCS}; {_CODE}; {_PERMISSIONS}",
        precedence="the folder of OPENCODE_CONFIG_DIR goes before all",
        loading=Loading.BLOCKS,
        unknown_keys=BadKey.PASSED_ON,
        bad_values=BadValue.REJECTS_FILE,
        null_is_absent=False,
        fence=Fence.LINE,
        needs_front_matter=False,
        fields=(
            text(
                "name",
                _CODE,
                "What the agent is called; absent: its path without the ending, such as "
                "`team/reviewer`. The documentation knows the path only.",
            ),
            *common_fields(_DOCS),
            text("prompt", _CODE, "Overwritten by the Markdown: it counts in JSON only."),
            switch("hidden_from_cycle", _CODE, "Whether it is left out when one goes round."),
        ),
        tools=TOOLS,
        tools_source=_PERMISSIONS,
        switches_field="tools",
        permission_field="permission",
        builtin_agents=("build", "plan", "general", "explore", "compaction", "title", "summary"),
        model_field="model",
        model_pattern=r"[^/\s]+/\S+",
        knows_all_fields=True,
    ),
)
