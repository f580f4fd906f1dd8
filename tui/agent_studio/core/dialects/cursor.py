"""Cursor's subagents."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import switch, text, told_by
from agent_studio.core.dialects.model import BadKey, Dialect, Limit, Loading, Right
from agent_studio.core.records import replace

_DOCS: Final = "cursor.com/docs/subagents"

TABLES: Final = (
    Dialect(
        id="cursor",
        version="2.5",
        dated="2026-09",
        source=_DOCS,
        precedence="the folders of others are read unless a setting, on by default, is turned off",
        loading=Loading.STRICT,
        unknown_keys=BadKey.IGNORED,
        fields=(
            text("name", _DOCS, "What the agent is called; its file's name if absent."),
            told_by(_DOCS),
            replace(
                text(
                    "model",
                    _DOCS,
                    "`inherit`, `fast`, or a model, with its effort in brackets if wanted. The "
                    "session's model stands in for one that is not known.",
                    "inherit",
                    "fast",
                ),
                open_values=True,
            ),
            switch("readonly", _DOCS, "Whether it may change neither files nor anything else."),
            switch("is_background", _DOCS, "Whether it runs while the main agent goes on."),
        ),
        builtin_agents=("Explore", "Bash", "Browser"),
        limits=(
            Limit(
                "readonly",
                True,
                frozenset({Right.WRITE, Right.RUN}),
                "it may change no file and run no command that changes anything",
            ),
        ),
        name_pattern=r"[a-z0-9]+(?:-[a-z0-9]+)*",
        model_field="model",
        knows_all_fields=True,
    ),
)
