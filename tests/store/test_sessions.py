"""Merges in progress and unsaved texts survive everything but being thrown away."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent_studio.store import drafts, sessions
from agent_studio.store.atomic import write
from agent_studio.store.drafts import Draft
from agent_studio.store.errors import StoreError
from agent_studio.store.sessions import SessionSource
from strategies import any_text

DECISIONS = {"version": 1, "decisions": {"name": "1", "tools/Bash": "none"}}


def session_of(*texts, tmp_path):
    sources = []
    for index, text in enumerate(texts):
        path = tmp_path / f"{index}.md"
        data = text.encode("utf-8", "surrogateescape")
        sources.append(SessionSource(path, path.name, text, write(path, data, None)))
    started = sessions.start(tuple(sources))
    return sessions.Session(
        started.id, started.when, started.sources, DECISIONS, extra={"row": "name"}
    )


@settings(max_examples=settings.default.max_examples // 2)
@given(st.lists(any_text(), min_size=2, max_size=2))
def test_a_session_comes_back_as_it_was(tmp_path_factory, texts):
    session = session_of(*texts, tmp_path=tmp_path_factory.mktemp("s"))
    sessions.save(session)
    loaded = sessions.load(session.id)
    assert loaded.sources == session.sources
    assert loaded.decisions == DECISIONS
    assert loaded.extra == {"row": "name"}
    sessions.discard(session.id)
    with pytest.raises(StoreError):
        sessions.load(session.id)


def test_pending_sessions_are_found_and_damaged_ones_moved_aside(tmp_path):
    session = session_of("a", "b", tmp_path=tmp_path)
    sessions.save(session)
    for name, text in [
        ("cut", '{"version": 1, "sou'), ("odd", "[]"), ("lost", '{"version": 1}'),
        ("bad", json.dumps({"version": 1, "when": "x", "sources": 1, "base": None,
                            "decisions": {}, "extra": {}})),
    ]:  # fmt: skip
        (sessions.folder() / f"{name}.json").write_text(text)
    told = []
    assert [found.id for found in sessions.pending(told.append)] == [session.id]
    assert len(told) == 4
    assert all("was damaged and cannot be used; it is kept as" in sentence for sentence in told)
    assert (sessions.folder() / "cut.json.broken").exists()
    assert sessions.pending(told.append)
    assert len(told) == 4


def test_a_session_of_a_later_version_is_left_alone(tmp_path):
    sessions.folder().mkdir(parents=True)
    (sessions.folder() / "later.json").write_text('{"version": 99}')
    with pytest.raises(StoreError, match="later version"):
        sessions.load("later")
    assert (sessions.folder() / "later.json").exists()


def test_saving_that_fails_keeps_what_was_saved(tmp_path, monkeypatch):
    session = session_of("a", "b", tmp_path=tmp_path)
    sessions.save(session)

    def refuse(*arguments):
        raise OSError(28, "full")

    monkeypatch.setattr("agent_studio.store.atomic._write_spare", refuse)
    with pytest.raises(StoreError, match="the disk is full"):
        sessions.save(session)
    assert sessions.load(session.id).sources == session.sources


def test_two_studios_on_one_merge_both_keep_what_they_did(tmp_path):
    first = sessions.save(session_of("a", "b", tmp_path=tmp_path))
    second = sessions.load(first.id)
    mine = sessions.save(replace(first, extra={"row": "mine"}))
    theirs = sessions.save(replace(second, extra={"row": "theirs"}))
    assert mine.id == first.id
    assert theirs.id != first.id, "the later one is kept beside it"
    assert sessions.load(mine.id).extra == {"row": "mine"}
    assert sessions.load(theirs.id).extra == {"row": "theirs"}
    assert sessions.save(replace(theirs, extra={"row": "again"})).id == theirs.id
    sessions.discard(first.id, first.kept)
    assert sessions.load(mine.id), "what was written since is not thrown away"
    sessions.discard(mine.id, mine.kept)
    assert [each.id for each in sessions.pending()] == [theirs.id]


def test_a_merge_for_git_is_kept_apart(tmp_path):
    sources = session_of("a", "b", tmp_path=tmp_path).sources
    base = SessionSource(None, "base", "ground")
    kept = sessions.save(sessions.start(sources, base=base, tool="/repo/x.md"))
    assert sessions.pending() == ()
    (found,) = sessions.pending(tool="/repo/x.md")
    assert (found.id, found.base, found.tool) == (kept.id, base, "/repo/x.md")
    assert sessions.pending(tool="/repo/y.md") == ()


def test_sources_that_changed_are_said(tmp_path):
    session = session_of("a", "b", "c", tmp_path=tmp_path)
    assert sessions.changed_sources(session) == ()
    (tmp_path / "0.md").write_text("other")
    (tmp_path / "1.md").unlink()
    one, two = sessions.changed_sources(session)
    assert "0.md was changed on disk since" in one
    assert "1.md is gone from the disk since" in two


def test_what_is_kept_is_private(tmp_path):
    session = session_of("a", "b", tmp_path=tmp_path)
    sessions.save(session)
    file = sessions.folder() / f"{session.id}.json"
    assert file.stat().st_mode & 0o077 == 0


@settings(max_examples=settings.default.max_examples // 2)
@given(any_text())
def test_a_draft_comes_back_as_it_was(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("d") / "an agent.md"
    drafts.save(Draft(path, text, None))
    drafts.save(Draft(path, text + "more", None))
    found = drafts.draft_of(path)
    assert found is not None
    assert (found.path, found.text, found.stamp) == (path, text + "more", None)
    assert path in {draft.path for draft in drafts.all_drafts()}
    drafts.discard(path)
    assert drafts.draft_of(path) is None


def test_a_damaged_draft_is_moved_aside(tmp_path):
    path = tmp_path / "a.md"
    drafts.save(Draft(path, "text", None))
    (file,) = drafts.folder().glob("*.json")
    file.write_text('{"version": 1, "path": 3}')
    with pytest.raises(StoreError, match="damaged"):
        drafts.draft_of(path)
    assert drafts.draft_of(path) is None
