"""One definition at a glance, as text: what stands in it and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

from textual.content import Content

from agent_studio.core.check.model import Severity
from agent_studio.core.text import visible

_STYLES = {
    Severity.ERROR: "$text-error",
    Severity.WARNING: "$text-warning",
    Severity.INFO: "$primary",
    Severity.HINT: "$quiet",
}


_MOST_FINDINGS = 6
_WORD = 9
"""Cells of the column of words before the facts."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic with the line it speaks of, counted from 1."""

    severity: Severity
    message: str
    line: int


@dataclass(frozen=True, slots=True)
class Glance:
    """What the preview shows of one definition; texts as they stand in the file."""

    path: Path
    title: str
    where: str
    facts: tuple[tuple[str, str], ...] = ()
    """Size, rights, twins, standing: a word and a sentence each."""
    fields: tuple[tuple[str, str, str], ...] = ()
    """Key, value as written, and what the harness makes of it where that differs."""
    findings: tuple[Finding, ...] = ()
    lines_left: int = 0
    """How many lines of the body are not shown."""
    error: str = ""
    """Why there is nothing to show."""


def describe(glance: Glance, width: int) -> Content:
    """Everything of a glance but the body, for a column of ``width`` cells."""
    parts: list[Content] = [
        Content.styled(f"{_line(glance.title)}\n", "bold $foreground"),
        Content.styled(f"{_line(glance.where)}\n", "$quiet"),
    ]
    if glance.error:
        parts.append(Content.styled(f"\n{Severity.ERROR.sign} {glance.error}\n", "$text-error"))
        return Content.assemble(*parts)
    parts.append(Content("\n"))
    for word, sentence in glance.facts:
        parts.append(Content.styled(f"{word:<{_WORD}}", "$quiet"))
        parts.append(Content(f"{hanging(sentence, width, _WORD)}\n"))
    if glance.findings:
        parts.append(Content("\n"))
        gravest = sorted(glance.findings, key=lambda each: (each.severity.rank, each.line))
        parts += [_finding(finding, width) for finding in gravest[:_MOST_FINDINGS]]
        if len(gravest) > _MOST_FINDINGS:
            more = f"  and {len(gravest) - _MOST_FINDINGS} more; the editor lists them all\n"
            parts.append(Content.styled(more, "$quiet"))
    if glance.fields:
        parts.append(Content("\n"))
        parts += [_field(*each) for each in glance.fields]
    return Content.assemble(*parts).rstrip()


def _finding(finding: Finding, width: int) -> Content:
    message = hanging(f"{finding.message} (line {finding.line})", width, 2)
    return Content.assemble(
        Content.styled(f"{finding.severity.sign} ", _STYLES[finding.severity]), f"{message}\n"
    )


def hanging(text: str, width: int, indent: int) -> str:
    """``text`` made visible and wrapped so that its further lines stand under its first."""
    return f"\n{' ' * indent}".join(wrap(_line(text), max(width - indent, 20)))


def _field(key: str, value: str, note: str) -> Content:
    shown = Content.assemble(
        Content.styled(f"{_line(key)}: ", "$primary"), Content(f"{visible(value)}\n")
    )
    if not note:
        return shown
    return Content.assemble(shown, Content.styled(f"  → {visible(note)}\n", "$text-warning"))


def _line(text: str) -> str:
    return visible(text).replace("\n", " ")
