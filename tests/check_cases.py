"""Cases of checking as files: what is found in ``input.md`` and what safe fixes make of it."""

from __future__ import annotations

from agent_studio.core.check import apply_fixes, check, check_subject
from agent_studio.core.check.run import Asked, nobody
from agent_studio.core.check.subject import Subject
from agent_studio.core.dialects import CLAUDE_CODE
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import parse
from agent_studio.core.text import visible

STEM = "reviewer"
_ROUNDS = 6


def report(text: str, dialect: Dialect = CLAUDE_CODE, asked: Asked = nobody) -> str:
    """One line a finding: code, severity, the words it points at, the title of its fix."""
    lines = []
    for found in check_subject(Subject(parse(text), dialect, STEM), asked):
        words = " ".join(visible(found.span.of(text)).split())
        fix = f" -> {found.fix.title}{'' if found.fix.safe else ' (ask)'}" if found.fix else ""
        lines.append(f"{found.code} {found.severity} [{words}]{fix}\n    {found.message}\n")
    return "".join(lines)


def mend(text: str) -> str:
    """``text`` after all safe fixes, applied until nothing changes."""
    for _ in range(_ROUNDS):
        found = check(parse(text), stem=STEM)
        text = apply_fixes(text, [each.fix for each in found if each.fix and each.fix.safe])
    return text
