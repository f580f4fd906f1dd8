"""``git difftool``: what ``git difftool -t agent-studio`` calls for one file that differs."""

from __future__ import annotations

import os
from collections.abc import Sequence

from agent_studio.cli.commands.studio import has_screen
from agent_studio.cli.errors import OK, CommandError
from agent_studio.cli.inputs import Source, read_source
from agent_studio.cli.output import Output


def run(words: Sequence[str]) -> int:
    """Show LOCAL beside REMOTE on a terminal, else print what differs; 0 if that was possible.

    PATH is what git calls the file; the other two may be copies with names of their own.

    That two files differ is no failure here: git asks for the difference because they do.
    """
    names = words[words[:1] == ["--"] :]
    if len(names) not in (2, 3):
        raise CommandError("git difftool is for git to call, with LOCAL REMOTE [PATH]")
    names, path = names[:2], names[2:]
    # A file that is new or gone has nothing on its other side, and there is nothing to put beside.
    if has_screen() and os.devnull not in names:
        from agent_studio.ui.difftool import run_difftool

        return run_difftool(names)
    from agent_studio.cli.commands.diff import between

    local, remote = (_source(name) for name in names)
    output = Output()
    # One call for each file: several of them one after the other have to be told apart.
    output.lines([[(name, "title")] for name in path])
    output.lines(between(local, remote))
    return OK


def _source(name: str) -> Source:
    from agent_studio.core.document import parse

    return Source(name, parse("")) if name == os.devnull else read_source(name)
