"""Claude Code's subagents, as its documentation and its program have them.

Sources: code.claude.com/docs/en/sub-agents and /tools-reference; what release 2.1.329 said at
start-up of some 1,900 published definitions.
"""

from __future__ import annotations

from agent_studio.core.dialects.claude_versions import HISTORY, HOOKS, RETIRED_MODELS, SERVERS
from agent_studio.core.dialects.kinds import ASKED, EDITS
from agent_studio.core.dialects.model import (
    BadKey,
    BadValue,
    Dialect,
    FieldSpec,
    FieldType,
    Loading,
    MergeKind,
    ModeNote,
    Named,
    Place,
    Reader,
    Right,
    ServerFile,
    Tool,
    ToolGrant,
)
from agent_studio.core.records import replace

_DOCS = "code.claude.com/docs/en/sub-agents"
_TOOLS = "code.claude.com/docs/en/tools-reference"
_CHANGES = "Claude Code changelog"

_NEAR_COLOURS = (
    *((name, "cyan") for name in ("teal", "turquoise", "aqua", "sky")),
    *((name, "purple") for name in ("indigo", "violet", "lavender", "plum")),
    *((name, "blue") for name in ("navy", "azure")),
    *((name, "yellow") for name in ("amber", "gold")),
    *((name, "pink") for name in ("magenta", "fuchsia", "rose")),
    *((name, "green") for name in ("lime", "emerald", "olive", "mint")),
    *((name, "orange") for name in ("brown", "coral", "bronze")),
    *((name, "red") for name in ("crimson", "maroon", "scarlet")),
)

_FIELDS = (
    FieldSpec(
        "name",
        FieldType.STRING,
        MergeKind.SCALAR,
        "What the agent is called and known by; the file's name does not matter. Lower case "
        "letters and hyphens. Without it the file is taken for a note and skipped.",
        _DOCS,
        required=True,
    ),
    FieldSpec(
        "description",
        FieldType.STRING,
        MergeKind.TEXT,
        "When to use the agent: the text by which the main agent decides to delegate to it. "
        "Without it the file is skipped. A literal \\n becomes a line break.",
        _DOCS,
        required=True,
    ),
    FieldSpec(
        "tools",
        FieldType.STRINGS,
        MergeKind.SET,
        "The only tools it may use. Absent or `*`: all of the session's. Empty, or of another "
        "type: none at all. Names are case-sensitive; unknown ones are silently ignored.",
        _DOCS,
        template="Read, Grep, Glob",
        bad=BadValue.NOTHING,
        mistaken_for=("allowedTools", "allowed-tools", "allowed_tools", "tool"),
    ),
    FieldSpec(
        "disallowedTools",
        FieldType.STRINGS,
        MergeKind.SET,
        "Tools taken away; applied before `tools`, so a name in both is gone.",
        _DOCS,
        since="2.0.30",
        mistaken_for=("disallowed-tools", "disallowed_tools", "deniedTools", "forbiddenTools"),
    ),
    FieldSpec(
        "model",
        FieldType.STRING,
        MergeKind.SCALAR,
        "The model it runs on: an alias, a full model id, or `inherit`. An unknown one is "
        "noticed only when the agent is started.",
        _DOCS,
        values=(
            *("inherit", "haiku", "sonnet", "opus", "fable"),
            *("best", "opusplan", "sonnet[1m]", "opus[1m]"),
        ),
        open_values=True,
        bad=BadValue.LATER,
        since="1.0.64",
    ),
    FieldSpec(
        "permissionMode",
        FieldType.STRING,
        MergeKind.SCALAR,
        "How permissions are asked for. `dontAsk` denies whatever would have been asked; "
        "`bypassPermissions` asks nothing.",
        _DOCS,
        values=("default", "acceptEdits", "auto", "dontAsk", "bypassPermissions", "plan", "manual"),
        values_since=(("auto", "2.1.71"), ("manual", "2.1.200")),
        since="2.0.43",
        mistaken_for=("permission-mode", "permission_mode", "approvalMode"),
    ),
    FieldSpec(
        "maxTurns",
        FieldType.INTEGER,
        MergeKind.SCALAR,
        "Stop after so many turns; a whole number above 0.",
        _DOCS,
        since="2.1.8",
        template="20",
        mistaken_for=("max_turns", "max-turns"),
    ),
    FieldSpec(
        "skills",
        FieldType.STRINGS,
        MergeKind.SET,
        "Skills whose whole text is given to the agent at its start.",
        _DOCS,
        since="2.0.43",
        names=Named.SKILLS,
    ),
    FieldSpec(
        "mcpServers",
        FieldType.LIST,
        MergeKind.LIST,
        "MCP servers by name, or as one-key maps that configure them. Ignored in plugins.",
        _DOCS,
        since="2.0.77",
        mistaken_for=("mcp-servers", "mcp_servers"),
        names=Named.SERVERS,
    ),
    FieldSpec(
        "hooks",
        FieldType.MAP,
        MergeKind.MAP,
        "Commands run at its events, in the form of the settings file. Ignored in plugins.",
        _DOCS,
        since="2.1.0",
    ),
    FieldSpec(
        "memory",
        FieldType.STRING,
        MergeKind.SCALAR,
        "A folder of its own that outlives the session. Adds Read, Write and Edit to its tools, "
        "and so defeats a read-only list.",
        _DOCS,
        values=("user", "project", "local"),
        near_values=(("global", "user"), ("personal", "user"), ("team", "project")),
        since="2.1.33",
    ),
    FieldSpec(
        "background",
        FieldType.BOOLEAN,
        MergeKind.SCALAR,
        "Always run in the background, with the few tools that are allowed there.",
        _DOCS,
        values=("true", "false"),
        since="2.1.49",
    ),
    FieldSpec(
        "effort",
        FieldType.STRING,
        MergeKind.SCALAR,
        "How hard the model thinks; which levels exist depends on the model.",
        _DOCS,
        mistaken_for=("reasoningEffort", "reasoning_effort"),
        near_values=(("med", "medium"), ("minimal", "low"), ("maximum", "max"), ("ultra", "max")),
        numbers_too=True,
        values=("low", "medium", "high", "xhigh", "max"),
        values_since=(("xhigh", "2.1.111"),),
        any_case=True,
        since="2.1.78",
    ),
    FieldSpec(
        "isolation",
        FieldType.STRING,
        MergeKind.SCALAR,
        "Run in a git worktree of its own.",
        _DOCS,
        values=("worktree", "remote"),
        values_since=(("remote", "2.1.178"),),
        since="2.1.50",
    ),
    FieldSpec(
        "color",
        FieldType.STRING,
        MergeKind.SCALAR,
        "The colour of its name on the screen; any other value is silently dropped.",
        _DOCS,
        mistaken_for=("colour",),
        near_values=_NEAR_COLOURS,
        for_show=True,
        values=("red", "blue", "green", "yellow", "purple", "orange", "pink", "cyan"),
    ),
    FieldSpec(
        "initialPrompt",
        FieldType.STRING,
        MergeKind.TEXT,
        "The first message, when the agent is the main session; a subagent never sees it.",
        _DOCS,
        since="2.1.83",
        main_only=True,
    ),
    FieldSpec(
        "omitClaudeMd",
        FieldType.BOOLEAN,
        MergeKind.SCALAR,
        "Do not give it the project's CLAUDE.md.",
        _CHANGES,
        values=("true", "false"),
        since="2.1.271",
    ),
    FieldSpec(
        "experimental",
        FieldType.MAP,
        MergeKind.MAP,
        "Settings that may go away again, such as `cacheTtl`.",
        _CHANGES,
        since="2.1.248",
    ),
)

_READ = frozenset({Right.READ})
_WRITE = frozenset({Right.WRITE})
_NETWORK = frozenset({Right.NETWORK})
_DELEGATE = frozenset({Right.DELEGATE})
_MCP = frozenset({Right.MCP})
# A shell reads, writes and talks to the network as well; the permission system only sees a
# command line.
_RUN = frozenset({Right.RUN, Right.READ, Right.WRITE, Right.NETWORK})
_NONE: frozenset[Right] = frozenset()

# What `since` and `until` say of tools: no session lists them before, none from then on; listed
# by the releases 2.0.30, 2.1.2, 2.1.147, 2.1.197, 2.1.239 and 2.1.329.
_GRANTABLE = (
    Tool("Read", _READ),
    # Seen in 2.1.329: an agent that lists them with Bash gets Bash alone.
    Tool("Grep", _READ, folded_into="Bash"),
    Tool("Glob", _READ, folded_into="Bash"),
    Tool("LSP", _READ),
    Tool("Edit", _WRITE),
    Tool("Write", _WRITE),
    Tool("NotebookEdit", _WRITE),
    Tool("Bash", _RUN),
    Tool("PowerShell", _RUN),
    Tool("Monitor", _RUN, needs="Bash"),
    Tool("WebFetch", _NETWORK),
    Tool("WebSearch", _NETWORK),
    Tool("Agent", _DELEGATE, takes_arguments=True, since="2.1.63"),
    Tool("Skill", _NONE),
    Tool("TodoWrite", _NONE),
    Tool("ToolSearch", _NONE, since="2.1.3"),
    Tool("Artifact", _NONE),
    Tool("CronCreate", _RUN, since="2.1.3"),
    Tool("CronDelete", _NONE, since="2.1.3"),
    Tool("CronList", _NONE, since="2.1.3"),
    Tool("DesignSync", _NONE, since="2.1.148"),
    Tool("EnterWorktree", _NONE, since="2.1.3"),
    Tool("ExitWorktree", _NONE, since="2.1.3"),
    Tool("ListAgents", _NONE),
    Tool("ListMcpResourcesTool", _MCP),
    Tool("ReadMcpResourceTool", _MCP),
    Tool("PushNotification", _NETWORK),
    Tool("RemoteTrigger", _NETWORK),
    Tool("ReportFindings", _NONE, since="2.1.148"),
    Tool("SendMessage", _NONE),
    Tool("SendUserFile", _READ),
    Tool("ShareOnboardingGuide", _NONE),
    Tool("TaskCreate", _NONE, since="2.1.3"),
    Tool("TaskGet", _NONE, since="2.1.3"),
    Tool("TaskList", _NONE, since="2.1.3"),
    Tool("TaskStop", _NONE, since="2.1.3"),
    Tool("TaskUpdate", _NONE, since="2.1.3"),
)

# What a session may have and a subagent may not.
_MAIN_ONLY = tuple(
    Tool(name, _NONE, in_subagent=False)
    for name in (
        "AskUserQuestion",
        "EndConversation",
        "EnterPlanMode",
        "ExitPlanMode",
        "ScheduleWakeup",
        "WaitForMcpServers",
        "Workflow",
    )
)

_DEAD = (
    Tool("Task", _DELEGATE, replacement="Agent", takes_arguments=True, until="2.1.63"),
    Tool("MultiEdit", _WRITE, dead=True, replacement="Edit"),
    Tool("LS", _READ, dead=True, replacement="Glob"),
    Tool("NotebookRead", _READ, dead=True, replacement="Read"),
    Tool("BashOutput", _NONE, dead=True, replacement="Read", until="2.0.31"),
    Tool("KillShell", _NONE, replacement="TaskStop", until="2.1.3"),
    Tool("KillBash", _NONE, replacement="TaskStop"),
    Tool(
        *("TaskOutput", _NONE, False),
        dead=True,
        replacement="Read",
        since="2.0.31",
        until="2.1.277",
    ),
    Tool("TodoRead", _NONE, dead=True),
    Tool("SlashCommand", _NONE, dead=True, replacement="Skill", until="2.0.31"),
)

_IN_BACKGROUND = (
    *("Read", "Grep", "Glob", "Bash", "PowerShell", "Edit", "Write", "NotebookEdit"),
    *("WebFetch", "WebSearch", "TodoWrite", "Skill", "ToolSearch", "EnterWorktree"),
    *("ExitWorktree", "Monitor", "TaskStop", "SendMessage", "Artifact"),
)

# code.claude.com/docs/en/skills: commands and skills are called alike.
_SKILLS = (
    Place("project", ".claude/skills", ("SKILL.md",)),
    Place("user", ".claude/skills", ("SKILL.md",), moved_by="CLAUDE_CONFIG_DIR"),
)
_COMMANDS = tuple(replace(each, folder=".claude/commands", suffixes=(".md",)) for each in _SKILLS)
_BUNDLED = (
    *("batch", "claude-api", "code-review", "debug", "loop", "simplify", "verify", "run"),
    *("init", "review", "security-review", "update-config", "keybindings-help", "schedule"),
)

CLAUDE_CODE = Dialect(
    id="claude-code",
    version="2.1.329",
    dated="2026-11-21",
    source=f"{_DOCS}; {_TOOLS}",
    precedence="the administrator's and the session's go before all, plugins' come behind all",
    loading=Loading.RESCUE,
    reader=Reader.BUN,
    rescues_tabs=True,
    refuses_nul=True,
    plugin_file=".claude-plugin/plugin.json",
    ignored_in_plugins=("hooks", "mcpServers", "permissionMode"),
    hooks=HOOKS,
    servers=SERVERS,
    history=HISTORY,
    unknown_keys=BadKey.IGNORED,
    quoted_values=True,
    fields=_FIELDS,
    tools=(*_GRANTABLE, *_MAIN_ONLY, *_DEAD),
    tools_field="tools",
    denied_tools_field="disallowedTools",
    builtin_agents=("Explore", "Plan", "general-purpose", "statusline-setup", "claude-code-guide"),
    refused_name_starts=("-",),
    refused_in_name=(":",),
    unescaped_fields=("description",),
    longest_name=50,
    name_pattern=r"[a-z0-9]+(?:-[a-z0-9]+)*",
    wildcard="*",
    blanks_between_tools=True,
    mcp_prefix="mcp__",
    # Seen in sessions of 2.1.329, and said nowhere on the screen.
    tool_grants=(ToolGrant("memory", ("Read", "Write", "Edit")),),
    agent_parameter="subagent_type",
    agent_mention="@agent-",
    delegation_depth=3,
    depth_source=f"{_DOCS}; CLAUDE_CODE_MAX_SUBAGENT_SPAWN_DEPTH sets another limit",
    skill_places=_SKILLS,
    command_places=_COMMANDS,
    builtin_skills=_BUNDLED,
    # code.claude.com/docs/en/mcp
    server_files=(
        ServerFile("project", ".mcp.json"),
        ServerFile("user", ".claude.json", projects="projects", moved_by="CLAUDE_CONFIG_DIR"),
    ),
    foreign_servers=("plugin_", "claude_ai_", "claude-in-chrome", "computer-use", "ide"),
    background_field="background",
    background_tools=_IN_BACKGROUND,
    refuses_without_tools=True,
    knows_all_fields=True,
    asks=ASKED,
    mode_field="permissionMode",
    mode_notes=(
        ModeNote("bypassPermissions", "nothing is asked before it is done", 2),
        ModeNote("acceptEdits", "edits of files are not asked for", 1, unasked=EDITS),
        ModeNote("dontAsk", "whatever would be asked is denied", -1, surprising=True),
        ModeNote("plan", "it may look and plan, but change nothing", -1),
        ModeNote("auto", "a classifier decides what is asked", 1),
    ),
    stronger_modes=("bypassPermissions", "acceptEdits", "auto"),
    model_field="model",
    retired_models=RETIRED_MODELS,
    model_pattern=r"(?:[a-z]{2}\.)?(?:anthropic[./])?claude-[a-z0-9-]+(?:[@:][a-z0-9:.-]+)?(?:\[1m\])?",
)

TABLES = (CLAUDE_CODE,)
