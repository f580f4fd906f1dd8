"""What check found in many definitions, in each of its formats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from agent_studio.cli.format import findings
from agent_studio.cli.format.places import plural
from agent_studio.cli.inputs import Source
from agent_studio.cli.output import Line
from agent_studio.core.check.model import Diagnostic, Severity
from agent_studio.core.check.together import told_together
from agent_studio.core.records import dataclass


@dataclass(frozen=True)
class Checked:
    """One definition and what is wrong with it."""

    source: Source
    diagnostics: tuple[Diagnostic, ...]
    fixed: int = 0
    """How many findings were mended before."""
    accepted: tuple[Diagnostic, ...] = ()
    """What a baseline accepts; neither shown nor counted."""


def count(checked: Sequence[Checked]) -> Counter[Severity]:
    """How many findings there are of each severity."""
    return Counter(found.severity for each in checked for found in each.diagnostics)


def told(source: Source, found: Sequence[Diagnostic], width: int, links: bool) -> Iterator[Line]:
    """Findings of one definition: what is wrong, then the line with carets.

    Hints of one rule are told as one, with the words and lines of the others.
    """
    # Most definitions have nothing to tell, and need none of it.
    from agent_studio.cli.format.excerpt import excerpt, words_and_lines
    from agent_studio.cli.links import file_link

    link = file_link(source.path) if links and source.path else ""
    for each, *others in told_together(found):
        yield findings.in_text(source.label, source.document, each, link)
        yield from excerpt(source.document, each.span, each.severity.value, width)
        if others:
            places = words_and_lines(source.document, [other.span for other in others])
            yield [(f"  {len(others)} more like it: {places}", "dim")]


def summary(checked: Sequence[Checked]) -> Line:
    """How many definitions were checked and how much was found."""
    counts = count(checked)
    parts = [plural(counts[severity], severity.value) for severity in Severity if counts[severity]]
    fixed = sum(each.fixed for each in checked)
    mended = f"{plural(fixed, 'problem')} mended; " if fixed else ""
    accepted = sum(len(each.accepted) for each in checked)
    known = f"; {accepted} accepted by the baseline" if accepted else ""
    found = ", ".join(parts) or ("nothing new" if accepted else "nothing found")
    left = sum(_safe(found) for each in checked for found in each.diagnostics)
    help_ = f"; --fix mends {left}" if left else ""
    return [(f"{mended}{plural(len(checked), 'definition')}: {found}{known}{help_}", "title")]


def _safe(found: Diagnostic) -> bool:
    return found.fix is not None and found.fix.safe


def in_json(checked: Sequence[Checked], whole: bool = True) -> dict[str, object]:
    """The findings by file, and their numbers."""
    counts = count(checked)
    return {
        "version": 1,
        "interrupted": not whole,
        "files": [
            {
                "file": each.source.label,
                "fixed": each.fixed,
                "diagnostics": [
                    findings.in_json(each.source.document, found) for found in each.diagnostics
                ],
            }
            for each in checked
        ],
        "summary": {
            "files": len(checked),
            "fixed": sum(each.fixed for each in checked),
            "accepted": sum(len(each.accepted) for each in checked),
            **{f"{severity.value}s": counts[severity] for severity in Severity},
        },
    }
