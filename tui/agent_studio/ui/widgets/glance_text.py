"""One definition at a glance, as text: what stands in it and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable
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
_MOST_LINES = 6
_WORD = 9
"""Cells of the column of words before the facts."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic with the line it speaks of, counted from 1."""

    severity: Severity
    message: str
    line: int
    others: tuple[int, ...] = ()
    """The lines of others like it, which are told with it."""

    @property
    def where(self) -> str:
        """The lines in words."""
        if not self.others:
            return f"line {self.line}"
        shown = [str(line) for line in self.others[:_MOST_LINES]]
        more = len(self.others) - len(shown)
        rest = f" and {more} others" if more else ""
        return f"line {self.line}; likewise {', '.join(shown)}{rest}"


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
    # What is wrong is what a person needs first; what could be better comes behind the facts.
    gravest = sorted(glance.findings, key=lambda each: (each.severity.rank, each.line))
    shown = gravest[:_MOST_FINDINGS]
    grave = [each for each in shown if each.severity.rank <= Severity.WARNING.rank]
    parts += _block(_finding(each, width) for each in grave)
    parts += _block(_fact(*each, width) for each in glance.facts)
    parts += _block(_finding(each, width) for each in shown[len(grave) :])
    if len(gravest) > len(shown):
        more = f"  and {len(gravest) - len(shown)} more; the editor lists them all\n"
        parts.append(Content.styled(more, "$quiet"))
    if glance.fields:
        parts.append(Content("\n"))
        parts += [_field(*each) for each in glance.fields]
    return Content.assemble(*parts).rstrip()


def _block(lines: Iterable[Content]) -> list[Content]:
    """Lines below an empty one; nothing for none."""
    found = list(lines)
    return [Content("\n"), *found] if found else []


def _fact(word: str, sentence: str, width: int) -> Content:
    return Content.assemble(
        Content.styled(f"{word:<{_WORD}}", "$quiet"), f"{hanging(sentence, width, _WORD)}\n"
    )


def _finding(finding: Finding, width: int) -> Content:
    message = hanging(f"{finding.message} ({finding.where})", width, 2)
    return Content.assemble(
        Content.styled(f"{finding.severity.sign} ", _STYLES[finding.severity]), f"{message}\n"
    )


def hanging(text: str, width: int, indent: int) -> str:
    """``text`` made visible and wrapped so that its further lines stand under its first."""
    # A file's name or an address stays whole: it is copied, and searched for.
    lines = wrap(_line(text), max(width - indent, 20), break_on_hyphens=False)
    return f"\n{' ' * indent}".join(lines)


def _field(key: str, value: str, note: str) -> Content:
    shown = Content.assemble(
        Content.styled(f"{_line(key)}: ", "$primary"), Content(f"{visible(value)}\n")
    )
    if not note:
        return shown
    return Content.assemble(shown, Content.styled(f"  → {visible(note)}\n", "$text-warning"))


def _line(text: str) -> str:
    return visible(text).replace("\n", " ")
