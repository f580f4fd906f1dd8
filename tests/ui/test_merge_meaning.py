"""The merge workplace finds rows by meaning where it can, and the same rows when it goes on."""

from __future__ import annotations

import pytest

from agent_studio.core.compare.model import RowKind
from agent_studio.core.merge import parse_choice
from agent_studio.store import sessions
from agent_studio.store.errors import StoreError
from agent_studio.ui.merging.bench import Bench
from agent_studio.ui.merging.keeper import Keeper, kept_merge, revive
from agent_studio.ui.merging.sources import load_sources, with_base, without_base
from trigrams import TRIGRAMS

BODY = "---\nname: a\n---\n\n## Duties\n\n- {}\n"
TEXTS = ["Profile the slow endpoints", "Benchmark whatever endpoint is slow", "Bake bread"]


@pytest.fixture
def paths(tmp_path, monkeypatch):
    monkeypatch.setattr("agent_studio.store.meaning.installed", lambda: TRIGRAMS)
    found = [tmp_path / f"{number}.md" for number in range(3)]
    for path, text in zip(found, TEXTS, strict=True):
        path.write_text(BODY.format(text), encoding="utf-8")
    return found


def shared(sources):
    rows = [row for row in sources.comparison.walk() if row.kind is RowKind.ITEM]
    return [len(row.present) for row in rows]


def test_rows_are_found_by_meaning_but_not_on_top_of_a_base(paths):
    sources = load_sources(paths)
    assert sources.comparison.alignment == TRIGRAMS.name
    assert sorted(shared(sources)) == [1, 2]
    three = with_base(sources, 2)
    assert three.comparison.alignment == "words"
    assert without_base(three).comparison.alignment == TRIGRAMS.name


def test_a_merge_goes_on_with_the_rows_it_was_begun_with(paths, monkeypatch):
    sources = load_sources(paths)
    row = next(row for row in sources.comparison.walk() if len(row.present) == 2 and row.depth)
    bench = Bench.of(sources.comparison).started().decided(row.address, parse_choice("2"))
    keeper = Keeper()
    keeper.begin(sources)
    keeper.note(bench, row.address)
    keeper.flush()
    session = sessions.load(kept_merge(sources))
    again, revived, _ = revive(session)
    assert again.comparison == sources.comparison
    assert revived.merge.decisions == bench.merge.decisions

    monkeypatch.setattr("agent_studio.store.meaning.installed", lambda: None)
    with pytest.raises(StoreError, match=r"install agent-studio-tui\[meaning\]"):
        revive(session)
