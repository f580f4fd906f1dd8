"""What definitions name: each mention stands on the words that it is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.check import check_library
from agent_studio.core.check.mentions import Mention
from agent_studio.core.check.subject import Member, Subject
from agent_studio.core.check.surroundings import EMPTY
from agent_studio.core.dialects import CLAUDE_CODE, DIALECTS
from agent_studio.core.document import parse
from agent_studio.core.records import replace
from agent_studio.core.text import visible
from strategies import any_text, clean_definitions, definitions

NAMING = st.lists(
    st.sampled_from(
        [
            "Use the plan-writer agent. ",
            'Task(subagent_type="checker") ',
            "`tdd-guide` subagent\n",
            "@agent-planner\n",
            "[rules](docs/rules.md) ",
            "Read `docs/a.md`. ",
            "@docs/b.md ",
            "```\n",
            "`",
            "](",
            "agent ",
        ]
    ),
    max_size=12,
).map("".join)
FRONT = st.sampled_from(
    [
        "",
        "---\nname: a\ndescription: b\ntools: Agent(x, y), mcp__s__t\nskills: [one, two]\n---\n\n",
        '---\nname: a\nskills: "one, two"\ntools: ["Agent(x)", "mcp__s"]\n---\n',
        "---\nname: a\ndescription: b\nmcpServers: [s, {t: {}}]\n---\n",
        "---\nagents: [x]\nhandoffs: [{agent: y}, {agent: [z]}, 3]\n---\n",
    ]
)


def texts() -> st.SearchStrategy[str]:
    written = st.tuples(FRONT, NAMING, st.one_of(any_text(), definitions(), clean_definitions()))
    return written.map("".join)


def named(subject: Subject) -> list[Mention]:
    found = subject.mentions
    return [*found.agents, *found.skills, *found.servers, *subject.files]


@given(texts(), st.sampled_from(list(DIALECTS)))
def test_mentions_stand_on_their_words(text: str, harness: str) -> None:
    subject = Subject(parse(text), DIALECTS[harness], "x")
    for mention in named(subject):
        assert mention.name
        assert mention.name.split("/")[0] in mention.span.of(text).replace("%20", " ")


@given(texts(), st.sampled_from(list(DIALECTS)))
def test_whatever_is_missing_is_told_in_the_text(text: str, harness: str) -> None:
    subject = Subject(parse(text), DIALECTS[harness], "x")
    paths = frozenset(mention.name for mention in subject.files)
    member = Member(subject, "x.md", "here", 0, around=replace(EMPTY, missing=paths))
    for found in check_library([member], lambda _code: True)[0]:
        assert len(found.span) or not text
        assert found.span.end <= len(text)
        assert found.message == visible(found.message)


def mentioned(body: str) -> list[tuple[str, bool]]:
    text = f"---\nname: a\ndescription: b\n---\n\n{body}\n"
    subject = Subject(parse(text), CLAUDE_CODE, "x")
    return [(each.name, each.orders) for each in subject.mentions.agents]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Delegate the tests to the test-runner agent.", [("test-runner", True)]),
        ("The `test-runner` agent runs them.", [("test-runner", False)]),
        ("- **test-runner** sub-agent", [("test-runner", False)]),
        ("Hand over to the 'test-runner' subagent", [("test-runner", True)]),
        ('subagent_type: "runner",', [("runner", True)]),
        ("subagent_type=test-runner)", [("test-runner", True)]),
        ("subagent_type is the name of the agent", []),
        ("subagent_type: the one that fits", []),
        ('Never call Task(subagent_type="runner")', []),
        ("a high-level agent, a multi-step agent", []),
        ("Use the test-runner agents.", []),
        ("Use the reviewer-class agent.", []),
        ("Use the user-agent header, the test-runner agent-like thing", []),
    ],
)
def test_forms_in_which_agents_are_named(body: str, found: list[tuple[str, bool]]) -> None:
    assert mentioned(body) == found


@pytest.mark.parametrize(
    "part",
    [
        'subagent_type="',
        "use the a-b agent ",
        "](",
        "[a](b/c.d) ",
        "read `a/b.c` ",
        "@a/b.md ",
        "`",
        "agent ",
        "a-" * 20,
        "@a/",
    ],
)
def test_the_time_grows_with_the_text(part: str) -> None:
    subject = Subject(parse("---\nname: a\ndescription: b\n---\n" + part * 20_000), CLAUDE_CODE)
    # Anything that is not linear in this would take minutes.
    assert len(named(subject)) <= 2_500


def test_of_many_names_twenty_are_told_and_the_others_counted() -> None:
    body = " ".join(f'subagent_type="helper-{number}"' for number in range(30))
    text = f"---\nname: a\ndescription: b\n---\n\n{body}\n"
    member = Member(Subject(parse(text), CLAUDE_CODE), "x.md", "here", around=EMPTY)
    found = check_library([member])[0]
    assert len(found) == 21
    assert found[-1].message == "10 more agents that are not there"
