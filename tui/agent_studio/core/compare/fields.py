"""Rows for the fields of the front matter, and for the members of sets among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from agent_studio.core.compare.members import Member, members_of
from agent_studio.core.compare.model import Cell, Row, RowKind
from agent_studio.core.compare.order import leading, merge_orders
from agent_studio.core.compare.units import plain_key, without_line_end
from agent_studio.core.dialects.model import Dialect, MergeKind
from agent_studio.core.document import Document
from agent_studio.core.document.model import Field, Style, Value
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span

_FIRST = ("name", "description")
_LONG = 120
"""From here on a string is a text to be read, not a setting."""


@dataclass(frozen=True)
class _Column:
    """The fields of one document by their row's address, in the order of the file."""

    document: Document
    fields: dict[str, Field]


def field_rows(
    documents: Sequence[Document], base: Document | None, dialect: Dialect
) -> tuple[Row, ...]:
    """One row for each key, in an order that all sources can agree on."""
    columns = [_column(document) for document in documents]
    beneath = _column(base) if base is not None else None
    numbers: dict[str, int] = {}
    for column in [*columns, *([beneath] if beneath else [])]:
        for address in column.fields:
            numbers.setdefault(address, len(numbers))
    names = list(numbers)
    orders = [[numbers[address] for address in column.fields] for column in columns]
    ground = [numbers[address] for address in beneath.fields] if beneath else None
    addresses = [names[number] for number in merge_orders(leading(orders, ground), ground)]
    if base is None:
        addresses.sort(
            key=lambda address: (*_FIRST, address).index(address) if address in _FIRST else 2
        )
    return tuple(_row(address, columns, beneath, dialect) for address in addresses)


def _column(document: Document) -> _Column:
    """Of a key that is written twice the last one counts; the others are ``key#2`` and on."""
    left = Counter(field.key for field in document.fields)
    fields = {}
    for field in document.fields:
        count = left[field.key]
        name = field.key.replace("/", "∕")
        fields[name if count == 1 else f"{name}#{count}"] = field
        left[field.key] -= 1
    return _Column(document, fields)


def _row(
    address: str, columns: Sequence[_Column], beneath: _Column | None, dialect: Dialect
) -> Row:
    found = [column.fields.get(address) for column in columns]
    present = [field for field in found if field is not None]
    ground = beneath.fields.get(address) if beneath else None
    key = present[0].key
    kind = dialect.merge_kind(key) or _guess(present)
    sets = None
    if kind is MergeKind.SET:
        sets = _sets([*columns, *([beneath] if beneath else [])], address, dialect, key)
    cells = tuple(
        _cell(source, column.document, field, sets[source] if sets else None) if field else None
        for source, (column, field) in enumerate(zip(columns, found, strict=True))
    )
    base_members = sets[len(columns)] if sets and beneath else None
    base = _cell(-1, beneath.document, ground, base_members) if beneath and ground else None
    row = Row(address, RowKind.FIELD, key, cells, kind, base, beneath is not None)
    if sets is None:
        return row
    children = _members(row, columns, beneath, sets)
    return Row(address, RowKind.FIELD, key, cells, kind, base, beneath is not None, children)


def _guess(present: Sequence[Field]) -> MergeKind:
    """How values of an unknown key are put together, by what they look like."""
    values = [field.value for field in present]
    if any(isinstance(value, dict) for value in values):
        return MergeKind.MAP
    if any(isinstance(value, list) for value in values):
        plain = all(
            isinstance(part, str) for value in values if isinstance(value, list) for part in value
        )
        return MergeKind.SET if plain else MergeKind.LIST
    long = any(
        field.style in {Style.LITERAL, Style.FOLDED} or len(field.value_span) > _LONG
        for field in present
    )
    return MergeKind.TEXT if long else MergeKind.SCALAR


def _sets(
    columns: Sequence[_Column], address: str, dialect: Dialect, key: str
) -> list[tuple[Member, ...] | None] | None:
    """The members in each column that has the field; ``None`` if any cannot be read as a set.

    An empty set is none either: that a list is empty is a statement of its own ("no tools"),
    which no choice of members would express.
    """
    found: list[tuple[Member, ...] | None] = []
    for column in columns:
        field = column.fields.get(address)
        if field is None:
            found.append(None)
            continue
        # An unknown key's comma string may be a sentence.
        known = dialect.merge_kind(key) is not None or field.style in {
            Style.FLOW_LIST,
            Style.BLOCK_LIST,
        }
        members = members_of(column.document, field) if known else None
        if not members:
            return None
        found.append(members)
    return found


def _members(
    row: Row,
    columns: Sequence[_Column],
    beneath: _Column | None,
    sets: Sequence[tuple[Member, ...] | None],
) -> tuple[Row, ...]:
    numbers: dict[str, int] = {}
    for members in sets:
        for member in members or ():
            numbers.setdefault(member.name, len(numbers))
    names = list(numbers)
    orders = [[numbers[member.name] for member in members or ()] for members in sets]
    ground = orders[len(columns)] if beneath else None
    rows = []
    for number in merge_orders(leading(orders[: len(columns)], ground), ground):
        name = names[number]
        cells = tuple(_member_cell(source, sets[source], name) for source in range(len(columns)))
        base = _member_cell(-1, sets[len(columns)], name) if beneath else None
        address = f"{row.address}/{name.replace('/', '∕')}"
        rows.append(
            Row(address, RowKind.MEMBER, name, cells, MergeKind.SCALAR, base, row.has_base, depth=1)
        )
    return tuple(rows)


def _member_cell(source: int, members: tuple[Member, ...] | None, name: str) -> Cell | None:
    member = next((member for member in members or () if member.name == name), None)
    return Cell(source, member.span, member.name, member.name) if member else None


def _cell(
    source: int, document: Document, field: Field, members: tuple[Member, ...] | None
) -> Cell:
    """The field with its comments, without the blank lines around."""
    span = without_line_end(document.text, field.span)
    text = span.of(document.text)
    start = span.start
    for line in text.splitlines(keepends=True):
        if line.strip():
            break
        start += len(line)
    span = Span(min(start, span.end), span.end)
    if members is not None:
        key = "\n".join(sorted(member.name for member in members))
    else:
        key = value_key(document, field)
    return Cell(source, span, span.of(document.text), key)


def value_key(document: Document, field: Field) -> str:
    r"""A field's value for comparing: how it is quoted, folded or indented does not count.

    The two characters ``\n`` count as a line end: that is what a reader makes of them once
    the value is quoted.
    """
    if field.error is not None or (field.value is None and field.style is not Style.EMPTY):
        return "=" + plain_key(field.value_span.of(document.text).replace("\\n", " "))
    return _canonical(field.value)


def _canonical(value: Value) -> str:
    if isinstance(value, str):
        return "=" + plain_key(value.replace("\\n", " "))
    import json  # for the few values that are no text

    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
