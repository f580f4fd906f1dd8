"""The list of problems as data."""

from __future__ import annotations

from agent_studio.core.check.model import Diagnostic, Severity
from agent_studio.core.text import Span
from agent_studio.ui.widgets.diagnostic_list import gravest_first


def test_errors_are_listed_before_hints_and_each_kind_in_the_order_of_the_text():
    found = [
        Diagnostic(f"X{at}", severity, "why", Span(at, at + 1))
        for at, severity in enumerate(
            [Severity.HINT, Severity.ERROR, Severity.WARNING, Severity.HINT, Severity.ERROR]
        )
    ]
    assert [each.code for each in gravest_first(found)] == ["X1", "X4", "X2", "X0", "X3"]
