"""Agent Skills: the open format of ``SKILL.md``, which many harnesses read.

What is said here is the specification and its reference validator, not what one harness adds.
"""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.declare import mapping, prose, text
from agent_studio.core.dialects.model import BadKey, BadValue, Dialect, FieldType, Loading
from agent_studio.core.records import replace

_SPEC: Final = "agentskills.io/specification"
_CODE: Final = "agentskills/agentskills 69ef37e9, skills_ref/validator.py"

_NAME: Final = r"(?=[^A-Z]*\Z)[^\W_]+(?:-[^\W_]+)*"
"""Lower-case letters of any alphabet, as the validator has it; the page speaks of a to z."""

TABLES: Final = (
    Dialect(
        id="agent-skills",
        version="",
        dated="2026-08-09",
        source=f"{_SPEC}; {_CODE}",
        precedence="each harness has an order of its own",
        loading=Loading.STRICT,
        agents_of=None,
        unknown_keys=BadKey.WARNED,
        body="instructions that are read when the skill is used; under 5,000 tokens, it is advised",
        fields=(
            replace(
                text(
                    "name",
                    _SPEC,
                    "What the skill is called, as its folder: lower-case letters, digits and "
                    "single hyphens, at most 64. Another name than the folder's is an error.",
                ),
                required=True,
                most=64,
                pattern=_NAME,
                bad=BadValue.LATER,
            ),
            replace(
                prose("description", _SPEC, "What the skill does and when to use it."),
                required=True,
                most=1024,
                bad=BadValue.LATER,
            ),
            text("license", _SPEC, "Under which licence it may be used, or the file that says so."),
            replace(prose("compatibility", _SPEC, "What it needs of its surroundings."), most=500),
            replace(
                mapping("metadata", _SPEC, "Anything else, as texts by name."),
                members=FieldType.STRING,
            ),
            replace(
                text(
                    "allowed-tools",
                    _SPEC,
                    "Tools that need not be asked for, between blanks. It allows, it does not "
                    "limit: every other tool stays. An experiment.",
                ),
                bad=BadValue.LATER,
            ),
        ),
        knows_all_fields=True,
        extended_by=("claude-skills",),
        name_pattern=_NAME,
        named_as_folder=True,
        rights_note="a skill limits no tool: it has those of the session that uses it",
    ),
)
