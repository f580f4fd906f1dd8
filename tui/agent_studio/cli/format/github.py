"""GitHub's workflow commands: findings as annotations of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from agent_studio.cli.format.places import place
from agent_studio.cli.format.report import Checked
from agent_studio.core.check.model import Severity
from agent_studio.core.text import visible

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
    Severity.HINT: "notice",
}


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def report(checked: Sequence[Checked]) -> str:
    """One command a finding; the runner shows each beside its line."""
    lines = []
    for each in checked:
        for found in each.diagnostics:
            where = place(each.source.document, found.span)
            lines.append(
                f"::{_COMMANDS[found.severity]} file={_property(each.source.label)},"
                f"line={where['line']},col={where['column']},endLine={where['endLine']},"
                f"endColumn={where['endColumn']},title={_property(found.code)}"
                f"::{_data(found.message)}\n"
            )
    return "".join(lines)
