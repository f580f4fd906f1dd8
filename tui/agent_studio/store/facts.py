"""How the definitions of a library stand to one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from agent_studio.core.text import decode
from agent_studio.store.atomic import read
from agent_studio.store.errors import StoreError
from agent_studio.store.library import Entry

if TYPE_CHECKING:
    from agent_studio.core.duplicates import Signature, Twins
    from agent_studio.store.placings import Placing


@dataclass(frozen=True)
class LibraryFacts:
    """Relations between definitions; each names paths, and a path that has none is absent."""

    same_name: Mapping[Path, tuple[Path, ...]] = field(default_factory=dict)
    """The others of that name, in any harness."""
    same_content: Mapping[Path, tuple[Path, ...]] = field(default_factory=dict)
    """The others with the very same bytes."""
    near: Mapping[Path, tuple[tuple[Path, float], ...]] = field(default_factory=dict)
    """Near-duplicates with their likeness from 0 to 1, the likest first."""
    placings: Mapping[Path, tuple[Placing, ...]] = field(default_factory=dict)
    """For each definition in whose way another one stands, or a built-in one, what becomes of it
    in the harnesses that look there, its own first."""

    @property
    def winner(self) -> dict[Path, Path]:
        """For each definition that is shadowed, the one that its harness loads in its stead."""
        return {path: own.first[0] for path, own in self._in_state("shadowed")}

    @property
    def winners(self) -> frozenset[Path]:
        """The definitions that shadow others."""
        return frozenset(path for path, own in self._in_state("wins") if own.behind)

    @property
    def contested(self) -> frozenset[Path]:
        """The definitions of which any may be loaded, or another one."""
        return frozenset(path for path, _ in self._in_state("contested"))

    def _in_state(self, state: str) -> Iterator[tuple[Path, Placing]]:
        """Those of which their own harness makes this."""
        for path, (own, *_) in self.placings.items():
            if own.is_own and own.state == state:
                yield path, own


class _StoppedError(Exception):
    """Nobody waits for the answer any more."""


def _never() -> bool:
    return False


def _unheard(done: int, total: int) -> None:
    del done, total


class Relations:
    """How the definitions of a library stand to one another, asked again and again.

    Of each text that was once looked at, half a kilobyte is kept: after a change only the texts
    that changed are read and boiled down anew.
    """

    def __init__(self) -> None:
        self._signed: dict[Path, tuple[str, Signature]] = {}
        """By path the digest of the file and what is kept of its text."""

    def describe(
        self,
        entries: Sequence[Entry],
        *,
        here: Path | None = None,
        cancelled: Callable[[], bool] = _never,
        progress: Callable[[int, int], None] = _unheard,
    ) -> LibraryFacts:
        """How these stand to one another; takes its time, for a worker thread.

        Texts are read again one at a time, because entries keep none; what cannot be read by now
        has no relations. ``here`` is the working folder, whose project and user definitions are
        seen together. ``progress`` is told how many of how many were looked at. After
        ``cancelled`` came true the facts are empty.
        """
        from agent_studio.core.duplicates import related

        known, signatures = [], []
        for done, entry in enumerate(entries):
            if cancelled():
                return LibraryFacts()
            progress(done, len(entries))
            with suppress(StoreError):
                signatures.append(self._signature(entry))
                known.append(entry)
        self._forget_all_but(known)

        def text_of(index: int) -> str:
            if cancelled():
                raise _StoppedError
            with suppress(StoreError):
                return _text(known[index])
            return ""

        try:
            found = related(signatures, text_of)
        except _StoppedError:
            return LibraryFacts()
        return _facts(known, found, here or Path.cwd())

    def _signature(self, entry: Entry) -> Signature:
        from agent_studio.core.duplicates import sign

        digest, signature = self._signed.get(entry.path, ("", None))
        if signature is None or digest != entry.stamp.digest or signature.name != entry.name:
            signature = sign(entry.name, _text(entry))
            self._signed[entry.path] = (entry.stamp.digest, signature)
        return signature

    def _forget_all_but(self, known: Sequence[Entry]) -> None:
        for path in self._signed.keys() - {entry.path for entry in known}:
            self._signed.pop(path, None)


def describe_library(
    entries: Iterable[Entry],
    *,
    here: Path | None = None,
    cancelled: Callable[[], bool] = _never,
) -> LibraryFacts:
    """How the definitions stand to one another, asked once; see `Relations.describe`."""
    return Relations().describe(tuple(entries), here=here, cancelled=cancelled)


def _facts(known: Sequence[Entry], found: Sequence[Twins], here: Path) -> LibraryFacts:
    """What was found of each of the ``known`` entries, by their paths."""
    # It brings YAML, and the first frame is drawn before anybody asks.
    from agent_studio.store.placings import placings

    paths = [entry.path for entry in known]

    def those(indices: Iterable[int]) -> tuple[Path, ...]:
        return tuple(paths[index] for index in indices)

    each_found = list(zip(paths, found, strict=True))
    return LibraryFacts(
        {path: those(each.same_name) for path, each in each_found if each.same_name},
        {path: those(each.same_content) for path, each in each_found if each.same_content},
        {
            path: tuple((paths[near.index], near.likeness) for near in each.near)
            for path, each in each_found
            if each.near
        },
        placings(known, here),
    )


def _text(entry: Entry) -> str:
    return decode(read(entry.path)[0])
