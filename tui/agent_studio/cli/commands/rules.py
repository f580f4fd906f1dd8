"""``rules`` and ``explain``: what check knows."""

from __future__ import annotations

import argparse

from agent_studio.cli.errors import OK
from agent_studio.cli.output import Output
from agent_studio.core.check.model import AnyRule
from agent_studio.core.check.registry import all_rules


def in_json(rule: AnyRule) -> dict[str, object]:
    """A rule as an object; examples of library rules are lists of definitions."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "summary": rule.summary,
        "source": rule.source,
        "good": rule.good,
        "bad": rule.bad,
    }


def run(arguments: argparse.Namespace, output: Output) -> int:
    """List all rules."""
    if arguments.format == "json":
        output.json({"version": 1, "rules": [in_json(rule) for rule in all_rules()]})
        return OK
    width = max(len(rule.name) for rule in all_rules())
    output.lines(
        [
            (rule.severity.sign, rule.severity.value),
            f" {rule.severity.value:8}",
            (rule.code, "name"),
            f"  {rule.name:{width}}  {rule.summary}",
        ]
        for rule in all_rules()
    )
    return OK
