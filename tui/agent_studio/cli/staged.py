"""The definitions that are staged, as the index holds them, for a check before a commit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from agent_studio.cli.inputs import Places, Source
from agent_studio.core.dialects.paths import is_in_place
from agent_studio.core.document import parse
from agent_studio.store import git
from agent_studio.store.git_setup import has_our_driver
from agent_studio.store.review import Change, changed_definitions


def staged_sources(names: Sequence[str]) -> list[Source]:
    """What would be committed of the definitions, each as it is staged; deleted ones are none.

    Without ``names``, a definition is what lies in a harness's place, or is merged by our driver:
    other Markdown has front matter, too, and nobody wants a page to stop a commit. With
    ``names`` (files or folders) it is what the Review takes for one below them.

    Raises:
        StoreError: The working folder is in no repository with files, or git does not answer.
    """
    repo = git.discover(Path.cwd())
    paths = tuple(Path(name) for name in names)
    changes = [
        change
        for change in changed_definitions(repo, target=git.INDEX, paths=paths)
        if change.after is not None
    ]
    if not names:
        changes = _sure(repo, changes)
    places = Places()
    return [_source(repo, change, places) for change in changes]


def _sure(repo: git.Repo, changes: Sequence[Change]) -> list[Change]:
    driven = has_our_driver(repo.root, [change.label for change in changes])
    return [
        change
        for change, ours in zip(changes, driven, strict=True)
        if ours or is_in_place(str(change.path))
    ]


def _source(repo: git.Repo, change: Change, places: Places) -> Source:
    source = Source(change.label, parse(change.after or ""), str(change.path))
    return places.placed(source, str(change.path), str(repo.root))
