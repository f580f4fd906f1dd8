"""The other harnesses whose agents are Markdown with front matter: where they lie, what they need.

Small tables: places, loading and the fields that decide whether a file is read. A table that
does not know all fields of its harness says so (`Dialect.knows_all_fields`), and nothing is then
said about unknown keys or tools.
"""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.model import (
    BadKey,
    Dialect,
    FieldSpec,
    FieldType,
    Loading,
    MergeKind,
    Place,
)

_DATED: Final = "2026-11-21"
_MD: Final = (".md",)


def _name(source: str, *, required: bool = False) -> FieldSpec:
    doc = "What the agent is called."
    return FieldSpec("name", FieldType.STRING, MergeKind.SCALAR, doc, source, required=required)


def _description(source: str, *, required: bool = False) -> FieldSpec:
    doc = "When to use the agent; what the main agent reads to choose it."
    kind = FieldType.STRING
    return FieldSpec("description", kind, MergeKind.TEXT, doc, source, required=required)


def _basic(source: str, *, required: str = "name description") -> tuple[FieldSpec, ...]:
    """``name`` and ``description``; ``required`` lists which of them a file needs."""
    needed = required.split()
    return (
        _name(source, required="name" in needed),
        _description(source, required="description" in needed),
    )


def _field(key: str, kind: FieldType, source: str, doc: str, *values: str) -> FieldSpec:
    merge = {
        FieldType.STRINGS: MergeKind.SET,
        FieldType.LIST: MergeKind.LIST,
        FieldType.MAP: MergeKind.MAP,
    }.get(kind, MergeKind.SCALAR)
    return FieldSpec(key, kind, merge, doc, source, values=values)


def _places(
    *folders: str,
    user: tuple[str, ...] = (),
    suffixes: tuple[str, ...] = _MD,
    recursive: bool = True,
) -> tuple[Place, ...]:
    """Project folders, and the folders below the home folder that are named so."""
    return (
        *(Place("project", folder, suffixes, recursive) for folder in folders),
        *(Place("user", folder, suffixes, recursive, _moved_by(folder)) for folder in user),
    )


def _moved_by(folder: str) -> str:
    # The XDG base directory specification lets people move what is below ~/.config.
    return "XDG_CONFIG_HOME" if folder.startswith(".config/") else ""


_COPILOT_DOCS: Final = "docs.github.com/en/copilot/reference/custom-agents-configuration"
_COPILOT: Final = Dialect(
    id="copilot",
    title="GitHub Copilot",
    version="",
    dated=_DATED,
    source=_COPILOT_DOCS,
    places=_places(
        ".github/agents", user=(".copilot/agents",), suffixes=(".agent.md", ".md"), recursive=False
    ),
    loading=Loading.STRICT,
    unknown_keys=BadKey.IGNORED,
    fields=(
        *_basic(_COPILOT_DOCS, required="description"),
        _field("tools", FieldType.STRINGS, _COPILOT_DOCS, "The tools it may use; absent: all."),
        _field("model", FieldType.STRING, _COPILOT_DOCS, "The model it runs on."),
        _field(
            "target",
            FieldType.STRING,
            _COPILOT_DOCS,
            "The one product it is for; absent: both.",
            "vscode",
            "github-copilot",
        ),
    ),
    tools_field="tools",
    name_is="file",
    wildcard="*",
)

_VSCODE_DOCS: Final = "code.visualstudio.com/docs/agents/reference/custom-agent-file-reference"
_VSCODE: Final = Dialect(
    id="vscode",
    title="VS Code",
    version="",
    dated=_DATED,
    source=_VSCODE_DOCS,
    places=_places(".github/chatmodes", suffixes=(".chatmode.md", ".agent.md"), recursive=False),
    loading=Loading.STRICT,
    unknown_keys=BadKey.WARNED,
    fields=_basic(_VSCODE_DOCS, required=""),
    tools_field="tools",
    name_is="file",
)

_CURSOR_DOCS: Final = "cursor.com/docs/subagents"
_CURSOR: Final = Dialect(
    id="cursor",
    title="Cursor",
    version="",
    dated=_DATED,
    source=_CURSOR_DOCS,
    places=_places(".cursor/agents", user=(".cursor/agents",)),
    loading=Loading.STRICT,
    unknown_keys=BadKey.IGNORED,
    fields=(
        *_basic(_CURSOR_DOCS, required=""),
        _field("model", FieldType.STRING, _CURSOR_DOCS, "The model it runs on."),
        _field("readonly", FieldType.BOOLEAN, _CURSOR_DOCS, "Whether it may only read."),
        _field("is_background", FieldType.BOOLEAN, _CURSOR_DOCS, "Whether it runs unattended."),
    ),
    knows_all_fields=True,
)

_OPENCODE_DOCS: Final = "opencode.ai/docs/agents"
_OPENCODE: Final = Dialect(
    id="opencode",
    title="OpenCode",
    version="",
    dated=_DATED,
    source=_OPENCODE_DOCS,
    places=_places(
        ".opencode/agent",
        ".opencode/agents",
        user=(".config/opencode/agent", ".config/opencode/agents"),
    ),
    loading=Loading.STRICT,
    unknown_keys=BadKey.PASSED_ON,
    fields=(
        _description(_OPENCODE_DOCS),
        _field(
            "mode",
            FieldType.STRING,
            _OPENCODE_DOCS,
            "Who may start it; absent: all.",
            "subagent",
            "primary",
            "all",
        ),
        _field("model", FieldType.STRING, _OPENCODE_DOCS, "As provider/model."),
        _field("permission", FieldType.MAP, _OPENCODE_DOCS, "What is allowed, asked, denied."),
    ),
    name_is="file",
)

_GEMINI_DOCS: Final = "google-gemini/gemini-cli, docs/core/subagents.md and agentLoader.ts"
_GEMINI: Final = Dialect(
    id="gemini-cli",
    title="Gemini CLI",
    version="",
    dated=_DATED,
    source=_GEMINI_DOCS,
    places=_places(".gemini/agents", user=(".gemini/agents",), recursive=False),
    loading=Loading.STRICT,
    unknown_keys=BadKey.REJECTS_FILE,
    fields=(
        *_basic(_GEMINI_DOCS),
        _field("kind", FieldType.STRING, _GEMINI_DOCS, "Where it runs.", "local", "remote"),
        _field("display_name", FieldType.STRING, _GEMINI_DOCS, "What is shown for its name."),
        _field("tools", FieldType.LIST, _GEMINI_DOCS, "The tools it may use; absent: all."),
        _field("mcp_servers", FieldType.MAP, _GEMINI_DOCS, "MCP servers of its own."),
        _field("model", FieldType.STRING, _GEMINI_DOCS, "The model it runs on."),
        _field("temperature", FieldType.NUMBER, _GEMINI_DOCS, "How freely it chooses words."),
        _field("max_turns", FieldType.INTEGER, _GEMINI_DOCS, "Stop after so many turns."),
        _field("timeout_mins", FieldType.INTEGER, _GEMINI_DOCS, "Stop after so many minutes."),
        _field("agent_card_url", FieldType.STRING, _GEMINI_DOCS, "Where a remote agent lives."),
        _field("agent_card_json", FieldType.STRING, _GEMINI_DOCS, "A remote agent's card."),
        _field("auth", FieldType.MAP, _GEMINI_DOCS, "How a remote agent is logged in to."),
    ),
    knows_all_fields=True,
    tools_field="tools",
    wildcard="*",
    name_pattern=r"[a-z0-9_-]+",
)

_SKILL_DOCS: Final = "agentskills.io/specification"
_SKILLS: Final = Dialect(
    id="agent-skills",
    title="Agent Skills",
    version="",
    dated=_DATED,
    source=_SKILL_DOCS,
    places=_places(
        ".claude/skills",
        ".agents/skills",
        ".github/skills",
        user=(".claude/skills", ".agents/skills"),
        suffixes=("SKILL.md",),
    ),
    loading=Loading.STRICT,
    unknown_keys=BadKey.WARNED,
    fields=_basic(_SKILL_DOCS),
    name_pattern=r"[a-z0-9]+(?:-[a-z0-9]+)*",
)


def _small(
    key: str,
    title: str,
    source: str,
    places: tuple[Place, ...],
    *,
    required: str = "name description",
    name_is: str = "field",
) -> Dialect:
    """A harness that reads strict YAML and is known here by its places and required fields."""
    return Dialect(
        id=key,
        title=title,
        version="",
        dated=_DATED,
        source=source,
        places=places,
        loading=Loading.STRICT,
        unknown_keys=BadKey.IGNORED,
        fields=_basic(source, required=required),
        name_is=name_is,
    )


OTHERS: Final = (
    _COPILOT,
    _VSCODE,
    _CURSOR,
    _OPENCODE,
    _GEMINI,
    _small(
        "antigravity",
        "Antigravity",
        "antigravity.google/docs/subagents",
        _places(".agents/agents", user=(".gemini/config/agents",)),
    ),
    _small(
        "qwen-code",
        "Qwen Code",
        "QwenLM/qwen-code, docs/users/features/sub-agents.md",
        _places(".qwen/agents", user=(".qwen/agents",), recursive=False),
    ),
    _small(
        "factory",
        "Factory",
        "docs.factory.ai/harness/subagents",
        _places(".factory/droids", user=(".factory/droids",), recursive=False),
        required="name",
    ),
    _small(
        "kiro",
        "Kiro",
        "kiro.dev/docs/custom-agents/configuration-reference",
        _places(".kiro/agents", user=(".kiro/agents",)),
        required="",
        name_is="file",
    ),
    _small(
        "kilo",
        "Kilo",
        "Kilo-Org/kilocode, customize/custom-subagents.md",
        _places(".kilo/agents", user=(".config/kilo/agent", ".config/kilo/agents")),
        required="",
        name_is="file",
    ),
    _small(
        "goose",
        "Goose",
        "aaif-goose/goose, context-engineering/custom-agents.md",
        _places(".goose/agents", user=(".goose/agents", ".agents/agents"), recursive=False),
        required="name",
    ),
    _small(
        "junie",
        "Junie",
        "junie.jetbrains.com/docs/junie-cli-subagents.html",
        _places(".junie/agents", user=(".junie/agents",)),
    ),
    _small(
        "qoder",
        "Qoder",
        "docs.qoder.com/cli/subagent",
        _places(".qoder/agents", user=(".qoder/agents",)),
    ),
    _small("trae", "Trae", "docs.trae.ai/ide/subagents", _places(".trae/agents")),
    _small(
        "augment",
        "Augment",
        "docs.augmentcode.com/cli/subagents",
        _places(".augment/agents", user=(".augment/agents",)),
        required="name",
    ),
    _small("openhands", "OpenHands", "docs.openhands.dev", _places(".openhands/agents")),
    _small(
        "devin",
        "Devin",
        "docs.devin.ai/cli/subagents",
        _places(".devin/agents", user=(".config/devin/agents",)),
    ),
    _SKILLS,
)
