"""Which harnesses there are, what they are called and where their files lie.

All that is needed to find definitions. What a harness makes of them is in its table, a module of
its own that is imported when somebody asks for it; see `tables`.
"""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.model import Place
from agent_studio.core.records import dataclass

_MD: Final = (".md",)


@dataclass(frozen=True, slots=True)
class Harness:
    """One harness as the list knows it; ``places`` are those that are its own."""

    id: str
    title: str
    places: tuple[Place, ...]
    module: str = ""
    """The module of its table, if it is not the id with underscores."""
    listed: bool = True
    """Whether its files are looked for: agents and skills in Markdown.

    Rules and files of another format are checked and shown when they are named.
    """


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

HARNESSES: Final = (
    Harness("claude-code", "Claude Code", _places(".claude/agents", user=(".claude/agents",))),
    Harness(
        "copilot",
        "GitHub Copilot",
        _places(
            ".github/agents",
            user=(".copilot/agents",),
            suffixes=(".agent.md", ".md"),
            recursive=False,
        ),
    ),
    Harness(
        "vscode",
        "VS Code",
        _places(".github/chatmodes", suffixes=(".chatmode.md", ".agent.md"), recursive=False),
    ),
    Harness("cursor", "Cursor", _places(".cursor/agents", user=(".cursor/agents",))),
    Harness(
        "opencode",
        "OpenCode",
        _places(
            ".opencode/agent",
            ".opencode/agents",
            user=(".config/opencode/agent", ".config/opencode/agents"),
        ),
    ),
    Harness(
        "gemini-cli",
        "Gemini CLI",
        _places(".gemini/agents", user=(".gemini/agents",), recursive=False),
    ),
    Harness(
        "antigravity", "Antigravity", _places(".agents/agents", user=(".gemini/config/agents",))
    ),
    Harness(
        "qwen-code", "Qwen Code", _places(".qwen/agents", user=(".qwen/agents",), recursive=False)
    ),
    Harness(
        "factory",
        "Factory",
        _places(".factory/droids", user=(".factory/droids",), recursive=False),
    ),
    Harness("kiro", "Kiro", _places(".kiro/agents", user=(".kiro/agents",))),
    Harness(
        "kilo",
        "Kilo",
        _places(".kilo/agents", user=(".config/kilo/agent", ".config/kilo/agents")),
    ),
    Harness(
        "goose",
        "Goose",
        _places(".goose/agents", user=(".goose/agents", ".agents/agents"), recursive=False),
    ),
    Harness("junie", "Junie", _places(".junie/agents", user=(".junie/agents",)), "others"),
    Harness("qoder", "Qoder", _places(".qoder/agents", user=(".qoder/agents",)), "others"),
    Harness("trae", "Trae", _places(".trae/agents"), "others"),
    Harness("augment", "Augment", _places(".augment/agents", user=(".augment/agents",)), "others"),
    Harness("openhands", "OpenHands", _places(".openhands/agents"), "others"),
    Harness("devin", "Devin", _places(".devin/agents", user=(".config/devin/agents",)), "others"),
    Harness(
        "agent-skills",
        "Agent Skills",
        _places(
            ".claude/skills",
            ".agents/skills",
            ".github/skills",
            user=(".claude/skills", ".agents/skills"),
            suffixes=_SKILL,
        ),
    ),
    Harness(
        "codex",
        "Codex",
        _places(".codex/agents", user=(".codex/agents",), suffixes=(".toml",)),
        listed=False,
    ),
    Harness(
        "roo",
        "Roo Code",
        (Place("project", "", (".roomodes",), recursive=False),),
        listed=False,
    ),
    Harness(
        "cursor-rules", "Cursor rules", _places(".cursor/rules", suffixes=(".mdc",)), listed=False
    ),
)
"""Every harness; the one that the studio is made for first."""

LISTED: Final = tuple(each for each in HARNESSES if each.listed)
"""Those whose definitions are looked for."""


def places(harness: str) -> tuple[Place, ...]:
    """The places of the harness with this id; raises `StopIteration` if there is none."""
    return next(each.places for each in HARNESSES if each.id == harness)
