"""One definition at a glance: what stands in it and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from rich.console import RenderableType
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from agent_studio.core.check.model import Severity
from agent_studio.core.text import visible
from agent_studio.ui.widgets.scroller import Scroller

_STYLES = {
    Severity.ERROR: "$text-error",
    Severity.WARNING: "$text-warning",
    Severity.INFO: "$primary",
    Severity.HINT: "$quiet",
}


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
    body: str = ""
    body_lines_left: int = 0
    """How many lines of the body are not in ``body``."""
    error: str = ""
    """Why there is nothing to show."""
    fixes: int = field(default=0)


class Preview(Scroller):
    """Facts, findings, fields and the body, in one scrolled column."""

    def compose(self) -> ComposeResult:
        """Two texts: what is known about the definition, and its body."""
        yield Static(id="glance", markup=False)
        yield Static(id="body", markup=False)

    def show(self, glance: Glance | None, body: RenderableType = "") -> None:
        """Show a definition, or nothing."""
        top = self.query_one("#glance", Static)
        bottom = self.query_one("#body", Static)
        self.scroll_home(animate=False)
        if glance is None:
            top.update("")
            bottom.update("")
            return
        top.update(describe(glance))
        bottom.update(body)


def describe(glance: Glance) -> Content:
    """Everything of a glance but the body."""
    parts: list[Content] = [
        Content.styled(f"{_line(glance.title)}\n", "bold $foreground"),
        Content.styled(f"{_line(glance.where)}\n", "$quiet"),
    ]
    if glance.error:
        parts.append(Content.styled(f"\n{Severity.ERROR.sign} {glance.error}\n", "$text-error"))
        return Content.assemble(*parts)
    parts.append(Content("\n"))
    for word, sentence in glance.facts:
        parts.append(Content.styled(f"{word:<9}", "$quiet"))
        parts.append(Content(f"{_line(sentence)}\n"))
    if glance.findings:
        parts.append(Content("\n"))
        parts += [_finding(finding) for finding in glance.findings]
    if glance.fields:
        parts.append(Content("\n"))
        parts += [_field(*each) for each in glance.fields]
    return Content.assemble(*parts).rstrip()


def _finding(finding: Finding) -> Content:
    return Content.assemble(
        Content.styled(f"{finding.severity.sign} ", _STYLES[finding.severity]),
        Content(_line(finding.message)),
        Content.styled(f"  line {finding.line}\n", "$quiet"),
    )


def _field(key: str, value: str, note: str) -> Content:
    shown = Content.assemble(
        Content.styled(f"{_line(key)}: ", "$primary"), Content(f"{visible(value)}\n")
    )
    if not note:
        return shown
    return Content.assemble(shown, Content.styled(f"  → {visible(note)}\n", "$text-warning"))


def _line(text: str) -> str:
    return visible(text).replace("\n", " ")
