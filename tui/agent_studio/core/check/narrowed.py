"""A harness's table as a team uses it: its version, own fields, allowed models and tools.

For what is offered while somebody writes. What loads and what is wrong is told by the harness's
own table and the team's rules.
"""

from __future__ import annotations

from typing import Final

from agent_studio.core.check.team import Team, TeamField, allows
from agent_studio.core.dialects.model import Dialect, FieldSpec, FieldType, MergeKind, Tool
from agent_studio.core.records import replace

_TYPES: Final = {
    "string": (FieldType.STRING, MergeKind.SCALAR),
    "boolean": (FieldType.BOOLEAN, MergeKind.SCALAR),
    "integer": (FieldType.INTEGER, MergeKind.SCALAR),
    "number": (FieldType.NUMBER, MergeKind.SCALAR),
    "strings": (FieldType.STRINGS, MergeKind.SET),
    "list": (FieldType.LIST, MergeKind.LIST),
    "mapping": (FieldType.MAP, MergeKind.MAP),
}
_ANY: Final = (FieldType.STRING, MergeKind.SCALAR)
_WILD: Final = frozenset("*?")


def narrowed(dialect: Dialect, team: Team) -> Dialect:
    """``dialect`` with the fields, models and tools of ``team``."""
    dialect = team.reader(dialect)
    asked = {each.key: each for each in team.fields}
    fields = [_model(_known(spec, asked.get(spec.key)), dialect, team) for spec in dialect.fields]
    fields += [_own(each, team) for key, each in asked.items() if dialect.spec(key) is None]
    return replace(dialect, fields=tuple(fields), tools=_tools(dialect, team))


def _known(spec: FieldSpec, asked: TeamField | None) -> FieldSpec:
    if asked is None:
        return spec
    required = spec.required or asked.required
    if not asked.values:
        return replace(spec, required=required)
    return replace(spec, required=required, values=asked.values, open_values=False)


def _own(asked: TeamField, team: Team) -> FieldSpec:
    kind, merge = _TYPES.get(asked.type, _ANY)
    must = "Required" if asked.required else "Known"
    return FieldSpec(
        asked.key,
        kind,
        merge,
        f"{must} by this team's settings.",
        team.name,
        required=asked.required,
        values=asked.values,
    )


def _model(spec: FieldSpec, dialect: Dialect, team: Team) -> FieldSpec:
    if spec.key != dialect.model_field or not team.models:
        return spec
    named = [each for each in team.models if not _WILD & set(each)]
    known = [each for each in spec.values if allows(team.models, each)]
    return replace(spec, values=tuple(dict.fromkeys([*named, *known])))


def _tools(dialect: Dialect, team: Team) -> tuple[Tool, ...]:
    if not team.tools:
        return dialect.tools
    known = [tool for tool in dialect.tools if allows(team.tools, tool.name)]
    names = {tool.name for tool in dialect.tools}
    others = (each for each in team.tools if each not in names and not _WILD & set(each))
    return (*known, *(Tool(each) for each in others))
