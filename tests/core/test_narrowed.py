"""What a team's settings offer while somebody writes."""

from __future__ import annotations

from agent_studio.core.check.completion import complete
from agent_studio.core.check.narrowed import narrowed
from agent_studio.core.check.team import Team, TeamField
from agent_studio.core.dialects import CLAUDE_CODE
from agent_studio.core.dialects.model import FieldType
from agent_studio.core.document import parse

TEAM = Team(
    ".agent-studio.toml",
    fields=(
        TeamField("owner", "string", required=True, values=("platform", "product")),
        TeamField("color", values=("blue",)),
        TeamField("reviewed", "boolean"),
    ),
    models=("sonnet", "claude-haiku-*"),
    tools=("Read", "Web*", "mcp__tracker__find", "mcp__other__*"),
)
TEXT = "---\nname: x\n{}\n---\n"


def offered(line: str) -> list[str]:
    text = TEXT.format(line)
    at = text.index(line) + len(line)
    return [each.label for each in complete(parse(text), at, narrowed(CLAUDE_CODE, TEAM))]


def test_the_fields_of_a_team_are_offered_with_theirs_values():
    assert "owner" in offered("own")
    assert offered("owner: ") == ["platform", "product"]
    assert offered("color: ") == ["blue"]


def test_only_allowed_models_and_tools_are_offered():
    assert offered("model: ") == ["sonnet"]
    tools = offered("tools: ")
    assert {"Read", "WebFetch", "mcp__tracker__find"} <= set(tools)
    assert not {"Bash", "Write", "Web*", "mcp__other__*"} & set(tools)


def test_a_field_of_its_own_has_its_type_and_may_be_required():
    dialect = narrowed(CLAUDE_CODE, TEAM)
    owner, reviewed = dialect.spec("owner"), dialect.spec("reviewed")
    assert owner is not None
    assert owner.required
    assert owner.source == TEAM.name
    assert reviewed is not None
    assert reviewed.type is FieldType.BOOLEAN


def test_without_settings_nothing_is_another():
    assert narrowed(CLAUDE_CODE, Team("x")) == CLAUDE_CODE
