"""JUnit's XML, which continuous integration shows as tests: a suite for each definition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from agent_studio.cli.format.places import line_and_column
from agent_studio.cli.format.report import Checked
from agent_studio.core.check.model import Diagnostic, Severity
from agent_studio.core.text import visible


def report(checked: Sequence[Checked]) -> str:
    """Each finding is a test: an error fails it, anything else is told in what it prints."""
    tests = sum(max(1, len(each.diagnostics)) for each in checked)
    failures = sum(map(_failures, checked))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="agent-studio check" tests="{tests}" failures="{failures}" errors="0">',
        *(line for each in checked for line in _suite(each)),
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _failures(checked: Checked) -> int:
    return sum(found.severity is Severity.ERROR for found in checked.diagnostics)


def _attribute(text: str) -> str:
    return quoteattr(visible(text))


def _suite(checked: Checked) -> Iterator[str]:
    label = checked.source.label
    count = max(1, len(checked.diagnostics))
    yield (
        f'  <testsuite name={_attribute(label)} tests="{count}"'
        f' failures="{_failures(checked)}" errors="0">'
    )
    if not checked.diagnostics:
        yield f'    <testcase classname={_attribute(label)} name="check"/>'
    for found in checked.diagnostics:
        yield from _case(checked, found)
    yield "  </testsuite>"


def _case(checked: Checked, found: Diagnostic) -> Iterator[str]:
    label = checked.source.label
    place = line_and_column(checked.source.document, found.span)
    told = escape(visible(f"{label}:{place} {found.severity} {found.code} {found.message}"))
    yield (
        f"    <testcase classname={_attribute(label)}"
        f" name={_attribute(f'{found.code} at {place}')} file={_attribute(label)}>"
    )
    if found.severity is Severity.ERROR:
        yield (
            f"      <failure type={_attribute(found.code)}"
            f" message={_attribute(found.message)}>{told}</failure>"
        )
    else:
        yield f"      <system-out>{told}</system-out>"
    yield "    </testcase>"
