"""``rules`` and ``explain``: what check knows."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence

from agent_studio.cli.errors import OK, CommandError
from agent_studio.cli.output import Line, Output
from agent_studio.core.check.groups import group_of
from agent_studio.core.check.model import AnyRule, is_opt_in
from agent_studio.core.check.registry import all_rules
from agent_studio.core.check.selection import UnknownRule, beginnings

OPT_IN = "+"
"""Stands beside rules that are looked for only where somebody asks for them."""


def in_json(rule: AnyRule) -> dict[str, object]:
    """A rule as an object; examples of library rules are lists of definitions."""
    return {
        "code": rule.code,
        "name": rule.name,
        "group": group_of(rule.code),
        "severity": rule.severity.value,
        "optIn": is_opt_in(rule),
        "summary": rule.summary,
        "source": rule.source,
        "good": rule.good,
        "bad": rule.bad,
    }


def run(arguments: argparse.Namespace, output: Output) -> int:
    """List all rules, or those that are named."""
    rules = named(arguments.rules)
    if arguments.format == "json":
        output.json({"version": 1, "rules": [in_json(rule) for rule in rules]})
    else:
        output.lines(lines(rules))
    return OK


def named(words: Iterable[str]) -> list[AnyRule]:
    """The rules that words mean, all of them without a word.

    Raises:
        CommandError: A word means none.
    """
    try:
        wanted = beginnings(words, all_rules())
    except UnknownRule as refusal:
        raise CommandError(str(refusal)) from refusal
    return [rule for rule in all_rules() if not wanted or rule.code.startswith(wanted)]


def lines(rules: Sequence[AnyRule]) -> Iterator[Line]:
    """A line for each rule, and what the sign of opt-in rules means."""
    width = max(len(rule.name) for rule in rules)
    for rule in rules:
        yield [
            (rule.severity.sign, rule.severity.value),
            f" {rule.severity.value:8}",
            (rule.code, "name"),
            f" {OPT_IN if is_opt_in(rule) else ' '} {rule.name:{width}}  {rule.summary}",
        ]
    if any(map(is_opt_in, rules)):
        sign = f"{OPT_IN} looked for where it is asked for: check --extend-select CODE"
        yield [""]
        yield [(sign, "dim")]
