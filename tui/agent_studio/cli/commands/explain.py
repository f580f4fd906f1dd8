"""``explain``: one rule of check, for somebody who just met it."""

from __future__ import annotations

import argparse

from agent_studio.cli.commands.rules import in_json
from agent_studio.cli.errors import OK, CommandError
from agent_studio.cli.output import Line, Output
from agent_studio.core.check.model import AnyRule, TeamRule
from agent_studio.core.check.registry import all_rules
from agent_studio.core.check.selection import unknown


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Explain the rule that is named by its code or name."""
    rule = _find(arguments.code)
    if arguments.format == "json":
        output.json({"version": 1, "rule": in_json(rule)})
    else:
        output.lines(_page(rule))
    return OK


def _find(word: str) -> AnyRule:
    names = {}
    for rule in all_rules():
        names[rule.code.lower()] = names[rule.name.lower()] = rule
    if found := names.get(word.lower()):
        return found
    raise CommandError(unknown(word, all_rules()))


def _page(rule: AnyRule) -> list[Line]:
    lines: list[Line] = [
        [(rule.code, "name"), " ", (rule.name, "title"), f"  {rule.severity.value}"],
        [""],
        [rule.summary],
        [("Source: ", "dim"), rule.source],
    ]
    if isinstance(rule, TeamRule):
        lines += [[""], [("Settings:", "title")]]
        lines += [[f"    {line}"] for line in rule.settings.splitlines()]
    for title, examples in (("Bad", rule.bad), ("Good", rule.good)):
        for example in (examples,) if isinstance(examples, str) else examples:
            lines += [[""], [(f"{title}:", "title")]]
            lines += [[f"    {line}"] for line in example.splitlines()]
    return lines
