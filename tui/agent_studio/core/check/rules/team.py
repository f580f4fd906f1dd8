"""What a team's settings ask for beyond the harnesses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from agent_studio.core.check.declare import Finding, example
from agent_studio.core.check.model import Diagnostic, Severity, TeamRule
from agent_studio.core.check.places import name_places
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.team import TYPES, Team, TeamField, allows
from agent_studio.core.check.words import listed, quoted
from agent_studio.core.dialects.tools import tool_words

_SOURCE: Final = "the repository's .agent-studio.toml"

Find = Callable[[Subject, Team], Iterable[Finding]]


def _rule(
    code: str, name: str, summary: str, settings: str, examples: tuple[str, str]
) -> Callable[[Find], TeamRule]:
    def declared(find: Find) -> TeamRule:
        def diagnostics(subject: Subject, team: Team) -> Iterator[Diagnostic]:
            for found in find(subject, team):
                yield Diagnostic(code, Severity.ERROR, found.message, found.span, ())

        return TeamRule(
            code, name, Severity.ERROR, summary, _SOURCE, *examples, settings, diagnostics
        )

    return declared


@_rule(
    "AS011",
    "team-field",
    "A field that the team's settings require is missing, or is not what they say.",
    '[fields.owner]\ntype = "string"\nvalues = ["platform", "product"]\n',
    (example("owner: platform"), example("owner: somebody")),
)
def team_field(subject: Subject, team: Team) -> Iterator[Finding]:
    """Each declared field that is missing or has another type or value."""
    if subject.document.front is None and subject.dialect.loading.is_markdown:
        return
    for spec in team.fields:
        field = subject.document.field(spec.key)
        if field is None and spec.key not in subject.values:
            if spec.required:
                yield Finding(subject.opening, f"{team.name} requires the field '{spec.key}'")
        elif spec.key in subject.values and (wrong := _wrong(spec, subject)):
            place = subject.spot(field) if field else subject.opening
            yield Finding(place, f"{team.name} wants '{spec.key}' to be {wrong}")


def _wrong(spec: TeamField, subject: Subject) -> str:
    """What the field should be, if it is not."""
    value = subject.values[spec.key]
    if spec.type:
        words, fits = TYPES[spec.type]
        if not fits(value):
            return words
    members = value if isinstance(value, list) else [value]
    if spec.values and any(each not in spec.values for each in members):
        return listed(spec.values)
    return "not empty" if spec.required and value in (None, "") else ""


@_rule(
    "AS012",
    "team-model",
    "The team's settings do not allow this model.",
    '[models]\nallow = ["sonnet", "haiku"]\n',
    (example("model: haiku"), example("model: opus")),
)
def team_model(subject: Subject, team: Team) -> Iterator[Finding]:
    """A model that no pattern fits."""
    field = subject.field(subject.dialect.model_field) if subject.dialect.model_field else None
    if not team.models or field is None:
        return
    value = subject.values.get(field.key)
    if isinstance(value, str) and not allows(team.models, value):
        yield Finding(
            subject.spot(field),
            f"{team.name} does not allow the model {quoted(value)}, but {listed(team.models)}",
        )


@_rule(
    "AS013",
    "team-tool",
    "The team's settings do not allow this tool.",
    '[tools]\nallow = ["Read", "Grep", "mcp__tracker__*"]\n',
    (example("tools: Read, Grep"), example("tools: Read, Bash")),
)
def team_tool(subject: Subject, team: Team) -> Iterator[Finding]:
    """Tools that no pattern fits, and lists that leave the choice to the session."""
    key = subject.dialect.tools_field
    if not team.tools or not key or not subject.loaded.loads:
        return
    field = subject.field(key)
    names = tool_words(subject.values[key], subject.dialect) if key in subject.values else None
    if field is None or names is None:
        place = subject.spot(field) if field else subject.opening
        yield Finding(
            place,
            f"{team.name} allows only {listed(team.tools, 'and')}; without a list of tools the "
            "agent has every tool of the session",
        )
        return
    for name, place in name_places(subject, field, names):
        if not allows(team.tools, name) and not allows(team.tools, name.partition("(")[0]):
            yield Finding(
                place, f"{team.name} does not allow {quoted(name)}, but {listed(team.tools)}"
            )


TEAM_RULES: Final = (team_field, team_model, team_tool)
"""Every rule that needs a team's settings, by its code."""
