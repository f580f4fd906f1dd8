"""Front matter: where it is, which fields it has, what strict YAML reads of it."""

from __future__ import annotations

from yaml.nodes import MappingNode

from agent_studio.core.document.fences import FrontPlace, find_front
from agent_studio.core.document.front_lines import scan_fields
from agent_studio.core.document.front_nodes import fields_of
from agent_studio.core.document.model import Field, FrontMatter, Value, YamlError
from agent_studio.core.document.yaml12 import YamlRefused, build, compose
from agent_studio.core.text import Span


def read_front(text: str) -> FrontMatter | None:
    """The front matter of ``text``; ``None`` if no block between fences begins it.

    Never raises: what strict YAML refuses has ``error`` and the fields that its lines show.
    `front_problem` says why there is none.
    """
    place = find_front(text)
    if place is None:
        return None
    content = text[place.content_start : place.content_end]
    try:
        return _strict(content, place)
    except YamlRefused as refused:
        error = YamlError(refused.message, place.content_start + refused.offset)
    fields = scan_fields(content, place.content_start, error)
    return _front(place, fields, error=error)


def _strict(content: str, place: FrontPlace) -> FrontMatter:
    """The front matter as strict YAML reads it; raises `YamlRefused` if it does not."""
    node = compose(content)
    if not isinstance(node, MappingNode):
        return _front(place, ())
    if node.flow_style:
        value = build(node)
        return _front(place, (), value if isinstance(value, dict) else None)
    fields = fields_of(content, node, place.content_start)
    return _front(place, fields, {field.key: field.value for field in fields})


def _front(
    place: FrontPlace,
    fields: tuple[Field, ...],
    value: dict[str, Value] | None = None,
    error: YamlError | None = None,
) -> FrontMatter:
    start, end, behind = place
    return FrontMatter(
        span=Span(0, behind),
        content=Span(start, end),
        fields=fields,
        tail=Span(fields[-1].span.end if fields else start, end),
        value=value,
        error=error,
    )
