"""What is said about rows, choices and results, and what an act makes of a merge."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_studio.core.compare import compare
from agent_studio.core.dialects.model import RightsChange
from agent_studio.core.document import parse
from agent_studio.core.merge import choices, decide, decide_all, left_out, propose, render
from agent_studio.core.merge.model import Action, Choice
from agent_studio.core.merge.weight import source_rights
from agent_studio.store import sessions
from agent_studio.ui.merging.bench import Bench, adding, all_choice, refusal
from agent_studio.ui.merging.facts import FactLine, assess, between, fact_lines
from agent_studio.ui.merging.hints import headline, hints, short_labels, where
from agent_studio.ui.merging.keeper import Keeper, kept_merge, revive
from agent_studio.ui.merging.sources import load_sources

ONE = (
    "---\nname: a\ndescription: x y\ntools: Read\n---\n\n"
    "You look at code and say what is wrong with it.\n\n- one\n- two\n"
)
TWO = (
    "---\nname: a\ndescription: x z\ntools: Bash\n---\n\n"
    "You look at code and say what is good about it.\n\n- one\n- three\n"
)


@pytest.fixture
def merge():
    return propose(compare([parse(ONE), parse(TWO)], labels=["one.md", "two.md"]))


def test_labels_are_as_short_as_they_can_be_told_apart():
    paths = [Path("/p/team/a.md"), Path("/p/attic/a.md")]
    assert short_labels(paths) == ("team/a.md", "attic/a.md")
    assert short_labels([Path("/p/a.md"), Path("/p/b.md")]) == ("a.md", "b.md")


def test_addresses_are_told_without_numbers():
    assert where("body/Core Expertise/2") == "body ▸ Core Expertise"
    assert where("tools/Bash") == "tools ▸ Bash"
    assert where("1") == "1"


def test_hints_name_every_choice_and_mark_the_one_made(merge):
    row = merge.comparison.by_address["description"]
    made = decide(merge, "description", Choice(Action.TAKE, (1,)))
    found = {hint.action: hint for hint in hints(made, row)}
    assert set(found) == {
        "merge.take-1", "merge.take-2", "merge.drop", "merge.type", "merge.undecide",
    }  # fmt: skip
    assert [each.action for each in found.values() if each.chosen] == ["merge.take-2"]
    assert found["merge.take-2"].text == "take 2: description: x z"
    decision = made.decisions["description"]
    assert headline(row, decision, merging=True).endswith("different in 1 and 2 · 2 taken")
    assert headline(row, None, merging=True).endswith("undecided")


@pytest.mark.parametrize(
    ("address", "action", "reason"),
    [
        ("description", "merge.take-2", None),
        ("description", "merge.take-3", "There are 2 sources, no number 3."),
        ("tools/Bash", "merge.take-1", "Source 1 has nothing in this row."),
        ("description", "merge.union", "A union needs a set or a list"),
        ("description", "merge.all", "Only one of these can stand here"),
        ("tools", "merge.union", None),
        ("body/1", "merge.all", None),
    ],
)
def test_a_key_is_refused_with_a_reason(merge, address, action, reason):
    row = merge.comparison.by_address[address]
    told = refusal(row, action, choices(merge, address))
    assert (told is None) == (reason is None)
    assert told is None or told.startswith(reason)


def test_both_orders_have_a_key_of_their_own_and_say_which(merge):
    row = merge.comparison.by_address["body/1"]
    assert all_choice(row).sources == (0, 1)
    assert all_choice(row, reverse=True).sources == (1, 0)
    made = decide(merge, "body/1", all_choice(row, reverse=True))
    found = {hint.action: hint for hint in hints(made, row)}
    assert found["merge.all"].text == "both: 1, then 2"
    assert found["merge.reversed"].text == "both: 2, then 1"
    assert [each.action for each in found.values() if each.chosen] == ["merge.reversed"]


def test_what_was_left_out_is_put_beside_what_stands_or_in_its_place(merge):
    made = decide(merge, "body/1", Choice(Action.TAKE, (0,)))
    made = decide(made, "description", Choice(Action.TAKE, (0,)))
    made = decide(made, "tools", Choice(Action.TAKE, (0,)))
    found = {item.address: adding(made, item) for item in left_out(made)}
    assert found["body/1"] == Choice(Action.ALL, (0, 1))
    assert found["description"] == Choice(Action.TAKE, (1,))
    assert found["tools/Bash"] == Choice(Action.TAKE, (1,))
    for item in left_out(made):
        after = decide(made, item.address, adding(made, item))
        assert item.text.strip() in render(after).text


def test_rights_that_grow_are_told_once_for_all_sources_that_could_do_less(merge):
    decided = decide_all(merge, Choice(Action.TAKE, (0,)))
    facts = assess(ONE.replace("tools: Read\n", ""), decided)
    assert facts.weight.wider
    assert all(isinstance(change, RightsChange) for change in facts.weight.changes)
    lines = fact_lines(facts, "Claude Code")
    assert lines[0].text.startswith("wider than")
    assert FactLine("✓", "Claude Code loads it", "success") in lines
    assert "rwxndm · every tool of the session" in [line.text for line in lines]


def test_of_two_sources_it_is_told_what_the_second_may_do_beyond_the_first(merge):
    one, two = source_rights(merge.comparison)[:2]
    assert between((one, two)).startswith("▲ 2 gains ")
    assert " ▼ 2 loses " in between((two, one))
    assert between((one, one)) == between((one, two, one)) == ""


def test_a_result_that_would_not_load_says_so_first(merge):
    line = fact_lines(assess("no front matter", merge), "Claude Code")[0]
    assert line.role == "error"
    assert "drops it" in line.text


def test_what_waits_for_a_decision_is_open_and_no_error(merge):
    result = render(merge)
    facts = assess(result.text, merge, pieces=result.pieces)
    assert facts.open == ("description",)
    lines = fact_lines(facts, "Claude Code")
    assert [(each.sign, each.role) for each in lines] == [("?", ""), ("?", "")]
    assert lines[1].text == "loading is open until decided: description"


def test_what_is_wrong_with_words_that_are_there_is_told_at_once():
    texts = [each.replace("name: a", "name: a\nmodel: gpt-9") for each in (ONE, TWO)]
    merge = propose(compare([parse(each) for each in texts]))
    result = render(merge)
    found = assess(result.text, merge, pieces=result.pieces).findings
    assert [each.code for each in found] == ["AS402"]


def test_a_kept_merge_comes_back_as_it_was(in_folder):
    paths = [in_folder / "one.md", in_folder / "two.md"]
    for path, text in zip(paths, (ONE, TWO), strict=True):
        path.write_text(text, encoding="utf-8")
    sources = load_sources(paths)
    bench = Bench.of(sources.comparison).started()
    bench = bench.decided("tools", Choice(Action.UNION))
    bench = bench.decided("description", Choice(Action.TEXT, (), "description: typed"))
    keeper = Keeper()
    keeper.begin(sources)
    keeper.note(bench, "description")
    assert kept_merge(sources) == ""
    keeper.flush()
    found = kept_merge(sources)

    again, revived, row = revive(sessions.load(found))
    assert row == "description"
    assert again.paths == sources.paths
    assert revived.merge.decisions == bench.merge.decisions
    assert render(revived.merge).text == render(bench.merge).text
    keeper.forget()
    assert kept_merge(sources) == ""
