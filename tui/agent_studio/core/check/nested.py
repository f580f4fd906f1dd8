"""Where a part of a field's value stands in the text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from agent_studio.core.check.subject import Subject
from agent_studio.core.document.model import Field, YamlRefused
from agent_studio.core.text import Span

if TYPE_CHECKING:
    from yaml.nodes import Node


def nested_span(
    subject: Subject, field: Field, path: Sequence[str], *, of_key: bool = False
) -> Span:
    """The words at the end of a path of keys and numbers (from 1) into a field's value.

    Where the path leads nowhere, the words of the part that is there: the key of a mapping
    rather than all of it, and always the key with ``of_key``. Of a field that is no YAML, the
    whole value.
    """
    root = _composed(subject.document[field.line_span])
    if root is None or not isinstance(root.value, list) or not root.value:
        return subject.spot(field)
    key, node = root.value[0]
    for part in path:
        found = _step(node, part, key)
        if found is None:
            break
        key, node = found
    shown = node if isinstance(node.value, str) and node.value and not of_key else key
    span = Span(shown.start_mark.index, shown.end_mark.index).shifted(field.line_span.start)
    return span if len(span) else subject.spot(field)


@lru_cache(maxsize=1)
def _composed(text: str) -> Node | None:
    """A field as nodes: of one that has many faults, each asks for its place."""
    # Only who has something to say of a part pays for the parser.
    from agent_studio.core.document.yaml12 import compose

    try:
        return compose(text)
    except YamlRefused:
        return None


def _step(node: Node, part: str, key: Node) -> tuple[Node, Node] | None:
    """The key and the value that a part of a path leads to."""
    if not isinstance(node.value, list):
        return None
    for number, each in enumerate(node.value, 1):
        if isinstance(each, tuple):
            if each[0].value == part:
                return each
        elif part == str(number):
            # A member of a list has no key; what it holds first, or the list's, stands for it.
            first = each.value[0] if isinstance(each.value, list) and each.value else None
            return (first[0] if isinstance(first, tuple) else key), each
    return None
