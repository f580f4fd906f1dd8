"""Comparisons made by hand, so that what is drawn from one can be tested without aligning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agent_studio.core.compare.model import Cell, Comparison, Row, RowKind
from agent_studio.core.dialects.model import BadKey, Dialect, Loading, MergeKind
from agent_studio.core.document import parse
from agent_studio.core.text import Span

PLAIN = Dialect(
    id="plain",
    renamed="Plain",
    version="1",
    dated="2026-01-01",
    source="made up",
    loading=Loading.STRICT,
    unknown_keys=BadKey.IGNORED,
)


def row(
    address: str,
    *texts: str | None,
    kind: RowKind | None = None,
    children: Sequence[Row] = (),
    caution: str = "",
) -> Row:
    """A row whose cells have these texts; ``None`` where a source lacks it."""
    if kind is None:
        kind = RowKind.BLOCK if address.startswith("body") else RowKind.FIELD
    cells = tuple(
        None if text is None else Cell(source, Span(0, len(text)), text, " ".join(text.split()))
        for source, text in enumerate(texts)
    )
    label = address.rpartition("/")[2]
    return Row(
        address, kind, label, cells, MergeKind.TEXT, children=tuple(children), caution=caution
    )


def comparison(*rows: Row, labels: Sequence[str] = ()) -> Comparison:
    """A comparison of these rows."""
    count = len(rows[0].cells)
    names = tuple(labels) or tuple(f"agents/{number}.md" for number in range(1, count + 1))
    return Comparison(tuple(parse("") for _ in range(count)), names, PLAIN, rows)


def from_table(table: Mapping[str, Sequence[str | None]]) -> Comparison:
    """A comparison of flat rows: address to texts."""
    return comparison(*(row(address, *texts) for address, texts in table.items()))
