"""Settings of teams where many files are read, and where one is open."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_studio.core.dialects import DIALECTS
from agent_studio.store.agreed import Agreements
from agent_studio.store.library import Entry, Library
from agent_studio.store.review import Change, Kind, Staging
from agent_studio.ui.editing.terms import terms_at
from agent_studio.ui.listing.glance import glance
from agent_studio.ui.listing.source import Shelf, card_of
from agent_studio.ui.listing.view import NO_KIN
from agent_studio.ui.reviewing.item import review_item, widest_first

TEXT = (
    "---\nname: reviewer\ndescription: Reviews changes\n"
    "permissionMode: bypassPermissions\n---\n\nYou review changes.\n"
)
GOOD = 'ignore = ["AS4"]\n[severity]\nAS205 = "error"\n'
TOOLS = GOOD + '[tools]\nallow = ["Read"]\n'
BROKEN = 'ignore = ["AS4"]\nsome = 1\nother = 2\n'


@pytest.fixture
def project(in_folder: Path) -> Path:
    (in_folder / ".git").mkdir()
    agents = in_folder / ".claude" / "agents"
    agents.mkdir(parents=True)
    (agents / "reviewer.md").write_text(TEXT, encoding="utf-8")
    (agents / "other.md").write_text(TEXT, encoding="utf-8")
    return in_folder


def settings(project: Path, text: str) -> None:
    (project / ".agent-studio.toml").write_text(text, encoding="utf-8")


def entries(project: Path) -> dict[str, Entry]:
    found = Library([project]).scan()
    return {each.path.name: each for each in found if isinstance(each, Entry)}


def test_the_library_counts_what_the_team_counts(project):
    before = entries(project)["other.md"]
    settings(project, GOOD)
    after = entries(project)
    assert before.warnings
    assert (before.errors, after["other.md"].errors) == (0, 1)
    assert after["other.md"].warnings < before.warnings
    assert after["reviewer.md"].errors == 0


def test_settings_are_read_again_with_every_reading(project):
    library = Library([project])
    list(library.scan())
    settings(project, GOOD)
    again = library.rescan(project / ".claude/agents/other.md")
    assert isinstance(again, Entry)
    assert again.errors == 1


def test_broken_settings_are_told_once_and_count_for_nothing(project):
    settings(project, BROKEN)
    shelf = Shelf([str(project)])
    cards = [card for batch, _ in shelf.batches(lambda: False, glanced=True) for card in batch]
    assert len(cards) == 2
    (told,) = shelf.problems
    assert ".agent-studio.toml, line 2: " in told
    assert "(and 1 more)" in told
    assert all(card.warnings for card in cards)


def test_each_file_of_settings_is_read_once(project, monkeypatch):
    settings(project, GOOD)
    read = []
    from agent_studio.store import agreed

    load = agreed.load_team
    monkeypatch.setattr(agreed, "load_team", lambda path: read.append(path) or load(path))
    agreements = Agreements()
    found = [agreements.of(project / f".claude/agents/{name}.md") for name in "abc"]
    assert len(read) == 1
    assert [each.path for each in found if each] == [f".claude/agents/{name}.md" for name in "abc"]


def test_the_preview_says_what_the_team_says(project):
    settings(project, GOOD)
    entry = entries(project)["other.md"]
    shown, _ = glance(card_of(entry), NO_KIN, entry)
    assert [each.severity.value for each in shown.findings] == ["error"]


def test_preview_and_review_ask_the_version_that_the_team_uses(project):
    settings(project, '[versions]\nclaude-code = "2.1.0"\n')
    entry = entries(project)["other.md"]
    shown, _ = glance(card_of(entry), NO_KIN, entry)
    assert ("loads", "in Claude Code 2.1.0") in shown.facts
    narrow = TEXT.replace("permissionMode: bypassPermissions", "tools: Read")
    change = changed(project, "other", narrow, narrow.replace("Read", "Read, DesignSync"))
    dialect, agreements = DIALECTS["claude-code"], Agreements()
    assert review_item(change, dialect).rights.gained
    item = review_item(change, dialect, agreements.of(change.path))
    assert not item.rights.gained, "there was no such tool then"


def test_the_editor_knows_whose_place_it_is_and_what_counts_there(project):
    settings(project, TOOLS)
    terms = terms_at(project / ".claude/agents/reviewer.md")
    assert terms.dialect.id == "claude-code"
    assert [tool.name for tool in terms.writing.tools] == ["Read"]
    assert terms.agreed is not None
    assert terms_at(project / ".gemini/agents/x.md").dialect.id == "gemini-cli"
    assert terms_at(project / ".codex/agents/x.toml").dialect.id == "codex"
    assert terms_at(project / "x.md").dialect.id == "claude-code"


def test_the_editor_goes_on_with_broken_settings(project):
    settings(project, BROKEN)
    terms = terms_at(project / ".claude/agents/reviewer.md")
    assert terms.agreed is None
    assert terms.writing is terms.dialect
    assert terms.complaint.startswith("The settings do not count: ")


def changed(project: Path, name: str, before: str, after: str) -> Change:
    path = project / f".claude/agents/{name}.md"
    return Change(path, path.name, Kind.MODIFIED, before, after, staging=Staging.NO)


def test_a_review_counts_as_the_team_does_and_puts_new_rights_first(project):
    settings(project, TOOLS)
    agreements = Agreements()
    narrow = TEXT.replace("permissionMode: bypassPermissions", "tools: Read")
    texts = {"a": (TEXT, TEXT + "\nMore.\n"), "b": (narrow, narrow.replace("Read", "Read, Bash"))}
    items = [
        review_item(change, terms_at(change.path).dialect, agreements.of(change.path))
        for change in (changed(project, name, *pair) for name, pair in texts.items())
    ]
    assert [item.path for item in widest_first(items)] == ["b.md", "a.md"]
    first = widest_first(items)[0]
    assert any("Bash" in each.message for each in first.new), "the team allows Read only"
    assert first.rights_before != first.rights_after
