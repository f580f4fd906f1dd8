"""``restore``: the way back from a merge, and from everything else that replaced files."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from agent_studio.cli.errors import OK
from agent_studio.cli.format.places import plural
from agent_studio.cli.output import Line, Output
from agent_studio.store.errors import shown

if TYPE_CHECKING:
    from agent_studio.store.backups import Backup, Restored


def run(arguments: argparse.Namespace, output: Output) -> int:
    """List the backups, or put the files of one back."""
    from agent_studio.store import backups

    if arguments.id is None:
        found = backups.list_backups()
        if arguments.format == "json":
            output.json({"version": 1, "backups": [_in_json(backup) for backup in found]})
        else:
            output.lines(_list(found))
        return OK
    done = backups.restore(arguments.id, force=arguments.force)
    if arguments.format == "json":
        output.json(
            {
                "version": 1,
                "restored": [str(path) for path in done.files],
                "removed": [str(path) for path in done.removed],
                "undo": done.backup.id,
            }
        )
    else:
        output.lines(_done(done))
    return OK


def _in_json(backup: Backup) -> dict[str, object]:
    from agent_studio.store.world import moment

    return {
        "id": backup.id,
        "when": moment(backup.when),
        "why": backup.why,
        "files": [str(kept.path) for kept in backup.files],
    }


def _list(found: Sequence[Backup]) -> Iterator[Line]:
    from agent_studio.store.world import moment

    if not found:
        yield ["There are no backups: nothing was ever replaced or removed."]
    for number, backup in enumerate(found, 1):
        size = plural(len(backup.files), "file")
        yield [
            (f"{number:3} ", "title"),
            (backup.id, "name"),
            (f"  {moment(backup.when)}  ", "dim"),
            f"{backup.why} ({size})",
        ]
        for kept in backup.files:
            yield [("      ", ""), (shown(kept.path), "dim")]


def _done(done: Restored) -> Iterator[Line]:
    for path in done.files:
        yield [("restored ", "added"), shown(path)]
    for path in done.removed:
        yield [("removed  ", "removed"), shown(path), (" (it was not there before)", "dim")]
    yield [(f"undo with: agent-studio restore {done.backup.id}", "dim")]
