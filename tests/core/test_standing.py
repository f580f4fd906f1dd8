"""Who wins among namesakes: laws over any places, and what the tables make of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.check.look_alikes import folded
from agent_studio.core.check.standing import Contender, State, in_words, standings
from agent_studio.core.dialects import CLAUDE_CODE, DIALECTS
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.dialects.order import Scopes, Seat, Ties, name_by_file
from agent_studio.core.dialects.strays import stray

_NAMES = st.sampled_from(["", "reviewer", "Reviewer", "Explore", "plan"])
_SEATS = st.builds(
    Seat,
    st.sampled_from(["", "/other"]),
    st.tuples(st.integers(0, 2), st.integers(0, 1)),
    st.sampled_from(["project", "user"]),
    read=st.booleans(),
)
_DIALECTS = st.sampled_from([DIALECTS[each] for each in ("claude-code", "copilot", "qwen-code")])


@st.composite
def _contenders(draw: st.DrawFn) -> list[Contender]:
    dialect = draw(_DIALECTS)
    drawn = draw(st.lists(st.tuples(_NAMES, _SEATS), max_size=12))
    return [Contender(name, f"{at}.md", seat, dialect) for at, (name, seat) in enumerate(drawn)]


@given(_contenders())
def test_of_each_name_one_wins_or_several_are_contested(given_: list[Contender]) -> None:
    for index, (one, standing) in enumerate(zip(given_, standings(given_), strict=True)):
        if not one.name:
            assert standing.state in (State.DROPPED, State.UNREAD)
            continue
        assert standing.at_front == (index in standing.first)
        assert (index in standing.behind) != standing.at_front
        assert {given_[each].seat.library for each in standing.first} == {one.seat.library}
        if one.seat.read:
            wins = State.WINS if len(standing.first) == 1 else State.CONTESTED
            assert standing.state is (wins if standing.at_front else State.SHADOWED)
        best = min(given_[each].seat.order for each in standing.first)
        in_leagues = one.dialect.order.scopes is Scopes.UNDEFINED
        assert in_leagues or best <= one.seat.order
        assert in_leagues or standing.at_front == (one.seat.order == best)


@given(_contenders(), st.randoms(use_true_random=False))
def test_the_order_of_asking_decides_nothing(given_: list[Contender], random: object) -> None:
    other = list(given_)
    random.shuffle(other)  # type: ignore[attr-defined]  # a random.Random
    before = dict(zip((each.label for each in given_), standings(given_), strict=True))
    after = dict(zip((each.label for each in other), standings(other), strict=True))
    for label, standing in before.items():
        assert standing.state is after[label].state
        assert {given_[each].label for each in standing.first} == {
            other[each].label for each in after[label].first
        }


def _told(dialect: Dialect, *seats: Seat, name: str = "plan") -> list[str]:
    given_ = [Contender(name, f"{at}.md", seat, dialect) for at, seat in enumerate(seats)]
    return [
        in_words(standing, at, lambda each: given_[each].label, dialect)
        for at, standing in enumerate(standings(given_))
    ]


def test_what_becomes_of_each_is_told_in_words() -> None:
    near, far, user = Seat("", (1, 0, 0)), Seat("", (1, 1, 0)), Seat("", (2, 0, 0))
    assert _told(CLAUDE_CODE, near, far, user, name="a") == [
        "used, before 1.md and 2.md",
        "not used: 0.md is called the same and comes first",
        "not used: 0.md is called the same and comes first",
    ]
    assert _told(CLAUDE_CODE, near, near, near, near, name="a")[0] == (
        "this one, 1.md, 2.md or 1 more is used, which one is not defined"
    )
    assert _told(CLAUDE_CODE, near, name="Plan") == ["used; it takes the place of its own 'Plan'"]
    assert _told(DIALECTS["opencode"], near, user) == [
        "used, before 1.md; it changes its own 'plan'",
        "used only for what 0.md does not say, which comes first",
    ]


def test_ten_thousand_namesakes_take_no_time() -> None:
    seat = Seat("", (0,))
    given_ = [Contender("a", str(at), seat, CLAUDE_CODE) for at in range(10_000)]
    found = standings(given_)
    # Shared, not copied: a list for each would be a hundred million numbers.
    assert len({id(each.first) for each in found}) == 1


def test_tables_name_places_of_others_and_orders_with_their_sources() -> None:
    for table in DIALECTS.values():
        own = {(place.scope, place.folder) for place in table.places}
        for place in table.borrowed:
            assert (place.scope, place.folder) not in own
        order = table.order
        decided = order.levels != order.levels.ONE or order.scopes is not Scopes.UNDEFINED
        assert order.source or not (decided or order.merged or order.ties is not Ties.ANY)


def test_files_give_names_without_their_endings() -> None:
    assert name_by_file("team/reviewer.agent.md", (".md", ".agent.md")) == "team/reviewer"
    assert name_by_file("notes/SKILL.md", ("SKILL.md",)) == "notes"
    assert name_by_file("a.txt", (".md",)) == ""


def test_strays_are_seen_with_those_of_their_collection() -> None:
    def library(path: str) -> str:
        return stray("/root", path, CLAUDE_CODE.places).library

    assert library("/root/agents/web/a.md") == library("/root/agents/b.md")
    assert library("/root/docs/agents/a.md") != library("/root/agents/a.md")
    assert library("/root/a.md") == library("/root/web/a.md")
    assert stray("/root", "/root/skills/x/SKILL.md", CLAUDE_CODE.places).foreign


def test_names_that_look_alike_are_folded_alike() -> None:
    for name in (
        "Reviewer",
        "r\u0435vi\u0435wer",
        "\uff52eviewer",
        "\U0001d42beviewer",
        "re\u200bviewer",
    ):
        assert folded(name) == "reviewer"
    assert folded("0rac1e") == folded("OracLe") == folded("\u039fracle")
    assert folded("\u041a\u0435y") == folded("\u043aey") == "key"
    assert len({folded(name) for name in ("обзор", "обзоры", "review", "reviews")}) == 4


@given(st.text(max_size=40))
def test_what_is_folded_stays_so_and_case_makes_no_difference(name: str) -> None:
    assert folded(folded(name)) == folded(name)
    if name.isascii():
        assert folded(name.upper()) == folded(name.lower())
