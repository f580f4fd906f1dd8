"""Harnesses as they are named on a command line, with a version behind an ``@`` or without."""

from __future__ import annotations

import os
from collections.abc import Iterable

from agent_studio.cli.errors import CommandError
from agent_studio.cli.inputs import Source
from agent_studio.core.dialects import CLAUDE_CODE, DIALECTS, UnknownHarness, dialect
from agent_studio.core.dialects.model import Dialect


def named(name: str) -> Dialect:
    """The table of a harness; raises `CommandError` if there is none of the name."""
    try:
        return dialect(name)
    except UnknownHarness as refusal:
        raise CommandError(str(refusal)) from refusal


def own_reader(source: Source) -> Dialect:
    """The harness that a definition was written for, going by where it lies."""
    if source.harness:
        return dialect(source.harness)
    path = os.path.abspath(source.path).replace(os.sep, "/") if source.path else ""
    if "/." not in path:
        # Every harness looks into hidden folders, and most files lie in none.
        return CLAUDE_CODE
    from agent_studio.core.dialects.paths import dialect_at

    return dialect_at(path)


def readers_of(source: Source, names: Iterable[str]) -> tuple[Dialect, tuple[Dialect, ...]]:
    """In whose eyes problems of a definition are told, and who says what they make of it.

    Without names that is the harness of the file's place, and all of them; each as of the
    version that the team uses.

    Raises:
        CommandError: No harness has such a name.
        StoreError: The team's settings are wrong.
    """
    asked = tuple(map(named, names))
    own = own_reader(source)
    everybody = asked or tuple(DIALECTS.values())
    first = asked[0] if asked else own
    if not source.path:
        return first, everybody
    from pathlib import Path

    from agent_studio.store.agreed import agreed_for

    agreed = agreed_for(Path(source.path).absolute())
    if agreed is None:
        return first, everybody
    return agreed.team.reader(first), tuple(map(agreed.team.reader, everybody))
