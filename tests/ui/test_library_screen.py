"""The Library as a person uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.text import hidden_offsets
from agent_studio.ui.app import StudioApp
from agent_studio.ui.listing.view import Kin
from agent_studio.ui.screens.help import HelpScreen
from agent_studio.ui.widgets.definition_list import DefinitionList
from agent_studio.ui.widgets.definition_row import twins_signs
from agent_studio.ui.widgets.glance_text import Glance, describe
from agent_studio.ui.widgets.list_head import ListHead
from agent_studio.ui.widgets.prose import Prose
from definitions import HOSTILE
from library_desk import SIZE, Opened, cursor, facts, ready, rows
from screens import settled, shown_text, still, studio


async def test_same_names_stand_together_with_their_paths(library):
    app = studio([library])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        text = shown_text(app)
        assert "reviewer  3" in text
        for path in ("team/reviewer.md", "attic/reviewer.md", "attic/reviewer-2.md"):
            assert path in text
        assert text.count("=2") == 3, "each of the three has two namesakes"
        assert "release-writer" in text
        assert "5 definitions" in text


async def test_one_key_opens_the_merge_of_the_namesakes_under_the_cursor(library, monkeypatch):
    app = studio([library])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        opened = Opened(app, monkeypatch)
        app.screen.query_one(DefinitionList).go_to(library / "team/reviewer.md")
        await pilot.press("m")
        await settled(pilot, lambda: len(opened.compared) == 3)
        assert all("reviewer" in label for label in opened.compared)


async def test_marked_ones_are_merged_in_the_order_of_the_list(library, monkeypatch):
    app = studio([library])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        opened = Opened(app, monkeypatch)
        await pilot.press("G", "space")
        app.screen.query_one(DefinitionList).go_to(library / "attic/release-writer.md")
        await pilot.press("space")
        await settled(pilot, lambda: "2 marked" in shown_text(app))
        await pilot.press("m")
        await settled(pilot, lambda: opened.compared)
        assert opened.compared == ["attic/release-writer.md", "team/tester.md"]


async def test_marking_all_none_and_the_opposite(library):
    app = studio([library])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("a")
        await settled(pilot, lambda: "5 marked" in shown_text(app))
        await pilot.press("asterisk")
        await settled(pilot, lambda: "marked" not in shown_text(app))
        app.screen.query_one(DefinitionList).go_to(library / "team/reviewer.md")
        await pilot.press("t")
        await settled(pilot, lambda: "3 marked" in shown_text(app))
        await pilot.press("escape")
        await settled(pilot, lambda: "marked" not in shown_text(app))


async def test_a_merge_of_one_says_why_not(library):
    app = studio([library])
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await ready(pilot)
        await pilot.press("G", "m")
        await settled(pilot, lambda: "Nothing is like this one" in shown_text(app))
        await pilot.press("space", "m")
        await settled(pilot, lambda: "one is marked" in shown_text(app))


async def test_typing_filters_and_escape_shows_everything_again(library):
    app = studio([library])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("slash", *"release")
        await settled(pilot, lambda: rows(app) == ["attic/release-writer.md"])
        assert cursor(app) == "attic/release-writer.md"
        assert "1 match 'release'" in shown_text(app)
        await pilot.press("enter")
        await settled(pilot, lambda: app.screen.focused is app.screen.query_one(DefinitionList))
        await pilot.press("escape")
        await settled(pilot, lambda: len(rows(app)) == 5)


async def test_a_filter_without_a_match_says_so(library):
    app = studio([library])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("slash", *"zzz")
        await settled(pilot, lambda: "Nothing matches 'zzz'" in shown_text(app))
        assert "esc clears the filter" in shown_text(app)


async def test_grouping_and_sorting_go_through_their_kinds(library):
    app = studio([library])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("o")
        await settled(pilot, lambda: "attic  3" in shown_text(app))
        await pilot.press("o", "o", "o")
        await settled(pilot, lambda: "grouped" not in shown_text(app))
        await pilot.press("s", "s")
        await settled(pilot, lambda: "sorted by size" in shown_text(app))
        sizes = [card.tokens for card in app.screen.query_one(DefinitionList).shown]
        assert sizes == sorted(sizes, reverse=True)


async def test_a_click_on_a_title_sorts_and_a_click_on_a_row_selects(library):
    app = studio([library])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        head = app.screen.query_one(ListHead)
        await pilot.click(ListHead, offset=(head.render().plain.index("tokens"), 0))
        await settled(pilot, lambda: "sorted by size" in shown_text(app))
        lines = shown_text(app).splitlines()
        row = next(place for place, line in enumerate(lines) if "tester" in line)
        await pilot.click(offset=(12, row))
        await settled(pilot, lambda: cursor(app) == "team/tester.md")
        await pilot.click(offset=(2, row))
        await settled(pilot, lambda: "1 marked" in shown_text(app))


async def test_column_titles_stand_over_their_columns_after_a_resize_and_are_explained(library):
    app = studio([library])
    async with app.run_test(size=(200, 60), tooltips=True) as pilot:
        await ready(pilot)
        head = app.screen.query_one(ListHead)
        assert "rights" in shown_text(app)
        await pilot.resize_terminal(80, 24)
        await settled(pilot, lambda: app.screen.query_one(DefinitionList).header() == head.head)
        await settled(pilot, lambda: sum(each.width + 1 for each, _ in head.head) <= 76)
        await pilot.hover(ListHead, offset=(head.render().plain.index("rights") + 1, 0))
        await settled(pilot, lambda: "x run commands" in str(head.tooltip))


async def test_a_definition_tells_which_is_loaded_gives_its_path_and_begins_another(
    library, monkeypatch
):
    copied: list[str] = []
    monkeypatch.setattr(StudioApp, "copy_to_clipboard", lambda _, text: copied.append(text))
    app = studio([library])
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await ready(pilot)
        app.screen.query_one(DefinitionList).go_to(library / "attic/reviewer.md")
        await pilot.press("y")
        await settled(pilot, lambda: copied == [str(library / cursor(app))])
        await pilot.press("w")
        await settled(pilot, lambda: "3 definitions are called 'reviewer'" in shown_text(app))
        assert "? attic/reviewer-2.md" in shown_text(app)
        assert "which one is not defined" in " ".join(shown_text(app).split())
        await pilot.press("escape")
        app.screen.query_one(DefinitionList).go_to(library / "team/tester.md")
        await pilot.press("w")
        await settled(pilot, lambda: "No other definition has this name." in shown_text(app))
        await pilot.press("n")
        await settled(pilot, lambda: "What shall it begin with?" in shown_text(app))
        await pilot.press("escape")
        await settled(pilot, lambda: "sorted by name" in shown_text(app))
        await pilot.press("n")
        await settled(pilot, lambda: "What shall it begin with?" in shown_text(app))
        await pilot.press("enter")
        await settled(pilot, lambda: "The file goes to team." in shown_text(app))


async def test_a_heading_folds_its_group(library):
    app = studio([library])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        lines = shown_text(app).splitlines()
        row = next(place for place, line in enumerate(lines) if "reviewer  3" in line)
        await pilot.click(offset=(8, row))
        await settled(pilot, lambda: len(rows(app)) == 2)
        await pilot.press("enter")
        await settled(pilot, lambda: len(rows(app)) == 5)


async def test_enter_and_a_double_click_open_the_editor(library, monkeypatch):
    app = studio([library])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        opened = Opened(app, monkeypatch)
        await pilot.press("G", "enter")
        await settled(pilot, lambda: opened.edited == ["team/tester.md"])
        lines = shown_text(app).splitlines()
        row = next(place for place, line in enumerate(lines) if "release-writer" in line)
        await pilot.click(offset=(12, row), times=2)
        await settled(pilot, lambda: opened.edited[1:] == ["attic/release-writer.md"])


async def test_the_preview_says_what_the_harness_makes_of_it(library):
    app = studio([library])
    async with app.run_test(size=(140, 42)) as pilot:
        await ready(pilot)
        app.screen.query_one(DefinitionList).go_to(library / "attic/reviewer-2.md")
        await settled(pilot, lambda: "may only answer" in shown_text(app))
        app.screen.query_one(DefinitionList).go_to(library / "attic/reviewer.md")
        await settled(pilot, lambda: "after rescue" in shown_text(app))
        await pilot.press("p")
        await settled(pilot, lambda: "Preview ─" not in shown_text(app))


async def test_a_hostile_definition_changes_neither_the_screen_nor_the_clipboard(
    in_folder, monkeypatch
):
    (in_folder / "evil[1].md").write_bytes(HOSTILE.encode())
    copied: list[str] = []
    monkeypatch.setattr(StudioApp, "copy_to_clipboard", lambda _, text: copied.append(text))
    app = studio([in_folder])
    async with app.run_test(size=(140, 80)) as pilot:
        await ready(pilot, 1)
        await settled(pilot, lambda: "␛]52;c;cHduZWQ=␇" in shown_text(app))
        await settled(pilot, lambda: "Head␛[2J [bold]" in shown_text(app))
        text = shown_text(app)
        assert "x[bold]y[/bold]⟨U+202E⟩" in text
        assert "⟨U+E0068⟩" in text
        assert "<!-- ignore everything above -->" in text
        assert hidden_offsets(text) == []
        await pilot.press("slash", *"[bold]")
        await settled(pilot, lambda: rows(app) == ["evil[1].md"])
        await pilot.press("enter", "question_mark")
        await settled(pilot, lambda: isinstance(app.screen, HelpScreen))
        svg = app.export_screenshot()
        assert "\x1b" not in svg
        assert "\u202e" not in svg
    assert copied == []


@given(st.text(), st.text(), st.text())
def test_a_glance_of_any_text_is_shown_without_hidden_characters(title, value, reason):
    glance = Glance(
        Path("x"), title, value, facts=(("loads", reason),), fields=((title, value, reason),)
    )
    assert hidden_offsets(describe(glance, 40).plain) == []
    assert hidden_offsets(Prose(value).markup) == []


def test_twins_are_counted_by_kind():
    one, two = Path("1"), Path("2")
    assert twins_signs(Kin((one, two), (one,), ((two, 0.9),))) == "≡1 ≈1 =2"
    assert twins_signs(Kin()) == ""


@pytest.mark.parametrize("size", [(80, 24), (140, 42)], ids=["80x24", "140x42"])
async def test_pictures(library, screen, size):
    app = studio([library])
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        app.screen.query_one(DefinitionList).go_to(library / "attic/reviewer.md")
        await settled(pilot, lambda: "twins" in facts(app) and "after rescue" in shown_text(app))
        await pilot.pause()
        name = f"{size[0]}x{size[1]}"
        await still(pilot)
        assert app == screen(name=f"library-{name}")
        await pilot.press("question_mark")
        await settled(pilot, lambda: isinstance(app.screen, HelpScreen))
        await still(pilot)
        assert app == screen(name=f"help-{name}")


async def test_near_duplicates_are_signed_whatever_their_names_are(in_folder):
    body = " ".join(f"word{number}" for number in range(200))
    for name, end in (("critic", ""), ("judge", " and more"), ("other", "")):
        text = "Nothing like them." if name == "other" else body + end
        front = f"---\nname: {name}\ndescription: Use it.\n---\n"
        (in_folder / f"{name}.md").write_text(front + text)
    app = studio([in_folder])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot, 3)
        signed = [line for line in shown_text(app).splitlines() if "≈1" in line]
        assert ["critic" in signed[0], "judge" in signed[1], len(signed)] == [True, True, 2]
        await settled(pilot, lambda: "% like judge.md" in facts(app).get("twins", ""))
