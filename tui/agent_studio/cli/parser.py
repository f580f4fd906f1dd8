"""From the table of commands to argument parsers, and the help that teaches."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import NoReturn

from agent_studio import __version__
from agent_studio.cli.declare import Argument, Verb
from agent_studio.cli.errors import CommandError
from agent_studio.cli.table import COLOR, STUDIO, VERBS

PROGRAM = "agent-studio"


class _Help(argparse.RawDescriptionHelpFormatter):
    """Takes the terminal's width without what argparse imports to ask for it."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_width(), max_help_position=28)


def _width() -> int:
    wanted = os.environ.get("COLUMNS", "")
    try:
        columns = int(wanted) if wanted.isdecimal() else os.get_terminal_size().columns
    except OSError:
        columns = 100
    return max(40, min(columns, 100)) - 2


class _Parser(argparse.ArgumentParser):
    """Refuses with one sentence; what is written to the terminal is the caller's business."""

    def error(self, message: str) -> NoReturn:
        raise CommandError(f"{message} (see {self.prog} --help)")


def _indented(pairs: Sequence[tuple[str, str]]) -> str:
    """Two columns; a first part that is too long gets a line of its own."""
    width = min(max(len(first) for first, _ in pairs), 46)
    lines = []
    for first, second in pairs:
        if len(first) > width:
            lines += [f"  {first}", f"  {'':{width}}  {second}"]
        else:
            lines.append(f"  {first:{width}}  {second}")
    return "\n".join(lines)


def _epilog(verb: Verb) -> str:
    parts = []
    if not verb.name:
        commands = [(name, each.summary) for name, each in VERBS.items()]
        parts.append(f"commands ({PROGRAM} COMMAND --help tells more):\n{_indented(commands)}")
    parts.append(f"examples:\n{_indented(verb.examples)}")
    parts.append(f"exit status:\n{_indented(verb.exits)}")
    return "\n\n".join(parts)


def _usage(verb: Verb) -> str | None:
    if verb.name:
        return None
    return f"{PROGRAM} [PATH ...]\n       {PROGRAM} COMMAND ..."


def _add(parser: argparse.ArgumentParser, argument: Argument) -> None:
    if argument.switch:
        parser.add_argument(*argument.flags, help=argument.help, action="store_true")
        return
    options: dict[str, object] = {"help": argument.help, "metavar": argument.metavar or None}
    if argument.choices:
        options["choices"] = argument.choices
    if argument.positional:
        if argument.many or argument.optional:
            options["nargs"] = {(True, True): "*", (True, False): "+"}.get(
                (argument.many, argument.optional), "?"
            )
    else:
        options["default"] = [] if argument.many else argument.default
        if argument.without_value is not None:
            options |= {"nargs": "?", "const": argument.without_value}
        if argument.many:
            options["action"] = "append"
        if argument.flags[0] == "--for":
            options["dest"] = "harnesses"
    parser.add_argument(*argument.flags, **options)  # type: ignore[arg-type]  # argparse's own open signature


def parser_of(verb: Verb) -> argparse.ArgumentParser:
    """The parser of one command; only the one that is asked for is ever built."""
    parser = _Parser(
        prog=f"{PROGRAM} {verb.name}".strip(),
        usage=_usage(verb),
        description=verb.about,
        epilog=_epilog(verb),
        formatter_class=_Help,
        allow_abbrev=False,
    )
    for argument in (*verb.arguments, COLOR):
        _add(parser, argument)
    if not verb.name:
        parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    return parser


def find_verb(argv: Sequence[str]) -> tuple[Verb, list[str]]:
    """The command that ``argv`` asks for, and its arguments.

    The command is the first word that is no option; ``--color WHEN`` may stand before it.
    """
    index = 0
    while index < len(argv) and argv[index].startswith("--color"):
        index += 1 if "=" in argv[index] else 2
    if index < len(argv) and argv[index] in VERBS:
        return VERBS[argv[index]], [*argv[:index], *argv[index + 1 :]]
    return STUDIO, list(argv)


def behind_dashes(words: Sequence[str]) -> list[str]:
    """``words`` with what stands behind ``--`` made unmistakable: ``-x.md`` is ``./-x.md``.

    argparse forgets the ``--`` where options and paths are mixed.
    """
    if "--" not in words:
        return list(words)
    at = words.index("--")
    paths = (f"./{word}" if word[:1] == "-" and word != "-" else word for word in words[at + 1 :])
    return [*words[:at], *paths]
