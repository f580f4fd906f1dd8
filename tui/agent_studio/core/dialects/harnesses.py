"""Which harnesses there are, what they are called, where their files lie and which of them wins.

All that is needed to find definitions and to put them in order. What a harness makes of them is
in its table, a module of its own that is imported when somebody asks for it; see `tables`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from agent_studio.core.dialects.order import (
    Levels,
    Order,
    OverBuiltins,
    Place,
    Scopes,
    Ties,
)
from agent_studio.core.records import dataclass, replace

_MD: Final = (".md",)


@dataclass(frozen=True, slots=True)
class Harness:
    """One harness as the list knows it; ``places`` are those that are its own."""

    id: str
    title: str
    places: tuple[Place, ...]
    module: str = ""
    """The module of its table, if it is not the id with underscores."""
    merged: bool = True
    """Whether git may leave the merging of its files to us: agents and skills in Markdown."""
    borrowed: tuple[Place, ...] = ()
    """The places of others that it reads as well."""
    order: Order = Order()
    """Which of several definitions of one name it uses."""

    @property
    def read(self) -> tuple[Place, ...]:
        """Every place that it reads."""
        return (*self.places, *self.borrowed)


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


_MOVED: Final = {
    # The XDG base directory specification lets people move what is below ~/.config.
    ".config": "XDG_CONFIG_HOME",
    ".claude": "CLAUDE_CONFIG_DIR",
    ".codex": "CODEX_HOME",
}


def _moved_by(folder: str) -> str:
    return _MOVED.get(folder.split("/", 1)[0], "")


_SKILL: Final = ("SKILL.md",)
_COPILOT: Final = (".agent.md", ".md")


def _ranked(rank: int, *places: Place) -> tuple[Place, ...]:
    return tuple(replace(place, rank=rank) for place in places)


HARNESSES: Final = (
    Harness(
        "claude-code",
        "Claude Code",
        _places(".claude/agents", user=(".claude/agents",)),
        order=Order(
            "code.claude.com/docs/en/sub-agents; seen with Claude Code 2.1.329",
            scopes=Scopes.PROJECT_FIRST,
            levels=Levels.NEAREST_FIRST,
            over_builtins=OverBuiltins.REPLACES,
        ),
    ),
    Harness(
        "copilot",
        "GitHub Copilot",
        (
            *_places(
                ".github/agents", user=(".copilot/agents",), suffixes=_COPILOT, recursive=False
            ),
            # The ending is its own; plugins and collections keep them in any folder.
            Place("project", "", (".agent.md",), recursive=False),
        ),
        borrowed=_ranked(1, *_places(".claude/agents", suffixes=_COPILOT, recursive=False)),
        order=Order(
            "docs.github.com/en/copilot: the command reference puts the project's first, the "
            "page on making agents the user's",
            levels=Levels.NEAREST_FIRST,
        ),
    ),
    Harness(
        "vscode",
        "VS Code",
        _places(".github/chatmodes", suffixes=(".chatmode.md", ".agent.md"), recursive=False),
        borrowed=_places(
            ".github/agents", ".claude/agents", user=(".copilot/agents",), recursive=False
        ),
        order=Order(),
    ),
    Harness(
        "cursor",
        "Cursor",
        _places(".cursor/agents", user=(".cursor/agents",)),
        borrowed=_ranked(
            1,
            *_places(
                *(".claude/agents", ".codex/agents"), user=(".claude/agents", ".codex/agents")
            ),
        ),
        order=Order(
            "cursor.com/docs/subagents",
            scopes=Scopes.PROJECT_FIRST,
        ),
    ),
    Harness(
        "opencode",
        "OpenCode",
        (
            *_places(".opencode/agent", ".opencode/agents"),
            *_places(".opencode/mode", ".opencode/modes", recursive=False),
            Place("user", ".opencode/agent", foremost=True),
            Place("user", ".opencode/agents", foremost=True),
            *_places(user=(".config/opencode/agent", ".config/opencode/agents")),
        ),
        order=Order(
            "packages/opencode/src/config/paths.ts and config.ts: folders are read from the "
            "working folder up, then the one at home, and the last one read goes over the others",
            scopes=Scopes.PROJECT_FIRST,
            levels=Levels.OUTERMOST_FIRST,
            over_builtins=OverBuiltins.CHANGES,
            merged=True,
            folders_in_name=True,
        ),
    ),
    Harness(
        "gemini-cli",
        "Gemini CLI",
        tuple(
            replace(place, skipped_start="_")
            for place in _places(".gemini/agents", user=(".gemini/agents",), recursive=False)
        ),
        order=Order(
            "packages/core/src/agents/registry.ts",
            scopes=Scopes.PROJECT_FIRST,
            over_builtins=OverBuiltins.REPLACES,
        ),
    ),
    Harness(
        "antigravity",
        "Antigravity",
        (
            Place("project", ".agents/agents", common=True),
            *_places(user=(".gemini/config/agents",), recursive=False),
        ),
        order=Order(
            "antigravity.google/docs/subagents",
            scopes=Scopes.PROJECT_FIRST,
        ),
    ),
    Harness(
        "qwen-code",
        "Qwen Code",
        _places(".qwen/agents", user=(".qwen/agents",), recursive=False),
        order=Order(
            "docs/users/features/sub-agents.md; packages/core/src/subagents/subagent-manager.ts",
            scopes=Scopes.PROJECT_FIRST,
            over_builtins=OverBuiltins.REPLACES,
            any_case=True,
        ),
    ),
    Harness(
        "factory",
        "Factory",
        _places(".factory/droids", user=(".factory/droids",), recursive=False),
        order=Order(
            "docs.factory.ai/cli/configuration/custom-droids",
            scopes=Scopes.PROJECT_FIRST,
        ),
    ),
    Harness(
        "kiro",
        "Kiro",
        _places(".kiro/agents", user=(".kiro/agents",)),
        order=Order(
            "kiro.dev/docs/custom-agents/configuration-reference",
            scopes=Scopes.PROJECT_FIRST,
        ),
    ),
    Harness(
        "kilo",
        "Kilo",
        _places(
            *(".kilo/agents", ".kilo/agent"), user=(".config/kilo/agent", ".config/kilo/agents")
        ),
        borrowed=_places(".opencode/agents", ".opencode/agent"),
        order=Order(
            "packages/kilo-docs/pages/customize/custom-subagents.md",
            scopes=Scopes.PROJECT_FIRST,
            over_builtins=OverBuiltins.CHANGES,
            merged=True,
            folders_in_name=True,
        ),
    ),
    Harness(
        "goose",
        "Goose",
        (
            *_places(".goose/agents", user=(".goose/agents",), recursive=False),
            *_ranked(1, *_places(user=(".agents/agents",), recursive=False)),
            *_ranked(2, *_places(user=(".config/goose/agents",), recursive=False)),
        ),
        borrowed=(
            *_ranked(1, *_places(".claude/agents", recursive=False)),
            *_ranked(2, *_places(".agents/agents", recursive=False)),
            *_ranked(3, *_places(user=(".claude/agents",), recursive=False)),
        ),
        order=Order(
            "crates/goose/src/agents/platform_extensions/summon.rs",
            scopes=Scopes.PROJECT_FIRST,
        ),
    ),
    Harness(
        "junie",
        "Junie",
        _places(".junie/agents", user=(".junie/agents",)),
        "others",
        borrowed=_places(".agents/agents"),
    ),
    Harness("qoder", "Qoder", _places(".qoder/agents", user=(".qoder/agents",)), "others"),
    Harness("trae", "Trae", _places(".trae/agents"), "others"),
    Harness("augment", "Augment", _places(".augment/agents", user=(".augment/agents",)), "small"),
    Harness(
        "openhands",
        "OpenHands",
        _places(".openhands/agents"),
        "small",
        borrowed=_places(".agents/agents", recursive=False),
    ),
    Harness(
        "devin",
        "Devin",
        _places(".devin/agents", user=(".config/devin/agents",)),
        "others",
        borrowed=_places(".agents/agents"),
    ),
    Harness(
        "deepagents",
        "Deep Agents",
        _places(".deepagents/agents", suffixes=("AGENTS.md",)),
        "others",
        order=Order("docs.langchain.com/oss/python/deepagents/cli/subagents"),
    ),
    Harness(
        "claude-skills",
        "Claude Code (skills)",
        (
            *_places(".claude/skills", user=(".claude/skills",), suffixes=_SKILL),
            # Those of plugins and collections lie in any folder.
            Place("project", "", _SKILL, recursive=False),
        ),
        order=Order(
            "code.claude.com/docs/en/skills",
            scopes=Scopes.USER_FIRST,
            levels=Levels.NEAREST_FIRST,
            over_builtins=OverBuiltins.REPLACES,
        ),
    ),
    Harness(
        "agent-skills",
        "Agent Skills",
        _places(".agents/skills", ".github/skills", user=(".agents/skills",), suffixes=_SKILL),
        borrowed=_places(
            *(
                ".claude/skills",
                ".cursor/skills",
                ".opencode/skills",
                ".gemini/skills",
                ".kiro/skills",
            ),
            *(".qwen/skills", ".vibe/skills", ".junie/skills", ".qoder/skills"),
            *(".trae/skills", ".cline/skills"),
            suffixes=_SKILL,
        ),
        order=Order(apart=True),
    ),
    Harness(
        "codex",
        "Codex",
        _places(".codex/agents", user=(".codex/agents",), suffixes=(".toml",)),
        merged=False,
        order=Order(
            "codex-rs/core/src/config/agent_roles.rs: a name that comes again in one folder is "
            "warned about and left out",
            scopes=Scopes.PROJECT_FIRST,
            levels=Levels.NEAREST_FIRST,
            ties=Ties.FIRST_PATH,
            over_builtins=OverBuiltins.REPLACES,
        ),
    ),
    Harness(
        "roo",
        "Roo Code",
        (Place("project", "", (".roomodes",), recursive=False),),
        merged=False,
        order=Order(
            "packages/types/src/mode.ts",
            scopes=Scopes.PROJECT_FIRST,
            over_builtins=OverBuiltins.REPLACES,
        ),
    ),
    Harness(
        "kiro-json",
        "Kiro (JSON)",
        _places(
            *(".kiro/agents", ".amazonq/cli-agents"),
            user=(".kiro/agents", ".aws/amazonq/cli-agents"),
            suffixes=(".json",),
        ),
        "kiro",
        merged=False,
        order=Order(
            "kiro.dev/docs/cli/custom-agents/configuration-reference",
            scopes=Scopes.PROJECT_FIRST,
        ),
    ),
    Harness(
        "cline",
        "Cline",
        _places(".cline/agents", suffixes=(".yml", ".yaml"), recursive=False),
        "small",
        merged=False,
    ),
    Harness(
        "vibe",
        "Mistral Vibe",
        _places(".vibe/agents", user=(".vibe/agents",), suffixes=(".toml",), recursive=False),
        "small",
        merged=False,
        order=Order(
            "mistralai/mistral-vibe, vibe/core/agents/models.py",
            over_builtins=OverBuiltins.REPLACES,
        ),
    ),
    Harness(
        "cursor-rules",
        "Cursor (rules)",
        (
            *_places(".cursor/rules", suffixes=(".mdc",)),
            # No other program has files with this ending, and collections keep them in any folder.
            Place("project", "", (".mdc",), recursive=False),
        ),
        merged=False,
        order=Order("cursor.com/docs/context/rules", ties=Ties.ALL),
    ),
)
"""Every harness; the one that the studio is made for first."""

MERGED: Final = tuple(each for each in HARNESSES if each.merged)
"""Those whose files are Markdown that can be merged field by field."""


@lru_cache(maxsize=64)
def of(harness: str) -> Harness:
    """The harness with this id; one without a name and places if there is none."""
    return next((each for each in HARNESSES if each.id == harness), Harness("", "", ()))
