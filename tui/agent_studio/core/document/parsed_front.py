"""Front matter that takes the YAML parser, whether it reads it or not."""

from __future__ import annotations

from typing import NamedTuple

from yaml.nodes import MappingNode

from agent_studio.core.document.front_lines import scan_fields
from agent_studio.core.document.front_nodes import fields_of
from agent_studio.core.document.model import Field, Value, YamlError, YamlRefused
from agent_studio.core.document.yaml12 import build, compose


class Parsed(NamedTuple):
    """What strict YAML makes of front matter; with an ``error``, what its lines show."""

    fields: tuple[Field, ...]
    value: dict[str, Value] | None = None
    error: YamlError | None = None


def parsed_front(content: str, base: int) -> Parsed:
    """The front matter ``content``, which begins at ``base`` of the document. Never raises."""
    try:
        return _strict(content, base)
    except YamlRefused as refused:
        error = YamlError(refused.message, base + refused.offset)
    return Parsed(scan_fields(content, base, error), error=error)


def _strict(content: str, base: int) -> Parsed:
    """The front matter as strict YAML reads it; raises `YamlRefused` if it does not."""
    node = compose(content)
    if not isinstance(node, MappingNode):
        return Parsed(())
    if node.flow_style:
        value = build(node)
        return Parsed((), value if isinstance(value, dict) else None)
    fields = fields_of(content, node, base)
    return Parsed(fields, {field.key: field.value for field in fields})
