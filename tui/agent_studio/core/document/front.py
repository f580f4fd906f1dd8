"""Front matter: where it is, which fields it has, what strict YAML reads of it."""

from __future__ import annotations

from agent_studio.core.document.fences import find_front
from agent_studio.core.document.model import FrontMatter, Value, YamlError
from agent_studio.core.document.simple_front import simple_fields
from agent_studio.core.text import Span


def read_front(text: str) -> FrontMatter | None:
    """The front matter of ``text``; ``None`` if no block between fences begins it.

    Never raises: what strict YAML refuses has ``error`` and the fields that its lines show.
    `front_problem` says why there is none.
    """
    place = find_front(text)
    if place is None:
        return None
    start, end = place.content_start, place.content_end
    fields = simple_fields(text[start:end], start)
    if fields is not None:
        value: dict[str, Value] | None = {field.key: field.value for field in fields}
        error: YamlError | None = None
    else:
        # Only these pay for importing the parser.
        from agent_studio.core.document.parsed_front import parsed_front

        fields, value, error = parsed_front(text[start:end], start)
    return FrontMatter(
        span=Span(0, place.end),
        content=Span(start, end),
        fields=fields,
        tail=Span(fields[-1].span.end if fields else start, end),
        value=value,
        error=error,
    )
