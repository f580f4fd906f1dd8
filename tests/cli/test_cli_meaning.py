"""``merge`` and ``diff`` with and without the extra that finds rows by what statements mean."""

from __future__ import annotations

import json

import pytest

from agent_studio.core.compare import compare
from agent_studio.core.document import parse
from agent_studio.core.merge import decisions_to_json, propose, take
from commands import studio
from trigrams import TRIGRAMS

BODY = "---\nname: a\n---\n\n## Duties\n\n- {}\n- {}\n"
ONE = BODY.format("Profile the slow endpoints", "Validate all input at the edge")
OTHER = BODY.format("Benchmark whatever endpoint is slow", "Never validate input at the edge")


@pytest.fixture
def pair(in_folder, monkeypatch):
    monkeypatch.setattr("agent_studio.store.meaning.installed", lambda: TRIGRAMS)
    (in_folder / "a.md").write_text(ONE, encoding="utf-8")
    (in_folder / "b.md").write_text(OTHER, encoding="utf-8")
    return in_folder


def items(done):
    return [row for row in done.json["rows"] if row["kind"] == "item"]


def test_merge_finds_rows_by_meaning_unless_told_not_to(pair):
    found = studio("merge", "a.md", "b.md", "--format", "json")
    assert found.json["alignment"] == TRIGRAMS.name
    assert sorted(row["sources"] for row in items(found)) == [[1], [1, 2], [2]]
    plain = studio("merge", "a.md", "b.md", "--lexical", "--format", "json")
    assert plain.json["alignment"] == "words"
    assert sorted(row["sources"] for row in items(plain)) == [[1], [1], [2], [2]]


def test_diff_does_the_same(pair):
    found = studio("diff", "a.md", "b.md", "--format", "json").json["changes"]
    kinds = sorted(each["change"] for each in found if each["kind"] == "item")
    assert kinds == ["added", "changed", "removed"]
    plain = studio("diff", "a.md", "b.md", "--lexical", "--format", "json").json["changes"]
    assert {each["change"] for each in plain} == {"removed", "added"}


def test_both_sides_of_a_contradiction_name_the_other(pair):
    told = {row["label"]: row.get("caution", "") for row in items(studio(
        "merge", "a.md", "b.md", "--format", "json"
    ))}  # fmt: skip
    assert "Never validate input at the edge" in told["Validate all input at the edge"]
    assert "Validate all input at the edge" in told["Never validate input at the edge"]
    diff = studio("diff", "a.md", "b.md").out
    assert "says the opposite: “Never validate input at the edge”" in diff
    assert "says the opposite: “Validate all input at the edge”" in diff
    page = studio("diff", "a.md", "b.md", "--format", "html").out
    assert page.count("says the opposite") == 2


def test_with_a_base_nothing_is_asked(pair):
    (pair / "base.md").write_text("---\nname: a\n---\n", encoding="utf-8")
    found = studio("merge", "a.md", "b.md", "--base", "base.md", "--format", "json")
    assert found.json["alignment"] == "words"


def test_recorded_decisions_are_replayed_on_the_rows_they_were_made_for(pair, monkeypatch):
    sources = [parse(ONE), parse(OTHER)]
    by_meaning = take(propose(compare(sources, meaning=TRIGRAMS)), "body/Duties/1/1=2")
    by_words = take(propose(compare(sources)), "body/Duties/1/1=none")
    for name, merge in (("meaning.json", by_meaning), ("words.json", by_words)):
        (pair / name).write_text(json.dumps(decisions_to_json(merge)), encoding="utf-8")

    def replayed(name, *more):
        return studio("merge", "a.md", "b.md", "--decisions", name, *more, "--format", "json")

    assert replayed("meaning.json").json["alignment"] == TRIGRAMS.name
    assert "Profile" not in replayed("meaning.json").json["text"]
    # What was recorded wins over what is installed, and over the command line.
    assert replayed("meaning.json", "--lexical").json["alignment"] == TRIGRAMS.name
    assert replayed("words.json").json["alignment"] == "words"

    monkeypatch.setattr("agent_studio.store.meaning.installed", lambda: None)
    assert replayed("words.json").json["alignment"] == "words"
    refused = replayed("meaning.json")
    assert refused.status == 2
    assert "aligned by trigrams: install agent-studio-tui[meaning]" in refused.err


def test_the_extra_that_is_missing_or_broken_is_no_error(monkeypatch):
    from agent_studio.store import meaning

    monkeypatch.undo()
    monkeypatch.setattr(meaning, "_PACKAGE", "no_such_package_at_all")
    meaning.installed.cache_clear()
    assert meaning.installed() is None
    meaning.installed.cache_clear()
    # A package of that name that is something else.
    monkeypatch.setitem(__import__("sys").modules, "wordllama", json)
    meaning._model.cache_clear()
    assert meaning._WordLlama().space(["one"]) is None
    meaning._model.cache_clear()
