"""Cursor's project rules: ``.mdc`` files that are no agents but lie beside them."""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import names, prose, switch
from agent_studio.core.dialects.model import BadKey, Dialect, Loading

_DOCS: Final = "cursor.com/docs/rules"

TABLES: Final = (
    Dialect(
        id="cursor-rules",
        version="",
        dated="2026-09",
        source=f"{_DOCS}; sanjeed5/awesome-cursor-rules-mdc",
        # Cursor's own form for rules writes `globs: **/*.ts`, which is no YAML.
        loading=Loading.LINES,
        agents_of=None,
        alone=True,
        unknown_keys=BadKey.IGNORED,
        needs_front_matter=False,
        body="added to the conversation when the rule applies",
        fields=(
            prose(
                "description",
                _DOCS,
                "What the rule is about; the agent reads the rule if it finds this fitting.",
            ),
            names("globs", _DOCS, "Files with which the rule is added, between commas."),
            switch("alwaysApply", _DOCS, "Whether it is added to every conversation."),
        ),
        name_is="file",
        knows_all_fields=True,
        rights_note="a rule is no agent: it has the tools of the session that reads it",
        reads_in_body=r"(?<![\w@/.`])@(?P<file>[~./]*[\w-][\w./-]*\.\w{1,8})\b",
    ),
)
