"""Namesakes: who wins, who is shadowed, who only looks alike."""

from __future__ import annotations

from agent_studio.core.check import check_library, winners
from agent_studio.core.check.subject import Member, Subject
from agent_studio.core.dialects import CLAUDE_CODE, dialect
from agent_studio.core.document import parse


def _member(name: str, label: str, tree: str = "here", rank: int = 0) -> Member:
    text = f"---\nname: {name}\ndescription: Reviews\n---\n\nYou review.\n"
    return Member(Subject(parse(text), CLAUDE_CODE, "x"), label, tree, rank)


def _codes(*members: Member) -> list[list[str]]:
    return [[found.code for found in own] for own in check_library(members)]


def test_four_of_one_name_and_one_other_have_one_winner() -> None:
    members = [
        _member("backend-engineer", "d.md"),
        _member("backend-engineer", "b.md"),
        _member("python-backend-engineer", "p.md"),
        _member("backend-engineer", "a.md"),
        _member("backend-engineer", "c.md"),
    ]
    assert winners(members) == {0: 3, 1: 3, 4: 3}
    assert _codes(*members) == [["AS701"], ["AS701"], [], ["AS701"], ["AS701"]]
    (found,) = check_library(members)[0]
    assert "'a.md', 'b.md' and 'c.md' are called 'backend-engineer' too" in found.message
    assert "one of the 4, and which one is not defined" in found.message


def test_the_nearer_place_wins_and_is_named() -> None:
    members = [_member("a", "~/a.md", "home", 9), _member("a", "./a.md", "project", 0)]
    assert winners(members) == {0: 1}
    assert _codes(*members) == [["AS702"], []]
    assert "'./a.md' is called 'a' too and comes first" in check_library(members)[0][0].message


def test_what_does_not_load_shadows_nothing() -> None:
    broken = Member(
        Subject(parse("---\nname: a\n---\n\nx\n"), CLAUDE_CODE, "a"), "broken.md", "here"
    )
    assert winners([broken, _member("a", "a.md")]) == {}


def test_a_built_in_is_replaced() -> None:
    assert _codes(_member("Explore", "e.md")) == [["AS703"]]


def test_names_that_look_alike() -> None:
    cyrillic = "r\u0435viewer"
    members = [_member("reviewer", "a.md"), _member(cyrillic, "b.md"), _member("Reviewer", "c.md")]
    assert _codes(*members) == [["AS704"], ["AS704"], ["AS704"]]
    assert winners(members) == {}


def test_where_the_file_gives_the_name_its_stem_counts() -> None:
    opencode = dialect("opencode")
    text = "---\ndescription: Reviews\n---\n\nx\n"
    members = [
        Member(Subject(parse(text), opencode, stem), f"{tree}/{stem}.md", tree)
        for tree, stem in (("a", "one"), ("a", "two"), ("b", "one"))
    ]
    assert winners(members) == {2: 0}
