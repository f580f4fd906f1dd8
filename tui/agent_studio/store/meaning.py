"""The language model of the extra ``agent-studio-tui[meaning]``, where it is installed.

`wordllama` carries a small table of word vectors in its package; nothing is fetched, now or
later. It is loaded when the first text is to be placed: most comparisons need no model at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from itertools import combinations
from typing import TYPE_CHECKING, Protocol, TypeAlias

from agent_studio.core.compare.model import WORDS
from agent_studio.store.errors import StoreError

if TYPE_CHECKING:
    from threading import Lock

    import numpy as np
    from numpy.typing import NDArray

    from agent_studio.core.compare.meaning import Meaning, Space

Numbers: TypeAlias = "NDArray[np.float32]"

EXTRA = "agent-studio-tui[meaning]"
"""What to install to have it."""

_PACKAGE = "wordllama"
_CONFIG = "l2_supercat"
_WIDTH = 256
# More of them are noise.
_DIGITS = 5


class _Model(Protocol):
    """What is used of the package."""

    def embed(self, texts: list[str]) -> Numbers: ...


@cache
def installed() -> Meaning | None:
    """The model, not loaded yet; ``None`` without the extra. Cheap, and the same every time."""
    try:
        found = find_spec(_PACKAGE)
    except (ImportError, ValueError):
        found = None
    return _WordLlama() if found is not None else None


def named(alignment: str) -> Meaning | None:
    """The model that an alignment was found with; ``None`` for `WORDS`.

    Raises:
        StoreError: it is not installed, or not in the version that was used.
    """
    if alignment == WORDS:
        return None
    found = installed()
    if found is None or found.name != alignment:
        raise StoreError(f"its rows were aligned by {alignment}: install {EXTRA} to have it")
    return found


class _WordLlama:
    """A `Meaning` of averaged word vectors."""

    name = f"{_PACKAGE} {_CONFIG} {_WIDTH}"

    def space(self, texts: Sequence[str]) -> Space | None:
        """The texts as points; ``None`` if the package turns out to be broken."""
        model = _shared()
        return None if model is None else _Points(model, texts)


def warm() -> None:
    """Load the model, if there is one: the first comparison need not wait for it then."""
    if installed() is not None:
        _shared()


def _shared() -> _Model | None:
    """The model, loaded once, whichever threads ask for it."""
    with _loading():
        return _model()


@cache
def _loading() -> Lock:
    # Imported here: most commands load no model, and have no threads.
    from threading import Lock

    return Lock()


@cache
def _model() -> _Model | None:
    """The loaded model; ``None`` if it cannot be."""
    try:
        with _quiet_logging():
            from pathlib import Path

            import wordllama

            # Without a folder it looks for its tokenizer where a download would have put it.
            home = Path(wordllama.__file__).parent
            model: _Model = wordllama.WordLlama.load(
                _CONFIG, cache_dir=home, dim=_WIDTH, disable_download=True
            )
            return model
    except (ImportError, OSError, ValueError, AttributeError):
        # Another version, or half an installation: the words alone do, as without the extra.
        return None


@contextmanager
def _quiet_logging() -> Iterator[None]:
    """Undo what importing the package does to logging: it would write over the screen."""
    import logging

    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


class _Points:
    """A `Space`: one unit vector for each different text.

    Equal texts share a vector, and vectors are made in the order of the alphabet: that way the
    last digit of a cosine does not depend on where a text came from.
    """

    def __init__(self, model: _Model, texts: Sequence[str]) -> None:
        distinct = sorted(set(texts))
        place = {text: number for number, text in enumerate(distinct)}
        self._place = [place[text] for text in texts]
        self._vectors: Numbers = _unit(model.embed(distinct)) if distinct else model.embed([""])

    def cosines(self, pairs: Sequence[tuple[int, int]]) -> Sequence[float]:
        """How near the two texts of each pair are, -1 to 1."""
        import numpy as np

        if not pairs:
            return []
        place = self._place
        first = self._vectors[[place[a] for a, _ in pairs]]
        second = self._vectors[[place[b] for _, b in pairs]]
        found: list[float] = np.einsum("ij,ij->i", first, second).round(_DIGITS).tolist()
        return found

    def nearest(self, sources: Sequence[int], most: int) -> Mapping[tuple[int, int], float]:
        """For each text the ``most`` nearest of each other source, and how near they are."""
        holding: dict[int, dict[int, list[int]]] = {}
        for index, source in enumerate(sources):
            holding.setdefault(source, {}).setdefault(self._place[index], []).append(index)
        # In the order of what they hold: which way round two are multiplied shows in a cosine.
        held = sorted((sorted(places), source) for source, places in holding.items())
        found: dict[tuple[int, int], float] = {}
        for (rows, one), (columns, other) in combinations(held, 2):
            first, second = holding[one], holding[other]
            for row, column, cosine in self._near(rows, columns, most):
                for a in first[rows[row]]:
                    for b in second[columns[column]]:
                        found[(a, b) if a < b else (b, a)] = cosine
        return found

    def _near(
        self, rows: list[int], columns: list[int], most: int
    ) -> Iterable[tuple[int, int, float]]:
        import numpy as np

        cosines = self._vectors[rows] @ self._vectors[columns].T
        picked = cosines >= _least(cosines, most)
        picked |= cosines >= _least(cosines.T, most).T
        where = np.nonzero(picked)
        near: list[float] = cosines[where].round(_DIGITS).tolist()
        return zip(where[0].tolist(), where[1].tolist(), near, strict=True)


def _least(cosines: Numbers, most: int) -> Numbers:
    """For each row what the last of its ``most`` nearest has, as a column."""
    import numpy as np

    if most >= cosines.shape[1]:
        least: Numbers = cosines.min(axis=1, keepdims=True)
        return least
    parted: Numbers = np.partition(cosines, -most, axis=1)[:, -most, None]
    return parted


def _unit(vectors: Numbers) -> Numbers:
    """Vectors of length 1; a text without a known word stays at nought, near to nothing."""
    import numpy as np

    found = np.nan_to_num(vectors)
    length = np.linalg.norm(found, axis=1, keepdims=True)
    unit: Numbers = (found / np.where(length > 0, length, 1)).astype(np.float32, copy=False)
    return unit
