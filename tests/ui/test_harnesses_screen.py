"""One definition in the eyes of every harness."""

from __future__ import annotations

from pathlib import Path

from agent_studio.core.dialects import DIALECTS
from agent_studio.core.dialects.readings import reading
from agent_studio.core.document import parse
from agent_studio.core.text import hidden_offsets
from agent_studio.ui.readings.on_hand import OnHand, readings_of
from agent_studio.ui.screens.editor import EditorScreen
from agent_studio.ui.screens.harnesses import HarnessesScreen
from agent_studio.ui.widgets.reading_text import line, whole
from definitions import HOSTILE
from screens import settled, shown_text, still, studio

TEXT = "---\nname: reviewer\ndescription: Use it for: changes\ncolor: teal\n---\nYou review.\n"
PLACE = ".claude/agents"


def test_harnesses_that_look_into_its_place_come_first(tmp_path):
    path = tmp_path / PLACE / "reviewer.md"
    found = readings_of(OnHand("reviewer.md", path, TEXT))
    assert found.there[0].dialect.id == "claude-code"
    assert len(found.every) == len(DIALECTS)
    there, others = found.in_words.split(" · ")
    loads = sum(each.loaded.loads for each in found.there)
    assert there == f"{loads} of {len(found.there)} that look here load it"
    assert others.endswith("others load it")
    elsewhere = readings_of(OnHand("reviewer.md", tmp_path / "reviewer.md", TEXT))
    assert not elsewhere.there
    assert elsewhere.in_words.startswith("No harness looks here; ")


def test_what_is_on_disk_is_read_and_what_cannot_be_read_is_said(tmp_path):
    path = tmp_path / "reviewer.md"
    path.write_text(TEXT, encoding="utf-8")
    assert readings_of(OnHand("", path)).every
    missing = readings_of(OnHand("", tmp_path / "gone.md"))
    assert not missing.every
    assert "gone.md" in missing.in_words


def test_a_line_says_sign_harness_rights_and_fate():
    claude, codex = DIALECTS["claude-code"], DIALECTS["codex"]
    told = line(reading(parse(TEXT), claude)).plain
    assert told.startswith("▲ Claude Code")
    assert "rwxndm" in told
    assert told.endswith("after rescue")
    assert "······" in line(reading(parse(TEXT), codex), words=False).plain


def test_all_of_it_says_why_as_what_and_who_says_so():
    told = whole(reading(parse(TEXT), DIALECTS["claude-code"]), 60).plain
    for words in ("loads after rescue", "name     reviewer", "rights   rwxndm", "By code.claude"):
        assert words in told
    assert all(len(row) <= 60 for row in told.split("\n"))


def test_nothing_hidden_reaches_the_screen():
    for dialect in DIALECTS.values():
        found = reading(parse(HOSTILE), dialect)
        assert not hidden_offsets(whole(found, 60).plain.replace("\n", ""))
        assert not hidden_offsets(line(found).plain)


def titles(app: object) -> str:
    return str(app.screen.query_one(".dialog").border_title)


async def test_one_key_shows_it_from_library_and_editor(in_folder: Path, screen):
    folder = in_folder / PLACE
    folder.mkdir(parents=True)
    for name in ("author", "reviewer"):
        text = TEXT.replace("reviewer", name)
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    app = studio([in_folder])
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot, lambda: app.screen.related)
        await pilot.press("a", "f6")
        await settled(pilot, lambda: "▲ Claude Code" in shown_text(app))
        assert "author.md" in titles(app)
        assert "1 of 2" in shown_text(app)
        await still(pilot)
        assert app == screen(name="every harness")
        assert "rwxndm  after rescue" in shown_text(app)
        await pilot.resize_terminal(60, 20)
        await settled(pilot, lambda: "unquoted value holds a colon   │" in shown_text(app))
        await settled(pilot, lambda: "rwxndm  after rescue" not in shown_text(app))
        await pilot.resize_terminal(120, 36)
        await pilot.press("n")
        await settled(pilot, lambda: "reviewer.md" in titles(app))
        await settled(pilot, lambda: "name     reviewer" in shown_text(app))
        await pilot.press("escape", "enter")
        await settled(pilot, lambda: isinstance(app.screen, EditorScreen) and app.screen.file)
        await pilot.press("f6")
        await settled(pilot, lambda: isinstance(app.screen, HarnessesScreen))
        await settled(pilot, lambda: app.screen.readings.every)
        await pilot.press("f6")
        await settled(pilot, lambda: isinstance(app.screen, EditorScreen))
