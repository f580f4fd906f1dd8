"""The baseline of ``check``: what is accepted today, and what of it is gone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from agent_studio.cli.format.report import Checked
from agent_studio.cli.inputs import Source
from agent_studio.core.check.baseline import Entry, accepted, entries
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.check.registry import LIBRARY_RULES
from agent_studio.core.records import dataclass
from agent_studio.store import baselines
from agent_studio.store.errors import shown


@dataclass(frozen=True)
class Baseline:
    """A baseline that was read."""

    path: Path
    by_path: dict[str, list[Entry]]

    def name(self) -> str:
        """As a message calls it."""
        return shown(self.path)

    def sifted(
        self, source: Source, found: Sequence[Diagnostic]
    ) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
        """The findings that are new, and those that are accepted."""
        path = place_of(self.path, source)
        known = self.by_path.get(path, ())
        if not known:
            return tuple(found), ()
        old = accepted(path, source.document, found, known)
        pairs = list(zip(found, old, strict=True))
        return (
            tuple(each for each, is_old in pairs if not is_old),
            tuple(each for each, is_old in pairs if is_old),
        )

    def gone(
        self, checked: Iterable[Checked], takes: Callable[[str, Source | None], bool]
    ) -> list[Entry]:
        """The entries of the checked files, and of files that are no more, that do not occur.

        Rules that look at all definitions together are left out: they find nothing where only
        some are looked at. ``takes`` tells whether a rule was looked for in a definition, or,
        without one, whether it is wanted at all.
        """
        together = {each.code for each in LIBRARY_RULES}
        occurring: dict[str, set[str]] = {}
        sources: dict[str, Source] = {}
        for each in checked:
            path = place_of(self.path, each.source)
            sources[path] = each.source
            found = entries(path, each.source.document, each.accepted)
            occurring.setdefault(path, set()).update(one.fingerprint for one in found)
        return [
            each
            for path, known in self.by_path.items()
            if path in occurring or not os.path.lexists(self.path.parent / path)
            for each in known
            if each.fingerprint not in occurring.get(path, ())
            if each.code not in together and takes(each.code, sources.get(path))
        ]


def open_baseline(path: str) -> Baseline:
    """The baseline in a file.

    Raises:
        StoreError: There is none, or it is none.
    """
    file = Path(path).absolute()
    by_path: dict[str, list[Entry]] = {}
    for each in baselines.load(file):
        by_path.setdefault(each.path, []).append(each)
    return Baseline(file, by_path)


def place_of(baseline: Path, source: Source) -> str:
    """How a baseline names a definition; empty for what comes from a pipe."""
    if not source.path:
        return ""
    return os.path.relpath(Path(source.path).absolute(), baseline.parent).replace(os.sep, "/")


def write_baseline(path: str, checked: Iterable[Checked]) -> tuple[str, int]:
    """Accept all findings; gives the file's name for a message and how many there are.

    What the file accepts of definitions that were not looked at, and that are still there, stays.

    Raises:
        StoreError: It cannot be written.
    """
    file = Path(path).absolute()
    found: dict[str, tuple[Entry, ...]] = {}
    for each in checked:
        if place := place_of(file, each.source):
            found[place] = entries(place, each.source.document, each.diagnostics)
    kept = open_baseline(path).by_path if file.exists() else {}
    for place, known in kept.items():
        if place not in found and os.path.lexists(file.parent / place):
            found[place] = tuple(known)
    every = tuple(each for known in found.values() for each in known)
    baselines.save(file, every)
    return shown(file), sum(bool(each.source.path) and len(each.diagnostics) for each in checked)
