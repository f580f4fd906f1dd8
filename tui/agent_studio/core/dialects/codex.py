"""Codex's agent roles: TOML files, each with settings of a session in it."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import count, mapping, name_list, prose, switch, text
from agent_studio.core.dialects.model import BadKey, BadValue, Dialect, FieldType, Loading
from agent_studio.core.records import replace

_CODE: Final = "openai/codex, codex-rs/core/src/config/agent_roles.rs"
_SCHEMA: Final = "openai/codex 000c857e, codex-rs/core/config.schema.json"
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
    text(
        "model_reasoning_summary",
        _SCHEMA,
        "Whether its thoughts are summed up.",
        *("auto", "concise", "detailed", "none"),
    ),
    text("model_verbosity", _SCHEMA, "How much it writes.", "low", "medium", "high"),
    text("personality", _SCHEMA, "In which tone it writes.", "none", "friendly", "pragmatic"),
    mapping("features", _SCHEMA, "Parts of Codex that are switched on or off."),
    mapping("skills", _SCHEMA, "Skills that are switched on or off."),
    text("web_search", _SCHEMA, "How it may search the web.", "disabled", "cached", "live"),
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
            count("model_context_window", _IGNORED, f"Tokens of its context; {_SINCE}."),
            count("model_auto_compact_token_limit", _IGNORED, f"When it sums up; {_SINCE}."),
        )
    ),
    replace(
        text(
            "approval_policy",
            _SCHEMA,
            "When it asks before it acts; a mapping `granular` says it for each kind.",
            *("untrusted", "on-failure", "on-request", "never"),
        ),
        also=(FieldType.MAP,),
    ),
    switch("hide_agent_reasoning", _SCHEMA, "Whether its thoughts are hidden."),
)

_SETTINGS: Final = """
agents allow_login_shell analytics approvals_reviewer apps apps_mcp_product_sku audio auto_review
background_terminal_max_timeout chatgpt_base_url check_for_update_on_startup
cli_auth_credentials_store compact_prompt debug default_permissions desktop disable_paste_burst
experimental_compact_prompt_file experimental_realtime_start_instructions
experimental_realtime_ws_backend_prompt experimental_realtime_ws_base_url
experimental_realtime_ws_model experimental_realtime_ws_startup_context
experimental_thread_config_endpoint experimental_thread_store experimental_use_unified_exec_tool
feedback file_opener forced_chatgpt_workspace_id forced_login_method ghost_snapshot history hooks
include_apps_instructions include_collaboration_mode_instructions include_environment_context
include_permissions_instructions instructions log_dir marketplaces mcp_oauth_callback_port
mcp_oauth_callback_url mcp_oauth_credentials_store memories model_auto_compact_token_limit_scope
model_catalog_json model_instructions_file model_providers model_supports_reasoning_summaries
notice notify openai_base_url oss_provider otel permissions plan_mode_reasoning_effort plugins
profile profiles project_doc_fallback_filenames project_doc_max_bytes project_root_markers projects
realtime review_model sandbox_workspace_write shell_environment_policy show_raw_agent_reasoning
sqlite_home suppress_unstable_features_warning tool_output_token_limit tool_suggest tui windows
"""

TABLES: Final = (
    Dialect(
        id="codex",
        version="0.155.0",
        dated="2026-10",
        source=f"{_CODE}; {_SCHEMA}; {_IGNORED}; learn.chatgpt.com/docs/agent-configuration",
        precedence="a project's count only where it is trusted; symbolic links are refused",
        loading=Loading.TOML,
        unknown_keys=BadKey.REJECTS_FILE,
        bad_values=BadValue.REJECTS_FILE,
        body="there is none: the instructions are a field",
        body_field="developer_instructions",
        fields=_FIELDS,
        builtin_agents=("default", "worker", "explorer"),
        model_field="model",
        # Any setting of config.toml may stand in a role.
        other_keys=tuple(_SETTINGS.split()),
        knows_all_fields=True,
        lost_limits=("sandbox_mode",),
        rights_note="a role limits nothing: tools, sandbox and MCP servers are the session's",
    ),
)
