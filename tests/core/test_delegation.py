"""Who hands work to whom: circles and chains, in libraries of any size."""

from __future__ import annotations

from agent_studio.core.check import check_library
from agent_studio.core.check.subject import Member, Subject
from agent_studio.core.dialects import CLAUDE_CODE
from agent_studio.core.document import parse


def member(name: str, *helpers: str) -> Member:
    tools = f"Read, Agent({', '.join(helpers)})" if helpers else "Read"
    text = f"---\nname: {name}\ndescription: Helps\ntools: {tools}\n---\n\nYou help.\n"
    return Member(Subject(parse(text), CLAUDE_CODE, name), f"{name}.md", "here")


def told(*members: Member) -> dict[str, list[str]]:
    found = zip(members, check_library(members), strict=True)
    return {one.label: [each.code for each in own] for one, own in found if own}


def test_only_those_in_a_circle_are_told_not_those_that_lead_to_it_or_away():
    members = [
        member("before", "a"),
        member("a", "b"),
        member("b", "a", "behind"),
        member("behind", "last"),
        member("last"),
    ]
    assert told(*members) == {"a.md": ["AS721"], "b.md": ["AS721"]}


def test_whoever_hands_work_to_itself_is_in_no_circle():
    assert told(member("a", "a")) == {}


def test_the_shortest_way_round_is_told():
    members = [member("a", "b", "c"), member("b", "c"), member("c", "a")]
    found = check_library(members)
    assert "'a' → 'c' → 'a'" in found[0][0].message
    assert found[0][0].span.of(members[0].subject.text) == "c"


def test_the_longest_chain_that_leads_to_an_agent_counts():
    members = [
        member("a", "b", "d"),
        member("b", "c"),
        member("c", "d"),
        member("d", "e"),
        member("e"),
    ]
    assert told(*members) == {"c.md": ["AS722"]}


def test_large_circles_and_long_chains_take_no_time():
    count = 400
    ring = [member(f"ring-{number}", f"ring-{(number + 1) % count}") for number in range(count)]
    assert told(*ring) == {}
    chain = [member(f"link-{number}", f"link-{number + 1}") for number in range(count)]
    assert told(*chain) == {"link-2.md": ["AS722"]}
