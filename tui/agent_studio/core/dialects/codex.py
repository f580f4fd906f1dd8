"""Codex's agent roles: TOML files, each with settings of a session in it."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import mapping, name_list, prose, switch, text
from agent_studio.core.dialects.harnesses import places
from agent_studio.core.dialects.model import BadKey, BadValue, Dialect, FieldType, Loading
from agent_studio.core.records import replace

_CODE: Final = "openai/codex, codex-rs/core/src/config/agent_roles.rs"
_SCHEMA: Final = "openai/codex, codex-rs/core/config.schema.json"
_IGNORED: Final = "openai/codex, PR #39299"
_NOT_BLANK: Final = r"[\s\S]*\S[\s\S]*"
_SINCE: Final = "without effect in a role since 0.155.0"

_FIELDS: Final = (
    replace(
        text("name", _CODE, "What the role is called; not default, worker or explorer."),
        required=True,
        pattern=_NOT_BLANK,
    ),
    replace(prose("description", _CODE, "When to use it."), required=True, pattern=_NOT_BLANK),
    replace(
        prose("developer_instructions", _CODE, "The agent's whole instructions."),
        required=True,
        pattern=_NOT_BLANK,
    ),
    replace(
        name_list(
            "nickname_candidates",
            _CODE,
            "Names for its threads: ASCII letters, digits, blanks, - and _; none twice.",
        ),
        member_pattern=r"[A-Za-z0-9 _-]*[A-Za-z0-9_-][A-Za-z0-9 _-]*",
        unique=True,
        filled=True,
    ),
    text("model", _SCHEMA, "The model it runs on; absent: the session's."),
    text("model_provider", _SCHEMA, "Who runs the model."),
    replace(
        text(
            "model_reasoning_effort",
            _SCHEMA,
            "How hard the model thinks.",
            *("minimal", "low", "medium", "high", "xhigh", "max", "ultra"),
        ),
        open_values=True,
    ),
    text("model_reasoning_summary", _SCHEMA, "Whether its thoughts are summed up."),
    text("model_verbosity", _SCHEMA, "How much it writes.", "low", "medium", "high"),
    text("personality", _SCHEMA, "In which tone it writes."),
    mapping("features", _SCHEMA, "Parts of Codex that are switched on or off."),
    mapping("skills", _SCHEMA, "Skills that are switched on or off."),
    replace(text("web_search", _SCHEMA, "How it may search the web."), also=(FieldType.BOOLEAN,)),
    mapping("tools", _SCHEMA, "Settings of tools; this is no list of what it may use."),
    *(
        replace(each, inert=True)
        for each in (
            text(
                "sandbox_mode",
                _IGNORED,
                f"What commands may touch; {_SINCE}.",
                *("read-only", "workspace-write", "danger-full-access"),
            ),
            mapping("mcp_servers", _IGNORED, f"MCP servers; {_SINCE}."),
            text("service_tier", _IGNORED, f"How fast it is served; {_SINCE}."),
        )
    ),
    text("approval_policy", _SCHEMA, "When it asks before it acts."),
    switch("hide_agent_reasoning", _SCHEMA, "Whether its thoughts are hidden."),
)

TABLES: Final = (
    Dialect(
        id="codex",
        title="Codex",
        version="0.155.0",
        dated="2026-10",
        source=f"{_CODE}; {_SCHEMA}; {_IGNORED}; learn.chatgpt.com/docs/agent-configuration",
        places=places("codex"),
        precedence="the project's, if it is trusted, before the user's; what one lacks is taken "
        "from the other; symbolic links are refused",
        loading=Loading.TOML,
        unknown_keys=BadKey.REJECTS_FILE,
        bad_values=BadValue.REJECTS_FILE,
        body="there is none: the instructions are a field",
        body_field="developer_instructions",
        fields=_FIELDS,
        builtin_agents=("default", "worker", "explorer"),
        model_field="model",
        # Any setting of config.toml may stand in a role, some hundred keys of many versions.
        knows_all_fields=False,
        rights_note="a role limits nothing: tools, sandbox and MCP servers are the session's",
    ),
)
