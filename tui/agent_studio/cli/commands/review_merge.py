"""``review --merge``: what a git merge did to definitions, and what people did with it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from agent_studio.cli.after_merge import AfterMerge, look_at
from agent_studio.cli.errors import FINDINGS, OK, CommandError
from agent_studio.cli.format import merges
from agent_studio.cli.output import Line, Output
from agent_studio.store import git
from agent_studio.store.git_merges import MergeRead, find_merge, read_merge


def run(arguments: argparse.Namespace, output: Output, revision: str, paths: Sequence[Path]) -> int:
    """Print the report; 1 when an agent may do what it might on no side."""
    if arguments.staged:
        raise CommandError("--merge looks at a merge, --staged at the index: choose one")
    if ".." in revision:
        raise CommandError(f"--merge looks at one merge commit, not at '{revision}'")
    repo = git.discover(paths[0].absolute() if paths else Path.cwd())
    read = read_merge(repo, find_merge(repo, revision), [path.absolute() for path in paths])
    labels = [parent.label for parent in read.merge.parents]
    found = [look_at(each, labels) for each in read.definitions]
    found.sort(key=_urgency)
    if arguments.format == "json":
        output.json(
            {
                "version": 1,
                "merge": merges.head_in_json(read),
                "definitions": [merges.in_json(each) for each in found],
                "wider": any(each.wider for each in found),
            }
        )
    else:
        output.lines(_lines(read, found, labels))
    return FINDINGS if any(each.wider for each in found) else OK


def _urgency(each: AfterMerge) -> tuple[bool, bool, bool]:
    """Rights that no side had come first, then those that one side had, then what is open."""
    return not each.wider, not each.gains, not each.conflicts


def _lines(read: MergeRead, found: Sequence[AfterMerge], labels: Sequence[str]) -> Iterator[Line]:
    yield from merges.head_in_text(read)
    for each in found:
        yield [""]
        yield from merges.in_text(each, labels, read.kind)
    yield [""]
    yield merges.foot_in_text(found)
