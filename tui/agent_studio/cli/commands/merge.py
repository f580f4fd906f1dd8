"""``merge``: one definition out of several, by the same decisions as on the screen."""

from __future__ import annotations

import argparse

from agent_studio.cli.errors import OK, CommandError
from agent_studio.cli.inputs import read_sources
from agent_studio.cli.output import Output

MOST = 9
"""The screens have a key for each source, 1 to 9."""


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Merge the files; conflicts that are left stand between markers."""
    if len(arguments.files) > MOST:
        raise CommandError(f"at most {MOST} definitions can be merged at once")
    sources = read_sources([*arguments.files, *([arguments.base] if arguments.base else [])])
    if _is_plain(arguments):
        output.definition(sources[0].document.text)
        return OK
    # Aligning and rendering are most of the program; one definition alone needs neither.
    from agent_studio.cli.merging import merge_sources

    base = sources.pop() if arguments.base else None
    return merge_sources(sources, base, arguments, output)


def _is_plain(arguments: argparse.Namespace) -> bool:
    """Whether nothing is asked for but one definition, which merges into itself (Law 5)."""
    others = arguments.base, arguments.decisions, arguments.take, arguments.output
    reports = arguments.explain or arguments.format != "text"
    styles = arguments.policy != "careful" or arguments.marker_size is not None
    return len(arguments.files) == 1 and not any((*others, reports, styles))
