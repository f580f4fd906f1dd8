"""Claude Code's hooks, servers and retired models, and what it made of files in earlier releases.

Seen with the releases of npm from 2.0.30 to 2.1.329: each was given the same seventy files, and
asked at start-up, without network, which agents it had loaded.
"""

from __future__ import annotations

from agent_studio.core.dialects.hook_forms import HookForm
from agent_studio.core.dialects.kinds import Loading
from agent_studio.core.dialects.server_forms import ServerForm
from agent_studio.core.dialects.versions import Earlier
from agent_studio.core.records import replace

_CHANGES = "Claude Code changelog"
_SEEN = "seen at start-up of the releases before and after"

# As the release's own list has it; what breaks which file was seen with 2.1.329.
HOOKS = HookForm(
    "hooks",
    (
        *("PreToolUse", "PostToolUse", "PostToolUseFailure", "PostToolBatch", "Notification"),
        *("UserPromptSubmit", "UserPromptExpansion", "SessionStart", "SessionEnd", "Stop"),
        *("StopFailure", "SubagentStart", "SubagentStop", "PreCompact", "PostCompact"),
        *("PreModelSwitch", "PostModelSwitch", "PermissionRequest", "PermissionDenied", "Setup"),
        *("TeammateIdle", "TaskCreated", "TaskCompleted", "Elicitation", "ElicitationResult"),
        *("ConfigChange", "WorktreeCreate", "WorktreeRemove", "InstructionsLoaded"),
        *("CwdChanged", "FileChanged", "DirectoryAdded", "MessageDisplay"),
    ),
    (
        ("command", ("command",)),
        ("prompt", ("prompt",)),
        ("agent", ("prompt",)),
        ("http", ("url",)),
        ("mcp_tool", ("server", "tool")),
    ),
    guards=("PreToolUse", "PermissionRequest"),
    renamed=(("Stop", "SubagentStop"),),
)

SERVERS = ServerForm(
    "mcpServers",
    (
        ("stdio", "command"),
        ("http", "url"),
        ("sse", "url"),
        ("ws", "url"),
        ("streamable-http", "url"),
        ("sdk", ""),
        ("claudeai-proxy", "url"),
        ("sse-ide", "url"),
        ("ws-ide", "url"),
    ),
    default="stdio",
)

# platform.claude.com/docs/en/about-claude/model-deprecations.
RETIRED_MODELS = (
    ("claude-instant", "haiku"),
    ("claude-1", "sonnet"),
    ("claude-2", "sonnet"),
    ("claude-3-opus", "opus"),
    ("claude-3-sonnet", "sonnet"),
    ("claude-3-5-sonnet", "sonnet"),
    ("claude-3-7-sonnet", "sonnet"),
    ("claude-3-5-haiku", "haiku"),
)

HISTORY = (
    Earlier(
        "2.0.77",
        (("loading", Loading.FLAT), ("refuses_doubles", False)),
        "front matter is read as YAML, no longer line by line: colons in values drop the file",
        _SEEN,
    ),
    Earlier(
        "2.1.69",
        (("rescues_colons", False),),
        "values that hold a colon and a blank are rescued",
        f"{_CHANGES}; anthropics/claude-code#16916; {_SEEN}",
    ),
    Earlier(
        "2.1.113",
        (("refuses_doubles", True),),
        "a key that is written twice no longer drops the file",
        f"{_SEEN}, which ran on Node before",
    ),
    Earlier(
        "2.1.163",
        (("rescues_tabs", False),),
        "the rescue writes blanks for tabs at the start of lines",
        _SEEN,
    ),
    Earlier(
        "2.1.172",
        (("refused_name_starts", ()),),
        "a name that begins with a hyphen drops the file",
        _SEEN,
    ),
    Earlier(
        "2.1.208",
        (("refuses_without_tools", False),),
        "an agent without a single tool is refused when it is started",
        _CHANGES,
    ),
    Earlier(
        "2.1.218",
        (("refused_in_name", ()),),
        "a name that holds a colon drops the file",
        f"{_CHANGES}; {_SEEN}",
    ),
    Earlier(
        "2.1.229",
        (("refuses_nul", False),),
        "a NUL byte in front matter drops the file",
        _SEEN,
    ),
    Earlier(
        "2.1.239",
        (("reads_bom", False),),
        "a byte order mark before front matter is no matter",
        f"{_CHANGES}; {_SEEN}",
    ),
    Earlier(
        "2.1.257",
        (("hooks", replace(HOOKS, drops=False)),),
        "hooks that are broken where they could stop something drop the file",
        _SEEN,
    ),
)
