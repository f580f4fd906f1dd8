"""The headless commands; the screens are imported only when one is asked for."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from agent_studio.cli.errors import CANNOT, INTERRUPTED, CommandError
from agent_studio.cli.output import Output, complain
from agent_studio.core.text import visible

_FOR_GIT = ("driver", "mergetool", "difftool")
"""What `git install` teaches git to call; no help lists these, and no table has to be read."""

_BROKEN_PIPE = 128 + 13

_MANY = 50_000
"""So many new objects make Python look for garbage, in the place of 700: a start makes about as
many, which all stay, and looking through them again and again took a tenth of a merge."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (default: that of the process) and answer with its exit status.

    0, 1 and 2 mean what the command's help says; 130 is Ctrl-C, 141 a reader that went away.
    """
    if argv is not None:
        return _status_of(list(argv))
    gc.set_threshold(_MANY)
    status = _status_of(sys.argv[1:])
    _leave(status)
    return status


def _leave(status: int) -> None:
    """End the process at once where that is safe.

    Python would take every module apart first, which is a tenth of a short command's time.
    Screens and threads have things to put in order and leave by the usual way.
    """
    if "threading" in sys.modules and sys.modules["threading"].active_count() > 1:
        return
    if "textual" in sys.modules or sys.stdout is None or sys.stderr is None:
        return
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _status_of(words: list[str]) -> int:
    try:
        status = _run(words)
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Python flushes standard output once more when it ends and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0


def _run(words: list[str]) -> int:
    # Imported here and not above: the stores' errors are all that most commands need of it.
    from agent_studio.store.errors import StoreError

    try:
        if words[:1] == ["git"] and words[1:2] and words[1] in _FOR_GIT:
            # Its words are git's, names of files above all: none of them is an option.
            called = import_module(f"agent_studio.cli.commands.git_{words[1]}")
            return int(called.run(words[2:]))
        return _command(words)
    except (CommandError, StoreError) as refusal:
        complain(str(refusal))
        return CANNOT
    except BrokenPipeError:
        raise
    except Exception:
        # A defect of ours. Python would leave with 1, which means that something was found.
        from traceback import format_exc

        sys.stderr.write(visible(format_exc()))
        return CANNOT


def _command(words: list[str]) -> int:
    from agent_studio.cli.parser import behind_dashes, find_verb, parser_of
    from agent_studio.cli.table import PROMISED

    if words and words[0] in PROMISED:
        raise CommandError(f"'{words[0]}' is not there yet; it comes with a later version")
    verb, rest = find_verb(words)
    arguments = parser_of(verb).parse_intermixed_args(behind_dashes(rest))
    command = import_module(f"agent_studio.cli.commands.{verb.name or 'studio'}")
    return int(command.run(arguments, Output(arguments.color)))
