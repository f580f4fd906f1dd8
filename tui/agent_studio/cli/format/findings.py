"""Diagnostics, one by one: as a line for people, as an object for programs."""

from __future__ import annotations

from agent_studio.cli.format.places import line_and_column, place
from agent_studio.cli.output import Line
from agent_studio.core.check.model import Diagnostic, Edit, Fix
from agent_studio.core.check.secrets.masking import reveals
from agent_studio.core.document import Document


def in_text(label: str, document: Document, found: Diagnostic, link: str = "") -> Line:
    """``path:line:column sign code message [fix]``; editors can jump to it.

    ``link`` is the file's address, for terminals that have links.
    """
    style = f"dim link {link}" if link else "dim"
    line: list[str | tuple[str, str]] = [
        (f"{label}:{line_and_column(document, found.span)}", style),
        " ",
        (f"{found.severity.sign} {found.severity.value}", found.severity.value),
        f" {found.code} {found.message}",
    ]
    if found.fix:
        safe = "fix" if found.fix.safe else "unsafe fix"
        line.append((f" [{safe}: {found.fix.title}]", "dim"))
    return line


def shown_edits(document: Document, fix: Fix) -> tuple[Edit, ...]:
    """The edits of a fix; none if they would write a password or key that stands in the text."""
    shows = any(reveals(edit.text, document.text) for edit in fix.edits)
    return () if shows else fix.edits


def in_json(document: Document, found: Diagnostic) -> dict[str, object]:
    """The diagnostic as an object."""
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "span": place(document, found.span),
        "harnesses": list(found.harnesses),
        "fix": found.fix
        and {
            "title": found.fix.title,
            "safe": found.fix.safe,
            "edits": [
                {"start": edit.span.start, "end": edit.span.end, "text": edit.text}
                for edit in shown_edits(document, found.fix)
            ],
        },
    }
