"""``completion``: scripts for shells, written from the table of commands."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from agent_studio.cli.declare import Argument, Verb
from agent_studio.cli.errors import OK
from agent_studio.cli.output import Output
from agent_studio.cli.table import COLOR, STUDIO, VERBS


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print the script for the shell that was asked for."""
    output.text({"bash": _bash, "zsh": _zsh, "fish": _fish}[arguments.shell]())
    return OK


def _options(verb: Verb) -> list[Argument]:
    return [argument for argument in (*verb.arguments, COLOR) if not argument.positional]


def _values(argument: Argument) -> Sequence[str]:
    """What may stand behind an option or in a positional's place; nothing means files."""
    if argument.completes == "harness":
        from agent_studio.core.dialects import DIALECTS

        return list(DIALECTS)
    if argument.completes == "rule":
        from agent_studio.core.check.groups import BEGINNINGS
        from agent_studio.core.check.registry import all_rules

        return [*(rule.code for rule in all_rules()), *BEGINNINGS]
    return argument.choices


def _words(verb: Verb) -> str:
    """The options of a command and the fixed values of its positionals."""
    words = [flag for option in _options(verb) for flag in option.flags] + ["--help"]
    for argument in verb.arguments:
        if argument.positional:
            words += _values(argument)
    if not verb.name:
        words += ["--version", *VERBS]
    return " ".join(words)


def _bash_values() -> str:
    """The cases of options with a closed set of values, each told apart by its command."""
    lines = []
    for verb in (STUDIO, *VERBS.values()):
        for option in _options(verb):
            values = _values(option)
            if values and not option.switch:
                lines.append(
                    f'    "{verb.name}:{option.flags[0]}") '
                    f'COMPREPLY=($(compgen -W "{" ".join(values)}" -- "$word")); return ;;'
                )
    return "\n".join(lines)


def _bash() -> str:
    verbs = "|".join(VERBS)
    words = "\n".join(
        f'    "{verb.name}") words="{_words(verb)}" ;;' for verb in (STUDIO, *VERBS.values())
    )
    return f"""\
_agent_studio() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} verb="" words="" each
  for each in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case "$each" in {verbs}) verb=$each; break ;; esac
  done
  case "$verb:$before" in
{_bash_values()}
  esac
  case "$verb" in
{words}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word") $(compgen -f -- "$word"))
}}
complete -o filenames -o bashdefault -F _agent_studio agent-studio
"""


def _zsh() -> str:
    # zsh can run bash's functions, so one script has to be right instead of two.
    return "autoload -U +X bashcompinit && bashcompinit\n" + _bash()


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _fish_option(verb: Verb, option: Argument) -> str:
    seen = f"__fish_seen_subcommand_from {verb.name}" if verb.name else "__fish_use_subcommand"
    parts = ["complete -c agent-studio", f"-n {_quoted(seen)}"]
    for flag in option.flags:
        parts.append(f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}")
    if not option.switch:
        values = _values(option)
        parts.append(f"-x -a {_quoted(' '.join(values))}" if values else "-r")
    return " ".join([*parts, f"-d {_quoted(option.help)}"])


def _fish() -> str:
    lines = ["complete -c agent-studio -n __fish_use_subcommand -l version -d 'print the version'"]
    for verb in VERBS.values():
        lines.append(
            f"complete -c agent-studio -n __fish_use_subcommand -a {verb.name} "
            f"-d {_quoted(verb.summary)}"
        )
    for verb in (STUDIO, *VERBS.values()):
        lines += [_fish_option(verb, option) for option in _options(verb)]
        for argument in verb.arguments:
            if argument.positional and _values(argument):
                lines.append(
                    f"complete -c agent-studio -f -n '__fish_seen_subcommand_from {verb.name}' "
                    f"-a {_quoted(' '.join(_values(argument)))}"
                )
    return "\n".join(lines) + "\n"
