"""JSON Schema, as much of it as the schemas of the harnesses use; anything else is refused.

Small enough to be read, so that the schemas are tested where `jsonschema` is not installed.
"""

from __future__ import annotations

import re

NOTES = {"$schema", "$id", "$comment", "title", "description", "examples", "deprecated"}
TYPES = {
    "null": lambda value: value is None,
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: (
        isinstance(value, int | float) and not isinstance(value, bool) and value == int(value)
    ),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def fits(value: object, schema: dict | bool) -> bool:
    """Whether ``value`` is what ``schema`` describes."""
    if isinstance(schema, bool):
        return schema
    return all(
        CHECKS[word](value, meant, schema) for word, meant in schema.items() if word not in NOTES
    )


def _type(value, meant, _):
    return TYPES[meant](value)


def _enum(value, meant, _):
    return any(value == each and type(value) is type(each) for each in meant)


def _any_of(value, meant, _):
    return any(fits(value, each) for each in meant)


def _required(value, meant, _):
    return not isinstance(value, dict) or all(key in value for key in meant)


def _properties(value, meant, _):
    inside = value if isinstance(value, dict) else {}
    return all(fits(each, meant[key]) for key, each in inside.items() if key in meant)


def _additional(value, meant, schema):
    named = schema.get("properties", {})
    inside = value if isinstance(value, dict) else {}
    others = [each for key, each in inside.items() if key not in named]
    return not others if meant is False else all(fits(each, meant) for each in others)


def _items(value, meant, schema):
    start = len(schema.get("prefixItems", ()))
    return not isinstance(value, list) or all(fits(each, meant) for each in value[start:])


def _prefix(value, meant, _):
    inside = value if isinstance(value, list) else []
    return all(fits(each, schema) for each, schema in zip(inside, meant, strict=False))


def _pattern(value, meant, _):
    return not isinstance(value, str) or re.search(meant, value) is not None


def _bound(kind, holds):
    return lambda value, meant, _: not TYPES[kind](value) or holds(value, meant)


CHECKS = {
    "type": _type,
    "enum": _enum,
    "allOf": lambda value, meant, _: all(fits(value, each) for each in meant),
    "anyOf": _any_of,
    "oneOf": lambda value, meant, _: sum(fits(value, each) for each in meant) == 1,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "items": _items,
    "prefixItems": _prefix,
    "pattern": _pattern,
    "minimum": _bound("number", lambda value, meant: value >= meant),
    "maximum": _bound("number", lambda value, meant: value <= meant),
    "minLength": _bound("string", lambda value, meant: len(value) >= meant),
    "maxLength": _bound("string", lambda value, meant: len(value) <= meant),
    "uniqueItems": lambda value, _meant, _: (
        not isinstance(value, list) or len({repr(each) for each in value}) == len(value)
    ),
    "minItems": _bound("array", lambda value, meant: len(value) >= meant),
}
