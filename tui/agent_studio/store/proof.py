"""Law 8: what is written is read again first, by readers that know nothing of each other."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan

from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import Document, parse
from agent_studio.core.document.model import Value
from agent_studio.core.text import BOM, visible
from agent_studio.store.errors import StoreError


def prove(
    data: bytes,
    expected_fields: Mapping[str, Value] | None,
    *,
    expected_body: str | None = None,
    dialect: Dialect | None = None,
) -> None:
    """Read ``data`` as strict YAML does, as python-frontmatter does and as the harness does.

    All of them must find ``expected_fields`` (``None``: no front matter) and the body.

    Raises:
        StoreError: One of them does not; its sentence says which and what it finds.
    """
    document = prove_bytes(data)
    _prove_strict(document, expected_fields)
    if expected_body is not None and document[document.body.span] != expected_body:
        raise StoreError("the body would not be read as shown; nothing was written")
    if expected_fields:
        _prove_elsewhere(document, expected_fields)
    if dialect is not None:
        _prove_loaded(document, dialect)


def prove_bytes(data: bytes) -> Document:
    """What reads as the same bytes again.

    Raises:
        StoreError: It does not.
    """
    document = parse(data)
    if bytes(document) != data:
        raise StoreError("the result does not survive being read; nothing was written")
    return document


def _prove_strict(document: Document, expected: Mapping[str, Value] | None) -> None:
    front = document.front
    if expected is None or front is None:
        if expected or (front is not None and front.value):
            raise StoreError("the fields would not be read as shown; nothing was written")
        return
    if front.error is not None:
        raise StoreError(
            f"the result is not valid YAML: {visible(front.error.message)}; nothing was written"
        )
    _must_agree(front.value or {}, expected, "strict YAML")


def _prove_elsewhere(document: Document, expected: Mapping[str, Value]) -> None:
    """What the rest of the Python world reads, with YAML 1.2 scalars.

    It strips the body and refuses a byte order mark, so neither is compared.
    """
    import yaml
    from frontmatter.default_handlers import YAMLHandler

    from agent_studio.store.yaml12_loader import Yaml12Loader

    text = document.text.removeprefix(BOM)
    try:
        handler = YAMLHandler()
        fields = handler.load(handler.split(text)[0], Loader=Yaml12Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        told = visible(str(error).splitlines()[0] if str(error) else "it fails")
        raise StoreError(
            f"other programs cannot read the result ({told}); nothing was written"
        ) from error
    _must_agree(fields or {}, expected, "python-frontmatter")


def _prove_loaded(document: Document, dialect: Dialect) -> None:
    from agent_studio.core.dialects import load

    loaded = load(document, dialect)
    if not loaded.loads:
        raise StoreError(
            f"{dialect.title} would not load the result: {visible(loaded.reason)}; "
            "nothing was written"
        )


def _must_agree(found: Mapping[str, object], expected: Mapping[str, Value], reader: str) -> None:
    for key in [*expected, *found]:
        if key not in found:
            raise StoreError(f"{reader} does not find '{visible(key)}'; nothing was written")
        if key not in expected:
            raise StoreError(
                f"{reader} finds '{visible(str(key))}', which was not shown; nothing was written"
            )
        if not same_value(found[key], expected[key]):
            raise StoreError(
                f"{reader} reads '{visible(key)}' otherwise than shown; nothing was written"
            )


def same_value(one: object, other: object) -> bool:
    """Whether two values are equal and of equal types: 1, 1.0 and true are three things."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same_value(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_value, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return one == other or (isnan(one) and isnan(other))
    return type(one) is type(other) and one == other
