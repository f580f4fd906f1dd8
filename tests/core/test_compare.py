"""Alignment on definitions small enough to see why."""

from __future__ import annotations

import pytest
from hypothesis import given

from agent_studio.core.compare import State, compare, likeness, nested_changes, word_marks, words
from agent_studio.core.compare.polarity import opposite
from agent_studio.core.document import parse
from strategies import any_text

FRONT = "---\nname: a\n---\n\n"


def rows(*bodies: str) -> dict[str, tuple[str | None, ...]]:
    """Address to the texts of the sources."""
    found = compare([parse(FRONT + body) for body in bodies])
    return {
        row.address: tuple(cell.text if cell else None for cell in row.cells)
        for row in found.walk()
        if row.address.startswith("body/")
    }


def test_a_renamed_section_is_found_by_what_is_in_it():
    found = rows(
        "## Watering\n\n- Water the ferns daily\n- Mist the orchids\n",
        "## Moisture\n\n- Water the ferns daily\n- Mist the orchids\n",
    )
    assert found["body/Watering"] == ("## Watering", "## Moisture")


def test_a_moved_section_is_the_same_section():
    one, two = "## Light\n\nNear the window.\n", "## Soil\n\nWith sand in it.\n"
    found = rows(f"{one}\n{two}", f"{two}\n{one}")
    assert found["body/Light"] == ("## Light", "## Light")
    assert found["body/Soil/1"] == ("With sand in it.", "With sand in it.")


def test_repeated_titles_are_told_apart():
    body = "## Step\n\nFill the can.\n\n## Step\n\nWater the ferns.\n"
    found = rows(body, "## Step\n\nWater the ferns.\n")
    assert found["body/Step"] == ("## Step", None)
    assert found["body/Step#2/1"] == ("Water the ferns.", "Water the ferns.")


def test_blocks_are_not_paired_for_standing_in_the_same_place():
    found = rows("## Care\n\nFerns love shade.\n", "## Care\n\nInvoices go to accounting.\n")
    assert found["body/Care/1"] == ("Ferns love shade.", None)
    assert found["body/Care/2"] == (None, "Invoices go to accounting.")


def test_who_the_agent_is_stands_in_one_row():
    found = rows("You are a gardener.\n", "You are an expert in machine tools.\n")
    assert found == {"body/1": ("You are a gardener.", "You are an expert in machine tools.")}


def test_an_item_is_found_in_another_section_only_if_it_is_much_alike():
    found = rows(
        "## Care\n\n- Check the soil before you water\n\n## Tools\n\n- A spade for digging\n",
        "## Care\n\n- Sing\n\n## Tools\n\n- Check the soil before you water\n- A broom\n",
    )
    soil = "- Check the soil before you water"
    assert (soil, soil) in found.values()
    assert found["body/Tools/1/1"] in {("- A spade for digging", None), (None, "- A broom")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ensure proper error handling", "Inadequate error handling"),
        ("Always deploy on Friday", "Never deploy on Friday"),
        ("Use global state", "Avoid global state"),
        ("Deploy with tests passing", "Deploy without tests passing"),
        ("Write secure code", "Write insecure code"),
    ],
)
def test_opposites_never_share_a_row_and_say_so(one, other):
    assert opposite(one, other)
    found = compare([parse(f"{FRONT}- {text}\n- Something else\n") for text in (one, other)])
    leaves = [row for row in found.walk() if row.kind.value == "item"]
    assert all(row.state is State.ONE for row in leaves if "else" not in row.label)


def test_an_item_to_avoid_is_not_the_item_to_do():
    body = "## {}\n\n- Retry failed requests at once\n"
    found = compare([parse(FRONT + body.format("Do")), parse(FRONT + body.format("Never do"))])
    items = [row for row in found.walk() if row.kind.value == "item"]
    assert [row.state for row in items] == [State.ONE, State.ONE]
    assert all("the other way round" in row.caution for row in items)


def test_form_is_no_difference():
    one = "---\nname: a\ndescription: 'Long text'\ntools: [Read, Bash]\n---\n\n* One thing\n"
    other = '---\r\nname: "a"\r\ndescription: Long text\r\ntools: Read,Bash\r\n---\r\n- One   thing'
    assert all(row.settled for row in compare([parse(one), parse(other)]).rows)


def test_a_mapping_is_not_a_set_and_an_empty_list_is_a_statement():
    def members(*values: str) -> int:
        texts = [f"---\nname: a\ntools:{value}\n---\n" for value in values]
        row = compare([parse(text) for text in texts]).by_address["tools"]
        return len(row.children)

    assert members(" [Read, Bash]", " Read, Grep") == 3
    assert members(" Read", "\n  allowed: [Read]") == 0
    assert members(" Read", " []") == 0
    assert members(" Read", "") == 0


def test_words_mark_what_differs_and_lose_nothing():
    one, other = words("Check the soil, then water.", "Check the pot, then water.")
    assert [word.text.strip(" ,") for word in one if word.changed] == ["soil"]
    assert [word.text.strip(" ,") for word in other if word.changed] == ["pot"]
    marks = word_marks("a b c", ["a x c", "a b y"])
    assert not any(word.changed for word in marks)


@given(any_text(), any_text())
def test_words_put_together_are_the_text(a, b):
    one, other = words(a, b)
    assert "".join(word.text for word in one) == a
    assert "".join(word.text for word in other) == b
    assert not any(word.changed for word in words(a, a)[0])
    assert 0 <= likeness(a, b) <= 1
    assert likeness(a, b) == likeness(b, a)


def test_nested_changes_name_the_place():
    before = {"allowed": ["Read", "Grep"], "why": "looks", "deep": {"n": 1}}
    after = {"allowed": ["Grep", "Read", "Bash"], "why": "runs", "deep": {"n": 2}}
    shown = [str(change) for change in nested_changes(before, after)]
    assert shown == ["allowed: + Bash", "deep.n: 1 → 2", "why: looks → runs"]
    assert nested_changes(after, after) == ()
    assert [str(change) for change in nested_changes("a", ["a"])] == ["a → ['a']"]


def test_nothing_to_compare_is_refused():
    with pytest.raises(ValueError, match="nothing"):
        compare([])
    with pytest.raises(ValueError, match="label"):
        compare([parse("")], labels=["a", "b"])
