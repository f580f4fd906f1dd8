"""``explain``: one rule of check, for somebody who just met it."""

from __future__ import annotations

import argparse
from difflib import get_close_matches

from agent_studio.cli.commands.rules import all_rules, in_json
from agent_studio.cli.errors import OK, CommandError
from agent_studio.cli.output import Line, Output
from agent_studio.core.check.model import LibraryRule, Rule


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Explain the rule that is named by its code or name."""
    rule = _find(arguments.code)
    if arguments.format == "json":
        output.json({"version": 1, "rule": in_json(rule)})
    else:
        output.lines(_page(rule))
    return OK


def _find(word: str) -> Rule | LibraryRule:
    names = {}
    for rule in all_rules():
        names[rule.code.lower()] = names[rule.name.lower()] = rule
    if found := names.get(word.lower()):
        return found
    close = get_close_matches(word.lower(), names, n=1)
    hint = f"did you mean {names[close[0]].code} ({names[close[0]].name})" if close else ""
    raise CommandError(f"no rule is called '{word}'; {hint or 'agent-studio rules lists them all'}")


def _page(rule: Rule | LibraryRule) -> list[Line]:
    lines: list[Line] = [
        [(rule.code, "name"), " ", (rule.name, "title"), f"  {rule.severity.value}"],
        [""],
        [rule.summary],
        [("Source: ", "dim"), rule.source],
    ]
    for title, examples in (("Bad", rule.bad), ("Good", rule.good)):
        for example in (examples,) if isinstance(examples, str) else examples:
            lines += [[""], [(f"{title}:", "title")]]
            lines += [[f"    {line}"] for line in example.splitlines()]
    return lines
