"""What becomes of a definition among those of its name, harness by harness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from agent_studio.cli.output import Line
from agent_studio.core.check.standing import State
from agent_studio.store.labels import label_of

if TYPE_CHECKING:
    from agent_studio.store.placings import Placing

_STYLES = {
    State.WINS: "added",
    State.SHADOWED: "warning",
    State.CONTESTED: "warning",
    State.DROPPED: "error",
}


def in_json(placed: Placing | None) -> dict[str, object]:
    """One harness's order of namesakes; ``not read`` if it does not look there."""
    if placed is None:
        return {"state": State.UNREAD.value, "first": [], "behind": [], "builtIn": None}
    return {
        "state": placed.state.value,
        "first": _labels(placed.first),
        "behind": _labels(placed.behind),
        "builtIn": placed.built_in or None,
    }


def in_text(placed: Sequence[Placing]) -> Iterator[Line]:
    """A line for each harness that looks there; none if nobody does."""
    if not placed:
        return
    yield ["Among those of its name:"]
    width = max(len(each.dialect.title) for each in placed)
    for each in placed:
        yield [(f"  {each.dialect.title:{width}}  ", "title"), (each.words, _STYLES[each.state])]
    yield [""]


def _labels(paths: Iterable[Path]) -> list[str]:
    here = Path.cwd()
    return [label_of(path, here) for path in paths]
