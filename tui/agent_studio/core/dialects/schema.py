"""JSON Schemas (draft 2020-12) of front matter, made from the tables.

A schema accepts what the harness loads as it was meant: a value that the harness would drop is
refused, a key that it would only ignore is not.
"""

from __future__ import annotations

from typing import Final

from agent_studio.core.dialects.formats import MODES
from agent_studio.core.dialects.model import (
    BadKey,
    BadValue,
    Dialect,
    FieldSpec,
    FieldType,
    Loading,
    Variant,
)

Schema = dict[str, object]

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: Final[dict[FieldType, str]] = {
    FieldType.STRING: "string",
    FieldType.BOOLEAN: "boolean",
    FieldType.INTEGER: "integer",
    FieldType.NUMBER: "number",
    FieldType.LIST: "array",
    FieldType.MAP: "object",
}


def schema(dialect: Dialect) -> Schema:
    """The schema of what stands in front of the Markdown, or of the whole file without any."""
    made: Schema = {
        "$schema": _DRAFT,
        "$id": f"urn:agent-studio:schema:{dialect.id}",
        "title": f"{dialect.title} {dialect.version}".strip(),
        "$comment": f"As of {dialect.dated}. Sources: {dialect.source}",
    }
    if dialect.loading is not Loading.MODES:
        return made | _definition(dialect)
    listed: Schema = {"type": "array", "items": _definition(dialect), "minItems": 1}
    return made | {"type": "object", "required": [MODES], "properties": {MODES: listed}}


def _definition(dialect: Dialect) -> Schema:
    """The schema of one definition."""
    made: Schema = {
        "type": "object",
        "required": [spec.key for spec in dialect.fields if spec.required and not spec.unless],
        "properties": {spec.key: _field(spec, dialect) for spec in dialect.fields}
        | dict.fromkeys(dialect.other_keys, True),
    }
    if dialect.variants:
        made["anyOf"] = [_variant(each, dialect) for each in dialect.variants]
    if dialect.knows_all_fields and dialect.unknown_keys is BadKey.REJECTS_FILE:
        made["additionalProperties"] = False
    return made


def _variant(kind: Variant, dialect: Dialect) -> Schema:
    """One kind of definition: what it needs and what only others may have."""
    others = [key for each in dialect.variants if each is not kind for key in each.only]
    fields: Schema = {dialect.variant_field: {"enum": [kind.value]}}
    needed = [spec.key for spec in dialect.fields if _is_needed(spec, kind, dialect)]
    made: Schema = {"properties": fields | dict.fromkeys(others, False), "required": needed}
    if kind.one_of:
        made["oneOf"] = [{"required": [key]} for key in kind.one_of]
    return made


def _is_needed(spec: FieldSpec, kind: Variant, dialect: Dialect) -> bool:
    return bool(spec.unless) and spec.unless != (dialect.variant_field, kind.value)


def _field(spec: FieldSpec, dialect: Dialect) -> Schema:
    kinds = [_of_type(kind, spec, dialect) for kind in (spec.type, *spec.also)]
    if spec.numbers_too:
        kinds.append({"type": "integer"})
    if spec.nullable:
        kinds.append({"type": "null"})
    made: Schema = {"description": spec.doc, "$comment": f"Source: {spec.source}"}
    if spec.instead:
        made["deprecated"] = True
    if spec.values and spec.open_values:
        made["examples"] = list(spec.values)
    flat = [each for kind in kinds for each in _alternatives(kind)]
    return {**made, **flat[0]} if len(flat) == 1 else {**made, "anyOf": flat}


def _alternatives(kind: Schema) -> list[Schema]:
    inner = kind.get("anyOf")
    return inner if isinstance(inner, list) and len(kind) == 1 else [kind]


def _of_type(kind: FieldType, spec: FieldSpec, dialect: Dialect) -> Schema:
    """The schema of a value of one of the field's types."""
    is_tools = spec.key == dialect.tools_field
    if kind is FieldType.STRINGS:
        item = _tool(dialect) if is_tools else {"type": "string"}
        return {"anyOf": [{"type": "string"}, {"type": "array", "items": item}]}
    if kind is FieldType.STRING:
        return _tool(dialect) if is_tools else _text(spec)
    made: Schema = {"type": _PLAIN[kind]}
    if kind is FieldType.INTEGER:
        made["minimum"] = 1
    elif kind is FieldType.LIST and is_tools:
        made["items"] = _tool_item(spec, dialect)
    elif kind is FieldType.LIST and spec.member_pattern:
        made["items"] = {"type": "string", "pattern": _whole(spec.member_pattern)}
    elif spec.members is not None:
        inside: Schema = {"type": _PLAIN[spec.members]}
        if spec.member_needs:
            inside["required"] = list(spec.member_needs)
        made["items" if kind is FieldType.LIST else "additionalProperties"] = inside
    elif kind is FieldType.MAP and spec.values:
        word: Schema = {"enum": list(spec.values)}
        deeper: Schema = {"type": "object", "additionalProperties": word}
        made["additionalProperties"] = {"anyOf": [word, deeper]}
    if kind is FieldType.LIST:
        made |= {"uniqueItems": True} if spec.unique else {}
        made |= {"minItems": 1} if spec.filled else {}
    return made


def _text(spec: FieldSpec) -> Schema:
    made: Schema = {"type": "string"}
    if spec.required:
        made["minLength"] = 1
    if spec.most is not None:
        made["maxLength"] = spec.most
    closed = bool(spec.values) and not spec.open_values
    # `\w` means other letters in JavaScript than here; no pattern is better than a wrong one.
    pattern = spec.pattern if r"\w" not in spec.pattern.lower() else ""
    if closed and pattern:
        return {
            "anyOf": [{"enum": list(spec.values)}, {"type": "string", "pattern": _whole(pattern)}]
        }
    if closed:
        return {"enum": list(spec.values)}
    if pattern:
        made["pattern"] = _whole(pattern)
    return made


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$"


def _tool_item(spec: FieldSpec, dialect: Dialect) -> Schema:
    """A member of the tool list; where it may be a list, its first member is the name."""
    tool = _tool(dialect)
    if spec.members is FieldType.STRING:
        return tool
    named: Schema = {"type": "array", "prefixItems": [tool], "minItems": 1}
    return {"anyOf": [tool, named]}


def _tool(dialect: Dialect) -> Schema:
    """The name of a tool: any text where a name that is no tool does no harm."""
    names = [tool.name for tool in dialect.tools if not tool.dead]
    names += [dialect.wildcard] if dialect.wildcard else []
    if dialect.unknown_tools is not BadValue.REJECTS_FILE:
        return {"type": "string", "examples": names} if names else {"type": "string"}
    if not dialect.mcp_pattern:
        return {"enum": names}
    by_form: Schema = {"type": "string", "pattern": _whole(dialect.mcp_pattern)}
    return {"anyOf": [{"enum": names}, by_form]}
