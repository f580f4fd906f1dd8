"""``lsp``: the language server, which an editor starts and speaks to."""

from __future__ import annotations

import argparse
import sys

from agent_studio.cli.output import Output


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Serve over standard input and output until the editor leaves."""
    del arguments, output
    # Its libraries take as long to import as a whole check, and only this command needs them.
    from agent_studio.lsp.server import serve

    if sys.stdin is not None and sys.stdin.isatty():
        sys.stderr.write("This is for an editor to start (docs/editors.md); Ctrl-C ends it.\n")
    return serve()
