"""The first look: names to list in the very first frame, before rules and dialects are loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from threading import Event, Thread

from agent_studio.core.stems import stem_of
from agent_studio.core.text import decode, estimate_tokens
from agent_studio.store.errors import StoreError
from agent_studio.store.labels import absolute, label_of
from agent_studio.store.reading import read_whole
from agent_studio.store.walk import walk
from agent_studio.ui.listing.view import Card

MOST = 40
"""Definitions that are listed by name before anything else is known; more are out of view."""
_HEAD = 2000
_NAME = re.compile(r"^name:[ \t]*(\S.*)$", re.MULTILINE)


class FirstLook:
    """Looks at the first files of named paths, in a thread, while the screen is being made.

    A disk that answers slowly costs nothing but this: the first frame is empty.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self._here = Path.cwd()
        self._paths = absolute(paths, self._here)
        self._stopped = Event()
        self._cards: tuple[Card, ...] = ()
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> tuple[Card, ...]:
        """The cards; none if they take longer than that."""
        self._thread.join(seconds)
        self._stopped.set()
        return () if self._thread.is_alive() else self._cards

    def _look(self) -> None:
        files = (
            found.path
            for path in self._paths
            for found in walk(path, named=True, cancelled=self._stopped.is_set, places=False)
            if not found.why
        )
        self._cards = tuple(by_name(files, lambda path: label_of(path, self._here)))


def by_name(files: Iterable[Path], label: Callable[[Path], str]) -> Iterator[Card]:
    """Cards of the first `MOST` files with nothing but names.

    The reading that follows puts the whole truth in their place.
    """
    for path in islice(files, MOST):
        try:
            text = decode(read_whole(path)[0])
        except StoreError:
            continue
        found = _NAME.search(text, 0, _HEAD)
        name = found[1].strip(" \"'\r") if found else ""
        shown = label(path)
        folder = str(Path(shown).parent)
        called = name or stem_of(path.as_posix())
        yield Card(path, shown, folder, called, tokens=estimate_tokens(text))
