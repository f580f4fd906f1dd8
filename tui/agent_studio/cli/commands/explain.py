"""``explain``: one rule of check, for somebody who just met it."""

from __future__ import annotations

import argparse

from agent_studio.cli.commands.rules import in_json, lines, named
from agent_studio.cli.errors import OK, CommandError
from agent_studio.cli.output import Line, Output
from agent_studio.core.check.groups import BEGINNINGS, group_of
from agent_studio.core.check.model import AnyRule, TeamRule, is_opt_in
from agent_studio.core.check.registry import all_rules
from agent_studio.core.check.selection import unknown
from agent_studio.core.check.words import example_lines


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Explain the rule that is named by its code or name, or list those of a group."""
    if arguments.code.lower() in BEGINNINGS:
        rules = named([arguments.code])
        if arguments.format == "json":
            output.json({"version": 1, "rules": [in_json(rule) for rule in rules]})
        else:
            output.lines(lines(rules))
        return OK
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
    page: list[Line] = [
        [(rule.code, "name"), " ", (rule.name, "title"), f"  {rule.severity.value}"],
        [""],
        [rule.summary],
        [("Source: ", "dim"), rule.source],
        [("Group: ", "dim"), group_of(rule.code)],
    ]
    if is_opt_in(rule):
        page += [
            [""],
            ["Looked for only where somebody asks for it: once, or .agent-studio.toml"],
            [f"    agent-studio check PATH --extend-select {rule.code}"],
            [f'    extend-select = ["{rule.name}"]'],
        ]
    if isinstance(rule, TeamRule):
        page += [[""], [("Settings:", "title")]]
        page += [[f"    {line}"] for line in rule.settings.splitlines()]
    for title, examples in (("Bad", rule.bad), ("Good", rule.good)):
        for example in (examples,) if isinstance(examples, str) else examples:
            page += [[""], [(f"{title}:", "title")]]
            page += [[f"    {line}"] for line in example_lines(example)]
    return page
