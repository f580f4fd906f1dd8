"""``agent-studio [PATH ...]``: the Library, on a screen or as a list."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from agent_studio.cli.errors import CANNOT, OK
from agent_studio.cli.output import Line, Output, complain

if TYPE_CHECKING:
    from agent_studio.store.library import Entry


def has_screen() -> bool:
    """Whether there is a terminal to draw on and to read keys from."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Open the Library; without a terminal, or if a format is asked for, print it."""
    if has_screen() and not arguments.format:
        from agent_studio.ui.opening import run as open_studio

        return open_studio(arguments.paths)
    entries, problems = _scan(arguments.paths)
    if arguments.format == "json":
        output.json({"version": 1, "definitions": [_in_json(entry) for entry in entries]})
    else:
        output.lines(_lines(entries))
    for problem in problems:
        complain(problem)
    return CANNOT if problems else OK


def _scan(paths: Sequence[str]) -> tuple[list[Entry], list[str]]:
    from agent_studio.store.library import Entry, Library, Unreadable

    entries, problems = [], []
    for event in Library(paths).scan():
        if isinstance(event, Entry):
            entries.append(event)
        elif isinstance(event, Unreadable):
            problems.append(event.why)
    return entries, problems


def _in_json(entry: Entry) -> dict[str, object]:
    # The dialects and YAML come with it, which the screens need only after their first frame.
    from agent_studio.cli.format.harnesses import rights_in_json

    return {
        "path": str(entry.path),
        "name": entry.name,
        "description": entry.description,
        "harness": entry.harness,
        "scope": entry.scope,
        "bytes": entry.size,
        "tokens": entry.tokens,
        "outcome": entry.outcome.name.lower(),
        "reason": entry.reason,
        "errors": entry.errors,
        "warnings": entry.warnings,
        "rights": entry.rights and rights_in_json(entry.rights),
    }


def _lines(entries: Sequence[Entry]) -> Iterator[Line]:
    """One line for each definition, then how many there are."""
    from agent_studio.core.told import signs

    width = min(max((len(entry.name) for entry in entries), default=0), 40)
    harness = max((len(entry.harness) for entry in entries), default=0)
    for entry in entries:
        sign = ("✖", "error") if entry.errors else ("▲", "warning") if entry.warnings else (" ", "")
        yield [
            sign,
            " ",
            (f"{entry.name:{width}}", "name"),
            f"  {entry.harness:{harness}}",
            f"  {signs(entry.rights)}",
            (f"  {entry.tokens:6} tokens  ", "dim"),
            entry.label,
        ]
    if not entries:
        yield [("no definitions", "title")]
        return
    from agent_studio.cli.format.places import plural

    errors = sum(1 for entry in entries if entry.errors)
    warnings = sum(1 for entry in entries if entry.warnings and not entry.errors)
    yield [
        (
            f"{plural(len(entries), 'definition')}, {errors} with errors, "
            f"{warnings} more with warnings",
            "title",
        )
    ]
