"""Claude Code's skills: the open format with what this program adds to it."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import (
    mapping,
    names,
    prose,
    text,
)
from agent_studio.core.dialects.model import BadKey, Dialect, FieldSpec, FieldType, Loading, Named
from agent_studio.core.records import replace

_DOCS: Final = "code.claude.com/docs/en/skills"
_LISTED: Final = 1536
"""Characters of a description that are shown to the model where it chooses a skill."""


def _switch(key: str, doc: str) -> FieldSpec:
    """A switch, which may be said in words since 2.1.218."""
    words = ("true", "false", "yes", "no", "on", "off")
    return replace(text(key, _DOCS, doc, *words), also=(FieldType.BOOLEAN,), numbers_too=True)


TABLES: Final = (
    Dialect(
        id="claude-skills",
        version="2.1.240",
        dated="2026-10",
        source=_DOCS,
        loading=Loading.RESCUE,
        unknown_keys=BadKey.IGNORED,
        needs_front_matter=False,
        body="instructions that are read when the skill is used; under 5,000 tokens, it is advised",
        quoted_values=True,
        fields=(
            text("name", _DOCS, "What is shown; its folder's name if absent."),
            replace(
                prose(
                    "description",
                    _DOCS,
                    "What the skill does and when to use it; the body's first paragraph if absent.",
                ),
                most=_LISTED,
            ),
            replace(
                prose("when_to_use", _DOCS, "More on when to use it, behind the description."),
                most=_LISTED,
            ),
            text("argument-hint", _DOCS, "Shown where a person types its arguments."),
            names("arguments", _DOCS, "The names of its arguments, for `$name` in the body."),
            _switch("disable-model-invocation", "Only a person may use it."),
            _switch("user-invocable", "Whether a person may use it; true if absent."),
            names(
                "allowed-tools",
                _DOCS,
                "Tools that need not be asked for while it is used. It allows, it does not limit.",
            ),
            replace(
                names("disallowed-tools", _DOCS, "Tools taken away while it is used."),
                since="2.1.152",
            ),
            text("model", _DOCS, "The model that is used with it."),
            replace(
                text(
                    "effort",
                    _DOCS,
                    "How hard the model thinks.",
                    *("low", "medium", "high", "xhigh", "max"),
                ),
                numbers_too=True,
            ),
            text("context", _DOCS, "Where it runs; absent: in the conversation itself.", "fork"),
            replace(
                text("agent", _DOCS, "The agent that runs it, with `context: fork`."),
                names=Named.AGENTS,
            ),
            _switch("background", "Whether it runs while the conversation goes on."),
            mapping("hooks", _DOCS, "Commands run at events while it is used."),
            names("paths", _DOCS, "The files with which it is offered."),
            text("shell", _DOCS, "What runs commands in its body.", "bash", "powershell"),
            mapping("metadata", _DOCS, "Anything else, by name."),
            text("license", _DOCS, "Under which licence it may be used."),
            prose("compatibility", _DOCS, "What it needs of its surroundings."),
        ),
        name_is="file",
        agents_of="claude-code",
        agent_parameter="subagent_type",
        agent_mention="@agent-",
        knows_all_fields=True,
        rights_note="a skill limits no tool: it has those of the session that uses it",
        runs_in_body=r"(?<![^\s:])!`(?P<command>[^`\n]+)`",
    ),
)
