"""Making decisions: what is legal, what it does, what is said when it is not."""

from __future__ import annotations

import pytest

from agent_studio.core.compare import compare
from agent_studio.core.document import parse
from agent_studio.core.merge import (
    Action,
    Choice,
    MergeError,
    choice_text,
    choices,
    counts,
    decide,
    decide_all,
    decisions_from_json,
    describe,
    left_out,
    parse_choice,
    propose,
    render,
    richest,
    take,
    undecide,
    undecided,
)

ONE = "---\nname: a\ndescription: Short.\ntools: Read\n---\n\n## Care\n\n- Water\n- Feed\n"
TWO = (
    "---\nname: a\ndescription: Much longer.\ntools: Bash\n---\n\n"
    "## Care\n\n- Sing\n\n## Soil\n\nSand.\n"
)


@pytest.fixture
def merge():
    return propose(compare([parse(ONE), parse(TWO)], labels=["one.md", "two.md"]))


@pytest.mark.parametrize("text", ["2", "2+1", "union", "all", "none", "text:a\nb"])
def test_choices_are_read_as_they_are_written(text):
    assert choice_text(parse_choice(text)) == text


@pytest.mark.parametrize("text", ["", "0", "10", "1+", "some", "1,2"])
def test_other_words_are_no_choice(text):
    with pytest.raises(MergeError, match="is no choice"):
        parse_choice(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("descripton=1", "nearest: description"),
        ("description=3", "only 1 to 2"),
        ("description=all", "holds one text"),
        ("description", "not ADDRESS=CHOICE"),
        ("body/Soil=1", "one.md has nothing here; 2 has it"),
        ("description=union", "union"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(merge, text, says):
    with pytest.raises(MergeError, match=says):
        take(merge, text)


def test_a_decision_on_a_section_holds_for_everything_in_it(merge):
    merge = take(merge, "body/Care=2")
    assert "## Care\n\n- Sing\n" in render(merge).text
    assert "Water" not in render(merge).text
    merge = take(merge, "body/Care/1/1=1")
    assert {"- Water", "- Sing"} <= set(render(merge).text.split("\n"))
    gone = take(merge, "body/Care=none")
    assert "Care" not in render(gone).text
    back = take(gone, "body/Care/1/2=1")
    assert "## Care\n\n- Feed\n" in render(back).text


def test_a_section_without_anything_left_in_it_loses_its_heading(merge):
    merge = take(merge, "body/Soil=2")
    assert "## Soil\n\nSand." in render(merge).text
    assert "## Soil" not in render(take(merge, "body/Soil/1=none")).text


def test_sets_are_united_emptied_and_dropped(merge):
    assert "tools: Read, Bash\n" in render(take(merge, "tools=union")).text
    assert "tools: Bash\n" in render(take(merge, "tools=2")).text
    assert "tools" not in render(take(merge, "tools=none")).text
    empty = take(take(merge, "tools/Read=none"), "tools/Bash=none")
    assert "tools: []\n" in render(empty).text
    assert "tools: Grep, Glob\n" in render(take(merge, "tools=text:Grep, Glob")).text


def test_many_rows_at_once(merge):
    assert render(decide_all(merge, Choice(Action.TAKE, (1,)))).text == TWO
    only_care = decide_all(merge, parse_choice("1"), within="body/Care")
    assert "description" in undecided(only_care)
    assert not any(address.startswith("body/Care") for address in undecided(only_care))
    body = decide_all(merge, parse_choice("all"), within="body")
    assert undecided(body) == ("description", "tools/Read", "tools/Bash")


def test_the_richest_of_everything(merge):
    rich = richest(merge)
    assert not undecided(rich)
    text = render(rich).text
    assert "description: Much longer." in text
    assert "tools: Read, Bash" in text
    assert all(f"- {word}\n" in text for word in ("Water", "Feed", "Sing"))
    assert [(part.address, part.source) for part in left_out(rich)] == [("description", 0)]
    assert left_out(rich)[0].taken_instead == "description: Much longer."


def test_counts_and_undecide(merge):
    before = counts(merge)
    assert before.decided + before.undecided == before.rows
    decided = take(merge, "description=1")
    assert counts(decided).undecided == before.undecided - 1
    assert counts(decided).conflicts == before.conflicts - 1
    assert undecide(decided, "description").decisions == merge.decisions


def test_choices_say_what_they_will_do(merge):
    offered = choices(merge, "description")
    assert [choice_text(choice) for choice in offered] == ["1", "2", "text:", "none"]
    assert describe(merge, "description", offered[1]).startswith("take 2 (two.md): description: M")
    assert describe(merge, "tools", parse_choice("union")).startswith("union: every member")
    assert "everything in it" in describe(merge, "body/Care", parse_choice("none"))
    assert Choice(Action.ALL) in choices(merge, "body/Care")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"version": 2, "decisions": {}},
        {"version": 1},
        {"version": 1, "decisions": {"nowhere": "1"}},
        {"version": 1, "decisions": {"name": 1}},
        {"version": 1, "decisions": {"name": {"choice": "1", "reason": "whim"}}},
    ],
)
def test_decisions_of_another_shape_are_refused(merge, data):
    with pytest.raises(MergeError):
        decisions_from_json(merge.comparison, data)


def test_decide_does_not_change_the_merge_before(merge):
    kept = dict(merge.decisions)
    decide(merge, "body/Care", Choice(Action.NONE))
    assert merge.decisions == kept
